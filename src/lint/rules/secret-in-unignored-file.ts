import { defineRule } from "../define.ts";
import { SECRET_PATHS, writtenSecrets } from "../secrets.ts";

export default defineRule({
  id: "secret-in-unignored-file",
  severity: "warning",
  area: "security",
  since: "0.2.0",
  summary: "A password in a file that git does not ignore",
  why: "The next `git add .` commits it, and then everyone who can read the repository has it.",
  fix: "Move it to the environment or to a mounted file, or add the file to .gitignore.",
  source: "https://git-scm.com/docs/gitignore",
  secret: true,
  reads: SECRET_PATHS,
  check(_values, context) {
    return writtenSecrets(context).flatMap(({ path, origin, file, what, instead }) => {
      const status = context.project.gitStatus(file);
      if (status === "untracked")
        return {
          at: origin,
          message: `${path} has ${what} in it, and git does not ignore ${origin.file}: the next git add . adds it`,
          help: `${instead}, or add the file to .gitignore.`,
        };
      // a .env file is a place for secrets
      if (status === "outside" && origin.source !== "dotenv")
        return {
          at: origin,
          severity: "info",
          message: `${path} has ${what} in it, in plain text`,
          help: `${instead}, and do not commit ${origin.file}.`,
        };
      return [];
    });
  },
  examples: {
    invalid: [
      { toml: '[connection]\npassword = "example"\n', git: "untracked" },
      { toml: '[connection]\nurl = "postgresql://app:example@localhost/app"\n', git: "untracked" },
      { dotenv: "DATABASE_URL=postgresql://app:example@localhost/app\n", git: "untracked" },
      { toml: '[connection]\npassword = "example"\n', git: "outside" },
    ],
    valid: [
      { toml: '[connection]\npassword = "example"\n', git: "ignored" },
      { dotenv: "DATABASE_URL=postgresql://app:example@localhost/app\n", git: "outside" },
      { toml: '[connection]\nurl = "postgresql://app@localhost/app"\n', git: "untracked" },
      { env: { PGPASSWORD: "example" }, git: "untracked" },
    ],
  },
});

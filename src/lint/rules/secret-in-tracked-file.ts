import { defineRule } from "../define.ts";
import { SECRET_PATHS, writtenSecrets } from "../secrets.ts";

export default defineRule({
  id: "secret-in-tracked-file",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "A password in a file that git tracks",
  why: "Everyone who can read the repository has it, now and later: it stays in the history after the line is removed.",
  fix: "Move it to the environment or to a mounted file, and change the password.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  secret: true,
  reads: SECRET_PATHS,
  check(_values, context) {
    return writtenSecrets(context).flatMap(({ path, origin, file, what, instead }) => {
      const status = context.project.gitStatus(file);
      if (status === "tracked")
        return {
          at: origin,
          message: `${path} has ${what} in it, and git tracks ${origin.file}`,
          help: `${instead}, and change the secret: it stays in the history.`,
        };
      if (status === "unknown")
        return {
          at: origin,
          severity: "info",
          message: `${path} has ${what} in it, and whether git tracks ${origin.file} could not be read from the repository`,
          help: `Check it with git ls-files. ${instead}.`,
        };
      return [];
    });
  },
  examples: {
    invalid: [
      { toml: '[connection]\npassword = "example"\n', git: "tracked" },
      { toml: '[connection]\nurl = "postgresql://app:example@localhost/app"\n', git: "tracked" },
      { toml: '[connection]\nreplicas = ["postgresql://app:example@localhost/app"]\n', git: "tracked" },
      { toml: '[profiles.production.connection]\npassword = "example"\n', git: "tracked" },
      { toml: '[connection]\npassword = "example"\n', git: "unknown" },
    ],
    valid: [
      { toml: '[connection]\npassword = "example"\n' },
      { toml: '[connection]\npassword = "example"\n', git: "ignored" },
      { toml: '[connection]\nurl = "postgresql://app@localhost/app"\n', git: "tracked" },
      { toml: '[connection]\npassword = "${DB_PASSWORD}"\n', git: "tracked" },
    ],
  },
});

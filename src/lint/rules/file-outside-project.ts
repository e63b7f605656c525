import { defineRule } from "../define.ts";

export default defineRule({
  id: "file-outside-project",
  severity: "error",
  area: "security",
  since: "0.2.0",
  summary: "A config names a file outside of the project folder",
  why: "A config from someone else could make poolcfg read your private files, and print them or send them to a server.",
  fix: "Move the file into the project, or allow its folder with --root.",
  source: "https://cwe.mitre.org/data/definitions/73.html",
  examples: {
    invalid: [
      { toml: 'extends = "../base.toml"\n' },
      { toml: 'extends = "/etc/poolcfg/base.toml"\n' },
      { dotenv: "CONNECTION_USER_FILE=/etc/hostname\n" },
      { env: { POOL_MAX_FILE: "/proc/self/environ" } },
    ],
    valid: [{ toml: "[pool]\nmax = 5\n", env: { PGUSER: "app" } }],
  },
});

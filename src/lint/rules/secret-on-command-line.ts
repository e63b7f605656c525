import { defineRule } from "../define.ts";

export default defineRule({
  id: "secret-on-command-line",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "A password among the arguments of a command",
  why: "Everybody on the machine sees the arguments of a running command, and the shell keeps them in its history.",
  fix: "Put it into the environment, a `.env` file or stdin.",
  source: "https://cwe.mitre.org/data/definitions/214.html",
  secret: true,
  optional: true,
  reads: ["connection.password", "connection.url"],
  check({ "connection.password": password, "connection.url": url }, { origin }) {
    if (!password || password.reveal() === "") return;
    const argued = [origin("connection.password"), ...(url ? [origin("connection.url")] : [])];
    const at = argued.find(({ source }) => source === "argument");
    if (!at) return;
    return {
      at,
      message: "A password is in the arguments, where everyone on the machine can read it",
      help: "Put it into the environment, a .env file or stdin.",
    };
  },
  examples: {
    invalid: [
      { toml: '[rules]\nsecret-on-command-line = "warning"\n', dsn: "postgresql://app:Tr0ub4dor@localhost/app" },
    ],
    valid: [
      { dsn: "postgresql://app:Tr0ub4dor@localhost/app" },
      { toml: '[rules]\nsecret-on-command-line = "warning"\n', dsn: "postgresql://app@localhost/app" },
      {
        toml: '[rules]\nsecret-on-command-line = "warning"\n',
        env: { DATABASE_URL: "postgresql://app:Tr0ub4dor@localhost/app" },
      },
    ],
  },
});

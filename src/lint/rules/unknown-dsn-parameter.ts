import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-dsn-parameter",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "A parameter of the connection string that nothing reads",
  why: "libpq refuses it, other drivers pass over it or send it to the server, which refuses the connection.",
  fix: "Correct its spelling, remove it, or name the driver that reads it with `--dialect`.",
  source: "https://github.com/porsager/postgres/issues/367",
  examples: {
    invalid: [{ dsn: "postgresql://u@host/db?aplication_name=web" }],
    valid: [
      { dsn: "postgresql://u@host/db?application_name=web" },
      { dsn: "postgresql://u@host/db?connection_limit=5" },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "invalid-dsn",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "A connection string that cannot be read",
  why: "Drivers differ in what they make of it: some throw at boot, some connect elsewhere.",
  fix: "Write `postgresql://user:password@host:5432/database`, with reserved characters percent-encoded.",
  source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS",
  examples: {
    invalid: [{ dsn: "postgresql://user@host:port/db" }, { env: { DATABASE_URL: "https://example.com/" } }],
    valid: [{ dsn: "postgresql://user@host:5432/db" }, { dsn: "host=localhost dbname=app" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "second-question-mark",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: 'A second "?" in a connection string, where "&" was meant',
  why: "Everything after it becomes part of the value before it, so two settings are lost without a word.",
  fix: 'Write "&" in place of the second "?".',
  source: "https://github.com/prisma/prisma/issues/2291",
  examples: {
    invalid: [{ dsn: "postgresql://u@host:6543/db?pgbouncer=true?connection_limit=1" }],
    valid: [{ dsn: "postgresql://u@host:6543/db?connection_limit=1&pool_timeout=10" }],
  },
});

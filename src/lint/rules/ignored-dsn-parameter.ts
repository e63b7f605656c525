import { defineRule } from "../define.ts";

export default defineRule({
  id: "ignored-dsn-parameter",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "A parameter that the driver does not read",
  why: "It looks configured and does nothing.",
  fix: "Remove it, or use a parameter that the tool reads.",
  source: "https://github.com/prisma/prisma/issues/19365",
  examples: {
    invalid: [{ dsn: "postgresql://u@host/db?connection_limit=5&max=5", dialect: "prisma" }],
    valid: [{ dsn: "postgresql://u@host/db?connection_limit=5", dialect: "prisma" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "second-question-mark-risk",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: 'Text that adds "?…" to a connection string that may have a "?" already',
  why: "As soon as the string has a parameter of its own, the added ones become part of its value and are lost.",
  fix: "Set the parameters with `URL` and `searchParams`, or put them into the string itself.",
  source: "https://github.com/prisma/prisma/issues/2291",
  examples: {
    invalid: [
      { settings: { from: "prisma", text: "url: process.env.DATABASE_URL + '?connection_limit=5&pool_timeout=10'" } },
    ],
    valid: [
      {
        settings: {
          from: "prisma",
          text: 'DATABASE_URL="postgresql://u@host:5432/db?connection_limit=5&pool_timeout=10"',
        },
      },
    ],
  },
});

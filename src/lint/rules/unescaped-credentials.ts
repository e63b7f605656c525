import { defineRule } from "../define.ts";

export default defineRule({
  id: "unescaped-credentials",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "A reserved character in user or password that is not percent-encoded",
  why: "The string then parses to another host, user or password, in some drivers without any error.",
  fix: 'Percent-encode it: "#" is %23, "@" is %40, "/" is %2F.',
  source: "https://github.com/prisma/prisma/issues/4455",
  secret: true,
  examples: {
    invalid: [{ dsn: "postgresql://app:#p@ss@localhost:5432/db" }, { dsn: "postgresql://app:a/b@localhost:5432/db" }],
    valid: [{ dsn: "postgresql://app:%23p%40ss@localhost:5432/db" }],
  },
});

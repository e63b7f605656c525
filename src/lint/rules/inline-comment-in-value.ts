import { defineRule } from "../define.ts";

export default defineRule({
  id: "inline-comment-in-value",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A comment after a value, which the tool reads as part of the value",
  why: "In pgbouncer.ini a semicolon or # begins a comment only at the beginning of a line, so the whole value is refused.",
  fix: "Put the comment on a line of its own.",
  source: "https://www.pgbouncer.org/config.html",
  examples: {
    invalid: [{ settings: { from: "pgbouncer", text: "[pgbouncer]\ndefault_pool_size = 25 ; for each pair\n" } }],
    valid: [{ settings: { from: "pgbouncer", text: "[pgbouncer]\n; for each pair\ndefault_pool_size = 25\n" } }],
  },
});

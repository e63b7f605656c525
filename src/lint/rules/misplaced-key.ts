import { defineRule } from "../define.ts";

export default defineRule({
  id: "misplaced-key",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A known key in a place where the tool does not read it",
  why: "knex passes a `pool` inside `connection` to the driver, which ignores it; the defaults apply.",
  fix: "Move it to the place in the message.",
  source: "https://github.com/knex/knex/issues/4299",
  examples: {
    invalid: [{ settings: { from: "knex", text: '{ "client": "pg", "connection": { "pool": { "max": 20 } } }' } }],
    valid: [{ settings: { from: "knex", text: '{ "client": "pg", "pool": { "max": 20 } }' } }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "create-error-hidden",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "`propagateCreateError: false` hides why no connection can be made",
  why: "A wrong password or an unknown host shows only as a timeout of the pool, after the whole wait.",
  fix: "Remove `propagateCreateError`.",
  source: "https://github.com/knex/knex/issues/3455",
  examples: {
    invalid: [
      { settings: { from: "knex", text: '{ "client": "pg", "pool": { "max": 20, "propagateCreateError": false } }' } },
    ],
    valid: [{ settings: { from: "knex", text: '{ "client": "pg", "pool": { "max": 20 } }' } }],
  },
});

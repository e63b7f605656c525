import { defineRule } from "../define.ts";

export default defineRule({
  id: "replication-doubles-pool",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "Imported settings make a pool to read and a pool to write, each of the full size",
  why: "The process opens up to twice as many connections as `max`, and the checked total is too low.",
  fix: "Halve `max`, or count it twice.",
  source: "https://sequelize.org/docs/v6/other-topics/read-replication/",
  examples: {
    invalid: [
      {
        settings: {
          from: "sequelize",
          text: '{ "dialect": "postgres", "replication": { "read": [{ "host": "b" }], "write": { "host": "a" } }, "pool": { "max": 20 } }',
        },
      },
    ],
    valid: [{ settings: { from: "sequelize", text: '{ "dialect": "postgres", "host": "a", "pool": { "max": 20 } }' } }],
  },
});

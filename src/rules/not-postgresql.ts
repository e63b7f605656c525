import { defineRule } from "./_define.ts";

export default defineRule({
  id: "not-postgresql",
  severity: "error",
  area: "target",
  since: "0.1.0",
  summary: "Imported settings are for a database that is not PostgreSQL",
  why: "The limits, the timeouts and the cost of a connection are those of another server.",
  fix: "Import the settings of the PostgreSQL database.",
  source: "https://sequelize.org/docs/v6/other-topics/dialect-specific-things/",
  examples: {
    invalid: [{ settings: { from: "sequelize", text: '{ "dialect": "mysql", "pool": { "max": 20 } }' } }],
    valid: [{ settings: { from: "sequelize", text: '{ "dialect": "postgres", "pool": { "max": 20 } }' } }],
  },
});

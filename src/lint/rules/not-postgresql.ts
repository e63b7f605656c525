import { defineRule } from "../define.ts";

export default defineRule({
  id: "not-postgresql",
  severity: "error",
  area: "target",
  since: "0.1.0",
  summary: "Settings or an address are for a database that is not PostgreSQL",
  why: "The limits, the timeouts and the cost of a connection are those of another server, which poolcfg does not cover.",
  fix: "Give the settings of the PostgreSQL database, if there is one.",
  source: "https://sequelize.org/docs/v6/other-topics/dialect-specific-things/",
  examples: {
    invalid: [
      { dsn: "mysql://app@db/shop" },
      { settings: { from: "sequelize", text: '{ "dialect": "mysql", "pool": { "max": 20 } }' } },
    ],
    valid: [
      { dsn: "postgresql://app@db/shop" },
      { settings: { from: "sequelize", text: '{ "dialect": "postgres", "pool": { "max": 20 } }' } },
    ],
  },
});

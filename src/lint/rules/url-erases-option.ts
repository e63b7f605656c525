import { defineRule } from "../define.ts";

export default defineRule({
  id: "url-erases-option",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "Options of TLS that a parameter of the connection string beside them erases",
  why: "pg makes its own `ssl` of the `sslmode` in the string, and drops the authority and the checks that the options name.",
  fix: "Say it in one place: take the parameter out of the string, or the option out of the code.",
  source: "https://github.com/brianc/node-postgres/issues/2380",
  examples: {
    invalid: [
      {
        settings: {
          from: "node-postgres",
          text: '{ "connectionString": "postgresql://u@db.example.com/app?sslmode=require", "ssl": { "ca": "PEM" } }',
        },
      },
    ],
    valid: [
      {
        settings: {
          from: "node-postgres",
          text: '{ "connectionString": "postgresql://u@db.example.com/app", "ssl": { "ca": "PEM" } }',
        },
      },
      {
        settings: {
          from: "node-postgres",
          text: '{ "connectionString": "postgresql://u@db.example.com/app?sslmode=require" }',
        },
      },
    ],
  },
});

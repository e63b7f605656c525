import { defineRule } from "../define.ts";

export default defineRule({
  id: "secret-in-source",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "A password in code, or in a file of options",
  why: "Everybody who can read the source has it, now and later: it stays in the history when the line is gone.",
  fix: "Read it from the environment or from a mounted file, and change the password.",
  source: "https://cwe.mitre.org/data/definitions/798.html",
  secret: true,
  examples: {
    invalid: [
      {
        settings: {
          from: "node-postgres",
          text: '{ "host": "db.example.com", "user": "app", "password": "Tr0ub4dor&3", "max": 20 }',
        },
      },
      {
        settings: {
          from: "knex",
          text: '{ "client": "pg", "connection": "postgresql://app:Tr0ub4dor@db.example.com/app" }',
        },
      },
      {
        settings: {
          from: "prisma",
          text: 'const url = "postgresql://app:Tr0ub4dor@db.example.com/app?connection_limit=5";',
        },
      },
    ],
    valid: [
      {
        settings: {
          from: "node-postgres",
          text: '{ "host": "db.example.com", "user": "app", "password": "${DB_PASSWORD}", "max": 20 }',
        },
      },
      {
        settings: {
          from: "knex",
          text: '{ "client": "pg", "connection": "postgresql://postgres:postgres@localhost/app" }',
        },
      },
      // a .env file is the place for it
      {
        settings: {
          from: "prisma",
          text: 'DATABASE_URL="postgresql://app:Tr0ub4dor@db.example.com/app?connection_limit=5"',
        },
      },
    ],
  },
});

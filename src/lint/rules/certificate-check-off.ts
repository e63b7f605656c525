import { uncheckedBy } from "../../dsn/direct.ts";
import { scanDsn } from "../../dsn/parse.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "certificate-check-off",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "TLS is on, but the certificate of the server is not checked",
  why: "Whoever can answer in place of the server reads the password and every row, and TLS does not notice.",
  fix: "Use `verify-full`, with the certificate authority of the server in `connection.ssl.ca`.",
  source: "https://github.com/brianc/node-postgres/issues/2198",
  reads: ["connection.url"],
  check({ "connection.url": url }, { origin }) {
    const { dsn, driver } = scanDsn(url?.reveal() ?? "");
    const unchecked = uncheckedBy(dsn.params);
    if (!unchecked) return;
    const [name, word] = unchecked;
    // a driver that has it as a setting of its own has reported it where the string was read
    if (driver && Object.hasOwn(driver.settings, name)) return;
    return {
      at: origin("connection.url"),
      message: `The connection string contains ${name}=${word}: the server's certificate is not verified`,
      help: "Take it out, and set sslmode to verify-full.",
    };
  },
  examples: {
    invalid: [
      {
        settings: {
          from: "knex",
          text: '{ "client": "pg", "connection": { "host": "db.example.com", "ssl": { "rejectUnauthorized": false } } }',
        },
      },
      { dsn: "postgresql://u@db.example.com/app?sslmode=require&sslaccept=accept_invalid_certs", dialect: "prisma" },
      { settings: { from: "prisma", text: "?sslmode=require&sslaccept=accept_invalid_certs" } },
      {
        settings: {
          from: "node-postgres",
          text: '{ "connectionString": "postgresql://app@db.example.com/app?sslmode=no-verify" }',
        },
      },
    ],
    valid: [
      {
        settings: {
          from: "knex",
          text: '{ "client": "pg", "connection": { "host": "db.example.com", "ssl": { "rejectUnauthorized": true } } }',
        },
      },
      { dsn: "postgresql://u@db.example.com/app?sslmode=require&sslaccept=strict", dialect: "prisma" },
    ],
  },
});

import { scanDsn } from "../dsn/parse.ts";
import { defineRule } from "./_define.ts";

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
    const params = url && scanDsn(url.reveal(), {}).dsn.params;
    const [name, word] = Object.entries(params ?? {}).find(([key, value]) => UNCHECKED[key] === value) ?? [];
    if (name === undefined) return;
    return {
      at: origin("connection.url"),
      message: `The connection string says ${name}=${word}: the certificate of the server is not checked`,
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

const UNCHECKED: Readonly<Record<string, string>> = { sslaccept: "accept_invalid_certs", sslmode: "no-verify" };

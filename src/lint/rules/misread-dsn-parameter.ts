import { scanDsn } from "../../dsn/parse.ts";
import { decodeDsn } from "../../mapping/decode-dsn.ts";
import { isReadAs } from "../../mapping/url-option.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "misread-dsn-parameter",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "A parameter whose value the tool interprets differently",
  why: "In node-postgres only `ssl=0` is off: `ssl=false` turns TLS on. In postgres.js `max=20` is a pool of one connection.",
  fix: "Say it where the tool reads it rightly: TLS in `sslmode`, the size of the pool in the options.",
  source: "https://github.com/brianc/node-postgres/tree/master/packages/pg-connection-string#tcp-connections",
  scope: "target",
  reads: ["connection.url"],
  check({ "connection.url": url }, { target, targets, origin }) {
    const { urlParameters: driver } = target!;
    // what is told of an import of the same string
    const checked = (target!.checks ?? []).flatMap(({ key, rule, when, message, help }) => {
      const value = url && rule === ID ? scanDsn(url.reveal()).dsn.params[key] : undefined;
      if (value === undefined || !when(value, undefined)) return [];
      return { at: origin("connection.url"), message, ...(help !== undefined && { help }) };
    });
    if (checked.length > 0) return checked;
    if (!url || !driver || isReadAs(target!, url.reveal(), targets)) return;
    return decodeDsn(url.reveal(), driver)
      .faults.filter(({ rule }) => rule === ID)
      .map(({ message, help }) => ({ at: origin("connection.url"), message, ...(help !== undefined && { help }) }));
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@host/db?ssl=false", dialect: "node-postgres" },
      { dsn: "postgresql://u@host/db?ssl=false", target: "node-postgres" },
      { dsn: "postgresql://u@host/db?ssl=false", dialect: "node-postgres", target: "knex" },
      { dsn: "postgresql://u@host/db?max=20", dialect: "postgres-js" },
      { dsn: "postgresql://u@host/db?max=20", target: "postgres-js" },
      { dsn: "postgresql://u@host/db?sslmode=verify-full", target: "prisma" },
      { settings: { from: "prisma", text: "postgresql://u@host/db?connection_limit=5&sslmode=verify-ca" } },
      { settings: { from: "node-postgres", text: '{ "connectionString": "postgresql://u@host/db?ssl=false" }' } },
    ],
    valid: [
      { dsn: "postgresql://u@host/db?ssl=0", dialect: "node-postgres" },
      { dsn: "postgresql://u@host/db?max=1", dialect: "postgres-js" },
      { dsn: "postgresql://u@host/db?ssl=true", target: "node-postgres" },
      { dsn: "postgresql://u@host/db?sslmode=require&sslaccept=strict", target: "prisma" },
      { dsn: "postgresql://u@host/db?ssl=false&sslmode=disable", target: "node-postgres" },
    ],
  },
});

const ID: string = "misread-dsn-parameter";

import { readsModeAs } from "../../mapping/url-option.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "sslmode-differs",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A TLS mode in a connection string that the target reads as another one",
  why: "Libraries read the same mode as anything from no TLS to a full check, so what one verifies, another does not.",
  fix: 'Use "disable" or "verify-full", which mean the same everywhere.',
  source: "https://github.com/brianc/node-postgres/issues/2709",
  scope: "target",
  reads: ["connection.url"],
  check({ "connection.url": url }, { target, config, origin }) {
    const read = url && origin("connection.ssl.mode").source === "dsn" && readsModeAs(target!, url.reveal());
    if (!read || read.mode === read.word) return;
    return {
      at: origin("connection.ssl.mode"),
      // with no authority named, only a server with a certificate of a public one can be reached
      severity: read.mode === "verify-full" && config.connection.ssl.ca === undefined ? "warning" : "info",
      message: `Given to ${target!.title} as it is, sslmode=${read.word} in the connection string means ${read.mode}: ${MEANINGS[read.mode] ?? "it is not what libpq makes of it"}`,
      help: read.help,
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@localhost/db?sslmode=require", target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?sslmode=prefer", target: "node-postgres" },
    ],
    valid: [
      { dsn: "postgresql://u@localhost/db?sslmode=require&uselibpqcompat=true", target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?sslmode=verify-full", target: "node-postgres" },
      { toml: '[connection.ssl]\nmode = "verify-full"\n', target: "node-postgres" },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
    ],
  },
});

const MEANINGS: Readonly<Record<string, string>> = {
  "verify-full": "TLS is required, and the certificate and its name are verified",
  require: "TLS is required, and the certificate is not verified",
};

// a host name that no name server knows
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "host-unknown",
  reason: "dns",
  codes: ["ENOTFOUND", "EAI_AGAIN", "ENODATA"],
  phrases: {
    Windows: ["getaddrinfo failed"],
    "Node.js": ["getaddrinfo {ENOTFOUND|EAI_AGAIN} <name>", "queryA {ENOTFOUND|ETIMEOUT|ESERVFAIL}"],
    libpq: [
      "could not translate host name <name> to address",
      "Name or service not known",
      "Temporary failure in name resolution",
      "nodename nor servname provided, or not known",
      "No address associated with hostname",
    ],
    psycopg: ["failed to resolve host <name>"],
    Go: [
      "no such host",
      "hostname resolving error",
      /\blookup \S{1,200}: (?:server misbehaving|i\/o timeout|Temporary failure)/,
    ],
    pgjdbc: ["UnknownHostException", "Failed to resolve <name>"],
    Npgsql: ["No such host is known"],
    Rust: ["failed to lookup address information", "could not resolve to any address for hostname"],
    Postgrex: ["non-existing domain"],
    PgBouncer: ["server DNS lookup failed", "DNS lookup failed: <name>"],
    Prisma: ["DatabaseNotReachable ENOTFOUND"],
  },
  names: { Sequelize: ["SequelizeHostNotFoundError"] },
  meaning: "The host name does not resolve to an address.",
  todo: "Check the spelling of the host. In a container or a cluster, check that the name is known there (a Compose service name only resolves in the same network). EAI_AGAIN and 'Temporary failure' mean that the name server did not answer.",
  settings: ["connection.host", "connection.url"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: [
    "getaddrinfo ENOTFOUND db.invalid",
    'could not translate host name "db" to address: Name or service not known',
    "dial tcp: lookup db.internal on 10.0.0.2:53: no such host",
    "java.net.UnknownHostException: db.internal",
  ],
});

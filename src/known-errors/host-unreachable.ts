// a network without a route to the host
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "host-unreachable",
  reason: "unroutable",
  codes: ["EHOSTUNREACH", "ENETUNREACH"],
  phrases: {
    asyncpg: [/\[Errno (?:113|65|101|51)\] Connect call failed(?: \([^)]{0,200}\))?/],
    "Node.js": ["connect EHOSTUNREACH <name>"],
    libpq: ["No route to host"],
    Npgsql: ["A socket operation was attempted to an unreachable"],
  },
  names: { Sequelize: ["SequelizeHostNotReachableError"] },
  lesser: {
    "Node.js": ["connect ENETUNREACH <name>"],
    libpq: ["Network is unreachable", "Cannot assign requested address"],
  },
  meaning: "There is no route through the network to that address.",
  todo: "Check the route and the VPN. If the address is IPv6 (such as Supabase's direct host), this machine has no IPv6: use the host's IPv4 address or the pooler's host.",
  settings: ["connection.host"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: ["connect EHOSTUNREACH 10.0.0.5:5432", "connect ENETUNREACH 2001:db8::5:5432"],
});

// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "host-unreachable",
  library: "Node, libpq",
  reason: "unroutable",
  codes: ["EHOSTUNREACH", "ENETUNREACH"],
  patterns: [/(?:EHOSTUNREACH|ENETUNREACH)/i, /(?:No route to host|Network is unreachable)/i],
  meaning: "There is no way through the network to that address.",
  todo: "Check the route, the VPN and whether the address is an IPv6 one where only IPv4 is routed.",
  settings: ["connection.host"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: ["connect EHOSTUNREACH 10.0.0.5:5432", "connect ENETUNREACH 2001:db8::5:5432"],
});

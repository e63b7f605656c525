// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "host-unknown",
  library: "Node, libpq",
  reason: "dns",
  codes: ["ENOTFOUND", "EAI_AGAIN"],
  patterns: [
    /getaddrinfo (?:ENOTFOUND|EAI_AGAIN)/i,
    /could not translate host name/i,
    /(?:Name or service not known|no such host|UnknownHostException|nodename nor servname)/i,
  ],
  meaning: "The name of the host leads to no address.",
  todo: "Check the spelling of the host. In a container or a cluster, check that the name is known there; EAI_AGAIN means that the name server did not answer.",
  settings: ["connection.host", "connection.url"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: [
    "getaddrinfo ENOTFOUND db.invalid",
    'could not translate host name "db" to address: Name or service not known',
  ],
});

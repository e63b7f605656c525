// a port of another program
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "not-postgresql",
  reason: "protocol",
  phrases: {
    sqlx: ["unexpected response from SSLRequest"],
    "node-postgres": [/received invalid response: [0-9a-f]{1,4}\b/, "Unknown authenticationOk message type"],
    libpq: [
      "unexpected response from server; first received character was",
      "received invalid response to SSL negotiation",
      "received invalid response to GSSAPI negotiation",
      "expected authentication request from server, but received",
      "unsupported frontend protocol",
    ],
    "Vert.x": ["Invalid SSL connection message"],
    PgBouncer: ["bad packet header: <name>"],
    Npgsql: ["Received unknown response <name> for {SSLRequest|GSSEncRequest}"],
    "R2DBC PostgreSQL": ["Unknown SSLResponse from server"],
  },
  meaning:
    "What answered on that port does not speak the PostgreSQL protocol, such as a web server, MySQL, SSH or a TLS proxy.",
  todo: "Check the port. If a load balancer or ingress is in between, forward TCP unchanged; a TLS-terminating proxy only works with clients that support sslnegotiation=direct.",
  settings: ["connection.port", "connection.host"],
  source: "https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-SSL",
  examples: ["Error: received invalid response: 48", "received invalid response to SSL negotiation: H"],
});

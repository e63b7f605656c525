// a connection that does not say which Neon endpoint
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "neon-endpoint-missing",
  reason: "config",
  phrases: {
    Neon: [
      "Endpoint ID is not specified",
      "endpoint id is not specified",
      "Inconsistent project name inferred from",
      "Project ID is not specified",
      "The requested endpoint could not be found, or you don't have access to it",
      "Common name inferred from SNI ... is not known",
    ],
  },
  meaning:
    "Neon finds the endpoint by the TLS server name (SNI), and the client did not send one, or the endpoint does not exist.",
  todo: "Update libpq to 14 or later or use a driver that sends SNI; otherwise pass the endpoint: options=endpoint%3Dep-name-123456 in the connection string. If the endpoint could not be found, copy the host again from the Neon console: the branch may be deleted.",
  settings: ["connection.host", "connection.url"],
  source: "https://neon.com/docs/connect/connection-errors#the-endpoint-id-is-not-specified",
  examples: [
    "ERROR: Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for SNI support or pass the endpoint ID",
  ],
});

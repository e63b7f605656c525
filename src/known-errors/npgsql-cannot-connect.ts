// Npgsql without a connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "npgsql-cannot-connect",
  reason: "refused",
  generic: true,
  phrases: {
    Npgsql: [
      /Failed to connect to \S{1,100}:\d{1,5}/,
      "Unable to connect to a suitable host",
      "Exception while connecting",
    ],
    EF: ["An exception has been raised that is likely due to a transient failure"],
  },
  meaning: "Npgsql could not connect to the server. The inner exception says why.",
  todo: "Read the inner exception (--->): refused, timed out or a host name. Check Host and Port. EnableRetryOnFailure() in EF Core retries transient failures.",
  settings: ["connection.host", "connection.port"],
  source: "https://www.npgsql.org/doc/connection-string-parameters.html",
  examples: ["Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.0.5:5432"],
});

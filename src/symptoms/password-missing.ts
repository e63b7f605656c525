// a message of node-postgres, libpq
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "password-missing",
  library: "node-postgres, libpq",
  reason: "authentication",
  patterns: [
    /empty password returned by client/i,
    /client password must be a (?:non-empty )?string/i,
    /no password supplied/i,
  ],
  meaning: "The server asks for a password, and none was given.",
  todo: "Set connection.password, PGPASSWORD or the password in the connection string; an environment variable that is empty counts as none.",
  settings: ["connection.password"],
  source: "https://github.com/brianc/node-postgres/issues/1927",
  examples: ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", "fe_sendauth: no password supplied"],
});

// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "password-wrong",
  library: "PostgreSQL",
  reason: "authentication",
  codes: ["28P01"],
  patterns: [
    /password authentication failed for user/i,
    /\bSASL authentication failed/i,
    /Authentication failed against (?:the )?database server/i,
  ],
  meaning: "The server refuses the role with this password. It says the same of a role that does not exist.",
  todo: "Check user and password, and that reserved characters of the password are percent-encoded in a connection string. The server's log says more than it tells the client.",
  settings: ["connection.user", "connection.password"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: ['password authentication failed for user "app"'],
});

// an authentication method that the driver does not know
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "authentication-method-unsupported",
  reason: "authentication",
  phrases: {
    libpq: [
      "authentication method requirement <name> failed",
      /authentication method \d{1,3} not supported/,
      "SCRAM authentication requires libpq version 10 or above",
      "SASL authentication is not supported",
      "duplicate SASL authentication request",
      "auth method <name> requirement failed",
    ],
    pgjdbc: [/The authentication type \d{1,3} is not supported/],
    "node-postgres": ["SASL: Only mechanism(s) <name> are supported", "Unknown authenticationOk message type"],
    Npgsql: [/Authentication method not supported \(Received: \w{1,20}\)/, "No supported SASL mechanism found"],
    Rust: ["unsupported authentication method", "unsupported authentication algorithm"],
    "lib/pq": ["unknown authentication response: 10"],
    PgBouncer: [
      "wrong password type",
      "SCRAM authentication failed: user has MD5 secret",
      "server login failed: wrong password type",
      "none of the server's SASL authentication mechanisms are supported",
    ],
    PostgreSQL: ["User <name> does not have a valid SCRAM secret"],
    "RDS Proxy": ["RDS supports only IAM, MD5, or SCRAM authentication"],
  },
  meaning:
    "The two sides have no authentication method in common, such as a driver without SCRAM against scram-sha-256, or a pooler that only has an MD5 hash of the password.",
  todo: "Update the driver (libpq 10, pgjdbc 42.2, pg 8 and later know SCRAM). Store the password again with password_encryption = 'scram-sha-256', and let PgBouncer's auth_type and the secret in auth_file be of the same kind.",
  settings: ["connection.password"],
  source: "https://www.postgresql.org/docs/18/auth-password.html",
  examples: [
    "The authentication type 10 is not supported. Check that you have configured the pg_hba.conf file",
    "authentication method 10 not supported",
  ],
});

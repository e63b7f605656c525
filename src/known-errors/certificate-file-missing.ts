// a certificate file that cannot be read
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-file-missing",
  reason: "tls",
  phrases: {
    libpq: [
      /root certificate file "?[^"\s]{1,300}"? does not exist/,
      /could not (?:read|load|open) (?:root )?certificate (?:revocation list )?file "?[^"\s]{1,300}"?/,
      "certificate present, but not private key file <name>",
      /private key file "?[^"\s]{1,300}"? (?:has group or world access|is not a regular file|must be owned)/,
      /could not load private key file "?[^"\s]{1,300}"?/,
      /root certificate file \S{1,300} does not exist/,
    ],
    pgjdbc: [
      "Could not {open|read} SSL {root |}certificate file <name>",
      "Loading the SSL {root |}certificate <name> into a",
      "Could not read SSL key file <name>",
    ],
    asyncpg: [
      "cannot determine location of user PostgreSQL configuration directory",
      /root certificate file "?[^"\s]{1,300}"? does not exist or cannot be accessed/,
    ],
    pgx: ["unable to read CA file", "unable to add CA to cert pool", "unable to read {cert|sslkey}"],
    "lib/pq": [
      "couldn't parse pem from sslrootcert",
      "Private key has world access",
      "Private key file has group or world access",
    ],
    rustls: ["no valid certificate found", "failed to read certificate"],
  },
  meaning:
    "A certificate or key file named by the TLS settings is missing or cannot be read. sslmode=verify-ca and verify-full need the authority's certificate.",
  todo: "Set sslrootcert (connection.ssl.ca) to the CA certificate of the server, or to 'system' for the machine's trust store (libpq 16 and later), and mount the file into the container. A private key must not be readable by others (chmod 600).",
  settings: ["connection.ssl.ca", "connection.ssl.key", "connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-SSLROOTCERT",
  examples: [
    'root certificate file "/app/.postgresql/root.crt" does not exist',
    "Could not open SSL root certificate file /app/.postgresql/root.crt.",
  ],
});

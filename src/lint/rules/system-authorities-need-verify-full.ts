import { SYSTEM_CA } from "../../model/connection.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "system-authorities-need-verify-full",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "The system's authorities are trusted, and the server's name is not checked",
  why: "Anybody can have a certificate that the system trusts, for a name of their own. So libpq refuses `sslrootcert=system` with any mode but verify-full.",
  fix: 'Leave `connection.ssl.mode` out, or set it to "verify-full"; or name the file of your own authority.',
  source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-SSLROOTCERT",
  reads: ["connection.ssl.ca", "connection.ssl.mode"],
  check({ "connection.ssl.ca": ca, "connection.ssl.mode": mode }) {
    if (ca !== SYSTEM_CA || mode === "verify-full") return;
    return {
      at: "connection.ssl.mode",
      message: `connection.ssl.mode is ${mode}, and connection.ssl.ca is "system", the authorities of the system`,
      legal: '"verify-full"',
      help: 'Set connection.ssl.mode to "verify-full", or leave it out.',
      related: ["connection.ssl.ca"],
    };
  },
  examples: {
    invalid: [
      { toml: '[connection.ssl]\nca = "system"\nmode = "require"\n' },
      { dsn: "postgresql://web@localhost/shop?sslmode=verify-ca&sslrootcert=system" },
    ],
    valid: [
      { toml: '[connection.ssl]\nca = "system"\n' },
      { dsn: "postgresql://web@localhost/shop?sslrootcert=system" },
      { toml: '[connection.ssl]\nca = "ca.crt"\nmode = "require"\n' },
    ],
  },
});

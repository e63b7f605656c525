import { isLocal } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "tls-not-required",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "Nothing demands TLS to a host on the network",
  why: "`prefer` continues without TLS if the server, or an attacker in between, claims not to support it: password hash and data are readable.",
  fix: 'Set `connection.ssl.mode` to "verify-full", or to "require" at the least.',
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html#LIBPQ-SSL-PROTECTION",
  optional: true,
  reads: ["connection.ssl.mode", "connection.host"],
  check({ "connection.ssl.mode": mode, "connection.host": host }, { isSet }) {
    if (host === undefined || host.split(",").every(isLocal)) return;
    if (mode === "require" || mode === "verify-ca" || mode === "verify-full") return;
    return {
      at: isSet("connection.ssl.mode") ? "connection.ssl.mode" : "connection.host",
      message: `connection.ssl.mode is ${mode}, so the connection may go without TLS`,
      legal: '"require", "verify-ca" or "verify-full"',
      help: 'Set connection.ssl.mode to "verify-full".',
    };
  },
  examples: {
    invalid: [{ toml: '[connection]\nhost = "db.example.com"\n[rules]\ntls-not-required = "warning"\n' }],
    valid: [
      { toml: '[connection]\nhost = "db.example.com"\n' },
      { toml: '[connection]\nhost = "localhost"\n[rules]\ntls-not-required = "warning"\n' },
      {
        toml: '[connection]\nhost = "db.example.com"\n[connection.ssl]\nmode = "require"\n[rules]\ntls-not-required = "warning"\n',
      },
    ],
  },
});

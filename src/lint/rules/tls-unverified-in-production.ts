import { isLocal } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "tls-unverified-in-production",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "In production, the certificate of the server is not checked",
  why: "Whoever can answer in place of the server reads the password and every row; `require` encrypts, and trusts anybody.",
  fix: 'Set `connection.ssl.mode` to "verify-full", and `connection.ssl.ca` where the authority is your own.',
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html#LIBPQ-SSL-PROTECTION",
  reads: ["connection.ssl.mode", "connection.host"],
  check({ "connection.ssl.mode": mode, "connection.host": host }, { config, isSet }) {
    if (config.profile !== "production" && config.preset !== "production") return;
    if (host === undefined || host.split(",").every(isLocal) || mode === "verify-full" || mode === "verify-ca") return;
    return {
      at: isSet("connection.ssl.mode") ? "connection.ssl.mode" : "connection.host",
      message: `connection.ssl.mode is ${mode}, so nothing checks that the server is ${host.length > 60 ? "the one that was meant" : host}`,
      legal: '"verify-full" or "verify-ca"',
      help: 'Set connection.ssl.mode to "verify-full", and connection.ssl.ca where the authority is your own.',
    };
  },
  examples: {
    invalid: [
      {
        toml: 'preset = "production"\n[connection]\nhost = "localhost"\n[pools.reports.connection]\nhost = "db.example.com"\n',
      },
      { toml: '[profiles.production.connection]\nhost = "db.example.com"\n', profile: "production" },
      { toml: 'preset = "production"\n[connection]\nhost = "db.example.com"\n[connection.ssl]\nmode = "require"\n' },
    ],
    valid: [
      {
        toml: '[profiles.production.connection]\nhost = "db.example.com"\n[connection.ssl]\nmode = "verify-full"\n',
        profile: "production",
      },
      { toml: 'preset = "production"\n[connection]\nhost = "localhost"\n' },
      { toml: '[connection]\nhost = "db.example.com"\n' },
    ],
  },
});

import { scanDsn } from "../../dsn/parse.ts";
import { defineRule } from "../define.ts";
import { placeOfServer } from "../server.ts";

export default defineRule({
  id: "server-read-only",
  severity: "warning",
  area: "server",
  since: "0.1.0",
  summary: "The pool that writes is pointed at a server that only reads",
  why: 'Every write fails with "cannot execute … in a read-only transaction"; after a failover, that is the old primary.',
  fix: "Point `connection` at the primary; name standbys in `connection.replicas`, or give their pool the role `replica`.",
  source: "https://github.com/npgsql/efcore.pg/issues/1306",
  scope: "server",
  reads: ["connection.host"],
  check(_values, { config, pool, isSet, measured: { recovery } }) {
    if (!recovery || (!recovery.inRecovery && !recovery.readOnly)) return;
    // a connection string may ask for such a server
    const wanted = config.connection.url && scanDsn(config.connection.url.reveal()).dsn.params.target_session_attrs;
    if (wanted && /^(?:read-only|standby|prefer-standby)$/.test(wanted)) return;
    if (pool !== undefined && /replica|read/i.test(config.pools[pool]?.role ?? "")) return;
    const why = recovery.inRecovery ? "a standby in recovery" : "read-only (default_transaction_read_only is on)";
    return {
      at: placeOfServer(isSet),
      message: `The server is ${why}: whatever the application writes will fail`,
      help: "Point connection at the primary; name standbys in connection.replicas.",
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { recovery: { inRecovery: true } },
      },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { recovery: { readOnly: true } },
      },
    ],
    valid: [
      {
        dsn: "postgresql://app@standby/shop?target_session_attrs=standby",
        measured: { recovery: { inRecovery: true } },
      },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { recovery: {} },
      },
    ],
  },
});

// Supavisor: a tenant, as its API takes one
import { count, millis } from "../codecs/units.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { clients, NO_PROGRAM, poolMode, serverPool } from "../poolers/pooler.ts";
import { supavisorConnection, supavisorFile, supavisorTls } from "../poolers/supavisor.ts";

/** What becomes of every canonical field in Supavisor: its native key, or why it is lost. */
const target = defineTarget({
  id: "supavisor",
  title: "Supavisor",
  source: {
    url: "https://supabase.github.io/supavisor/configuration/tenants/",
    version: "2.9.10",
    checked: "2026-11-21",
  },
  summary: "the body of `PUT /api/tenants/<id>`: a tenant with one user",
  evidence: "source",
  forms: ["json"],
  connection: { ...supavisorConnection, wants: ["host", "database"] },
  fileLayout: supavisorFile,
  constants: { "user.mode_type": "transaction", "user.is_manager": true, "tenant.require_user": true },
  fields: {
    "pool.max": serverPool("user.pool_size", ["tenant.default_pool_size"], {
      support: "partial",
      unit: count({ min: 1 }),
      libraryDefault: 15,
      zero: "no client is ever served",
      note: "for each user and mode; one more can be open, which the pool always keeps open",
    }),
    "pool.min": unsupported("it always keeps one connection open, whatever is set", { libraryDefault: 1 }),
    "pool.acquireTimeout": field("user.pool_checkout_timeout", millis({ min: 1, max: 2_147_483_647 }), {
      libraryDefault: 60_000,
    }),
    "pool.connectTimeout": unsupported("it has no setting for it"),
    "pool.idleTimeout": unsupported("it closes an idle connection after 5 minutes, always", {
      libraryDefault: 300_000,
    }),
    "pool.maxLifetime": unsupported("a connection lives until it is idle or breaks", { libraryDefault: null }),
    "pool.maxLifetimeJitter": unsupported("it has no lifetime to spread", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it does not count uses", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("a connection is checked out untested", { libraryDefault: null }),
    "pool.keepAlive": unsupported("it has no setting for it"),
    "pool.healthCheckInterval": unsupported("nothing looks after idle connections in the background", {
      libraryDefault: null,
    }),
    ...NO_PROGRAM,
    "connection.applicationName": unsupported("the server is told Supavisor"),
    ...supavisorTls("tenant.upstream_ssl", "tenant.upstream_verify"),
    "pooler.mode": poolMode("user.mode_type", [], { modes: ["session", "transaction"], libraryDefault: "transaction" }),
    "pooler.maxClientConn": clients("user.max_clients", count({ min: 1 })),
  },
  ignoredKeys: [
    ...["external_id", "ip_version", "enforce_ssl", "require_user", "auth_query", "default_parameter_status"],
    ...["default_max_clients", "client_idle_timeout", "client_heartbeat_interval", "sni_hostname", "allow_list"],
    ...["upstream_tls_ca", "default_pool_strategy", "feature_flags"],
  ]
    .map((name) => `tenant.${name}`)
    .concat("user.db_user_alias", "user.is_manager"),
});

export default target;

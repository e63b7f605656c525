// Supavisor: a tenant, as its API takes one
import { count, millis } from "../codecs/units.ts";
import { defineTarget, lost, to } from "../mapping/define.ts";
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
  basis: "source",
  forms: ["json"],
  connection: { ...supavisorConnection, wants: ["host", "database"] },
  arrangement: supavisorFile,
  always: { "user.mode_type": "transaction", "user.is_manager": true, "tenant.require_user": true },
  fields: {
    "pool.max": serverPool("user.pool_size", ["tenant.default_pool_size"], {
      claim: "approximate",
      unit: count({ min: 1 }),
      implicit: 15,
      zero: "no client is ever served",
      note: "for each user and mode; one more can be open, the one that its pool keeps ready",
    }),
    "pool.min": lost("it keeps one connection ready, whatever is set", { implicit: 1 }),
    "pool.acquireTimeout": to("user.pool_checkout_timeout", millis({ min: 1, max: 2_147_483_647 }), {
      implicit: 60_000,
    }),
    "pool.connectTimeout": lost("it has no setting for it"),
    "pool.idleTimeout": lost("it closes an idle connection after 5 minutes, always", { implicit: 300_000 }),
    "pool.maxLifetime": lost("a connection lives until it is idle or breaks", { implicit: null }),
    "pool.maxLifetimeJitter": lost("it has no lifetime to spread", { implicit: 0 }),
    "pool.maxUses": lost("it does not count uses", { implicit: null }),
    "pool.testOnAcquire": lost("a connection is handed out untested", { implicit: null }),
    "pool.keepAlive": lost("it has no setting for it"),
    "pool.healthCheckInterval": lost("nothing looks after idle connections in the background", { implicit: null }),
    ...NO_PROGRAM,
    "connection.applicationName": lost("the server is told Supavisor"),
    ...supavisorTls("tenant.upstream_ssl", "tenant.upstream_verify"),
    "pooler.mode": poolMode("user.mode_type", [], { modes: ["session", "transaction"], implicit: "transaction" }),
    "pooler.maxClientConn": clients("user.max_clients", count({ min: 1 })),
  },
  known: [
    ...["external_id", "ip_version", "enforce_ssl", "require_user", "auth_query", "default_parameter_status"],
    ...["default_max_clients", "client_idle_timeout", "client_heartbeat_interval", "sni_hostname", "allow_list"],
    ...["upstream_tls_ca", "default_pool_strategy", "feature_flags"],
  ]
    .map((name) => `tenant.${name}`)
    .concat("user.db_user_alias", "user.is_manager"),
});

export default target;

// Ecto: the options of a repository over Postgrex

import { count, millis, text } from "../codecs/units.ts";
import dialect from "../dialects/ecto.ts";
import { defineTarget, lost, to } from "../mapping/define.ts";
import { searchPathSetting } from "../mapping/guc.ts";
import {
  connect,
  ECTO_CONNECTION,
  ECTO_KNOWN,
  ECTO_OPTIONS,
  ectoTls,
  interval,
  lifetime,
  orInfinity,
  parameter,
  queue,
} from "../pools/db-connection.ts";

/** Numbers that are none in the URL. */
const TEXTS = /[?&](?:queue_target|queue_interval|connect_timeout|handshake_timeout|ping_timeout|pool_count)=/;

/** What becomes of every canonical field in Ecto: its option, or why it is lost. */
const target = defineTarget({
  id: "ecto",
  title: "Ecto",
  passwordCallback: {
    how: "the option `configure` names a function that is called with the options of each new connection, and gives them with another `password`",
    source: "https://hexdocs.pm/db_connection/DBConnection.html#start_link/2",
  },
  language: "elixir",
  package: { name: "ecto_sql", range: ">=3.12 <4" },
  source: { url: "https://hexdocs.pm/db_connection/DBConnection.html", version: "2.10.2", checked: "2026-11-21" },
  summary: "the settings of a repository for `config/runtime.exs`",
  basis: "source",
  forms: ["code"],
  dialect,
  connection: ECTO_CONNECTION,
  files: ["config/runtime.exs", "config/prod.exs", "config/dev.exs", "config/config.exs"],
  fields: {
    "connection.schema": searchPathSetting("parameters.search_path"),
    "connection.applicationName": to("parameters.application_name", text()),
    ...ectoTls(),
    "connection.replicas": lost("a repository has one server", {
      workaround: "make a repository of its own for each replica, with read_only: true",
    }),
    "pool.max": to("pool_size", count({ min: 1 }), {
      implicit: 10,
      note: "of each of pool_count pools, of which there is one unless said",
    }),
    "pool.min": lost("the pool has one size: it opens all its connections at the start, and keeps them", {
      implicit: { sameAs: "pool.max" },
    }),
    "pool.maxIdle": lost("the pool has one size, and closes no idle connection", { implicit: { sameAs: "pool.max" } }),
    "pool.maxWaiting": lost("the queue has no bound; it is queue_target that thins it out", { implicit: null }),
    "pool.acquireTimeout": queue(),
    "pool.connectTimeout": connect(),
    "pool.idleTimeout": lost("the pool has one size, and closes no idle connection", { implicit: null }),
    ...lifetime(),
    "pool.maxUses": lost("it retires a connection by age, never by use", { implicit: null }),
    "pool.testOnAcquire": lost("an idle connection is handed out untested", {
      implicit: null,
      workaround: "pool.healthCheckInterval, whose pings find a dead connection before it is handed out",
    }),
    "pool.keepAlive": lost("it has no time for it", {
      implicit: null,
      workaround: "socket_options: [keepalive: true] switches it on, with the time of the system",
    }),
    "pool.healthCheckInterval": to("idle_interval", interval(), {
      claim: "approximate",
      implicit: 1_000,
      note: "an idle connection is pinged after one to two of it. There is no off, so it is 24.8 days",
    }),
    "session.statementTimeout": parameter("statement_timeout"),
    "session.lockTimeout": parameter("lock_timeout"),
    "session.idleInTransactionTimeout": parameter("idle_in_transaction_session_timeout"),
    "session.transactionTimeout": parameter("transaction_timeout", "PostgreSQL before 17 refuses the connection"),
    "session.queryTimeout": to("timeout", orInfinity(), {
      implicit: 15_000,
      ownLimit: true,
      note: "written unset, too, since it has 15 s by itself; after it the connection is closed, and the server goes on",
    }),
    "retry.maxAttempts": lost("it tries again without end", { implicit: { words: "without end" } }),
    "retry.interval": to("backoff_min", millis({ min: 1 }), {
      claim: "approximate",
      implicit: 1_000,
      note: "the first wait; each further one is drawn at random, up to backoff_max",
    }),
    "retry.multiplier": lost("the waits grow at random, to three times the one before at most"),
    "retry.maxInterval": to("backoff_max", millis({ min: 1 }), { implicit: 30_000 }),
    "observe.leakThreshold": lost("a connection that is not returned in time is closed: `timeout` is both", {
      implicit: null,
    }),
    "observe.metrics": lost("each query is an event of telemetry, always", { implicit: true }),
  },
  // without an end of its own a ping would have that of a query, which is none
  always: { ping_timeout: 15_000 },
  checks: [
    {
      key: "url",
      when: (value) => typeof value === "string" && TEXTS.test(value),
      rule: "misread-dsn-parameter",
      severity: "warning",
      message:
        "The URL has a time or a count that stays a text in Ecto: no number is more than it, so it bounds nothing",
      legal: "pool_size, timeout and idle_interval, which are numbers in the URL, too",
      help: "Write it beside the URL, as a number.",
    },
  ],
  aliases: { socket_dir: "hostname" },
  aliasesBeat: true,
  known: ECTO_KNOWN,
  program: { mark: "Repo", keys: Object.fromEntries(ECTO_OPTIONS.map((key) => [key, key])) },
});

export default target;

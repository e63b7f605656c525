// Ecto: the options of a repository over Postgrex

import { Expression } from "../codecs/literal.ts";
import { count, millis, text } from "../codecs/units.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { searchPathSetting } from "../mapping/guc.ts";
import {
  connect,
  ECTO_CONNECTION,
  ECTO_KNOWN,
  ECTO_OPTIONS,
  ectoTls,
  ectoUrl,
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
  // https://hexdocs.pm/postgrex/Postgrex.html#start_link/1: queries are prepared under a name by default
  prepared: { off: "prepare: :unnamed", set: ["prepare", new Expression(":unnamed")] },
  passwordCallback: {
    how: "the option `configure` names a function that is called with the options of each new connection, and gives them with another `password`",
    source: "https://hexdocs.pm/db_connection/DBConnection.html#start_link/2",
  },
  language: "elixir",
  package: { name: "ecto_sql", range: ">=3.12 <4" },
  source: { url: "https://hexdocs.pm/db_connection/DBConnection.html", version: "2.10.2", checked: "2026-11-21" },
  summary: "the settings of a repository for `config/runtime.exs`",
  evidence: "source",
  forms: ["code"],
  urlParameters: ectoUrl,
  connection: ECTO_CONNECTION,
  files: ["config/runtime.exs", "config/prod.exs", "config/dev.exs", "config/config.exs"],
  fields: {
    "connection.schema": searchPathSetting("parameters.search_path"),
    "connection.applicationName": field("parameters.application_name", text()),
    ...ectoTls(),
    "connection.replicas": unsupported("a repository has one server", {
      workaround: "make a repository of its own for each replica, with read_only: true",
    }),
    "pool.max": field("pool_size", count({ min: 1 }), {
      libraryDefault: 10,
      note: "of each of pool_count pools (default: one)",
    }),
    "pool.min": unsupported("the pool has a fixed size: all connections are opened at the start and maintained", {
      libraryDefault: { sameAs: "pool.max" },
    }),
    "pool.maxIdle": unsupported("the pool has one size, and closes no idle connection", {
      libraryDefault: { sameAs: "pool.max" },
    }),
    "pool.maxWaiting": unsupported("the queue has no bound; it is queue_target that thins it out", {
      libraryDefault: null,
    }),
    "pool.acquireTimeout": queue(),
    "pool.connectTimeout": connect(),
    "pool.idleTimeout": unsupported("the pool has one size, and closes no idle connection", { libraryDefault: null }),
    ...lifetime(),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("an idle connection is checked out untested", {
      libraryDefault: null,
      workaround: "pool.healthCheckInterval, whose pings detect a broken connection before checkout",
    }),
    "pool.keepAlive": unsupported("it has no time for it", {
      libraryDefault: null,
      workaround: "socket_options: [keepalive: true] switches it on, with the time of the system",
    }),
    "pool.healthCheckInterval": field("idle_interval", interval(), {
      support: "partial",
      libraryDefault: 1_000,
      note: "an idle connection is pinged after one to two of it. There is no off, so it is 24.8 days",
    }),
    "session.statementTimeout": parameter("statement_timeout"),
    "session.lockTimeout": parameter("lock_timeout"),
    "session.idleInTransactionTimeout": parameter("idle_in_transaction_session_timeout"),
    "session.transactionTimeout": parameter("transaction_timeout", "PostgreSQL before 17 refuses the connection"),
    "session.queryTimeout": field("timeout", orInfinity(), {
      libraryDefault: 15_000,
      ownLimit: true,
      note: "written even if not set, because its default is 15 s; after it the connection is closed, and the server continues",
    }),
    "retry.maxAttempts": unsupported("it tries again without end", { libraryDefault: { words: "without end" } }),
    "retry.interval": field("backoff_min", millis({ min: 1 }), {
      support: "partial",
      libraryDefault: 1_000,
      note: "the first wait; each further one is drawn at random, up to backoff_max",
    }),
    "retry.multiplier": unsupported("the waits grow at random, to three times the one before at most"),
    "retry.maxInterval": field("backoff_max", millis({ min: 1 }), { libraryDefault: 30_000 }),
    "observe.leakThreshold": unsupported("a connection that is not returned in time is closed: `timeout` is both", {
      libraryDefault: null,
    }),
    "observe.metrics": unsupported("each query is an event of telemetry, always", { libraryDefault: true }),
  },
  // without an end of its own a ping would have that of a query, which is none
  constants: { ping_timeout: 15_000 },
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
  aliasesOverride: true,
  ignoredKeys: ECTO_KNOWN,
  program: {
    detectBy: "Repo",
    opens: ["config.*Repo", "Postgrex.start_link"],
    keys: Object.fromEntries(ECTO_OPTIONS.map((key) => [key, key])),
  },
});

export default target;

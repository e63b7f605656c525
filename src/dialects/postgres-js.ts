// the URL of postgres.js, which sends what it does not know to the server
import { count, seconds } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** Times are seconds, 0 is off. */
export default defineDialect({
  id: "postgres-js",
  title: "postgres.js",
  source: { url: "https://github.com/porsager/postgres#connection-details", version: "3.4", checked: "2026-11-21" },
  params: {
    max: {
      path: "pool.max",
      unit: count({ text: true }),
      misread: {
        except: ["1"],
        as: "a pool of one connection, because it does not make a number of it",
        help: "Give it as an option: postgres(url, { max: 20 }).",
      },
    },
    idle_timeout: { path: "pool.idleTimeout", unit: seconds({ off: 0, text: true, fractions: true }) },
    connect_timeout: { path: "pool.connectTimeout", unit: seconds({ off: 0, text: true, fractions: true }) },
    max_lifetime: { path: "pool.maxLifetime", unit: seconds({ off: 0, text: true, fractions: true }) },
    keep_alive: { path: "pool.keepAlive", unit: seconds({ off: 0, text: true, fractions: true, beyond: "kept" }) },
  },
  known: [
    "backoff",
    "debug",
    "fetch_types",
    "max_pipeline",
    "prepare",
    "publications",
    "ssl",
    "sslmode",
    "target_session_attrs",
  ],
  unknown: "sent to the server",
  marks: ["backoff", "fetch_types", "idle_timeout", "keep_alive", "max", "max_lifetime", "max_pipeline", "prepare"],
  form: true,
});

// the URL of Ecto, of whose parameters three are numbers
import { count, millis } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** Times are milliseconds. Every other parameter stays a text, which is no number to what reads it. */
export default defineDialect({
  id: "ecto",
  title: "Ecto",
  source: { url: "https://hexdocs.pm/ecto/Ecto.Repo.html#module-urls", version: "3.14", checked: "2026-11-21" },
  params: {
    pool_size: { path: "pool.max", unit: count({ min: 1, text: true }) },
    timeout: { path: "session.queryTimeout", unit: millis({ min: 1, text: true }) },
    idle_interval: { path: "pool.healthCheckInterval", unit: millis({ min: 1, text: true }) },
  },
  known: ["connect_timeout", "pool_count", "queue_interval", "queue_target", "ssl"],
  unknown: "ignored",
  marks: ["idle_interval", "pool_count", "pool_size", "queue_interval", "queue_target"],
  prefixes: ["ecto:"],
});

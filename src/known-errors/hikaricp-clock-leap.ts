// a process that stood still
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "hikaricp-clock-leap",
  reason: "config",
  phrases: { HikariCP: ["Thread starvation or clock leap detected", "Retrograde clock change detected"] },
  meaning:
    "HikariCP's housekeeper ran late: the process or machine was paused (garbage collection, suspended or throttled CPU, a sleeping laptop), or the clock jumped.",
  todo: "If it appears under load, check garbage collection pauses and CPU limits (throttling in Kubernetes). After a suspend it is harmless: HikariCP replaces expired connections.",
  settings: ["pool.maxLifetime"],
  source: "https://github.com/brettwooldridge/HikariCP/issues/1065",
  examples: ["HikariPool-1 - Thread starvation or clock leap detected (housekeeper delta=3m10s221ms)."],
});

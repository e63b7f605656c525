// a message of Neon
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "neon-full",
  library: "Neon",
  reason: "full",
  patterns: [
    /Failed to acquire permit to connect to the database/i,
    /Too many database connection attempts are currently ongoing/i,
  ],
  meaning: "Neon's proxy lets no further connection through at the moment.",
  todo: "Lower pool.max or the number of instances; give pool.acquireTimeout room for a compute that is starting.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://github.com/neondatabase/neon/tree/main/proxy",
  examples: [
    "Failed to acquire permit to connect to the database. Too many database connection attempts are currently ongoing.",
  ],
});

// transactions through a pooler in statement mode
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pooler-statement-mode",
  reason: "protocol",
  phrases: {
    PgBouncer: ["transaction blocks not allowed in statement pooling mode", "Long transactions not allowed"],
    PgDog: ["transaction control statements are not supported in statement pooler mode"],
  },
  meaning: "The pooler is in statement mode, in which a transaction cannot span several statements.",
  todo: "Use transaction mode: pool_mode = transaction in pgbouncer.ini, or for this database only in its [databases] entry, and RELOAD.",
  settings: ["pooler.mode"],
  source: "https://www.pgbouncer.org/config.html#pool_mode",
  examples: ["transaction blocks not allowed in statement pooling mode"],
});

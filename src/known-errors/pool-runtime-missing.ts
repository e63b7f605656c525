// a pool without a runtime for its timeouts
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pool-runtime-missing",
  reason: "config",
  phrases: {
    deadpool: ["No runtime specified", "NoRuntimeSpecified"],
    sqlx: ["this functionality requires a Tokio context"],
    SQLAlchemy: ["greenlet_spawn has not been called; can't call await_only() here", "MissingGreenlet"],
    asyncpg: ["got Future <name> attached to a different loop", "attached to a different loop"],
  },
  meaning:
    "The pool or connection was used outside of the asynchronous runtime (event loop) that it needs or was created in.",
  todo: "With deadpool, Pool::builder(…).runtime(Runtime::Tokio1) when timeouts are set. With sqlx, run it in #[tokio::main]. SQLAlchemy: load relationships eagerly or await them, and use the AsyncSession's methods. asyncpg: create the pool in the loop that uses it, not at import, and once per worker process.",
  settings: ["pool.acquireTimeout"],
  source: "https://docs.rs/deadpool/latest/deadpool/managed/struct.PoolBuilder.html#method.runtime",
  examples: [
    "No runtime specified",
    "sqlalchemy.exc.MissingGreenlet: greenlet_spawn has not been called; can't call await_only() here. Was IO attempted in an unexpected place?",
  ],
});

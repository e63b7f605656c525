// asyncpg's pool with all connections in use
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "asyncpg-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    asyncpg: [
      /asyncpg\/pool\.py["']?,? line \d{1,6},? in (?:_?acquire|_acquire_impl|__aenter__)\b[\s\S]{0,3000}?\bTimeoutError\b/,
    ],
  },
  meaning: "asyncpg's pool had no connection free within the timeout of acquire(): all are in use.",
  todo: `Use async with pool.acquire() as conn, which releases it. ${POOL_IN_USE} In asyncpg the size is max_size (default 10); without timeout= acquire() waits forever.`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://magicstack.github.io/asyncpg/current/api/index.html#connection-pools",
  examples: [
    'File "/app/.venv/lib/python3.11/site-packages/asyncpg/pool.py", line 1016, in _acquire return await compat.wait_for( raise TimeoutError from exc_val TimeoutError',
  ],
});

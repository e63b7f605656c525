import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "acquire-timeout-very-long",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "Callers wait for minutes before they get an error",
  why: "The clients gave up long ago; their retries queue behind the waiting requests, and the service does not recover.",
  fix: "Set `pool.acquireTimeout` below the time that your own callers wait, 30 s as a rule.",
  source: "https://github.com/porsager/postgres/issues/824",
  reads: ["pool.acquireTimeout"],
  check({ "pool.acquireTimeout": acquire }) {
    if (acquire === null || acquire <= MINUTE) return;
    return {
      at: "pool.acquireTimeout",
      message: `pool.acquireTimeout is ${formatDuration(acquire)}: a caller waits so long before it learns that the pool is full`,
      help: "Set it below the time that your own callers wait, 30s as a rule.",
      severity: acquire > 5 * MINUTE ? "warning" : "info",
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nacquire_timeout = "10m"\n' }, { toml: '[pool]\nacquire_timeout = "2m"\n' }],
    valid: [{ toml: '[pool]\nacquire_timeout = "1m"\n' }, { toml: '[pool]\nacquire_timeout = "30s"\n' }],
  },
});

const MINUTE = 60_000;

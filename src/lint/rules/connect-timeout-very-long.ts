import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

// Linux gives up by itself after 127 s, and psycopg after 130 s: who states no time has that
const KERNEL = 130_000;

export default defineRule({
  id: "connect-timeout-very-long",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "One attempt to connect may take minutes",
  why: "A server that does not answer is noticed only after this time; meanwhile callers queue up.",
  fix: "Set `pool.connectTimeout` to 5 to 15 s.",
  source: "https://github.com/hoppscotch/hoppscotch",
  reads: ["pool.connectTimeout"],
  check({ "pool.connectTimeout": connect }) {
    if (connect === null || connect <= KERNEL) return;
    return {
      at: "pool.connectTimeout",
      message: `pool.connectTimeout is ${formatDuration(connect)}: a server that does not answer is noticed only then`,
      help: "Set it to 5s to 15s.",
    };
  },
  examples: {
    invalid: [
      { toml: '[pool]\nconnect_timeout = "5m"\nacquire_timeout = "10m"\n' },
      { dsn: "postgresql://u@host/db?connect_timeout=300" },
    ],
    valid: [
      { toml: '[pool]\nconnect_timeout = "15s"\n' },
      { toml: '[pool]\nconnect_timeout = "off"\nacquire_timeout = "off"\n' },
    ],
  },
});

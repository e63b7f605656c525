import { formatDuration } from "../../model/duration.ts";
import { formatValue } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "connect-outlasts-acquire",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "A connect timeout that the acquire timeout always ends first",
  why: "The caller gives up while the connection is still being opened, so the error is a pool timeout even if the server cannot be reached.",
  fix: "Set `pool.connectTimeout` below `pool.acquireTimeout`.",
  source: "https://github.com/neo4j/neo4j-javascript-driver/issues/877",
  reads: ["pool.connectTimeout", "pool.acquireTimeout"],
  check({ "pool.connectTimeout": connect, "pool.acquireTimeout": acquire }, { isSet }) {
    if (acquire === null || (connect !== null && connect < acquire)) return;
    const stated = isSet("pool.connectTimeout");
    if (!stated && !isSet("pool.acquireTimeout")) return;
    return {
      at: stated ? "pool.connectTimeout" : "pool.acquireTimeout",
      message: `pool.connectTimeout is ${formatValue("pool.connectTimeout", connect)}, not below pool.acquireTimeout, which is ${formatDuration(acquire)}`,
      legal: `pool.connectTimeout below ${formatDuration(acquire)}`,
      help: `Set pool.connectTimeout below ${formatDuration(acquire)}, or raise pool.acquireTimeout.`,
      related: [stated ? "pool.acquireTimeout" : "pool.connectTimeout"],
      // against a default, or within what libraries have by themselves (10 s and 30 s), it only blurs the error
      severity:
        stated && isSet("pool.acquireTimeout") && (connect === null || connect > 3 * acquire) ? "warning" : "info",
    };
  },
  examples: {
    invalid: [
      { toml: '[pool]\nconnect_timeout = "1m"\nacquire_timeout = "10s"\n' },
      { toml: '[pool]\nconnect_timeout = "10s"\nacquire_timeout = "10s"\n' },
      { toml: '[pool]\nacquire_timeout = "5s"\n' },
      { toml: '[pool]\nconnect_timeout = "off"\n' },
    ],
    valid: [
      { toml: '[pool]\nconnect_timeout = "5s"\nacquire_timeout = "10s"\n' },
      { toml: '[pool]\nacquire_timeout = "off"\n' },
      { toml: "[pool]\nmax = 5\n" },
    ],
  },
});

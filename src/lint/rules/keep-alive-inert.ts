import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "keep-alive-inert",
  severity: "info",
  area: "relation",
  since: "0.1.0",
  summary: "A keep-alive whose first probe comes after the connection has ended",
  why: "An idle connection is closed before its first probe, so keep-alive never detects a broken one.",
  fix: "Set `pool.keepAlive` below `pool.idleTimeout` and `pool.maxLifetime`.",
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["pool.keepAlive", "pool.idleTimeout", "pool.maxLifetime", "pool.min"],
  check(values, { isSet }) {
    const keepAlive = values["pool.keepAlive"];
    const enders = (["pool.idleTimeout", "pool.maxLifetime"] as const).filter((path) => {
      // what the pool keeps at its floor has no idle timeout
      if (path === "pool.idleTimeout" && values["pool.min"] > 0) return false;
      return keepAlive !== null && values[path] !== null && keepAlive >= values[path];
    });
    const [ender] = enders;
    if (ender === undefined || !isSet("pool.keepAlive")) return;
    const end = formatDuration(values[ender]!);
    return {
      at: "pool.keepAlive",
      message: `pool.keepAlive is ${formatDuration(keepAlive!)}, and ${ender} of ${end} ends an idle connection before its first probe`,
      legal: `pool.keepAlive below ${end}, or "off"`,
      help: `Set it below ${end}.`,
      related: [ender],
    };
  },
  examples: {
    invalid: [
      { toml: '[pool]\nkeep_alive = "15m"\nidle_timeout = "5m"\n' },
      { toml: '[pool]\nkeep_alive = "2h"\nidle_timeout = "off"\n' },
    ],
    valid: [
      { toml: '[pool]\nkeep_alive = "30s"\nidle_timeout = "5m"\n' },
      { toml: '[pool]\nkeep_alive = "off"\n' },
      { toml: '[pool]\nkeep_alive = "15m"\nidle_timeout = "5m"\nmin = 2\n' },
      { toml: '[pool]\nidle_timeout = "20s"\n' },
    ],
  },
});

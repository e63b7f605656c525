import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "leak-threshold-below-statement-timeout",
  severity: "info",
  area: "relation",
  since: "0.1.0",
  summary: "A statement that may still run is already reported as a leak",
  why: "Slow statements then look like connections that were never returned, and real leaks drown among them.",
  fix: "Set `observe.leakThreshold` above `session.statementTimeout`.",
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["observe.leakThreshold", "session.statementTimeout"],
  check({ "observe.leakThreshold": leak, "session.statementTimeout": statement }) {
    if (leak === null || typeof statement !== "number" || leak > statement) return;
    return {
      at: "observe.leakThreshold",
      message: `observe.leakThreshold is ${formatDuration(leak)}, and a statement may run for ${formatDuration(statement)}`,
      legal: `observe.leakThreshold above ${formatDuration(statement)}, or "off"`,
      help: `Set it above ${formatDuration(statement)}, or lower session.statementTimeout.`,
      related: ["session.statementTimeout"],
    };
  },
  examples: {
    invalid: [{ toml: '[observe]\nleak_threshold = "10s"\n[session]\nstatement_timeout = "30s"\n' }],
    valid: [
      { toml: '[observe]\nleak_threshold = "1m"\n[session]\nstatement_timeout = "30s"\n' },
      { toml: '[observe]\nleak_threshold = "10s"\n' },
    ],
  },
});

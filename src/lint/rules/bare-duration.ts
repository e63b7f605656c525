import { formatDuration } from "../../model/duration.ts";
import { TIMES } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "bare-duration",
  severity: "info",
  area: "shape",
  since: "0.1.0",
  summary: "A duration without a unit, read as seconds",
  why: "Half of all libraries take seconds and half milliseconds, so the next reader may misread the number.",
  fix: 'Write the unit: "30s", "500ms".',
  source: "https://github.com/dotCMS/core/issues/32817",
  reads: TIMES,
  check(values, { stated, replace }) {
    return TIMES.flatMap((path) => {
      const value = values[path];
      const last = stated(path).at(-1);
      const bare = typeof last?.raw === "number" || (typeof last?.raw === "string" && /^[\d.]+$/.test(last.raw));
      if (!bare || typeof value !== "number") return [];
      const text = formatDuration(value);
      return {
        at: path,
        message: `${path} is ${last!.raw} without a unit, read as ${text}`,
        help: `Write "${text}", if that is what is meant.`,
        // a number this large may have been meant in milliseconds, which no edit should cement
        ...(value < LARGE && { edits: replace(path, text) }),
      };
    });
  },
  examples: {
    invalid: [{ toml: "[pool]\nidle_timeout = 300\n" }, { dotenv: "POOL_MAX_LIFETIME=1800\n" }],
    valid: [{ toml: '[pool]\nidle_timeout = "300s"\n' }, { dsn: "postgresql://h/db?pool_timeout=20" }],
  },
});

/** From here on a number of seconds is more likely to be one of milliseconds, in milliseconds. */
const LARGE = 1_000_000;

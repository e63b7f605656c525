import { formatDuration, MAX_TIMER_MS } from "../../model/duration.ts";
import { FIELDS } from "../../model/model.ts";
import { TIMES } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "timer-overflow",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A duration that exceeds the range of a timer",
  why: "Node fires a timer longer than 24.8 days after 1 ms: node-postgres then replaces every connection immediately.",
  fix: 'Write "off", or a time of up to 24 days.',
  source: "https://nodejs.org/api/timers.html#settimeoutcallback-delay-args",
  reads: TIMES,
  check(values, { isSet, replace }) {
    return TIMES.flatMap((path) => {
      const value = values[path];
      if (typeof value !== "number" || value <= MAX_TIMER_MS || !isSet(path)) return [];
      const off = FIELDS.get(path)!.off;
      const legal = `up to 24d20h31m23s${off ? ', or "off"' : ""}`;
      return {
        at: path,
        message: `${path} is ${formatDuration(value)}, longer than the maximum of a timer: it would fire after 1ms`,
        legal,
        help: `Write ${off ? '"off", or ' : ""}a shorter time.`,
        ...(off && { edits: replace(path, "off") }),
      };
    });
  },
  examples: {
    invalid: [{ toml: '[pool]\nmax_lifetime = "25d"\n' }, { toml: '[session]\nstatement_timeout = "600h"\n' }],
    valid: [{ toml: '[pool]\nmax_lifetime = "24d"\nidle_timeout = "off"\n' }],
  },
});

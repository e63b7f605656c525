import { formatDuration, MAX_TIMER_MS } from "../../model/duration.ts";
import { TIMES } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "suspicious-unit",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A duration that makes sense only in another unit",
  why: "A number was copied from a tool that counts in milliseconds to one that counts in seconds, or the other way round.",
  fix: 'Write the unit with the value: "30s", "500ms".',
  source: "https://github.com/dotCMS/core/issues/32817",
  reads: TIMES,
  check(values, { isSet }) {
    return TIMES.flatMap((path) => {
      const value = values[path];
      // timer-overflow speaks of what is longer
      if (typeof value !== "number" || value > MAX_TIMER_MS || !isSet(path)) return [];
      const meant = meantBy(
        value,
        SCALES.find(({ paths }) => paths.test(path)),
      );
      if (meant === undefined) return [];
      return {
        at: path,
        message: `${path} is ${formatDuration(value)}; was ${formatDuration(meant)} meant?`,
        help: `Write "${formatDuration(meant)}" if it was. A bare number is seconds.`,
      };
    });
  },
  examples: {
    invalid: [
      { toml: "[pool]\nidle_timeout = 30000\n" },
      { toml: '[pool]\nidle_timeout = "30ms"\n' },
      { toml: "[pool]\nmax_lifetime = 1800000\n" },
      { toml: "[pool]\nacquire_timeout = 5000\n" },
      { toml: '[pool]\nconnect_timeout = "10ms"\n' },
    ],
    valid: [
      { toml: "[pool]\nidle_timeout = 43200\nmax_lifetime = 86400\n" },
      { toml: "[pool]\nmax_lifetime = 7200\nidle_timeout = 1800\n" },
      { toml: '[session]\nstatement_timeout = 3600\nlock_timeout = "20m"\n' },
    ],
  },
});

interface Scale {
  readonly paths: RegExp;
  /** Milliseconds below which seconds may have been meant. */
  readonly least: number;
  /** Seconds from which, in multiples of `step`, milliseconds may have been meant. */
  readonly most: number;
  readonly step: number;
}

const SCALES: readonly Scale[] = [
  { paths: /^pool\.(?:idleTimeout|maxLifetime)$/, least: 1_000, most: 10_000, step: 1_000 },
  { paths: /^pool\.(?:acquire|connect)Timeout$/, least: 100, most: 1_000, step: 100 },
  {
    paths: /^(?:pool\.(?:keepAlive|healthCheckInterval)|session\.\w+|retry\.\w+|observe\.leakThreshold)$/,
    least: 0,
    most: 1_000,
    step: 100,
  },
];

const MINUTE = 60;
const HOUR = 3_600;

function meantBy(value: number, scale: Scale | undefined): number | undefined {
  if (!scale) return undefined;
  if (value > 0 && value < scale.least) return value * 1_000;
  const seconds = value / 1_000;
  if (seconds < scale.most || seconds % scale.step !== 0 || isRound(seconds)) return undefined;
  return seconds;
}

// times that people write: 20 min, 1 h 30 min, 12 h
function isRound(seconds: number): boolean {
  return (seconds <= HOUR / 2 && seconds % (5 * MINUTE) === 0) || (seconds <= 24 * HOUR && seconds % (HOUR / 2) === 0);
}

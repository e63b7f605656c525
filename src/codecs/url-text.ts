// units that only connection strings have: texts of Go, of libpq, of the server, of poolcfg's own files

import { allowedMethods, REQUIRE_AUTH } from "../model/authentication.ts";
import { formatDuration } from "../model/duration.ts";
import type { Field } from "../model/field.ts";
import { isTime } from "../model/paths.ts";
import { type Codec, type Decoded, seconds } from "./units.ts";

const GO_MS = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const SERVER_MS = { us: 1e-3, ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A Go duration string: `30m`, `1h30m`. A bare number other than 0 is none, and Go has no spelling for off. */
export function goDuration(): Codec {
  return {
    doc: "Go duration",
    min: 0,
    encode(value) {
      if (typeof value !== "number") return { error: "has no way to say off" };
      // Go knows no days
      return { native: formatDuration(value).replace(/^(\d+)d(?:(\d+)h)?/, hours) };
    },
    decode(native) {
      const text = String(native);
      const error = { error: 'is no Go duration such as "30m" or "1h30m"' };
      if (text === "0") return { value: 0 };
      if (text.length > 64 || !/^\+?(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return error;
      let total = 0;
      for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|μs|ms|s|m|h)/gy))
        total += Number(amount) * GO_MS[unit as keyof typeof GO_MS];
      return exact(total);
    },
  };
}

/** Whole seconds as libpq reads them: blanks around are passed over, 0 or less is off. */
export function libpqSeconds(): Codec {
  const unit = seconds({ off: 0, text: true, beyond: "kept" });
  return {
    ...unit,
    decode(native) {
      const text = String(native).trim();
      return /^-\d{1,10}$/.test(text) ? { value: null } : unit.decode(text.replace(/^\+/, ""));
    },
  };
}

/** Longest time that psycopg is given, 68 years: off is a time that is never reached. */
export const ENDLESS_S = 2_147_483_647;

/** What psycopg 3 waits for a connection where its connect timeout is 0, less, or not there. */
export const PSYCOPG_CONNECT_MS = 130_000;

/** Whole seconds as psycopg 3 reads its connect timeout: at least 2, and 0 or less is its own default. */
export function psycopgSeconds(): Codec {
  const unit = seconds({ min: 2, max: ENDLESS_S, off: ENDLESS_S });
  return {
    ...unit,
    encode(value) {
      const rounded = unit.encode(typeof value === "number" ? Math.max(value, 2_000) : value);
      return "error" in rounded || value === null || Number(value) >= 2_000
        ? rounded
        : { native: 2, loss: "rounded up to 2 s, the least that psycopg waits" };
    },
    decode(native) {
      const text = typeof native === "string" ? native.trim() : native;
      const whole =
        typeof text === "string" && !/^[-+]?\d+(?:\.\d*)?$/.test(text) ? Number.NaN : Math.trunc(Number(text));
      if (!Number.isFinite(whole) || typeof native === "boolean" || native === null)
        return { error: "is no number of seconds" };
      if (whole <= 0) return { value: PSYCOPG_CONNECT_MS };
      return whole >= ENDLESS_S ? { value: null } : { value: Math.max(whole, 2) * 1_000 };
    },
  };
}

/** A time limit of the server: `30s`, `5min`, a bare number is milliseconds, 0 is off. */
export function serverTime(): Codec {
  return {
    doc: "ms",
    off: 0,
    min: 1,
    encode: (value) => (value === 0 ? { error: "cannot be 0: there it means off" } : { native: value ?? 0 }),
    decode(native) {
      const text = String(native).trim();
      const match = text.length > 64 ? null : /^(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?$/.exec(text);
      if (!match) return { error: 'is no time limit of the server, such as "30s" or a number of milliseconds' };
      const ms = Math.round(Number(match[1]) * SERVER_MS[(match[2] ?? "ms") as keyof typeof SERVER_MS]);
      return ms === 0 ? { value: null } : exact(ms);
    },
  };
}

/** A field as poolcfg's own files write it: a duration as `"30s"`, off as `"off"`. */
export function fieldText(field: Field): Codec {
  const timed = isTime(field.kind);
  return {
    doc: field.legal,
    ...(field.off && { off: "off" }),
    ...(field.min !== undefined && !timed && { min: field.min }),
    ...(field.max !== undefined && !timed && { max: field.max }),
    encode(value) {
      if (value === null) return field.off ? { native: "off" } : { error: "has no way to say off" };
      return { native: timed && typeof value === "number" ? formatDuration(value) : String(value) };
    },
    decode(native) {
      const text = String(native);
      const raw = !timed && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text === "false" ? false : text;
      const result = field.schema["~standard"].validate(raw) as { value?: unknown; issues?: readonly unknown[] };
      return result.issues === undefined
        ? { value: result.value as number | string | boolean | null }
        : { error: `is not ${field.legal}` };
    },
  };
}

function exact(ms: number): Decoded {
  const rounded = Math.round(ms);
  if (!Number.isSafeInteger(rounded)) return { error: "is too long a time" };
  return Math.abs(ms - rounded) < 1e-6 ? { value: rounded } : { error: "is finer than a millisecond" };
}

function hours(_: string, days: string, rest = "0"): string {
  return `${Number(days) * 24 + Number(rest)}h`;
}

/** One of a few words, as it is. */
export function word(words: readonly string[]): Codec {
  const doc = words.map((one) => `"${one}"`).join(", ");
  return {
    doc,
    encode: (value) => ({ native: String(value) }),
    decode: (native) =>
      words.includes(String(native)) ? { value: String(native) } : { error: `is not one of ${doc}` },
  };
}

/** A whole number as text. */
export function integer(): Codec {
  return {
    doc: "a whole number",
    encode: (value) => ({ native: String(value) }),
    decode: (native) =>
      /^[-+]?\d{1,19}$/.test(String(native)) ? { value: String(native) } : { error: "is not a whole number" },
  };
}

/** Text that a pattern accepts. */
export function matching(value: RegExp, legal: string): Codec {
  return {
    doc: legal,
    encode: (text) => ({ native: String(text) }),
    decode: (native) => (value.test(String(native)) ? { value: String(native) } : { error: `is not ${legal}` }),
  };
}

/** `true` or `false` as text. */
export function trueOrFalse(): Codec {
  return word(["true", "false"]);
}

/** The methods of `require_auth`. */
export function methods(): Codec {
  return {
    doc: REQUIRE_AUTH,
    encode: (value) => ({ native: String(value) }),
    decode: (native) =>
      allowedMethods(String(native)) ? { value: String(native) } : { error: `is no list of ${REQUIRE_AUTH}` },
  };
}

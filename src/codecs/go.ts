// how Go writes times and counts: as text, as nanoseconds in JSON, as expressions of its programs

import { Expression } from "./literal.ts";
import { type Codec, count } from "./units.ts";
import { goDuration } from "./url-text.ts";

/** What stands for a time that pgxpool cannot switch off. */
export const YEAR_MS = 8_760 * 3_600_000;

/** A time as Go's programs write it: `30 * time.Minute`. */
export function goTime(ms: number): Expression {
  if (ms === 0) return new Expression("0");
  const [name, size] = SIZES.find((entry) => ms % entry[1] === 0)!;
  const amount = ms / size;
  return new Expression(amount === 1 ? `time.${name}` : `${amount} * time.${name}`, { imports: ['"time"'] });
}

const SIZES = [
  ["Hour", 3_600_000],
  ["Minute", 60_000],
  ["Second", 1_000],
  ["Millisecond", 1],
] as const;

/** A `time.Duration`: nanoseconds, as encoding/json writes them, or a text. `off`: 0 or less is off. */
export function nanoseconds({ off = false } = {}): Codec {
  return {
    doc: 'ns, or text such as "30m"',
    ...(off && { off: 0 }),
    min: 0,
    encode(value) {
      if (value === null) return off ? { native: 0 } : { error: "has no way to say off" };
      if (typeof value !== "number") return { error: "is not a time" };
      if (off && value === 0) return { error: "cannot be 0: there it means off" };
      return value > LONGEST_MS ? { error: "is longer than a time.Duration" } : { native: value * 1e6 };
    },
    code: (value) => goTime(Number(value ?? 0)),
    decode(native) {
      // -1, too, whatever it would be in nanoseconds
      if (off && typeof native === "number" && native <= 0) return { value: null };
      const read = typeof native === "number" ? fromNanoseconds(native) : fromText(native);
      return off && "value" in read && Number(read.value) <= 0 ? { value: null } : read;
    },
  };
}

// 18 years; up to here a number of nanoseconds is exact where it is a whole number of milliseconds
const LONGEST_MS = 2 ** 59 / 1e6;

/** A Go duration, of a text or of a field of a program, which counts nanoseconds. */
export function goDurationOrNanoseconds(): Codec {
  const text = goDuration();
  return {
    ...text,
    code: (value) => goTime(Number(value)),
    decode: (native) => (typeof native === "number" ? fromNanoseconds(native) : text.decode(native)),
  };
}

/** A whole number that code holds as one. */
export function goCount(limits: Parameters<typeof count>[0] = {}): Codec {
  const unit = count({ text: true, ...limits });
  return { ...unit, code: (value) => new Expression(String(value)) };
}

function fromNanoseconds(native: number): ReturnType<Codec["decode"]> {
  if (native !== 0 && Math.abs(native) < 1e6)
    return { error: `is ${native}, and a time.Duration counts nanoseconds: write "${native}s" if seconds were meant` };
  return Number.isInteger(native / 1e6) ? { value: native / 1e6 } : { error: "is finer than a millisecond" };
}

function fromText(native: unknown): ReturnType<Codec["decode"]> {
  if (typeof native !== "string") return { error: "is neither a number of nanoseconds nor a text" };
  const sign = native.startsWith("-") ? -1 : 1;
  const read = goDuration().decode(sign < 0 ? native.slice(1) : native);
  return "value" in read ? { value: sign * Number(read.value) } : read;
}

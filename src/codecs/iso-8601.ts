// lengths of time as texts of Java: ISO 8601, and the short forms that frameworks have for it
import type { Codec, Value } from "./units.ts";

interface Limits {
  readonly doc: string;
  /** Text for off. */
  readonly off?: string;
  /** Which native length off is, in milliseconds: `zero`, or anything below it. */
  readonly offIs?: "zero" | "negative";
  /** Milliseconds that a bare number stands for; none is read unless said. */
  readonly bare?: number;
  /** Letters that may stand for a unit without the ISO form. */
  readonly short?: Readonly<Record<string, number>>;
  format(ms: number): string;
}

/** A unit of such texts. Of what is no text the JDK can read, it says so. */
export function isoUnit({ doc, off, offIs, bare, short = {}, format }: Limits): Codec {
  const written = (value: Value) => (value === null ? off! : format(value as number));
  return {
    doc,
    ...(off !== undefined && { off }),
    encode(value) {
      if (value === null) return off === undefined ? { error: "has no way to say off" } : { native: off };
      return value === 0 ? { error: "cannot be 0" } : { native: written(value) };
    },
    decode(native) {
      const ms = milliseconds(String(native).trim(), bare, short);
      if (ms === undefined) return { error: `is ${JSON.stringify(String(native).slice(0, 40))}, not a length of time` };
      if (ms === 0 && offIs === "zero") return { value: null };
      if (ms < 0) return offIs === "negative" ? { value: null } : { error: "is less than 0" };
      return { value: Math.round(ms) };
    },
  };
}

/** A length of time as ISO 8601, in one unit: `PT30M`, `PT0.25S`. */
export function iso(ms: number): string {
  const [letter, size] = STEPS.find(([, step]) => ms % step === 0) ?? ["S", 1_000];
  return `PT${ms / size}${letter}`;
}

/** The same without `PT`: `30M`. What is no whole number of seconds is written in full. */
export function shortIso(ms: number): string {
  return ms % 1_000 === 0 ? iso(ms).slice(2) : iso(ms);
}

const STEPS = [
  ["H", 3_600_000],
  ["M", 60_000],
  ["S", 1_000],
] as const;

const ISO = /^([-+]?)P(?:([-+]?\d+)D)?(?:T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:\.\d{1,9})?)S)?)?$/i;

function milliseconds(
  text: string,
  bare: number | undefined,
  short: Readonly<Record<string, number>>,
): number | undefined {
  const [whole, amount, unit] = /^([-+]?\d{1,15})([a-z]{0,2})$/i.exec(text) ?? [];
  if (whole !== undefined) {
    const size = unit === "" ? bare : short[unit!.toLowerCase()];
    return size === undefined ? undefined : Number(amount) * size;
  }
  const [found, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = ISO.exec(text) ?? [];
  if (found === undefined || /[pt]$/i.test(found)) return undefined;
  const ms = Number(days) * 86_400_000 + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000;
  return sign === "-" ? -ms : ms;
}

/** What R2DBC's URL takes: less than nothing is off, since PT0S is at once. */
export const DURATION = isoUnit({ doc: "ISO 8601 duration", off: "PT-1S", offIs: "negative", format: iso });

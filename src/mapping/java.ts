// what Java's pools have in common: times as texts, and how a program writes them

import { Expression } from "../codecs/literal.ts";
import { type Codec, flag, millis } from "../codecs/units.ts";
import {
  custom,
  decode,
  type field,
  type Mapping,
  type NativeIssue,
  type Remark,
  type Written,
  wrongType,
} from "./define.ts";

export type Facts = NonNullable<Parameters<typeof field>[2]>;

const STEPS = [
  ["Days", 86_400_000],
  ["Hours", 3_600_000],
  ["Minutes", 60_000],
  ["Seconds", 1_000],
  ["Millis", 1],
] as const;

/** A length of time as a `Duration`, in the largest unit that holds it whole. */
function javaDuration(ms: number): string {
  const [unit, size] = STEPS.find(([, step]) => ms % step === 0)!;
  const amount = ms / size;
  return `Duration.of${unit}(${amount > 2_147_483_647 ? `${amount}L` : amount})`;
}

/** Import of `Duration`. */
export const DURATION = { imports: ["import java.time.Duration;"] };

/** A Java `long` of milliseconds; properties hold it as a text. */
export function longMillis(limits: Parameters<typeof millis>[0] = {}): Codec {
  const unit = millis({ max: Number.MAX_SAFE_INTEGER, text: true, beyond: "refused", ...limits });
  const asCode = (value: unknown) => {
    if (typeof value !== "number") return new Expression("0");
    if (value % 1_000 !== 0) return new Expression(value > 2_147_483_647 ? `${value}L` : `${value}`);
    return new Expression(`${javaDuration(value)}.toMillis()`, DURATION);
  };
  return { ...withoutComment(unit), code: asCode };
}

/** Says what the matter is where a comment stands on the line of a value. */
export function withoutComment(unit: Codec): Codec {
  return {
    ...unit,
    decode(native) {
      const comment = typeof native === "string" && /^-?\d+\s*[#!]/.test(native);
      const read = unit.decode(native);
      if (!comment || !("error" in read)) return read;
      return { error: `${read.error}: in a properties file a comment takes a line of its own` };
    },
  };
}

/** Maps a field to several keys by one value. */
export function writeUnit(
  unit: Codec,
  keys: readonly string[],
  value: unknown,
  mode: "live" | "text" | "code",
): Written {
  const encoded = unit.encode(value as never);
  if ("error" in encoded) return refused(encoded.error);
  const native = mode === "code" && unit.code ? unit.code(value as never) : encoded.native;
  return {
    set: Object.fromEntries(keys.map((key) => [key, native])),
    ...(encoded.loss !== undefined && { remarks: [{ kind: "rounded", message: `is ${encoded.loss}` }] }),
  };
}

/** What cannot be written, and why. */
export function refused(message: string, workaround?: string): Written {
  const remark: Remark = { kind: "unrepresentable", message, ...(workaround !== undefined && { workaround }) };
  return { remarks: [remark] };
}

/** A time that the library takes for another one, in its own words. */
export interface Reset {
  readonly becomes: number | null;
  readonly why: string;
  readonly legal: string;
}

/** Maps a time that the library resets to another where it does not like it: reading says so, and reads that one. */
export function resetting(
  mapping: Mapping,
  unit: Codec,
  reset: (ms: number, native: Getter) => Reset | undefined,
): Mapping {
  const [key] = mapping.keys as [string];
  return {
    ...mapping,
    read(native) {
      if (!native.has(key)) return undefined;
      const read = decode(unit, key, native.get(key));
      if (typeof read.value !== "number") return read;
      const other = reset(read.value, native);
      if (!other) return read;
      const fault: NativeIssue = { ...wrongType(key, `is ${read.value}: ${other.why}`), legal: other.legal };
      return { value: other.becomes, note: "what the library takes for it", issues: [fault] };
    },
  };
}

type Getter = Parameters<Mapping["read"]>[0];

/** The number under a key, texts included; undefined where there is none. */
export function numberIn(native: Getter, key: string): number | undefined {
  const value = native.get(key);
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Maps a field by hooks, with the key's own default reader. */
export function mapped(key: string, unit: Codec, facts: Facts, write: Mapping["write"]): Mapping {
  return custom([key], unit, facts, {
    write,
    read: (native) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined),
  });
}

/** Maps `pool.keepAlive` to a switch, since Java has no delay for it. */
export function keepAlive(key: string): Mapping {
  const note = "on or off: the first probe comes when the system likes, on Linux after 2 h";
  return custom(
    [key],
    "true or false",
    { support: "partial", libraryDefault: null, note, fullFor: (value) => value === null },
    {
      write: (value) => ({
        set: { [key]: value !== null },
        ...(value !== null && { remarks: [{ kind: "rounded", message: `is partially supported: ${note}` }] }),
      }),
      read(native) {
        if (!native.has(key)) return undefined;
        const value = native.get(key);
        const read = decode(flag(), key, value === "true" ? true : value === "false" ? false : value);
        if (read.value === undefined) return read;
        if (read.value === false) return { value: null };
        return { value: 7_200_000, note: "the delay cannot be set: the system's default applies, 2 h on Linux" };
      },
    },
  );
}

// the units of node-postgres, which takes any value: what it makes of those that are no plain numbers

import { type Codec, count, type Decoded, FIRES, millis, seconds } from "../../codecs/units.ts";
import { custom, decode, field, type Mapping } from "../../mapping/define.ts";
import { ZERO_UNSENT, zeroAsText, zeroUnsent } from "../../mapping/guc.ts";
import { MAX_TIMER_MS } from "../../model/duration.ts";
import { quoted } from "../../text/mask.ts";

/** Milliseconds of a timer; 0 and `null` are off. */
export function timer(): Codec {
  return told(millis({ off: 0 }), (native) => misfires(native, MAX_TIMER_MS));
}

/** Seconds of a timer, fractions of them too; 0 and `null` are off. */
export function secondsTimer(): Codec {
  return told(seconds({ fractions: true, off: 0 }), (native) => misfires(native, MAX_TIMER_MS / 1_000));
}

/** How many connections a pool may have. */
export function poolSize(): Codec {
  return {
    ...count({ min: 1 }),
    decode(native) {
      if (native === Number.POSITIVE_INFINITY || (typeof native === "string" && !(Number(native) >= 0)))
        return { error: `is ${shown(native)}: a pool of pg has no limit then` };
      if (typeof native === "number" && native < 0)
        return { error: `is ${native}: pg takes the pool as full, and every caller waits for ever` };
      if (native === 0) return { error: "is 0, which pg reads as 10" };
      return count({ min: 1 }).decode(native);
    },
  };
}

/** How often a connection is used. pg reads what is missing or falsy as Infinity; JSON has none, and 0 says the same. */
export function uses(): Codec {
  return told(count({ min: 1, off: 0 }), (native) => {
    if (native === Number.POSITIVE_INFINITY) return { value: null };
    return typeof native === "number" && native < 0
      ? { error: `is ${native}: pg retires each connection after one use` }
      : undefined;
  });
}

/** Maps a session timeout that pg sends as the connection starts, unless it is falsy. */
export function startupMillis(key: string): Mapping {
  const unit = told(millis({ min: 1, off: "0", text: true, beyond: "refused" }), (native) => {
    if (Number.isFinite(native)) return undefined;
    if (typeof native !== "number" && (typeof native !== "string" || /^\d*$/.test(native))) return undefined;
    const sent = Number.parseInt(String(native), 10);
    if (Number.isNaN(sent))
      return { error: `is ${shown(native)}: pg sends NaN, and the server refuses the connection` };
    return { error: `is ${shown(native)}: pg sends ${sent}, which are milliseconds` };
  });
  return custom(
    [key],
    unit,
    { whenSet: true, startup: true, note: ZERO_UNSENT },
    {
      write: field(key, { ...unit, code: zeroAsText }).write,
      read(native) {
        const value = native.get(key);
        if (value === undefined || value === null || value === false) return undefined;
        return value === 0 ? zeroUnsent(key, "pg") : decode(unit, key, value);
      },
    },
  );
}

type Told = (native: unknown) => Decoded | undefined;

// null is as good as nothing in pg, and nothing is off
function told(unit: Codec, tell: Told): Codec {
  return {
    ...unit,
    decode: (native) => (native === null ? { value: null } : (tell(native) ?? unit.decode(native))),
  };
}

function misfires(native: unknown, longest: number): Decoded | undefined {
  if (typeof native !== "number" || (native >= 0 && native <= longest)) return undefined;
  return { error: `is ${native}: ${FIRES}` };
}

function shown(native: unknown): string {
  return typeof native === "string" ? `the text ${quoted(native, 40)}` : String(native);
}

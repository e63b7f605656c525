// what node-redis has besides plain keys: a strategy for connecting again, and a clock for the whole pool

import { Expression } from "../codecs/literal.ts";
import { flag, millis, text } from "../codecs/units.ts";
import { custom, decode, type Fields, field, type Mapping, unsupported, wrongType } from "../mapping/define.ts";
import { MAX_TIMER_MS } from "../model/duration.ts";
import type { Config } from "../model/model.ts";
import { DELAY, wholeSeconds } from "./pg/keep-alive.ts";

/** Maps `connection.applicationName` to the name that `CLIENT LIST` shows. */
export function clientName(key: string): Mapping {
  const name = field(key, text());
  return custom(
    [key],
    "text",
    {
      support: "partial",
      fullFor: (value) => LEGAL_NAME.test(String(value)),
      note: "shown by `CLIENT LIST`; Redis takes printable ASCII without blanks, and any other name is left out",
    },
    {
      write(value, context) {
        if (LEGAL_NAME.test(String(value))) return name.write(value, context);
        const message = "is not supported: Redis takes a name of printable ASCII without blanks";
        return { remarks: [{ kind: "unsupported", message, workaround: "use hyphens for blanks" }] };
      },
      read: name.read,
    },
  );
}

const LEGAL_NAME = /^[!-~]+$/;

/** Maps `pool.idleTimeout` to the one clock that a pool has for its idle connections. */
export function cleanupDelay(key: string): Mapping {
  const unit = millis({ min: 1, off: MAX_TIMER_MS });
  return custom(
    [key],
    unit,
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 3_000,
      note: "one clock for the whole pool: each return starts it anew, and when it ends every idle connection above the minimum is closed; off is 24.8 days, its longest timer",
    },
    { write: field(key, unit).write, read: (native) => readDelay(native, key) },
  );
}

function readDelay(native: Parameters<Mapping["read"]>[0], key: string): ReturnType<Mapping["read"]> {
  if (!native.has(key)) return undefined;
  const ms = native.get(key);
  if (ms !== 0) return decode(millis({ min: 1, off: MAX_TIMER_MS }), key, ms);
  const message = `${key} is 0, so a connection above the minimum is closed as soon as it is returned`;
  return {
    issues: [{ rule: "zero-not-off", severity: "error", key, message, help: `Write ${MAX_TIMER_MS} for off.` }],
  };
}

/** Maps `pool.keepAlive` to two keys of a socket. */
export function socketKeepAlive(on: string, delay: string): Mapping {
  return custom(
    [on, delay],
    DELAY,
    { libraryDefault: 30_000, note: "in whole seconds, rounded up" },
    {
      write(value) {
        if (value === null) return { set: { [on]: false } };
        return wholeSeconds(value as number, (whole) => ({ [on]: true, [delay]: whole }));
      },
      read(native) {
        const state = flag().decode(native.has(on) ? native.get(on) : true);
        if ("error" in state) return { issues: [wrongType(on, state.error)] };
        if (state.value === false) return { value: null };
        if (!native.has(delay)) return native.has(on) ? { value: 30_000 } : undefined;
        return decode(DELAY, delay, native.get(delay));
      },
    },
  );
}

/** The fields of `retry`; one function keeps three of them, and data cannot hold it. */
export function retryFields(key: string) {
  return {
    "retry.maxAttempts": unsupported(
      "a connection that stops trying stays in the pool and fails every command, so it is tried for ever",
      {
        workaround: "pool.acquireTimeout bounds what a caller waits",
      },
    ),
    "retry.interval": strategy(key, true),
    "retry.multiplier": strategy(key, false),
    "retry.maxInterval": strategy(key, false),
  } satisfies Partial<Fields>;
}

function strategy(key: string, writes: boolean): Mapping {
  return custom(
    [key],
    "function",
    {
      libraryDefault: { words: "50 ms, doubled up to 2 s, with a random part, for ever" },
      with: ["retry.interval", "retry.multiplier", "retry.maxInterval"],
      note: "one function for all three, in the code form and from JavaScript; JSON cannot contain it",
    },
    {
      write(_, { config, mode }) {
        if (mode !== "text") return writes ? { set: { [key]: strategyOf(config, mode) } } : {};
        const message = "is not supported: data cannot contain the retry function";
        return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
      },
      read: () => undefined,
    },
  );
}

function strategyOf({ retry }: Config, mode: "live" | "code"): unknown {
  const { interval, multiplier, maxInterval } = retry;
  if (mode === "live") return (retries: number) => Math.min(maxInterval, interval * multiplier ** retries);
  return new Expression(`(retries) => Math.min(${maxInterval}, ${interval} * ${multiplier} ** retries)`);
}

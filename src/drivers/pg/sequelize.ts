// what Sequelize 6 hands on to node-postgres: the options that it knows, and no others

import { Expression } from "../../codecs/literal.ts";
import { millis } from "../../codecs/units.ts";
import { custom, decode, type Mapping, type Remark, wrongType } from "../../mapping/define.ts";
import { runtimeModule } from "../../mapping/runtime-module.ts";
import { wholeSeconds } from "./keep-alive.ts";

/** Maps `pool.connectTimeout`; the first connection is made outside the pool, where only this time bounds it. */
export function connectTimeout(key: string): Mapping {
  const unit = millis({ off: 0 });
  return custom(
    [key],
    unit,
    {
      libraryDefault: { words: "no limit, and its first connection, which it opens outside the pool, has none at all" },
      with: ["pool.acquireTimeout"],
      note: "never longer than pool.acquireTimeout: Sequelize opens its first connection outside the pool, where pool.acquire does not apply",
    },
    {
      write(value, { config }) {
        const { acquireTimeout } = config.pool;
        const own = value as number | null;
        const capped = acquireTimeout !== null && (own === null || own > acquireTimeout);
        const encoded = unit.encode(capped ? acquireTimeout : own);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const remark: Remark = {
          kind: "partial",
          message: `is partially supported: ${acquireTimeout} ms is written, pool.acquireTimeout, which else would not bound the first connection`,
        };
        return { set: { [key]: encoded.native }, ...(capped && { remarks: [remark] }) };
      },
      read: (native) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined),
    },
  );
}

/** Maps `pool.keepAlive`; the delay is not among the options that are handed on, so the socket is made with it. */
export function keepAlive(key: string, socket: string): Mapping {
  return custom(
    [key, socket],
    "true or false, or a function",
    {
      libraryDefault: null,
      note: "in whole seconds, rounded up; Sequelize drops keepAliveInitialDelayMillis, so `stream` makes the socket, which the json form cannot",
    },
    {
      write(value, { mode }) {
        if (value === null) return { set: { [key]: false } };
        if (mode !== "text") return wholeSeconds(value as number, (whole) => ({ [socket]: socketWith(whole, mode) }));
        const { set, remarks } = wholeSeconds(value as number, () => ({ [key]: true }));
        return set ? { set, remarks: [DROPPED] } : { remarks: remarks! };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const on = native.get(key);
        if (typeof on !== "boolean") return { issues: [wrongType(key, "is not true or false")] };
        if (!on) return { value: null };
        return { value: 7_200_000, note: "Sequelize passes no delay: the system's default applies, 2 h on Linux" };
      },
    },
  );
}

const DROPPED: Remark = {
  kind: "unsupported",
  message:
    "is not supported: keep-alive is on, but Sequelize drops the delay, and the first probe comes when the system likes",
  workaround: "use the code form",
};

function socketWith(delay: number, mode: "live" | "code"): unknown {
  if (mode === "live") return () => new (runtimeModule("node:net").Socket)().setKeepAlive(true, delay);
  return new Expression(`() => new net.Socket().setKeepAlive(true, ${delay})`, {
    imports: ['import net from "node:net";'],
  });
}

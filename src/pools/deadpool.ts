// what deadpool has for connecting and for testing

import { Expression } from "../codecs/literal.ts";
import { custom, decode, field, type Mapping } from "../mapping/define.ts";
import { duration } from "../mapping/rust.ts";

const CREATE = duration({ option: true, zero: "leaves no time to connect" });

// the driver's own holds for the socket of each address, the pool's for all of it
/** Maps the time to connect. */
export function connectTimeout(create: string, socket: string): Mapping {
  const whole = field(create, CREATE);
  const each = field(socket, CREATE);
  return custom(
    [create, socket],
    CREATE,
    {
      libraryDefault: null,
      note: "written twice: for the pool, whose time covers all of it, and for the socket of each address",
    },
    {
      write(value, context) {
        if (value === null) return {};
        const written = whole.write(value, context);
        return { ...written, set: { ...written.set, ...each.write(value, context).set } };
      },
      read(native) {
        if (native.has(create) && native.get(create) !== null) return decode(CREATE, create, native.get(create));
        if (!native.has(socket) || native.get(socket) === null) return undefined;
        return { ...decode(CREATE, socket, native.get(socket)), note: "for the socket only, not for the set-up" };
      },
    },
  );
}

/** Maps the test of a connection that is handed out to how one is recycled. */
export function recycling(key: string): Mapping {
  return custom(
    [key],
    "Fast, Verified, Clean or Custom",
    { libraryDefault: null },
    {
      write(value, { mode }) {
        const method = value === null ? "Fast" : "Verified";
        const message = "is partially supported: it tests a connection however short it was idle, which is written";
        return {
          set: { [key]: mode === "code" ? new Expression(`RecyclingMethod::${method}`) : method },
          ...(typeof value === "number" && { remarks: [{ kind: "partial", message }] }),
        };
      },
      read(native) {
        const value = native.get(key);
        if (value === undefined) return undefined;
        return { value: value === "Fast" ? null : "always" };
      },
    },
  );
}

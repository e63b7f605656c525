// what bb8 has of r2d2: the same names for the pool, whose least number counts idle connections only

import { Expression } from "../codecs/literal.ts";
import { custom, type Fields, field, type LibraryDefault, type Native, unsupported } from "../mapping/define.ts";
import { alwaysOrNever, duration, NOT_IN_RUST, u32 } from "../mapping/rust.ts";

const PANICS = "panics";

/** Unit of the idle timeout and the lifetime. */
export const OPTIONAL = duration({ off: "None", option: true, zero: PANICS });

/** What the least number of idle connections is where there is none. */
export interface NoMinimum {
  readonly libraryDefault: LibraryDefault;
  value(native: Native): number;
  readonly note: string;
}

/** The builder of the pool. */
export function r2d2Pool(minimum: NoMinimum) {
  const least = u32(0);
  const connect = "an attempt has no time of its own: it is left to go on when acquireTimeout has ended the wait";
  return {
    ...NOT_IN_RUST,
    "pool.max": field("max_size", u32(1), { libraryDefault: 10 }),
    "pool.min": custom(
      ["min_idle"],
      least,
      {
        support: "partial",
        fullFor: (value) => value === 0,
        libraryDefault: minimum.libraryDefault,
        note: minimum.note,
      },
      {
        write(value, { mode, config }) {
          const message = `is above pool.max, which is ${config.pool.max}, and the program would panic`;
          if ((value as number) > config.pool.max) return { remarks: [{ kind: "unrepresentable", message }] };
          return { set: { min_idle: mode === "code" ? new Expression(`Some(${value})`) : value } };
        },
        read(native) {
          if (native.get("min_idle") === null) return { value: minimum.value(native) };
          return field("min_idle", least).read(native);
        },
      },
    ),
    "pool.acquireTimeout": field("connection_timeout", duration({ off: "forever", zero: PANICS }), {
      libraryDefault: 30_000,
      note: "waiting, testing and connecting together; there is no off, so off is 136 years",
    }),
    "pool.connectTimeout": unsupported(connect, {
      libraryDefault: { words: "no time of its own: connection_timeout ends the wait" },
      workaround: "connect_timeout in the connection string",
    }),
    "pool.testOnAcquire": alwaysOrNever("test_on_check_out"),
  } satisfies Partial<Fields>;
}

/** What its builder has besides. */
export const R2D2_KNOWN = ["connection_customizer", "error_handler", "error_sink"];

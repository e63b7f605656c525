// server settings that a client sends by their own names when it connects

import { Expression } from "../codecs/literal.ts";
import { millis, type Value } from "../codecs/units.ts";
import { custom, decode, field, type Mapping, type Read } from "./define.ts";
import { schemasIn, searchPath, withoutUnit } from "./startup-options.ts";

/** Why off is written as a text. */
export const ZERO_UNSENT = "a numeric 0 is not sent, so off is the text '0'";

/** Off as that text in a program, since the types of the libraries know numbers only. */
export function zeroAsText(value: Value): Expression {
  return new Expression(value === null ? '"0"<: as unknown as number:>' : String(value));
}

/** What a number says that is not sent. */
export function zeroUnsent(key: string, tool: string): Read {
  const message = `${key} is the number 0, which ${tool} does not send: a default of the role or the database stays`;
  const help = 'Write "0" for off, or take it out.';
  return { issues: [{ rule: "zero-not-off", severity: "warning", key, message, help }] };
}

/** Maps a session timeout to a startup parameter of its own. Not set, it is what the role or the server has. */
export function inheritedMillis(key: string, { off = "0" as unknown, note = ZERO_UNSENT } = {}): Mapping {
  const unit = {
    ...millis({ min: 1, off, text: true, beyond: "refused" }),
    ...(off === "0" && { code: zeroAsText }),
  };
  return custom(
    [key],
    unit,
    { whenSet: true, startup: true, note },
    {
      write: field(key, unit).write,
      read(native) {
        const value = native.get(key);
        if (value === 0 && off === "0") return zeroUnsent(key, "the library");
        // where a falsy value is not sent, it says nothing
        if (value === undefined || (off === "0" && !value)) return undefined;
        return decode(unit, key, typeof value === "string" ? withoutUnit(value) : value);
      },
    },
  );
}

/** Maps `connection.schema` to `search_path`, sent by its own name. */
export function searchPathSetting(key: string): Mapping {
  return custom(
    [key],
    "text",
    { whenSet: true, startup: true },
    {
      write: (value) => ({ set: { [key]: searchPath.format(schemasIn(String(value))) } }),
      read(native) {
        const path = native.get(key);
        return typeof path === "string" ? { value: searchPath.parse(path).join(",") } : undefined;
      },
    },
  );
}

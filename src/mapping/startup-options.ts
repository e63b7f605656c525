// the `options` startup parameter: server settings as command-line words

import { Words } from "../codecs/literal.ts";
import { millis } from "../codecs/units.ts";
import { MAX_TIMER_MS } from "../model/duration.ts";
import { custom, decode, type Mapping } from "./define.ts";

/** Server settings that a canonical field says. */
export const CANONICAL_SETTINGS: readonly string[] = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "transaction_timeout",
  "search_path",
];

/** Maps a session timeout to a server setting inside `options`. */
export function startupTimeout(key: string, setting: string, facts: { note?: string } = {}): Mapping {
  const unit = millis({ min: 1, off: 0, text: true, beyond: "refused" });
  return custom(
    [key],
    unit,
    { whenSet: true, startup: true, ...facts },
    {
      write(value) {
        const encoded = unit.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { [key]: startupWords(setting, String(encoded.native)) } };
      },
      read(native) {
        const text = settingIn(native.get(key), setting);
        return text === undefined ? undefined : decode(unit, key, withoutUnit(text));
      },
    },
  );
}

/** Maps `connection.schema` to `search_path` inside `options`. */
export function startupSearchPath(key: string): Mapping {
  return custom(
    [key],
    "text",
    { whenSet: true, startup: true },
    {
      write: (value) => ({
        set: { [key]: startupWords("search_path", searchPath.format(schemasIn(String(value)))) },
      }),
      read(native) {
        const text = settingIn(native.get(key), "search_path");
        return text === undefined ? undefined : { value: searchPath.parse(text).join(",") };
      },
    },
  );
}

/** Maps it twice: an option qualifies what the library names itself, and SQL of one's own goes by the search_path. */
export function schemaAndSearchPath(key: string, startup: string, note: string): Mapping {
  const path = startupSearchPath(startup);
  return custom(
    [key, startup],
    "text",
    { whenSet: true, note },
    {
      write(value, context) {
        const names = schemasIn(String(value));
        // the option takes one; several are left to the search_path
        return { set: { ...(names.length === 1 && { [key]: names[0] }), ...path.write(value, context).set } };
      },
      read(native) {
        const own = native.get(key);
        return typeof own === "string" ? { value: own } : path.read(native);
      },
    },
  );
}

/** The value of `search_path`, to and from a list of schemas. */
export const searchPath = {
  format: (schemas: readonly string[]) => schemas.map(quoteIdentifier).join(","),
  parse: identifiersIn,
};

/** The schemas that `connection.schema` names: several with commas between. */
export function schemasIn(text: string): string[] {
  return text.split(",").flatMap((name) => name.trim() || []);
}

/** One server setting as words of `options`. Blanks and backslashes in it are escaped, as the server wants it. */
function startupWords(setting: string, value: string): Words {
  return new Words("-c", `${setting}=${value.replace(/[\\\s]/g, "\\$&")}`);
}

/** Takes `options` apart: the words for each setting, and what is no setting. */
export function readStartup(text: string): { setting: string | undefined; value: string; words: readonly string[] }[] {
  const words = text.match(/(?:\\[\s\S]|[^\s\\])+/g) ?? [];
  const parts: ReturnType<typeof readStartup> = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const taken = word === "-c" && words[at + 1] !== undefined ? [word, words[++at]!] : [word];
    const body = taken.length === 2 ? taken[1]! : /^(?:-c|--)(?=.)/.test(word) ? word.slice(2) : "";
    const [, setting, value = ""] = /^([\w.-]+)=([\s\S]*)$/.exec(body) ?? [];
    parts.push({ setting: setting?.replaceAll("-", "_"), value: value.replace(/\\([\s\S])/g, "$1"), words: taken });
  }
  return parts;
}

function settingIn(options: unknown, setting: string): string | undefined {
  if (typeof options !== "string") return undefined;
  return readStartup(options).findLast((part) => part.setting === setting)?.value;
}

/** A time of the server in milliseconds, as it takes `5s` where the tool itself would not; else what it was. */
export function withoutUnit(text: string): unknown {
  const [, amount, unit] = /^(\d{1,15})(ms|s|min|h|d)$/.exec(text) ?? [];
  if (amount === undefined) return text;
  const ms = Number(amount) * { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }[unit as "ms"];
  return ms > MAX_TIMER_MS ? text : ms;
}

function quoteIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function identifiersIn(text: string): string[] {
  const names = text.match(/"(?:[^"]|"")*"|[^",]+/g) ?? [];
  return names.flatMap((name) => {
    const trimmed = name.trim();
    return (trimmed.startsWith('"') ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed) || [];
  });
}

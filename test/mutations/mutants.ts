// one changed entry of one table at a time, changed in memory and put back

import { Expression, Lazy, Words } from "../../src/codecs/literal.ts";
import type {
  LibraryDefault,
  Mapping,
  Native,
  Target,
  Unsupported,
  WriteContext,
  Written,
} from "../../src/mapping/define.ts";
import { entriesOf } from "../../src/mapping/define.ts";
import { mappingsOf, type UrlParameters } from "../../src/mapping/url-parameters.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { isTime } from "../../src/model/paths.ts";

/** What was changed. */
export type Kind = "key" | "unit" | "off" | "default" | "rounding";

/** One changed entry. */
export interface Mutant {
  /** Table, entry, kind and detail, separated by blanks; the same in every run. */
  readonly id: string;
  readonly kind: Kind;
  /** The target, or the driver whose URL parameter it is. */
  readonly target?: Target;
  readonly driver?: UrlParameters;
  readonly path: Path;
  /** Changes the table; the function that it gives puts it back. */
  apply(): () => void;
}

/** Parts of the connection, and the member of an options layout that names the key of each. */
export const PARTS = {
  "connection.host": "host",
  "connection.port": "port",
  "connection.user": "user",
  "connection.password": "password",
  "connection.database": "database",
} as const satisfies Partial<Record<Path, string>>;

/** Every mutant of the table of a target. */
export function mutantsOf(target: Target): Mutant[] {
  const mutants = entriesOf(target).flatMap(([path, entry]) => {
    const own = entry.support === "none" ? [] : mappingMutants(path, entry);
    return [...own, ...defaultMutants(path, entry)].map(
      ({ kind, detail, changed }): Mutant => ({
        id: [target.id, path, kind, detail].filter((part) => part !== "").join(" "),
        kind,
        target,
        path,
        apply: () => replaceEntry(target, path, changed),
      }),
    );
  });
  return [...mutants, ...layoutMutants(target)];
}

/**
 * Every mutant of the URL parameters of a driver, but for entries that are those of the table of a target. Nothing is written by them
 * alone, so rounding is not theirs.
 */
export function driverMutants(driver: UrlParameters, targets: readonly Target[]): Mutant[] {
  const shared = new Set<unknown>(targets.flatMap(({ fields }) => Object.values(fields)));
  const own = mappingsOf(driver).filter(([, entry]) => !shared.has(entry));
  return own.flatMap(([path, entry]) =>
    mappingMutants(path, entry)
      .filter(({ kind }) => kind !== "rounding")
      .map(
        ({ kind, detail, changed }): Mutant => ({
          id: [`url:${driver.id}`, path, kind, detail].filter((part) => part !== "").join(" "),
          kind,
          driver,
          path,
          apply: () => replaceIn(driver.fields, path, changed),
        }),
      ),
  );
}

interface Change<Entry> {
  readonly kind: Kind;
  readonly detail: string;
  readonly changed: Entry;
}

function mappingMutants(path: Path, entry: Mapping): Change<Mapping>[] {
  const timed = isTime(FIELDS.get(path)!.kind);
  return [
    ...entry.keys.map((key) => ({ kind: "key" as const, detail: key, changed: renamed(entry, key) })),
    ...(timed && hasUnit(path, entry)
      ? ([1_000, 1 / 1_000] as const).map((factor) => ({
          kind: "unit" as const,
          detail: factor > 1 ? "×1000" : "÷1000",
          changed: scaled(entry, factor),
        }))
      : []),
    ...(FIELDS.get(path)!.off ? [{ kind: "off" as const, detail: "", changed: otherOff(entry) }] : []),
    ...(timed && rounds(path, entry) ? [{ kind: "rounding" as const, detail: "", changed: otherRounding(entry) }] : []),
  ];
}

function defaultMutants<Entry extends Mapping | Unsupported>(path: Path, entry: Entry): Change<Entry>[] {
  const { libraryDefault } = entry;
  // words are for people
  if (
    libraryDefault === undefined ||
    (typeof libraryDefault === "object" && libraryDefault !== null && "words" in libraryDefault)
  )
    return [];
  return [{ kind: "default", detail: "", changed: { ...entry, libraryDefault: otherDefault(path, libraryDefault) } }];
}

function otherDefault(path: Path, libraryDefault: LibraryDefault): LibraryDefault {
  if (FIELDS.get(path)!.kind === "jitter") return "50%";
  if (typeof libraryDefault === "number") return libraryDefault * 2 + 1;
  if (typeof libraryDefault === "boolean") return !libraryDefault;
  // off, another field, or a word
  return libraryDefault === null || typeof libraryDefault === "object" ? 4_321 : null;
}

const replaceIn = (table: object, name: string, changed: unknown): (() => void) => {
  const members = table as Record<string, unknown>;
  const there = members[name];
  members[name] = changed;
  return () => {
    members[name] = there;
  };
};

function replaceEntry(target: Target, path: Path, changed: Mapping | Unsupported): () => void {
  const { fields } = target;
  if (path in fields) return replaceIn(fields, path, changed);
  return replaceIn(target.connection.limits, path, changed);
}

function layoutMutants(target: Target): Mutant[] {
  const layout = target.connection;
  if (layout.layout !== "options") return [];
  return Object.entries(PARTS).map(([path, part]) => {
    const key = layout[part];
    return {
      id: [target.id, path, "key", key].join(" "),
      kind: "key",
      target,
      path: path as Path,
      apply: () => replaceIn(target, "connection", { ...layout, [part]: `${key}X` }),
    };
  });
}

// reads go through the same change, so that what is written comes back: our own reader must not be what notices
function renamed(entry: Mapping, key: string): Mapping {
  const other = `${key}X`;
  return {
    ...entry,
    keys: entry.keys.map((one) => (one === key ? other : one)),
    write(value, context) {
      const written = entry.write(value, context);
      if (!written.set) return written;
      const set = Object.entries(written.set).map(([name, native]) => [name === key ? other : name, native]);
      return { ...written, set: Object.fromEntries(set) };
    },
    read: (native) => entry.read(seenAs(native, (name) => (name === key ? other : name))),
  };
}

function seenAs(native: Native, nameOf: (name: string) => string): Native {
  return { has: (name) => native.has(nameOf(name)), get: (name) => native.get(nameOf(name)) };
}

function scaled(entry: Mapping, factor: number): Mapping {
  const by = (value: unknown, times: number) => (typeof value === "number" ? Math.round(value * times) : value);
  return {
    ...entry,
    write: (value, context) => entry.write(by(value, factor), context),
    read(native) {
      const read = entry.read(native);
      return read && "value" in read ? { ...read, value: by(read.value, 1 / factor) } : read;
    },
  };
}

function otherOff(entry: Mapping): Mapping {
  return {
    ...entry,
    write(value, context) {
      if (value !== null) return entry.write(value, context);
      return {
        set: Object.fromEntries(Object.entries(offSet(entry, context)).map(([key, off]) => [key, notOff(off)])),
      };
    },
  };
}

// where off is the absence of a key, the key
function offSet(entry: Mapping, context: WriteContext): Readonly<Record<string, unknown>> {
  const { set = {} } = entry.write(null, context) as Written;
  return Object.keys(set).length > 0 ? set : { [entry.keys[0]!]: undefined };
}

/** A value that may look like off and is another. */
function notOff(off: unknown): unknown {
  if (off instanceof Expression) return new Expression(off.code === "0" ? "1" : "0");
  if (off instanceof Words) return new Words(...off.words.map((word) => word.replace(/=.*$/, "=1")));
  if (off instanceof Lazy || typeof off === "function") return 0;
  if (typeof off === "boolean") return !off;
  if (typeof off === "string") return off === "0" ? "-1" : "0";
  return off === 0 ? -1 : 0;
}

// a tool that only knows whether there is a time at all has no unit to get wrong
function hasUnit(path: Path, entry: Mapping): boolean {
  return (["text", "code"] as const).some((mode) => {
    // some are written only below another time
    const written = [2_000, 3_000, 90_000, 3_600_000].map((ms) => entry.write(ms, { ...contextFor(path), mode }).set);
    return new Set(written.map((set) => JSON.stringify(set))).size > 1;
  });
}

const BROKEN_MS = 90_500;

function rounds(path: Path, entry: Mapping): boolean {
  const { remarks = [] } = entry.write(BROKEN_MS, contextFor(path));
  return remarks.some(({ kind }) => kind === "rounded");
}

function otherRounding(entry: Mapping): Mapping {
  return {
    ...entry,
    write(value, context) {
      const written = entry.write(value, context);
      if (typeof value !== "number" || !written.remarks?.some(({ kind }) => kind === "rounded")) return written;
      const [down, up] = [Math.floor(value / 1_000) * 1_000, Math.ceil(value / 1_000) * 1_000];
      const isUp = JSON.stringify(written.set) === JSON.stringify(entry.write(up, context).set);
      return { ...written, ...entry.write(isUp ? down : up, context), remarks: written.remarks };
    },
  };
}

function contextFor(path: Path): WriteContext {
  return { config: defaultConfig(), mode: "text", isSet: (one) => one === path };
}

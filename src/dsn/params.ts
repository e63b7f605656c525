// what the parameters of a connection string mean in the dialect of the tool that reads it

import { closest, distance } from "fastest-levenshtein";
import type { Codec, Value } from "../codecs/units.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Dialect, Param } from "../dialects/_define.ts";
import { dialects } from "../dialects/registry.gen.ts";
import type { Path } from "../model/model.ts";
import { LIMITS } from "../model/paths.ts";
import { LIBPQ } from "./_libpq.ts";
import { type DsnFault, invalid, type Pair } from "./_raw.ts";
import { readOptions, SERVER_PARAMS, serverTakes } from "./_server.ts";
import { isSecretParam } from "./redact.ts";
import { SECOND_QUERY } from "./split.ts";

/** One canonical setting that a parameter carries: milliseconds, or `null` for off. */
export interface DsnSetting {
  readonly path: Path;
  readonly value: Value;
  /** The parameter, as it is spelt there. */
  readonly param: string;
  /** Where its value stands; both 0 where it comes from the environment. */
  readonly start: number;
  readonly end: number;
}

/** What the parameters of a connection string come to. */
export interface Interpreted {
  readonly settings: DsnSetting[];
  readonly faults: DsnFault[];
  /** The parameters that are no pool parameters of the dialect, nor pieces of a password. */
  readonly rest: Record<string, string>;
}

/** The dialect of that id; throws a usage error for an unknown one. */
export function dialectOf(id: string): Dialect {
  const dialect = dialects.find((entry) => entry.id === id);
  if (dialect) return dialect;
  const known = dialects.map((entry) => entry.id).join(", ");
  throw new PoolcfgError("usage", `There is no DSN dialect ${JSON.stringify(id.slice(0, 60))}. Known: ${known}.`);
}

/** The dialect whose beginning the text has, else the one most of whose marks occur; undefined for libpq's own. */
export function detectDialect(text: string, names: readonly string[]): Dialect | undefined {
  const head = text.slice(0, 20).toLowerCase();
  const begun = dialects.find((dialect) => dialect.prefixes?.some((prefix) => head.startsWith(prefix)));
  if (begun) return begun;
  const given = new Set(names);
  let best: Dialect | undefined;
  let most = 0;
  for (const dialect of dialects) {
    const count = dialect.marks.filter((mark) => given.has(mark)).length;
    if (count > most) [best, most] = [dialect, count];
  }
  return best;
}

/** How parameters are read. */
interface Reading {
  readonly dialect: Dialect | undefined;
  /** Whether they may be quoted. */
  readonly certain: boolean;
  /** Names that are probably the rest of a password. */
  readonly pieces: ReadonlySet<string>;
}

/** Reads the parameters that are not parts of the connection itself. */
export function interpret(pairs: readonly Pair[], { dialect, certain, pieces }: Reading): Interpreted {
  const rest: Record<string, string> = Object.create(null);
  const settings = new Map<Path, DsnSetting>();
  const faults: DsnFault[] = [];
  // the last of several holds
  const last = new Map(pairs.map((pair) => [pair.name, pair]));
  const twice = new Map(
    pairs.filter((pair) => last.get(pair.name)!.value !== pair.value).map((pair) => [pair.name, pair]),
  );
  for (const pair of twice.values()) faults.push(overruled(pair, certain));
  for (const pair of last.values()) {
    const meant = meaning(pair.name, dialect);
    // many drivers send it to the server, so it has one meaning wherever it is read
    const setting = meant === "unknown" && !dialect ? SERVER_PARAMS.get(pair.name) : undefined;
    if (setting) faults.push(onlyDrivers(pair, setting));
    else if (meant === "unknown") faults.push(unknown(pair, dialect, certain, pieces.has(pair.name)));
    if (pieces.has(pair.name)) continue;
    // a limit on authentication counts even where the tool does not know it: whoever connects must not ignore it
    const found = meant === "unknown" ? (setting ?? limitOf(pair.name) ?? meant) : meant;
    if (typeof found !== "object") {
      rest[pair.name] = pair.value;
      const { accepts } = (!dialect || dialect.libpq ? LIBPQ.get(pair.name) : undefined) ?? {};
      if (accepts && pair.value !== "" && !accepts.value.test(pair.value))
        faults.push(
          invalid(pair, `The parameter "${pair.name}" has a value that libpq refuses`, { legal: accepts.legal }),
        );
      continue;
    }
    if (!found.path.startsWith("pool.")) rest[pair.name] = pair.value;
    const passedOver = pair.value === "" && !found.path.startsWith("pool.");
    if (found.beatenBy?.some((name) => last.has(name))) continue;
    const misread = misreadOf(pair, found, dialect?.title ?? "libpq");
    if (misread) faults.push({ ...misread, start: pair.start, end: pair.end });
    if (passedOver || (LIBPQ.get(pair.name)?.param === found && LIBPQ.get(pair.name)?.unset === pair.value)) continue;
    const read = found.unit.decode(pair.value);
    if ("error" in read) faults.push(wrongType(pair, found, read.error, certain));
    else
      settings.set(found.path, {
        path: found.path,
        value: read.value,
        param: pair.name,
        start: pair.start,
        end: pair.end,
      });
  }
  const options = last.get("options");
  if (options && meaning("options", dialect) === "read") {
    for (const { name, value } of readOptions(options.value)) {
      const found = SERVER_PARAMS.get(name);
      // a parameter of its own comes after the options, and holds
      if (!found || (settings.get(found.path)?.param ?? "options") !== "options") continue;
      const read = found.unit.decode(value);
      if ("error" in read) {
        faults.push(wrongType({ ...options, value }, found, read.error, certain));
        continue;
      }
      settings.set(found.path, {
        path: found.path,
        value: read.value,
        param: "options",
        start: options.start,
        end: options.end,
      });
    }
  }
  return { settings: [...settings.values()], faults, rest };
}

/** Names after a password that nobody knows: an unescaped "&" or blank makes a name of the rest of it. */
export function piecesIn(pairs: readonly Pair[], dialect: Dialect | undefined): Set<string> {
  const first = pairs.findIndex(({ name }) => isSecretParam(name));
  const later = first === -1 ? [] : pairs.slice(first + 1).map(({ name }) => name);
  // one that is nearly a known name is no piece of a password
  const known = (name: string) =>
    meaning(name, dialect) !== "unknown" || isSecretParam(name) || didYouMean(name, dialect) !== undefined;
  const strange = later.filter((name) => !known(name) && !isAnyones(name));
  return new Set(strange);
}

/** Whether any driver has a parameter of that name. */
function isAnyones(name: string): boolean {
  return LIBPQ.has(name) || dialects.some(({ params, known }) => Object.hasOwn(params, name) || known.includes(name));
}

/** What a tool makes of a value that says something else; undefined where it takes it as it is meant. */
export function misreadOf(
  { name, value }: Pick<Pair, "name" | "value">,
  { misread }: Param,
  title: string,
): Pick<DsnFault, "rule" | "severity" | "message" | "help"> | undefined {
  const word = value.toLowerCase();
  if (!misread || misread.except?.includes(word) || misread.values?.includes(word) === false) return undefined;
  // what may be any text may be a piece of a password
  const shown = misread.values ? `${name}=${value}` : `any ${name} in a connection string`;
  const message = `${title} takes ${shown} for ${misread.as}`;
  return { rule: "misread-dsn-parameter", severity: "warning", message, help: misread.help };
}

/** The settings that libpq's environment variables give, where the connection string leaves them open. */
export function fromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  given: readonly DsnSetting[],
): DsnSetting[] {
  const settings: DsnSetting[] = [];
  for (const { env: variable, param } of LIBPQ.values()) {
    const text = variable === undefined ? undefined : env[variable];
    if (!param || !text || given.some((setting) => setting.path === param.path)) continue;
    const read = param.unit.decode(text);
    if ("value" in read) settings.push({ path: param.path, value: read.value, param: variable!, start: 0, end: 0 });
  }
  return settings;
}

/** The setting that a parameter carries; or whether the tool reads it at all. */
function meaning(name: string, dialect: Dialect | undefined): Param | "read" | "unknown" {
  if (dialect && Object.hasOwn(dialect.params, name)) return dialect.params[name]!;
  if (!dialect || dialect.libpq || dialect.known.includes(name)) {
    const keyword = LIBPQ.get(name);
    if (keyword) return keyword.param ?? "read";
    if (dialect?.known.includes(name)) return "read";
  }
  if (dialect?.unknown === "sent to the server" && serverTakes(name)) return SERVER_PARAMS.get(name) ?? "read";
  return "unknown";
}

function limitOf(name: string): Param | undefined {
  const param = LIBPQ.get(name)?.param;
  return (LIMITS as readonly (Path | undefined)[]).includes(param?.path) ? param : undefined;
}

function unknown(pair: Pair, dialect: Dialect | undefined, certain: boolean, piece: boolean): DsnFault {
  // one that is nearly a known name is no piece of a password
  const quotable = (certain || didYouMean(pair.name, dialect) !== undefined) && /^[\w.-]{1,63}$/.test(pair.name);
  const shown = quotable ? `"${pair.name}"` : `at character ${pair.nameStart + 1}`;
  const span = { start: pair.nameStart, end: pair.nameEnd };
  const help = piece
    ? 'If it is part of the password, write "&" in it as %26 (and a blank as %20). Otherwise remove it, or correct its name.'
    : helpFor(pair.name, dialect);
  if (!dialect || dialect.unknown === "refused") {
    const who = dialect && !dialect.libpq ? dialect.title : "libpq";
    const message = `The parameter ${shown} is unknown, and ${who} refuses a connection string that has it`;
    return { rule: "unknown-dsn-parameter", severity: "error", message, help, ...span };
  }
  const refused = dialect.unknown === "sent to the server";
  const message = refused
    ? `${dialect.title} sends the parameter ${shown} to the server, which refuses the connection because it has no such setting`
    : `${dialect.title} does not read the parameter ${shown} in a connection string`;
  const legal = [...Object.keys(dialect.params), ...dialect.known].sort().slice(0, 30).join(", ");
  return { rule: "ignored-dsn-parameter", severity: refused ? "error" : "warning", message, help, legal, ...span };
}

function onlyDrivers({ name, nameStart, nameEnd }: Pair, { path }: Param): DsnFault {
  const readers = dialects.filter(
    ({ params, unknown: rest }) => rest === "sent to the server" || Object.hasOwn(params, name),
  );
  return {
    rule: "unknown-dsn-parameter",
    severity: "warning",
    message: `libpq refuses a connection string that has the parameter "${name}"; only some drivers read it: ${readers.map(({ title }) => title).join(", ")}`,
    help: `For the others, write it in the parameter options (-c ${name}=…), or set ${path}.`,
    start: nameStart,
    end: nameEnd,
  };
}

function helpFor(name: string, dialect: Dialect | undefined): string {
  const meant = didYouMean(name, dialect);
  if (meant !== undefined && meant !== name && plain(meant) === plain(name)) return `Did you mean \`${meant}\`?`;
  const libpq = LIBPQ.get(name)?.param;
  const other = dialects.find((entry) => entry !== dialect && Object.hasOwn(entry.params, name));
  const [who, path] = [libpq ? "libpq" : other?.title, (libpq ?? other?.params[name])?.path];
  const own = Object.entries(dialect?.params ?? {}).find((entry) => entry[1].path === path)?.[0];
  if (own !== undefined) return `${dialect!.title} calls it \`${own}\`.`;
  if (path) return `It is a parameter of ${who} (${path}): remove it, and set this where the tool reads it.`;
  return meant === undefined || meant === name ? "Remove it, or correct its name." : `Did you mean \`${meant}\`?`;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, "");
}

function didYouMean(name: string, dialect: Dialect | undefined): string | undefined {
  if (name.length < 3 || name.length > 63) return undefined;
  const own = dialect ? [...Object.keys(dialect.params), ...dialect.known] : [];
  const words = !dialect || dialect.libpq ? [...own, ...LIBPQ.keys()] : own;
  const same = words.find((word) => plain(word) === plain(name));
  if (same !== undefined) return same;
  // with no dialect, another tool's parameter may have been meant
  const all = dialect ? words : [...words, ...dialects.flatMap((entry) => Object.keys(entry.params))];
  const best = closest(name, all);
  return distance(name, best) <= Math.max(1, Math.floor(name.length / 4)) ? best : undefined;
}

function wrongType(pair: Pair, { path, unit }: Param, error: string, certain: boolean): DsnFault {
  const quotable = certain && /^[\w .+-]{0,40}$/.test(pair.value) && !SECOND_QUERY.test(pair.value);
  const message = quotable
    ? `The parameter "${pair.name}" (${path}) is ${JSON.stringify(pair.value)}, which ${error.replace(/^is the text .*, not /s, "is not ")}`
    : `The parameter "${pair.name}" (${path}) has a value that cannot be read; it takes ${legal(unit)}`;
  return { rule: "wrong-type", severity: "error", message, path, legal: legal(unit), start: pair.start, end: pair.end };
}

function overruled({ name, nameStart, nameEnd }: Pair, certain: boolean): DsnFault {
  const shown = certain && /^[\w.-]{1,63}$/.test(name) ? ` "${name}"` : "";
  const message = `The parameter${shown} stands here with several values, and the last one holds`;
  return { rule: "duplicate-key", severity: "warning", message, help: "Keep one.", start: nameStart, end: nameEnd };
}

const WORDS: Readonly<Record<string, string>> = {
  count: "a whole number",
  s: "a number of seconds",
  ms: "a number of milliseconds",
};

function legal({ doc, min, off }: Codec): string {
  const least = min === undefined || min === off ? "" : ` from ${min}`;
  return `${WORDS[doc] ?? doc}${least}${off === undefined || doc.includes('"off"') ? "" : `, ${off} for off`}`;
}

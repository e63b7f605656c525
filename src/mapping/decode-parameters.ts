// the parameters of a connection string as settings, by the tables of the driver that reads them

import type { Codec, Value } from "../codecs/units.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import type { Param } from "../dsn/_param.ts";
import { type DsnFault, invalid, type Pair } from "../dsn/_raw.ts";
import { readOptions, SERVER_PARAMS } from "../dsn/_server.ts";
import { type DriverFacts, driverFacts } from "../dsn/drivers.ts";
import { didYouMean, isSameWord, meaningOf } from "../dsn/parameters.ts";
import { SECOND_QUERY } from "../dsn/split.ts";
import type { Path } from "../model/model.ts";
import { LIMITS } from "../model/paths.ts";
import type { Mapping, Native, NativeIssue } from "./define.ts";
import { mappingsOf, type UrlParameters } from "./url-parameters.ts";

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

/** How parameters are read. */
interface Reading {
  /** The driver that was named or detected; without one, parameters are read as libpq does. */
  readonly driver: DriverFacts | undefined;
  /** Its tables. */
  readonly parameters: UrlParameters | undefined;
  /** Whether it is only the driver that gets the string. */
  readonly implied: boolean;
  /** Whether they may be quoted. */
  readonly certain: boolean;
  /** Names that are probably the rest of a password. */
  readonly pieces: ReadonlySet<string>;
}

/** Reads the parameters that are not parts of the connection itself. */
export function decodeParameters(pairs: readonly Pair[], reading: Reading): Interpreted {
  const { driver, parameters, implied, certain, pieces } = reading;
  const rest: Record<string, string> = Object.create(null);
  const settings = new Map<Path, DsnSetting>();
  const faults: DsnFault[] = [];
  const last = countingPairs(pairs, driver);
  const twice = new Map(
    pairs.filter((pair) => last.get(pair.name)!.value !== pair.value).map((pair) => [pair.name, pair]),
  );
  for (const pair of twice.values()) faults.push(overruled(pair, certain, driver?.firstCounts === true));
  const set = (path: Path, value: Value, { name: param, start, end }: Pair) =>
    settings.set(path, { path, value, param, start, end });
  const own = new Map<string, Pair>();
  for (const pair of last.values()) {
    const meant = meaningOf(pair.name, driver);
    // many drivers send it to the server, so it has one meaning wherever it is read
    const sent = meant === "unknown" && (!driver || implied) ? SERVER_PARAMS.get(pair.name) : undefined;
    const setting = sent ?? (meant === "unknown" && implied ? LIBPQ.get(pair.name)?.param : undefined);
    if (setting && !driver) faults.push(onlyDrivers(pair, setting));
    // of a pool's settings, the rules of the target say that they are ignored
    else if (meant === "unknown" && !setting?.path.startsWith("pool."))
      faults.push(forRender(unknown(pair, reading, pieces.has(pair.name)), pair, reading));
    if (pieces.has(pair.name)) continue;
    if (driver && Object.hasOwn(driver.settings, pair.name)) {
      own.set(pair.name, pair);
      if (!driver.settings[pair.name]!.startsWith("pool.")) rest[pair.name] = pair.value;
      continue;
    }
    // a limit on authentication counts even if the driver does not know it: whoever connects must not ignore it
    const found = meant === "unknown" ? (setting ?? limitOf(pair.name) ?? meant) : meant;
    if (typeof found !== "object") {
      rest[pair.name] = pair.value;
      const refused = refusedValue(pair, reading);
      if (refused) faults.push(forRender(refused, pair, reading));
      continue;
    }
    if (!found.path.startsWith("pool.")) rest[pair.name] = pair.value;
    const passedOver = pair.value === "" && !found.path.startsWith("pool.");
    if (passedOver || (LIBPQ.get(pair.name)?.param === found && LIBPQ.get(pair.name)?.unset === pair.value)) continue;
    const read = found.codec.decode(pair.value);
    if ("error" in read) faults.push(wrongType(pair, found.path, read.error, certain, legal(found.codec)));
    else set(found.path, read.value, pair);
  }
  if (parameters)
    for (const [path, mapping] of mappingsOf(parameters)) {
      const read = readMapping(path, mapping, own, last, certain);
      faults.push(...read.faults);
      if (read.value !== undefined) set(path, read.value as Value, read.pair!);
    }
  for (const pair of last.values()) {
    const off = meaningOf(pair.name, driver) === "read" ? LIBPQ.get(pair.name)?.switchesOff : undefined;
    if (off !== undefined && /^\s*[-+]?0+\s*$/.test(pair.value)) set(off, null, pair);
  }
  const options = last.get("options");
  if (options && meaningOf("options", driver) === "read") {
    for (const { name, value } of readOptions(options.value)) {
      const found = SERVER_PARAMS.get(name);
      // a parameter of its own comes after the options, and overrides them
      if (!found || (settings.get(found.path)?.param ?? "options") !== "options") continue;
      const read = found.codec.decode(value);
      if ("error" in read)
        faults.push(wrongType({ ...options, value }, found.path, read.error, certain, legal(found.codec)));
      else set(found.path, read.value, options);
    }
  }
  return { settings: [...settings.values()], faults, rest };
}

/** The pair of each name that counts. */
export function countingPairs(pairs: readonly Pair[], driver: DriverFacts | undefined): ReadonlyMap<string, Pair> {
  return new Map((driver?.firstCounts ? pairs.toReversed() : pairs).map((pair) => [pair.name, pair]));
}

/** Reads one setting by its mapping; nothing if none of its parameters is there. */
function readMapping(
  path: Path,
  mapping: Mapping,
  own: ReadonlyMap<string, Pair>,
  all: ReadonlyMap<string, Pair>,
  certain: boolean,
): { readonly value?: unknown; readonly pair?: Pair; readonly faults: DsnFault[] } {
  const key = mapping.keys.find((name) => own.has(name));
  if (key === undefined) return { faults: [] };
  const isEmpty = (name: string) => all.get(name)?.value === "" && !path.startsWith("pool.");
  const native: Native = {
    has: (name) => all.has(name) && !isEmpty(name),
    get: (name) => (isEmpty(name) ? undefined : all.get(name)?.value),
  };
  const read = mapping.read(native);
  const faults = (read?.issues ?? []).map((issue) =>
    faultOf(issue, path, all.get(issue.key) ?? own.get(key)!, certain),
  );
  return { ...(read?.value !== undefined && { value: read.value, pair: own.get(key)! }), faults };
}

function faultOf({ key, part: _, ...issue }: NativeIssue, path: Path, pair: Pair, certain: boolean): DsnFault {
  if (issue.rule === UNREADABLE)
    return wrongType(pair, path, issue.message.slice(key.length + 1), certain, inWords(issue.legal ?? "another value"));
  return { ...issue, start: pair.start, end: pair.end };
}

const UNREADABLE: string = "wrong-type";

// given as it is, the string fails; but render writes what the driver takes for what libpq means
function forRender(fault: DsnFault, { name, value }: Pair, { implied }: Reading): DsnFault {
  const { accepts } = LIBPQ.get(name) ?? {};
  const ofLibpq = SERVER_PARAMS.has(name) || (LIBPQ.has(name) && (!accepts || accepts.value.test(value)));
  return implied && ofLibpq && fault.severity === "error" ? { ...fault, severity: "warning" } : fault;
}

// the value of a parameter that carries no setting
function refusedValue(pair: Pair, { driver, parameters, certain }: Reading): DsnFault | undefined {
  if (pair.value === "") return undefined;
  const codec = parameters && Object.hasOwn(parameters.others, pair.name) ? parameters.others[pair.name] : null;
  const read = codec?.decode(pair.value);
  if (codec && read && "error" in read) return wrongValue(pair, driver!.title, codec.doc, certain);
  const { accepts } = (!driver || driver.libpq ? LIBPQ.get(pair.name) : undefined) ?? {};
  return accepts && !accepts.value.test(pair.value) ? wrongValue(pair, "libpq", accepts.legal, certain) : undefined;
}

function wrongValue(pair: Pair, title: string, legal: string, certain: boolean): DsnFault {
  const shown = certain && QUOTABLE.test(pair.value) ? `${pair.name}=${pair.value}` : `the value of ${pair.name}`;
  return invalid(pair, `${title} refuses ${shown}`, { legal });
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
    const read = param.codec.decode(text);
    if ("value" in read) settings.push({ path: param.path, value: read.value, param: variable!, start: 0, end: 0 });
  }
  return settings;
}

function limitOf(name: string): Param | undefined {
  const param = LIBPQ.get(name)?.param;
  return (LIMITS as readonly (Path | undefined)[]).includes(param?.path) ? param : undefined;
}

function unknown(pair: Pair, { driver, parameters, certain }: Reading, piece: boolean): DsnFault {
  // one that is nearly a known name is no piece of a password
  const quotable = (certain || didYouMean(pair.name, driver) !== undefined) && /^[\w.-]{1,63}$/.test(pair.name);
  const shown = quotable ? `"${pair.name}"` : `at character ${pair.nameStart + 1}`;
  const span = { start: pair.nameStart, end: pair.nameEnd };
  const help = piece
    ? 'If it is part of the password, write "&" in it as %26 (and a blank as %20). Otherwise remove it, or correct its name.'
    : parameters?.advice && Object.hasOwn(parameters.advice, pair.name)
      ? parameters.advice[pair.name]!
      : helpFor(pair.name, driver);
  if (!driver || driver.unknown === "refused") {
    const who = driver && !driver.libpq ? driver.title : "libpq";
    const message = `The parameter ${shown} is unknown, and ${who} refuses a connection string that has it`;
    return { rule: "unknown-dsn-parameter", severity: "error", message, help, ...span };
  }
  const refused = driver.unknown === "sent to the server";
  const message = refused
    ? `${driver.title} sends the parameter ${shown} to the server, which refuses the connection because it has no such setting`
    : `${driver.title} does not read the parameter ${shown} in a connection string`;
  const legal = [...Object.keys(driver.settings), ...driver.others].sort().slice(0, 30).join(", ");
  return { rule: "ignored-dsn-parameter", severity: refused ? "error" : "warning", message, help, legal, ...span };
}

function onlyDrivers({ name, nameStart, nameEnd }: Pair, { path }: Param): DsnFault {
  const readers = driverFacts.filter(
    ({ settings, unknown: rest }) => rest === "sent to the server" || Object.hasOwn(settings, name),
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

function helpFor(name: string, driver: DriverFacts | undefined): string {
  const meant = didYouMean(name, driver);
  if (meant !== undefined && meant !== name && isSameWord(meant, name)) return `Did you mean \`${meant}\`?`;
  const libpq = LIBPQ.get(name)?.param;
  const other = driverFacts.find((entry) => entry !== driver && Object.hasOwn(entry.settings, name));
  const [who, path] = [libpq ? "libpq" : other?.title, libpq?.path ?? other?.settings[name]];
  const own = Object.entries(driver?.settings ?? {}).find((entry) => entry[1] === path)?.[0];
  if (own !== undefined) return `${driver!.title} calls it \`${own}\`.`;
  if (path) return `It is a parameter of ${who} (${path}): remove it, and set this where the tool reads it.`;
  return meant === undefined || meant === name ? "Remove it, or correct its name." : `Did you mean \`${meant}\`?`;
}

const QUOTABLE = /^[\w .+-]{0,40}$/;

function wrongType(pair: Pair, path: Path, error: string, certain: boolean, legal: string): DsnFault {
  const quotable = certain && QUOTABLE.test(pair.value) && !SECOND_QUERY.test(pair.value);
  const message = quotable
    ? `The parameter "${pair.name}" (${path}) is ${JSON.stringify(pair.value)}, which ${error.replace(/^is the text .*, not /s, "is not ")}`
    : `The parameter "${pair.name}" (${path}) has a value that cannot be read; it takes ${legal}`;
  return { rule: "wrong-type", severity: "error", message, path, legal, start: pair.start, end: pair.end };
}

function overruled({ name, nameStart, nameEnd }: Pair, certain: boolean, first: boolean): DsnFault {
  const shown = certain && /^[\w.-]{1,63}$/.test(name) ? ` "${name}"` : "";
  const message = `The parameter${shown} is set several times, and the ${first ? "first" : "last"} value counts`;
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

/** The accepted values of an issue, whose unit may be an abbreviation. */
function inWords(legal: string): string {
  return legal.replace(/^(?:s|ms|count)(?=,|$)/, (doc) => WORDS[doc]!);
}

// how a driver, or a driver with its pool, reads the parameters of a connection string

import type { Codec } from "../codecs/units.ts";
import type { DriverFacts, Equivalent } from "../dsn/drivers.ts";
import type { Path } from "../model/model.ts";
import type { Mapping, Unsupported } from "./define.ts";

/** How one driver, or a driver with its pool, reads the parameters of a connection string. */
export interface UrlParameters {
  /** As `--dialect` takes it. */
  readonly id: string;
  readonly title: string;
  /** Where the facts come from, the version that they apply to, and the day on which they were checked. */
  readonly source: { readonly url: string; readonly version: string; readonly checked: string };
  /** The settings that parameters carry. The keys of a mapping are names of parameters, its native values are texts. */
  readonly fields: Readonly<Partial<Record<Path, Mapping | Unsupported>>>;
  /** Parameters that it reads and that carry no setting, each with the values that it accepts; null for any. */
  readonly others: Readonly<Record<string, Codec | null>>;
  /** Parameters that it accepts and ignores. Default: none. */
  readonly withoutEffect?: readonly string[];
  /** What it does with a parameter that it does not know. */
  readonly unknown: DriverFacts["unknown"];
  /** Parameters that no other driver has, so that they identify this one. Default: none. */
  readonly detectBy?: readonly string[];
  /** Beginnings of a connection string that only this driver takes; each ends with a colon. Default: none. */
  readonly prefixes?: readonly string[];
  /** Whether it takes any scheme of a URL. Default: false. */
  readonly anyScheme?: boolean;
  /** Whether a connection string without such a beginning is not for it. Default: false. */
  readonly needsPrefix?: boolean;
  /** Whether it reads every parameter of libpq as well. Default: false. */
  readonly libpq?: boolean;
  /** Whether it reads the query as an HTML form: `+` is a blank, a second `=` belongs to the value. Default: false. */
  readonly form?: boolean;
  /** Whether it takes `name=value` pairs with blanks between them as well. Default: false. */
  readonly keywords?: boolean;
  /** Whether it takes the directory of a Unix socket alone, with the database after a blank. Default: false. */
  readonly socketPath?: boolean;
  /** Parts of the address that it takes under other names, by libpq's name: `{ database: "dbname" }`. Default: none. */
  readonly partNames?: Readonly<Record<string, string>>;
  /** Whether a part of the address before the query overrides the same part among the parameters; in libpq it is the other way round. Default: false. */
  readonly partsOverride?: boolean;
  /** Whether a host among the parameters may have its port with it: `host=one:5432`. Default: false. */
  readonly portsInHost?: boolean;
  /** Whether the first of several values of a parameter counts, not the last. Default: false. */
  readonly firstCounts?: boolean;
  /** Whether user and password may only have the characters that Go's net/url takes there. Default: false. */
  readonly strictUserInfo?: boolean;
  /** Id of the driver whose connection strings these are, with another library behind it. Default: none. */
  readonly variantOf?: string;
  /** What to write in place of a parameter that it does not know, by the parameter. Default: none. */
  readonly advice?: Readonly<Record<string, string>>;
  /** Parameters that are others of libpq. */
  readonly equivalents?: Readonly<Record<string, Equivalent>>;
  /** The canonical mode for each value of `sslmode`, if that differs from libpq's meaning. */
  readonly sslModes?: Readonly<Record<string, string>>;
  /** A parameter that, set to `true`, gives `sslmode` libpq's meaning. */
  readonly libpqModes?: string;
}

/** Checks the type of a driver's parameters. */
export function defineUrlParameters(parameters: UrlParameters): UrlParameters {
  return parameters;
}

/** Parameters that take any text. */
export function anyText(...names: readonly string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** The mappings among the fields, by path. */
export function mappingsOf({ fields }: Pick<UrlParameters, "fields">): [path: Path, mapping: Mapping][] {
  return (Object.entries(fields) as [Path, Mapping | Unsupported][]).flatMap(([path, entry]) =>
    entry.support === "none" ? [] : [[path, entry]],
  );
}

/** The path of the setting that each parameter carries: of several mappings with it, the one that is named after it. */
export function settingsIn(parameters: Pick<UrlParameters, "fields" | "others">): Record<string, Path> {
  const paths: Record<string, Path> = {};
  const mappings = mappingsOf(parameters);
  for (const [path, { keys }] of mappings) paths[keys[0]!] ??= path;
  for (const [path, { keys }] of mappings) for (const key of keys) paths[key] ??= path;
  // the startup parameter, whose settings are read by their own names
  if (Object.hasOwn(parameters.others, "options")) delete paths.options;
  return paths;
}

/** Whether the driver reads a parameter, besides those of libpq. */
export function readsOwn(parameters: UrlParameters, name: string): boolean {
  return Object.hasOwn(parameters.others, name) || mappingsOf(parameters).some(([, { keys }]) => keys.includes(name));
}

/** Whether the driver accepts a value of a parameter that carries no setting. */
export function accepts(parameters: UrlParameters | undefined, name: string, value: string): boolean {
  const codec = parameters && Object.hasOwn(parameters.others, name) ? parameters.others[name] : null;
  return !codec || "value" in codec.decode(value);
}

/** What a driver makes of `sslmode` among these parameters; undefined if it is not there, or has a value that it does not know. */
export function sslModeIn(
  params: Readonly<Record<string, string>>,
  modes: Readonly<Record<string, string>>,
  libpqModes: string | undefined,
): string | undefined {
  const word = Object.hasOwn(params, "sslmode") ? params.sslmode! : undefined;
  if (word === undefined || !Object.hasOwn(modes, word)) return undefined;
  const asLibpq = libpqModes !== undefined && Object.hasOwn(params, libpqModes) && params[libpqModes] === "true";
  return asLibpq ? word : modes[word];
}

// what reads rendered texts: the tools of their own languages, none of which is derived from poolcfg's tables
import type { Target } from "../../src/mapping/define.ts";
import type { Example } from "./configs.ts";

/** libpq's modes. */
export type Tls = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";

/** The address that a tool found in a rendered text. A part that it does not tell is absent; `undefined` says that there is none. */
export interface Address {
  /** `host:port`, and a comma between several; a directory of a Unix socket is a host. See `serverOf`. */
  readonly server?: string | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The schemas of the search_path, without quotes. */
  readonly schema?: readonly string[] | undefined;
  readonly applicationName?: string | undefined;
  /** Which server of several it uses, in libpq's words. */
  readonly targetSessionAttributes?: string | undefined;
  /**
   * What the tool does about TLS: libpq's mode where it has these. `unverified` is TLS without a check of the certificate,
   * `ca` with a check of the authority only, `full` of the host name too, `off` no TLS.
   */
  readonly tls?: Tls | "off" | "unverified" | "ca" | "full" | undefined;
}

/**
 * Settings by canonical path, as a tool found them or as a config means them: milliseconds, counts, words, and null for off.
 */
export type Settings = Readonly<Record<string, unknown>>;

/** One cell of the matrix: a text that `poolcfg render` wrote. */
export interface Cell {
  readonly target: Target;
  /** As in `--format`. */
  readonly form: string;
  readonly example: Example;
  readonly onlySet: boolean;
  readonly text: string;
  /** What stderr had. */
  readonly stderr: string;
  /** The folder of the project that it was rendered in. Paths of certificates are relative to it. */
  readonly folder: string;
  /** What the config means, as `poolcfg show` prints it, and which of that is set. */
  readonly meant: { readonly settings: Settings; readonly isSet: (path: string) => boolean };
}

/** What a reader found in one cell. */
export interface Reading {
  /** What the tool says is wrong with the text; absent if it takes it. */
  readonly problem?: string;
  /** What the tool found in it. Each part that is here is compared with what the config means. */
  readonly seen?: Address;
  /** The settings that the tool found. Each that is here is compared with what the config means. */
  readonly settings?: Settings;
}

/** A reader of the texts of some targets: the default export of a file in `readers/`, whose name is its id. */
export interface Reader {
  /** What it is, for the summary: `tsc --strict`. */
  readonly title: string;
  reads(target: Target, form: string): boolean;
  /** Why it cannot run on this machine; undefined where it can. With POOLCFG_DEMAND=all that is a failure. */
  unavailable?(): string | undefined | Promise<string | undefined>;
  /**
   * Reads all its cells at once, so that a compiler starts once. A cell without a reading counts as a failure.
   *
   * @param folder an empty folder in this repository, so that programs find the packages in node_modules.
   */
  read(cells: readonly Cell[], folder: string): Promise<ReadonlyMap<Cell, Reading>> | ReadonlyMap<Cell, Reading>;
}

/** Checks the type of a reader. */
export function defineReader(reader: Reader): Reader {
  return reader;
}

/** A name for a cell that is a valid identifier and file name in every language. */
export function nameOf({ target, form, example, onlySet }: Cell): string {
  return `${target.id}_${form}_${example.id}${onlySet ? "_only_set" : ""}`.replace(/[^a-z0-9]+/g, "_");
}

/** The server of one host, as `Address.server` has it; PostgreSQL's port where there is none. */
export function serverOf(host: string | undefined, port: number | string | undefined | null): string {
  return `${host ?? ""}:${port ?? 5432}`;
}

/** What differs between what a tool read and what the config means; a sentence for each part. */
export function differences(cell: Cell, { seen = {}, settings = {} }: Pick<Reading, "seen" | "settings">): string[] {
  return [...addressDifferences(cell, seen), ...settingsDifferences(cell, settings)];
}

function settingsDifferences({ meant, onlySet, stderr }: Cell, found: Settings): string[] {
  return Object.entries(found).flatMap(([path, value]) => {
    // what is not set is left to the tool's own default
    const isLeft = !meant.isSet(path) && (onlySet || meant.settings[path] === undefined);
    if (isLeft || isReported([path], stderr)) return [];
    const [is, should] = [JSON.stringify(value), JSON.stringify(meant.settings[path])];
    return is === should ? [] : [`${path} is ${is}, not ${should}`];
  });
}

function addressDifferences({ example: { expected }, stderr }: Cell, seen: Address): string[] {
  return PARTS.flatMap((part) => {
    const wanted = expected[part];
    // a default of the tool takes the place of what the config does not set
    if (!(part in seen) || wanted === undefined || isReported(PATHS[part], stderr)) return [];
    if (part === "tls") return isSameTls(expected.tls, seen.tls) ? [] : [`tls is ${seen.tls}, not ${expected.tls}`];
    const [is, should] = [JSON.stringify(seen[part]), JSON.stringify(wanted)];
    return is === should ? [] : [`${part} is ${is}, not ${should}`];
  });
}

const PARTS = [
  "server",
  "database",
  "user",
  "password",
  "schema",
  "applicationName",
  "targetSessionAttributes",
  "tls",
] as const;

const PATHS: Readonly<Record<(typeof PARTS)[number], readonly string[]>> = {
  server: ["connection.host", "connection.port"],
  database: ["connection.database"],
  user: ["connection.user"],
  password: ["connection.password"],
  schema: ["connection.schema"],
  applicationName: ["connection.applicationName"],
  targetSessionAttributes: ["connection.url"],
  tls: ["connection.ssl.mode"],
};

// a deviation that render reports is no silent one
function isReported(paths: readonly string[], stderr: string): boolean {
  return paths.some((path) => stderr.includes(`note: ${path} (`) || stderr.includes(`warning: ${path} (`));
}

// no library but libpq and its like retries with or without TLS, which `prefer` and `allow` mean: both are right there
function isSameTls(wanted: Tls, seen: Address["tls"]): boolean {
  if (seen === wanted) return true;
  if (seen === undefined) return false;
  return LIKE[wanted].includes(seen);
}

const LIKE: Readonly<Record<Tls, readonly string[]>> = {
  disable: ["off"],
  allow: ["off", "unverified", "prefer"],
  prefer: ["off", "unverified"],
  require: ["unverified"],
  "verify-ca": ["ca"],
  "verify-full": ["full"],
};

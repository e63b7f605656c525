// what a target is: a table from every canonical field to native keys, or the reason why there is none

import type { Tree } from "../codecs/literal.ts";
import type { Codec, Value } from "../codecs/units.ts";
import type { Pointer } from "../diagnostics/document.ts";
import type { Issue, Severity } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Config, Path } from "../model/model.ts";
import type { PoolerPath, TargetPath } from "../model/paths.ts";
import { maskLine } from "../text/mask.ts";
import type { Layout } from "./layout.ts";
import type { PasswordCallback } from "./password.ts";
import type { UrlParameters } from "./url-parameters.ts";

/** Forms that settings can be written in; each is a syntax. */
export type Form =
  | "url"
  | "env"
  | "json"
  | "code"
  | "ts"
  | "yaml"
  | "toml"
  | "ini"
  | "properties"
  | "ado-net"
  | "odyssey-conf";

/**
 * What the settings are made for: `live` JavaScript values that a program uses at once, `text` that holds data only,
 * or `code`, which holds expressions and never a secret.
 */
export type Mode = "live" | "text" | "code";

/** What the tool does when the key is absent: a canonical value, another field's value, or words. */
export type LibraryDefault = Value | { readonly sameAs: Path } | { readonly words: string };

/** Something that the config says and the target does not do, or not quite. */
export interface Deviation {
  /** Canonical path of the setting. */
  readonly path: Path;
  /**
   * `unsupported` if the target has nothing for it, `partial` if it does so with a difference, `rounded` if another number is
   * written, `unrepresentable` if the value cannot be written at all.
   */
  readonly kind: Remark["kind"];
  /** One sentence with the value in it. Never a secret. */
  readonly message: string;
  readonly workaround?: string;
  /**
   * `error` if the settings would not do what the config says, and nothing is written for it; `warning` if what is lost can do
   * harm, such as a connection without TLS.
   */
  readonly severity: Severity;
}

/** What a write or a read says besides the value. */
export interface Remark {
  readonly kind: "unsupported" | "partial" | "rounded" | "unrepresentable";
  /** Follows the path and the value: `pool.maxUses (7500) …`. */
  readonly message: string;
  readonly workaround?: string;
  /** `warning` where what is lost can do harm; the rest is for information. */
  readonly severity?: "warning";
}

/** Native settings that one canonical field becomes. Keys are dotted: `pool.max`. */
export interface Written {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remarks?: readonly Remark[];
}

/** What a mapping may ask while it writes. */
export interface WriteContext {
  readonly config: Config;
  readonly mode: Mode;
  isSet(path: Path): boolean;
}

/** A problem of imported settings. */
export interface NativeIssue extends Omit<Issue, "path"> {
  readonly severity: Severity;
  /** Dotted native key that it is about. */
  readonly key: string;
  /** Whether it is about the key or its value; the value unless said. */
  readonly part?: "key";
}

/** Native settings that are being read. */
export interface Native {
  has(key: string): boolean;
  get(key: string): unknown;
}

/** The canonical value that native settings say, in memory's units; `undefined` where they say nothing. */
export interface Read {
  readonly value?: unknown;
  /** A comment to write beside the value. */
  readonly note?: string;
  /** Whether nobody stated it: the tool does so by itself, because of what else is there. */
  readonly implied?: true;
  /** What is there and cannot be taken over, and why: a comment of the config. */
  readonly remark?: string;
  readonly issues?: readonly NativeIssue[];
}

/** The version that brought a key. */
export interface Since {
  /** Whose version counts: the target's own package, or one that it hands the settings to. */
  readonly package: string;
  readonly range: string;
  /** Whether an older one refuses the key; else it ignores it. */
  readonly refused?: boolean;
}

/** A field that the target has. */
export interface Mapping {
  readonly support: "full" | "partial";
  readonly keys: readonly string[];
  /** Native unit, as the docs name it. */
  readonly unit: string;
  /** Native spelling of off, where there is one. */
  readonly off?: unknown;
  readonly note?: string;
  readonly libraryDefault?: LibraryDefault;
  readonly since?: Since;
  /** Other fields whose values take part in what is written. */
  readonly with: readonly Path[];
  /** Written only where somebody set it, because the absent key has a meaning of its own. */
  readonly whenSet: boolean;
  /** Whether it is written unset, too, where the field follows the server: without the key the tool has a limit of its own. */
  readonly ownLimit?: true;
  /** Whether it goes to the server with the connect itself, which a pooler may refuse. */
  readonly startup?: true;
  /** Values for which an approximate field is exact after all. */
  fullFor(value: unknown): boolean;
  write(value: unknown, context: WriteContext): Written;
  read(native: Native): Read | undefined;
}

/** A field that the target does not have. */
export interface Unsupported {
  readonly support: "none";
  readonly keys: readonly [];
  readonly note: string;
  readonly workaround?: string;
  /** What the tool does in any case; nothing is lost where the config says the same. */
  readonly libraryDefault?: LibraryDefault;
}

/** The table: every path is there, or it does not compile. What is said of a pooler is for the targets that are one. */
export type Fields = { readonly [P in TargetPath]: Mapping | Unsupported } & { readonly [P in PoolerPath]?: Mapping };

/** A value of a known key that is a fault of its own. */
export interface Check extends Omit<NativeIssue, "message"> {
  readonly message: string;
  /** `server`: host and port as the URL names them that it is a parameter of; undefined where there is none. */
  when(value: unknown, server: string | undefined): boolean;
}

/** A file that a tool keeps its settings in. */
export interface FileKind {
  /** Its path in the project, with braces around alternatives: `knexfile.{js,ts}`. */
  readonly path: string;
  /**
   * Native keys by the dotted keys that stand for them in such a file, where these differ: `{ "dbCredentials.url": "url" }`.
   * The other keys of the file are then no settings of the pool.
   */
  readonly keys?: Readonly<Record<string, string>>;
  /** The package of the framework whose file it is; without it in package.json, the file is another tool's. */
  readonly package?: string;
  /** Words that stand for native values in such a file, by the key of the file. */
  readonly enumValues?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** How else the tool lets its settings be written. */
export interface Spelling {
  /** Whether a dotted key may stand for tables in one another: `spring.datasource.url`. */
  readonly dotted?: true;
  /** The native spelling of one part of a key; `above` holds the parts before it, spelled so already. */
  key?(part: string, above: readonly string[]): string;
  /**
   * A text that other values are put into when it is read, with the defaults of these in it: `5` of `${POOL:5}`. What
   * has none is left as `${…}`.
   */
  interpolated?(text: string): string;
  /** A text as it stands in a file, where the tool puts something else in for some of its characters. */
  written?(text: string): string;
  /** The text that such a one stands for; `above` holds the keys of the tables that it is in. */
  plain?(text: string, above: readonly string[]): string;
  /** The table that the text under a key holds in a syntax of its own; undefined where it holds none. */
  table?(text: string, key: string): object | undefined;
  /**
   * Whether a file is divided by environments, each of which may hold several databases; and the names of tables there
   * that are only for others to take over.
   */
  readonly environments?: { readonly bases: readonly string[] };
  /** How a file is divided into documents, and the dotted keys that name the profile of one. */
  readonly documents?: { readonly separator: RegExp; readonly profile: readonly string[] };
  /** Blanks out what a template engine puts into a file before the tool reads it; the text keeps its length. */
  template?(text: string): string;
  /** Keeps that engine from taking what is written for its own. */
  escape?(text: string): string;
}

/** How settings lie in a file that divides them by names of its users: of databases, of roles. */
export interface FileLayout {
  /** The table of the file, of native settings. */
  write(settings: Tree): Tree;
  /** Every set of native settings that the table of a file holds; at least one. */
  read(data: Tree): readonly Arranged[];
}

/** One set of native settings out of a file. */
export interface Arranged {
  /** The name that tells it from the others. */
  readonly name: string;
  readonly settings: Tree;
  /** The way in the file, of the way to a native key. */
  way(pointer: Pointer): Pointer;
}

/** How a program sets what the table names. */
export interface Program {
  /** A text that a program of this tool has in it. */
  readonly detectBy: string;
  /** Native keys by the names that are given values there: `{ SetMaxOpenConns: "MaxOpenConns" }`. An empty key takes a whole table. */
  readonly keys: Readonly<Record<string, string>>;
  /**
   * What opens a pool: functions, classes and types, by the ends of their names with dots (`sql.Open`); a name that begins with `=`
   * is the whole name, and `*` stands for any part of it.
   */
  readonly opens?: readonly string[];
  /** Functions, classes and types that hold settings of the pool that they are given to. */
  readonly parts?: readonly string[];
  /** Further types of variables and parameters that the settings are given to. */
  readonly types?: readonly string[];
  /** Names of variables that hold all the settings: `DATABASES`. */
  readonly tables?: readonly string[];
  /** Methods whose two arguments are the name of a setting and its value. */
  readonly pairs?: readonly string[];
  /** Calls that make a table of settings, by their names. */
  readonly makes?: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => object>>;
}

/** A call in a program of JavaScript that takes the options of a library. */
export interface OptionsCall {
  readonly module: string;
  /** The name that the module exports; `default` for its default export. */
  readonly name: string;
  /** The keys that the tables among its arguments go to, by their places; the last one is for all further ones. Default: no key. */
  readonly keys?: readonly string[];
  /** The keys of arguments that are texts, if it takes several. */
  readonly texts?: readonly string[];
  /** Whether its first argument may be a connection string. */
  readonly url?: true;
  /** A key without which a table holds no settings of a pool. */
  readonly needs?: string;
}

/** One library or tool that settings are rendered for. */
export interface Target<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** The language of its programs; absent where it is run with a file, and there is no code form. */
  readonly language?: string;
  /** The package that reads the settings, and the range of versions that the table holds for. */
  readonly package?: { readonly name: string; readonly range: string };
  readonly source: { readonly url: string; readonly version: string; readonly checked: string };
  /** The package whose options it hands on: keys that fit both are taken to be that package's own. */
  readonly wraps?: string;
  /** What the rendered value is, in one sentence. */
  readonly summary: string;
  /** What the table rests on: measurements of the library itself, or a reading of its source. */
  readonly evidence: "measured" | "source";
  readonly forms: readonly [Form, ...Form[]];
  /** The target whose frame its code form has; its own unless said. */
  readonly frame?: string;
  /** How it reads the parameters of a connection string; absent if it takes none. */
  readonly urlParameters?: UrlParameters;
  readonly connection: Layout;
  readonly fields: Fields;
  /** Native settings that are always written. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Native keys, with all below them, that carry no canonical setting. */
  readonly ignoredKeys: readonly string[];
  /** The calls of its programs that `import` reads without running them. */
  readonly calls?: readonly OptionsCall[];
  /** The files that `import` knows it by. Those that end in `js` or `ts` are programs, and are run only when that is asked for. */
  readonly files?: readonly (string | FileKind)[];
  readonly checks?: readonly Check[];
  /** The keys that name the database system, of which the first that is there holds, and their words for PostgreSQL. */
  readonly system?: { readonly keys: readonly string[]; readonly postgresql: readonly string[] };
  /** The tables of a file that it looks into, as dotted keys, where the file is also that of other tools; all unless said. */
  readonly sections?: readonly string[];
  /** Other spellings of its keys, and of what stands for their values. */
  readonly keyCase?: Spelling;
  /** How the settings lie in a file, where that is not by their keys. */
  readonly fileLayout?: FileLayout;
  /** The settings of the pools that a file has under names of its own, each as if it were the only one; empty if it has none. */
  namedPools?(settings: Tree): Readonly<Record<string, Tree>>;
  /** The connection string of another target that settings hold in its place, and the id of that target. */
  urlOfOther?(settings: Tree): { readonly id: string; readonly url: string } | undefined;
  /** How keys are names of environment variables: `PG__POOL__MAX_SIZE` for `pool.max_size`. */
  readonly variables?: { readonly prefix: string; readonly separator: string };
  /** Where the settings stand in a file of that form, as a dotted key: `production`. */
  readonly under?: Readonly<Partial<Record<Form, string>>>;
  /** Forms that hold the settings as one text, and the syntax of that. */
  readonly asText?: Readonly<Partial<Record<Form, Form>>>;
  /** How a program sets them, so that `import` finds them there without running it. */
  readonly program?: Program;
  /** Further names of native keys, each with the key that it stands for. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Whether such a name beats the key that it stands for, where both are there. */
  readonly aliasesOverride?: true;
  /**
   * How to switch off named prepared statements; absent if the library does not use them unless a program asks for one. `parameter`
   * is the parameter of the connection string that does so, if there is one, with each value that does. `set` is the native key, and
   * its value, that does so for all queries; absent if no setting does.
   */
  readonly prepared?: {
    readonly off: string;
    readonly parameter?: readonly [name: string, ...values: string[]];
    readonly set?: readonly [key: string, value: unknown];
  };
  /** How a program gives a new password for each new connection; absent if the tool has no callback for it. */
  readonly passwordCallback?: PasswordCallback;
  /** Whether the tool does not start with a line of its file that sets nothing. */
  readonly refusesOtherLines?: true;
  /** What the tool makes of a key that is there and undefined, where it is not as if the key were absent. */
  readonly undefinedIs?: string;
}

/** Defines a target; its id is its file name. */
export function defineTarget<const Id extends string>(target: Target<Id>): Target<Id> {
  return target;
}

interface Facts {
  readonly support?: "full" | "partial";
  readonly note?: string;
  readonly libraryDefault?: LibraryDefault;
  readonly since?: Since;
  readonly with?: readonly Path[];
  readonly whenSet?: boolean;
  readonly startup?: true;
  readonly ownLimit?: true;
  /** For an approximate field: the values that it holds exactly. */
  readonly fullFor?: (value: unknown) => boolean;
}

/** Maps a field to one native key. */
export function field(key: string, unit: Codec, facts: Facts = {}): Mapping {
  return custom([key], unit, facts, {
    write(value, { mode }) {
      const encoded = unit.encode(value as Value);
      if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
      return {
        set: { [key]: mode === "code" && unit.code ? unit.code(value as Value) : encoded.native },
        ...(encoded.loss !== undefined && { remarks: [{ kind: "rounded", message: `is ${encoded.loss}` }] }),
      };
    },
    read: (native) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined),
  });
}

/** Maps a field by hooks of its own, where one key and one unit cannot say it. */
export function custom(
  keys: readonly string[],
  unit: string | Pick<Codec, "doc" | "off">,
  facts: Facts,
  hooks: Pick<Mapping, "write" | "read">,
): Mapping {
  const { support = "full", with: others = [], whenSet = false, fullFor = () => false, ...rest } = facts;
  const doc = typeof unit === "string" ? { unit } : { unit: unit.doc, ...("off" in unit && { off: unit.off }) };
  return { support, keys, ...doc, ...rest, with: others, whenSet, fullFor, ...hooks };
}

/** Declares that a target has nothing for a field. */
export function unsupported(
  why: string,
  facts: { workaround?: string; libraryDefault?: LibraryDefault } = {},
): Unsupported {
  return { support: "none", keys: [], note: why, ...facts };
}

/** Everything that a target has an entry for: its own table, and what its driver does with the limits on authentication. */
export function entriesOf({ fields, connection }: Target): readonly (readonly [Path, Mapping | Unsupported])[] {
  return [...Object.entries(fields), ...Object.entries(connection.limits)] as [Path, Mapping | Unsupported][];
}

/** Reads one native value by its unit. */
export function decode(unit: Codec, key: string, native: unknown): Read {
  const decoded = unit.decode(native);
  if (!("error" in decoded)) return { value: decoded.value };
  return { issues: [wrongType(key, decoded.error, unit)] };
}

/** The fault of a value that its unit cannot read. */
export function wrongType(
  key: string,
  message: string,
  unit?: Pick<Codec, "doc" | "min" | "max" | "off">,
): NativeIssue {
  const legal = unit && legalOf(unit);
  return {
    rule: "wrong-type",
    severity: "error",
    key,
    // it may quote the value, which may be a connection string in the wrong place
    message: `${key} ${maskLine(message)}`,
    ...(legal !== undefined && { legal }),
  };
}

/** The fault of a setting that switches the check of the server certificate off. */
export function uncheckedCertificate(key: string, word: string): NativeIssue {
  return {
    rule: "certificate-check-off",
    severity: "warning",
    key,
    message: `${key} is ${word}: TLS is on, but the certificate of the server is not checked`,
    help: "Remove it, and name the authority of the certificate; in poolcfg: connection.ssl.mode verify-full, and connection.ssl.ca.",
  };
}

function legalOf({ doc, min, max, off }: Pick<Codec, "doc" | "min" | "max" | "off">): string {
  const upper = max === undefined || max >= Number.MAX_SAFE_INTEGER ? "or more" : `to ${max}`;
  const range = min === undefined ? doc : `${doc === "count" ? "a whole number" : doc}, ${min} ${upper}`;
  return off === undefined ? range : `${range}; ${JSON.stringify(off)} for off`;
}

/** A target that a config is checked for. */
export interface ChosenTarget {
  readonly target: Target;
  /** Every target for a version of the same tool, this one included. */
  readonly versions: readonly Target[];
  /** What `render` reports for it. */
  deviations(
    config: Config,
    origins: Readonly<Record<string, Origin>>,
    versions: Readonly<Record<string, string>>,
  ): readonly Deviation[];
}

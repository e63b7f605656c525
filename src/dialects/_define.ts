// what a dialect is: how one tool spells pool parameters in a connection string

import type { Codec } from "../codecs/units.ts";
import type { Path } from "../model/model.ts";

/** One parameter that carries a canonical setting. */
export interface Param {
  readonly path: Path;
  readonly unit: Codec;
  /** Parameters beside which it says nothing. */
  readonly beatenBy?: readonly string[];
  /** What the tool takes for something else than it says. */
  readonly misread?: Misread;
}

/** What a tool makes of values that say something else. */
export interface Misread {
  /** In lower case; every value unless said. */
  readonly values?: readonly string[];
  /** Values that it takes rightly all the same. */
  readonly except?: readonly string[];
  /** What it takes them for: ends the sentence "pg takes ssl=false for …". */
  readonly as: string;
  readonly help: string;
}

/** A parameter of libpq that a tool has under a name of its own. */
export interface Equivalent {
  readonly keyword: string;
  /** libpq's words by those of the tool, where these differ. */
  readonly words: Readonly<Record<string, string>>;
  /** The tool's words by those of libpq. A word that is not there cannot be written. */
  readonly writes: Readonly<Record<string, string>>;
}

/** How one tool reads the parameters of a connection string. Its id is its file name. */
export interface Dialect {
  readonly id: string;
  readonly title: string;
  /** Where the facts come from, the version they hold for, and the day they were checked. */
  readonly source: { readonly url: string; readonly version: string; readonly checked: string };
  /** Parameters that carry a canonical setting, by name. */
  readonly params: Readonly<Record<string, Param>>;
  /** Parameters that the tool reads and that carry no canonical setting of their own, libpq's among them. */
  readonly known: readonly string[];
  /** What the tool does with a parameter it does not know. */
  readonly unknown: "refused" | "ignored" | "sent to the server";
  /** Parameters that only this dialect has: seeing one is how it is detected. */
  readonly marks: readonly string[];
  /** Whether it reads every parameter of libpq, not only those in `known`; false unless said. */
  readonly libpq?: boolean;
  /** Whether it reads the query as an HTML form does: `+` is a blank, a second `=` belongs to the value; false unless said. */
  readonly form?: boolean;
  /** Whether it takes `name=value` pairs with blanks between them, too; false unless said. */
  readonly keywords?: boolean;
  /** Parameters that are others of libpq under a name of the tool. */
  readonly equivalents?: Readonly<Record<string, Equivalent>>;
  /** What it makes of a word of `sslmode`, as a canonical mode, where that is not what libpq makes of it. */
  readonly sslModes?: Readonly<Record<string, string>>;
  /** A parameter that, set to `true`, gives `sslmode` the meaning that it has for libpq. */
  readonly libpqModes?: string;
  /** Beginnings of a connection string that only this tool takes; each ends with a colon. */
  readonly prefixes?: readonly string[];
  /** Whether it takes the bare directory of a Unix socket, with the database after a blank. */
  readonly socketPath?: boolean;
}

/** What a tool makes of `sslmode` among these parameters; undefined if it is not there, or not a word of the tool. */
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

/** Defines a dialect. */
export function defineDialect(dialect: Dialect): Dialect {
  return dialect;
}

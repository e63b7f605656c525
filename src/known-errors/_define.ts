// what a symptom is: one kind of message of a library or a server, what it means, and what to do
import type { Path } from "../model/model.ts";

/** Why no work gets done, in one word. */
export const REASONS = [
  "dns",
  "refused",
  "unroutable",
  "timeout",
  "tls",
  "authentication",
  "full",
  "database",
  "starting",
  "dropped",
  "pool-timeout",
  "query",
  "protocol",
  "misuse",
  "config",
  "unsuitable",
] as const;
export type Reason = (typeof REASONS)[number];

/**
 * How far an attempt to connect came: `connect` until the port has accepted the connection, `tls` until it is encrypted,
 * `login` until the server is ready for queries, `query` after that.
 */
export const PHASES = ["connect", "tls", "login", "query"] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Words of a message. In a string, a blank stands for any white space, a quote for any kind of quote, and
 * `<name>` is a quoted or bare name, `<n>` a number, `...` up to 200 characters, `{a|b}` one of several wordings.
 * A regular expression is matched with the text as it is if it has the flag `m` or names `\n`, else with all lines
 * joined by blanks. Every repetition in it is bounded.
 */
export type Phrase = string | RegExp;

/** Phrases, by the library, pooler or server that writes them. */
export type Phrases = Readonly<Record<string, readonly Phrase[]>>;

/** One kind of message. Its id is its file name. */
export interface Symptom {
  readonly id: string;
  readonly reason: Reason;
  /** SQLSTATEs, or codes of Node or a library, that mean this even if no words are known. Each belongs to one symptom. */
  readonly codes?: readonly string[];
  /** Codes that come with these words, but mean something else without them. */
  readonly sharedCodes?: readonly string[];
  readonly phrases: Phrases;
  /**
   * Phrases that say nothing beside another message of the same event, such as an attempt that was followed up with
   * another one. Those of a generic symptom count only if nothing else is known at all.
   */
  readonly lesser?: Phrases;
  /** Names of errors and classes, which count if no words and no code are known. */
  readonly names?: Phrases;
  /** The message reports only that something failed: any symptom in the same text that says why comes first. */
  readonly generic?: boolean;
  /** What happened. */
  readonly meaning: string;
  /** What to do, the first thing first. */
  readonly todo: string;
  /** The library's own statement or setting, by the name that its phrases are under. */
  readonly advice?: Readonly<Record<string, string>>;
  /** The settings that it is about. */
  readonly settings: readonly Path[];
  readonly source: string;
  /** Messages as they are written, each recognized as this symptom. */
  readonly examples: readonly string[];
}

/** Defines a symptom. */
export function defineSymptom(symptom: Symptom): Symptom {
  return symptom;
}

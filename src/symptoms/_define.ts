// what a symptom is: a message that a library or a server gives, what it means, and what to do
import type { Path } from "../schema/model.ts";

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
] as const;
export type Reason = (typeof REASONS)[number];

/** One message that is known. Its id is its file name. */
export interface Symptom {
  readonly id: string;
  /** Whose message it is. */
  readonly library: string;
  readonly reason: Reason;
  /** SQLSTATE, or the code that Node or the library gives with it. */
  readonly codes?: readonly string[];
  /** Each matches the message, in one line. Every repetition is bounded. */
  readonly patterns: readonly RegExp[];
  /** What has happened. */
  readonly meaning: string;
  /** What to do, the first thing first. */
  readonly todo: string;
  /** The settings that it is about. */
  readonly settings: readonly Path[];
  readonly source: string;
  /** Messages as they are really written. */
  readonly examples: readonly string[];
}

/** Defines a symptom. */
export function defineSymptom(symptom: Symptom): Symptom {
  return symptom;
}

// how a setting may be spelt: camelCase, snake_case, kebab-case, and the spellings of other tools

import { closest, distance } from "fastest-levenshtein";
import { quoted } from "../text/mask.ts";
import { MASK } from "../text/secret.ts";
import type { Field } from "./field.ts";
import { isField, model } from "./model.ts";

/** What one key of a table means. */
export interface Key {
  /** Canonical name of the member. */
  readonly name: string;
  /** Whether the spelling is another tool's. */
  readonly foreign: boolean;
}

/** A group of the model: fields and further groups. */
export type Group = Readonly<Record<string, unknown>>;

const tables = new WeakMap<Group, ReadonlyMap<string, Key>>();

/** Every spelling of the members of a group. */
export function spellings(group: Group): ReadonlyMap<string, Key> {
  const known = tables.get(group);
  if (known) return known;
  const table = new Map<string, Key>();
  for (const [name, member] of Object.entries(group)) {
    const aliases = isField(member) ? ((member as Field).facts.aliases ?? []) : [];
    for (const alias of aliases) for (const spelling of cases(alias)) table.set(spelling, { name, foreign: true });
  }
  for (const name of Object.keys(group))
    for (const spelling of cases(name)) table.set(spelling, { name, foreign: false });
  tables.set(group, table);
  return table;
}

/** A name in its three spellings: camelCase, snake_case, kebab-case. */
export function cases(name: string): string[] {
  const known = spelt.get(name);
  if (known) return known;
  const words = name.split(/[_-]|(?=[A-Z])/);
  let made = [name];
  if (words.length > 1) {
    const low = words.map((word) => word.toLowerCase());
    const camel = low.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
    made = [camel, low.join("_"), low.join("-")];
  }
  spelt.set(name, made);
  return made;
}

const spelt = new Map<string, string[]>();

/** A key as a message shows it: short, and masked where it is a connection string. */
export function showKey(key: string): string {
  return quoted(key.includes("://") ? MASK : key, 80);
}

/** A name as an environment variable spells it: `pool.maxIdle` is `POOL_MAX_IDLE`. */
export function envName(path: string): string {
  return path
    .replace(/([A-Z])/g, "_$1")
    .replaceAll(".", "_")
    .toUpperCase();
}

/** The known word that was probably meant, or undefined. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const words = [...known];
  if (words.length === 0 || word.length > 60) return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, "");
  const same = words.find((candidate) => plain(candidate) === plain(word));
  if (same) return same;
  const best = closest(word, words);
  return distance(word, best) <= Math.max(1, Math.floor(word.length / 3)) ? best : undefined;
}

/**
 * Whether a word is one of the known ones with a slip of the pen: word for word the same, but for a letter or two. It must be
 * clear which one. Another word, such as `lock_timeout` for `acquire_timeout`, is no slip.
 */
export function isTypo(word: string, known: Iterable<string>): boolean {
  const near = [...new Set([...known].filter((one) => isNear(word, one)).map((one) => cases(one)[0]))];
  return near.length === 1;
}

function isNear(written: string, meant: string): boolean {
  const parts = (text: string) => text.split(/[_-]|(?<=[a-z])(?=[A-Z])/).map((part) => part.toLowerCase());
  const [own, other] = [parts(written), parts(meant)];
  if (own.join("") === other.join("")) return true;
  if (own.length !== other.length)
    return own.length === 1 || other.length === 1 ? isSlip(own.join(""), other.join("")) : false;
  return own.every((part, at) => part === other[at] || isSlip(part, other[at]!));
}

function isSlip(written: string, meant: string): boolean {
  const swapped = written.length === meant.length && [...written].sort().join("") === [...meant].sort().join("");
  const most = Math.max(written.length, meant.length) >= 7 ? 2 : 1;
  return distance(written, meant) <= (swapped ? 2 : most);
}

/** The setting that a key sets in its own table, as `session.lockTimeout`; undefined if there is none, or more than one. */
export function whereIs(key: string): string | undefined {
  const found = placesOf(model, key, "");
  return found.length === 1 ? found[0] : undefined;
}

function placesOf(group: Group, key: string, prefix: string): string[] {
  return Object.entries(group).flatMap(([name, member]) => {
    if (isField(member)) return [];
    const here = spellings(member as Group).get(key);
    const field = here && isField((member as Group)[here.name]) ? [`${prefix}${name}.${here.name}`] : [];
    return [...field, ...placesOf(member as Group, key, `${prefix}${name}.`)];
  });
}

/** Tables that hold a pool and its connection side by side, as many applications write them. */
export const CONTAINERS: readonly string[] = ["database", "db", "postgres", "postgresql"];

/** Members of such a table: the groups, and the fields of the connection and the pool directly in it. */
export const container: Group = { ...model.pool, ...model.connection, ...model };

/** The table of an application's config that holds the pool, where there is one. */
export function application(data: unknown): string | undefined {
  return CONTAINERS.find((name) => Object.hasOwn(data as object, name));
}

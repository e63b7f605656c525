// what the nodes of a program say about pools, by themselves

import { type Node, pathOf, type Reach } from "../languages/_nodes.ts";
import { Open } from "../languages/_open.ts";
import { chainedOn, type ProgramTree } from "../languages/_program.ts";

/** A pool of a program. */
export interface PoolInProgram {
  /** The name that the program gives it, or the place where it is opened. */
  readonly label: string;
  readonly line: number;
  /** Whether the program has the call that opens it; else only settings of one. */
  readonly opened: boolean;
  /** Values by the names that they are given to. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Where each name and its value is. */
  readonly places: ReadonlyMap<string, { readonly key: Reach; readonly at: Reach }>;
  /** Names whose values are defaults of environment variables. */
  readonly notes: readonly string[];
  /** The connection string, or the environment variable that it comes from. */
  readonly url: FoundUrl | Open | undefined;
}

/** A connection string in a program. */
export interface FoundUrl {
  /** Its text, with `${…}` for what is known only at run time; empty if it is put together of `parts`. */
  readonly value: string;
  /** Where it begins. */
  readonly start: number;
  /** The literal that it is; absent if the program puts it together. */
  readonly literal?: Reach;
  /** The arguments of the call that puts it together. */
  readonly parts?: Readonly<Record<string, unknown>>;
}

/** Names that no other library's objects have, so that it does not matter what they are called on. */
export const DISTINCT = /^[sS]et[A-Z]/;

export const URL_NAMES =
  /^(?:url|dsn|conninfo|connection|connectionString|setJdbcUrl|jdbcUrl|SQLALCHEMY_DATABASE_URI|name_or_url)$/;

// also one of another database
export function isDsn(text: string): boolean {
  return /^[a-z][\w+.-]{0,40}:\S/i.test(text) || /(?:^|\s)(?:host|dbname|user|port)\s?=/.test(text);
}

export function isConstruction(value: Node): boolean {
  if (value.kind === "table") return value.type !== undefined;
  const path = value.kind === "call" ? pathOf(value.callee) : undefined;
  return path !== undefined && /^(?:new )?[A-Z]/.test(path.slice(path.lastIndexOf(".") + 1));
}

/** Whether a name with dots ends in one of those; one that begins with `=` is the whole name, and `*` stands for any part. */
export function isNamed(path: string, names: readonly string[] = []): boolean {
  return names.some((name) => {
    const [start, end] = name.split("*");
    if (end !== undefined) return path.startsWith(start!) && path.endsWith(end);
    return isEnd(path, name);
  });
}

export function isEnd(path: string, name: string): boolean {
  return name.startsWith("=") ? path === name.slice(1) : path === name || path.endsWith(`.${name}`);
}

export function withoutIndex(node: Node): Node {
  return node.kind === "index" ? withoutIndex(node.of) : node;
}

export function rootName(node: Node): string | undefined {
  const root = withoutIndex(node);
  return root === node && root.kind === "name" ? undefined : pathOf(root);
}

export function rootScope({ bindings, sites }: ProgramTree) {
  let scope = (bindings[0] ?? sites[0])!.scope;
  while (scope.parent) scope = scope.parent;
  return scope;
}

/** A node and all that it is chained on, from the innermost to the outermost. */
export function chainOf(node: Node): Node[] {
  const chain: Node[] = [];
  for (let at: Node | undefined = node; at; at = chainedOn(at)) chain.unshift(at);
  return chain;
}

export function partsOf(node: Node): readonly Node[] {
  if (node.kind === "call") return node.args.map(({ value }) => value);
  if (node.kind === "table") return node.args.map(({ value }) => value);
  if (node.kind === "list") return node.items;
  return [];
}

export function idOf({ from, to, kind }: Node): string {
  return `${from}:${to}:${kind}`;
}

/** A value as the tables of targets read it: `${…}` for what is known only at run time, and the defaults of variables put in. */
export function closed(value: unknown, name: string, notes: string[]): unknown {
  if (value instanceof Open) {
    const { text, variable, fallback } = value;
    if (fallback !== undefined && variable !== undefined) {
      notes.push(`${name} is filled in later there, by ${variable}; its default is read`);
      return fallback;
    }
    return `\${${
      (variable ?? text)
        .replace(/[{}\s]+/g, " ")
        .trim()
        .slice(0, 120) || "…"
    }}`;
  }
  if (Array.isArray(value)) return value.map((item, at) => closed(item, `${name}.${at}`, notes));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, closed(member, `${name}.${key}`, notes)]),
  );
}

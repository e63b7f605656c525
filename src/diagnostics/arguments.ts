// checks what a program passes to the public functions: a wrong type is an error that names the argument
import { isPoolcfgError, PoolcfgError } from "./errors.ts";
import { inert } from "./inert.ts";

/** What an option may be. */
export type Kind =
  | "object"
  | "text"
  | "flag"
  | "false"
  | "texts"
  | "list"
  | "table"
  | "variables"
  | "bytes"
  | "function"
  | "any";

const WORDS: Readonly<Record<Kind, string>> = {
  text: "text",
  flag: "true or false",
  false: "false",
  texts: "a list of texts",
  list: "a list",
  table: "an object",
  variables: "an object of texts",
  bytes: "bytes",
  object: "an object",
  function: "a function",
  any: "anything",
};

/**
 * Copies the options that are known, each of the right type.
 *
 * @param caller name of the public function, for messages.
 * @throws PoolcfgError `usage` for options that are no object, a value of another type, and a property that cannot be read.
 */
export function readOptions<T extends object>(
  caller: string,
  given: T | undefined,
  kinds: Readonly<Record<keyof T, readonly Kind[]>>,
): T {
  if (given === undefined) return {} as T;
  if (typeof given !== "object" || given === null)
    throw new PoolcfgError("usage", `The options of ${caller} are ${nameOf(given)}; they must be an object.`);
  const options: Record<string, unknown> = {};
  for (const [key, allowed] of Object.entries(kinds) as [keyof T & string, readonly Kind[]][]) {
    const value = propertyOf(given, key, caller);
    if (value !== undefined) options[key] = checked(value, allowed, `${key} of ${caller}`);
  }
  return options as T;
}

/**
 * Returns a text.
 *
 * @throws PoolcfgError `usage` for anything else.
 */
export function readText(name: string, given: unknown): string {
  return checked(given, ["text"], name) as string;
}

function propertyOf(given: object, key: string, caller: string): unknown {
  try {
    return (given as Record<string, unknown>)[key];
  } catch (cause) {
    throw new PoolcfgError("usage", `The options of ${caller} cannot be read: ${key} throws an error.`, { cause });
  }
}

const OBJECTS: ReadonlySet<Kind> = new Set(["object", "table", "variables", "texts", "list"]);

function checked(value: unknown, allowed: readonly Kind[], name: string): unknown {
  for (const kind of allowed) {
    if (kind === "any") return value;
    if (kind === "text" && typeof value === "string") return value;
    if (kind === "flag" && typeof value === "boolean") return value;
    if (kind === "false" && value === false) return value;
    if (kind === "function" && typeof value === "function") return value;
    if (kind === "bytes" && value instanceof Uint8Array) return value;
    if (!OBJECTS.has(kind) || typeof value !== "object" || value === null) continue;
    if (kind === "object") return value;
    const isList = isArray(value, name);
    if (isList !== (kind === "texts" || kind === "list")) continue;
    const copy = inert(value, { name, code: "usage", instances: true }) as object;
    const texts =
      kind === "table" ||
      kind === "list" ||
      Object.values(copy).every((one) => typeof one === "string" || (!isList && one === undefined));
    if (texts) return copy;
  }
  const words = allowed.map((kind) => WORDS[kind]).join(" or ");
  throw new PoolcfgError("usage", `${name} is ${nameOf(value)}; it must be ${words}.`);
}

// a proxy that was revoked throws here already
function isArray(value: object, name: string): boolean {
  try {
    return Array.isArray(value);
  } catch (cause) {
    if (isPoolcfgError(cause)) throw cause;
    throw new PoolcfgError("usage", `${name} cannot be read.`, { cause });
  }
}

/** A value by its type: it may be a secret. */
function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return "an object or a list of another kind";
  return (
    { string: "a text", symbol: "a symbol", bigint: "a bigint", function: "a function" }[typeof value as string] ??
    `a ${typeof value}`
  );
}

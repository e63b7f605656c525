// copies of what a program passes in: tables that can be read and converted to text without an error

import { Secret } from "../text/secret.ts";
import { type ErrorCode, PoolcfgError } from "./errors.ts";

type Tree = { [key: string]: unknown };

interface Naming {
  /** What the value is called in messages. */
  readonly name: string;
  readonly code: ErrorCode;
  readonly instances?: boolean;
}

/** Deeper tables are no settings of any tool. */
const DEEPEST = 32;

/** Maximum number of values in one input. */
const MOST_VALUES = 200_000;

/** A value that is no data: an instance of a class, a symbol, a table in itself. */
class Opaque {
  toString(): string {
    return "[object Object]";
  }
}
const OPAQUE = Object.freeze(new Opaque());

/**
 * A table without keys that can be converted to text whatever its keys are called: a key `toString` would make
 * `String(table)` throw.
 */
export function newTree(): Tree {
  return Object.defineProperty({}, Symbol.toPrimitive, { value: () => "[object Object]" });
}

/**
 * A copy of settings of any origin that can be read, compared and converted to text without an error and without
 * running foreign code. Certificates, dates, URLs and secrets stay; of a function, its name and whether it is async. Other
 * instances, symbols, and tables in themselves become an object without keys.
 *
 * @param instances whether instances of other classes are tables, too.
 * @throws PoolcfgError of that code if reading a property throws, or if there are too many values.
 */
export function inert(value: unknown, { name, code, instances = false }: Naming): unknown {
  const above: object[] = [];
  let room = MOST_VALUES;
  const copy = (one: unknown): unknown => {
    if (--room < 0)
      throw new PoolcfgError(code, `${name} has more than ${MOST_VALUES} values. Give only the settings.`);
    if (typeof one === "function") return standIn(one);
    if (typeof one === "symbol" || typeof one === "bigint") return OPAQUE;
    if (typeof one !== "object" || one === null) return one;
    if (above.includes(one) || above.length > DEEPEST) return OPAQUE;
    if (isData(one)) return one;
    if (!Array.isArray(one) && !instances && !isPlain(one)) return OPAQUE;
    above.push(one);
    const made = Array.isArray(one) ? Array.from(one, copy) : copyOf(one);
    above.pop();
    return made;
  };
  const copyOf = (table: object): Tree => {
    const tree = newTree();
    for (const key of Object.keys(table)) if (key !== "__proto__") tree[key] = copy((table as Tree)[key]);
    return tree;
  };
  try {
    return copy(value);
  } catch (error) {
    if (error instanceof PoolcfgError) throw error;
    throw new PoolcfgError(code, `${name} cannot be read: one of its properties throws an error when it is read.`, {
      cause: error,
    });
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  // plain objects of another realm, such as a test environment, have its Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isData(value: object): boolean {
  return value instanceof Secret || value instanceof Uint8Array || value instanceof URL || value instanceof Date;
}

// a class tells by its name what it is, and whether a function is async decides what some libraries make of its result
function standIn({ name, [Symbol.toStringTag]: tag }: { name?: unknown; [Symbol.toStringTag]?: unknown }): unknown {
  const empty = tag === "AsyncFunction" ? async () => undefined : () => undefined;
  return Object.defineProperty(empty, "name", { value: typeof name === "string" ? name : "" });
}

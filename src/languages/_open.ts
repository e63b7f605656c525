// values of programs that are known in part, and what operations make of them

/** A value that is known only when the program runs. */
export class Open {
  /** The expression, for messages. */
  readonly text: string;
  /** The environment variable that it comes from. */
  readonly variable: string | undefined;
  /** Its value without that variable; undefined if there is none. */
  readonly fallback: unknown;

  constructor(text: string, variable?: string, fallback?: unknown) {
    this.text = text;
    this.variable = variable;
    this.fallback = fallback;
  }
}

/** A literal default: numerals as numbers; undefined if it is not known. */
export function plainLiteral(value: unknown): unknown {
  if (typeof value === "string" && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(value)) return Number(value);
  return value instanceof Open || (typeof value === "object" && value !== null && hasOpen(value)) ? undefined : value;
}

/** Applies a function to a value, and to the default of one that is not known. */
export function mapped(value: unknown, convert: (value: unknown) => unknown): unknown {
  if (!(value instanceof Open)) return convert(value);
  const fallback = value.fallback === undefined ? undefined : convert(value.fallback);
  return new Open(value.text, value.variable, fallback instanceof Open ? undefined : fallback);
}

/** Whether any part of a value is not known. */
export function hasOpen(value: unknown): boolean {
  if (value instanceof Open) return true;
  if (typeof value === "string") return value.includes("${");
  return typeof value === "object" && value !== null && Object.values(value).some(hasOpen);
}

/** The result of an operation; undefined if it cannot be worked out. */
export function combined(sign: string, left: unknown, right: unknown): unknown {
  if (left instanceof Open && !(right instanceof Open) && typeof right === "number")
    return left.variable === undefined || left.fallback === undefined
      ? undefined
      : new Open(left.text, left.variable, combined(sign, left.fallback, right));
  if (right instanceof Open && typeof left === "number")
    return right.variable === undefined || right.fallback === undefined
      ? undefined
      : new Open(right.text, right.variable, combined(sign, left, right.fallback));
  if (sign === "+" && (typeof left === "string" || typeof right === "string")) return joined([left, right]);
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  const value = { "+": left + right, "-": left - right, "*": left * right, "/": left / right }[sign as "+"];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Texts one after another; what is not known in them stands there as `${…}`. */
export function joined(parts: readonly unknown[]): unknown {
  if (parts.length === 1 && parts[0] instanceof Open) return parts[0];
  return parts.map(asText).join("");
}

function asText(part: unknown): string {
  if (part instanceof Open) return `\${${(part.variable ?? part.text).replace(/[{}\s]+/g, " ").slice(0, 80)}}`;
  return typeof part === "string" ? part : typeof part === "object" ? "${…}" : String(part);
}

/** A format string with its verbs replaced. */
export function formatted(format: string, args: readonly unknown[], verb: RegExp): string {
  let at = 0;
  return format.replace(verb, (found) => {
    if (found === "%%") return "%";
    const value = at < args.length ? args[at] : new Open("…");
    at += 1;
    return asText(value);
  });
}

/** Whether a value is a table that is known. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Open);
}

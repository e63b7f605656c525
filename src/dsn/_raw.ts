// a connection string taken apart but not yet understood, and the faults of its text
import type { Issue, Severity } from "../diagnostics/finding.ts";

/** Longest connection string that is read, in UTF-16 units. A long one of real life has a few hundred. */
export const DSN_LIMIT = 65_536;

/** One problem of a connection string. Offsets count UTF-16 units of its text; no text here ever contains the password. */
export interface DsnFault extends Issue, Range {
  readonly severity: Severity;
  /** The connection string as it was meant, with `***` for the password. */
  readonly mended?: string;
}

/** A stretch of the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One part, decoded. */
export interface Piece extends Range {
  readonly value: string;
}

/** One parameter, decoded. */
export interface Pair extends Piece {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** The parts of a connection string, hosts and ports still as comma lists. */
export interface Raw {
  readonly form: "uri" | "conninfo";
  readonly scheme?: string;
  /** The whole text, of a URI. */
  readonly raw?: string;
  readonly user?: Piece;
  readonly password?: Piece;
  readonly database?: Piece;
  readonly hosts?: Piece;
  readonly ports?: Piece;
  readonly pairs: readonly Pair[];
  readonly faults: DsnFault[];
  /** Whether it is certain which part is the password, so that the others may be quoted. */
  readonly certain: boolean;
}

/** A fault that libpq refuses, over a stretch of the text. */
export function invalid({ start, end }: Range, message: string, more: Partial<DsnFault> = {}): DsnFault {
  return { rule: "invalid-dsn", severity: "error", message, start, end, ...more };
}

/** Why a percent-encoded text cannot be read. */
export type Trouble = "blank" | "token" | "nul" | "utf8";

/** Undoes percent-encoding; what cannot be undone stays as it is. */
export function decodePercent(raw: string): { value: string; trouble?: Trouble } {
  if (!raw.includes("%")) return { value: raw };
  let trouble: Trouble | undefined;
  const value = raw.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split("%"), (pair) => Number.parseInt(pair, 16));
    if (bytes.includes(0)) trouble = "nul";
    try {
      return STRICT.decode(bytes);
    } catch {
      trouble ??= "utf8";
      return LOOSE.decode(bytes);
    }
  });
  if (/%(?![0-9a-f]{2})/i.test(raw)) trouble = "token";
  return trouble ? { value, trouble } : { value };
}

/** Undoes percent-encoding as libpq 18 does: blanks around are passed over, blanks inside are refused. */
export function decodePart(raw: string): { value: string; trouble?: Trouble } {
  const trimmed = trimBlanks(raw);
  const decoded = decodePercent(trimmed);
  return trimmed.includes(" ") ? { ...decoded, trouble: "blank" } : decoded;
}

/** What is wrong with a part that cannot be decoded, and what to do. */
export function troubleWith(trouble: Trouble, where: string): { message: string; help: string } {
  switch (trouble) {
    case "blank":
      return { message: `A blank stands inside ${where}`, help: "Write a blank as %20." };
    case "token":
      return {
        message: `A "%" without two hex digits after it stands in ${where}`,
        help: "Write a percent sign as %25.",
      };
    case "nul":
      return { message: `%00 stands in ${where}`, help: "Remove it: PostgreSQL has no text with a NUL in it." };
    case "utf8":
      return { message: `The percent-encoded bytes in ${where} are not UTF-8`, help: "Encode the text as UTF-8." };
  }
}

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LOOSE = new TextDecoder("utf-8", { ignoreBOM: true });

// not trim(): libpq passes over blanks only, and no pattern, because one for the end takes quadratic time
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === " ") start++;
  while (end > start && text[end - 1] === " ") end--;
  return text.slice(start, end);
}

// reads libpq's key=value form

import { isSecretParam } from "../text/redact.ts";
import { LIBPQ } from "./_libpq.ts";
import { type DsnFault, invalid, type Pair, type Raw } from "./_raw.ts";

/** Reads `host=localhost dbname=app`; stops at the first fault, as libpq does. */
export function readConninfo(text: string): Raw {
  const pairs: Pair[] = [];
  const faults: DsnFault[] = [];
  let certain = true;
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++;
      continue;
    }
    const nameStart = at;
    while (at < text.length && text[at] !== "=" && !isSpace(text[at])) at++;
    const nameEnd = at;
    while (isSpace(text[at])) at++;
    if (text[at] !== "=") {
      faults.push(missingEquals(pairs, nameStart, nameEnd));
      break;
    }
    at++;
    while (isSpace(text[at])) at++;
    const read = readValue(text, at);
    const name = text.slice(nameStart, nameEnd);
    pairs.push({ name, nameStart, nameEnd, value: read.value, start: at, end: read.end });
    // where a password ends is known only as far as its blanks and quotes are right
    if (isSecretParam(name)) certain = false;
    if (!read.closed) {
      const message = `The quote at character ${at + 1} is not closed`;
      faults.push(
        invalid({ start: at, end: text.length }, message, {
          help: "End the value with ', and write ' inside it as \\'.",
        }),
      );
    }
    at = read.end;
  }
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    const message = `A NUL character stands at character ${nul + 1}`;
    faults.push(
      invalid({ start: nul, end: nul + 1 }, message, { help: "Remove it: PostgreSQL has no text with a NUL in it." }),
    );
  }
  // without a known name it may be anything, a password that ends in "=" as well
  const known = pairs.some(({ name }) => LIBPQ.has(name));
  return { form: "conninfo", pairs, faults, certain: certain && known && faults.length === 0 };
}

function readValue(text: string, from: number): { value: string; end: number; closed: boolean } {
  const quoted = text[from] === "'";
  let at = quoted ? from + 1 : from;
  let value = "";
  for (; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\") value += text[++at] ?? "";
    else if (quoted && char === "'") return { value, end: at + 1, closed: true };
    else if (!quoted && isSpace(char)) break;
    else value += char;
  }
  return { value, end: Math.min(at, text.length), closed: !quoted };
}

// the word itself is not shown: after a value with a blank it may be half of a password
function missingEquals(pairs: readonly Pair[], start: number, end: number): DsnFault {
  if (pairs.length === 0) {
    return invalid({ start, end }, "This is not a PostgreSQL connection string", {
      legal: 'postgresql://user:password@host:5432/database, or "host=localhost dbname=app"',
      help: 'Begin it with postgresql://, or write settings as name=value (there is no "=" after the first word).',
    });
  }
  return invalid({ start, end }, `The word at character ${start + 1} has no "=" after it`, {
    help: "Put a value with a blank in it between single quotes: password='two words'.",
  });
}

function isSpace(char: string | undefined): boolean {
  return char === " " || (char !== undefined && char >= "\t" && char <= "\r");
}

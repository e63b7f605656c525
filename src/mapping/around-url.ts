// what the code around a connection string says about it

/**
 * Whether the parameters at an offset, which begin with `?`, are appended to a string that is not in the text:
 * `url + "?a=1"`, `${url}?a=1`. False where the code nearby looks for a `?` of its own.
 */
export function isAppended(text: string, start: number): boolean {
  if (text[start] !== "?") return false;
  const before = text.slice(Math.max(0, start - NEARBY), start);
  if (!ADDED.test(before) && !endsInWhole(before)) return false;
  return !LOOKS.test(before) && !LOOKS.test(text.slice(start + 1, start + NEARBY));
}

/** Whether a program adds more to the string that ends at an offset: `"postgresql://" + server`. */
export function goesOn(text: string, end: number): boolean {
  return /^["'`]\s*\+/.test(text.slice(end, end + 20));
}

/** Whether the string at an offset is in code or a manifest, and is not a text of its own or a line of a `.env` file. */
export function isInSource(text: string, start: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf("\n", start - 1) + 1, start - NEARBY), start);
  const before = text.slice(Math.max(0, start - NEARBY), start);
  return /[^\s"'`]/.test(before) && !ASSIGNMENT.test(line);
}

/** The text with blanks for its comments: what follows `//` or `#` on a line, and all between slashes with stars. */
export function withoutComments(text: string): string {
  if (!/\s/.test(text.trim())) return text;
  // up to where a closing mark has been looked for in vain
  const vain: Record<string, number> = {};
  let out = "";
  let done = 0;
  OPEN.lastIndex = 0;
  for (let match = OPEN.exec(text); match; match = OPEN.exec(text)) {
    const [mark] = match;
    const { index } = match;
    if (index < (vain[mark] ?? 0)) continue;
    const end = endOf(text, index, mark);
    if (end < 0) {
      vain[mark] = -end;
      continue;
    }
    if (mark.length === 2 || mark === "#") {
      out += text.slice(done, index) + text.slice(index, end).replace(/[^\n]/g, " ");
      done = end;
    }
    OPEN.lastIndex = end;
  }
  return out + text.slice(done);
}

// a comment begins with a line, behind a blank, or behind a sign of the code
const OPEN = /["'`]|(?<=^|[\s;,{}()[\]])(?:\/\/|#|\/\*)/gm;

/** Where a string or a comment ends; less than 0 where it does not: the place up to which it was looked for. */
function endOf(text: string, start: number, mark: string): number {
  const newline = text.indexOf("\n", start);
  const line = newline === -1 ? text.length : newline;
  if (mark === "//" || mark === "#") return line;
  if (mark === "/*") {
    const close = text.indexOf("*/", start + 2);
    return close === -1 ? -text.length : close + 2;
  }
  const last = mark === "`" ? text.length : line;
  for (let at = start + 1; at < last; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === mark) return at + 1;
  }
  return -last;
}

const NEARBY = 400;
const ADDED = /(?:[\w)\]!]\s{0,20}(?:\+|\.{1,2})=?|\.concat\()\s{0,20}["'`]$/;
const LOOKS = /(["'`/])\\?\?\1/;
const ASSIGNMENT = /^(?:export )?[A-Z_][A-Z0-9_]{0,80}=["']?$/;

// the text before is one value that is put in, with nothing of an address around it: `${url}`, "$URL", "{url}"
function endsInWhole(before: string): boolean {
  if (/(?:^|["'`=\s])\$\w{1,80}$/.test(before)) return true;
  if (!before.endsWith("}")) return false;
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === "}") depth++;
    if (before[at] === "{" && --depth === 0) return /(?:^|["'`=\s])\$?$/.test(before.slice(Math.max(0, at - 2), at));
  }
  return false;
}

// references to variables in a text: $NAME, ${NAME}, ${NAME:-default}, ${NAME:+other}

const SIMPLE = /\$([A-Za-z_]\w*)/y;
const BRACED = /\$\{([A-Za-z_][\w.]*)(?:(:?[-+])|\})/y;

// dotenv-expand 1000 would also run $(command) and decrypt: a config file must not be able to run anything
/**
 * Puts values in the place of references. A variable that is not set gives nothing; `\$` is a plain `$`; what was
 * put in is not looked at again, so a `$` inside of a value stays.
 *
 * @param limit most characters that may come of it.
 * @param missing is told of each reference that has no default and names nothing.
 * @returns undefined where more come of it.
 */
export function expand(
  text: string,
  lookUp: (name: string) => string | undefined,
  limit: number,
  missing: (reference: string, name: string) => void = () => {},
): string | undefined {
  if (!text.includes("$")) return text.length > limit ? undefined : text;
  const open: Frame[] = [];
  let out = "";
  let at = 0;
  while (at < text.length) {
    const next = nextSign(text, at, open.length > 0);
    out += text.slice(at, next);
    if (next === text.length) break;
    at = next;
    if (text[at] === "}") {
      const { name, operator, before } = open.pop()!;
      out = before + choose(operator, lookUp(name), out);
      at++;
    } else if (text[at] === "\\") {
      out += "$";
      at += 2;
    } else {
      const simple = match(SIMPLE, text, at);
      const braced = simple ? null : match(BRACED, text, at);
      const found = simple ?? braced;
      if (braced?.[2]) {
        open.push({ name: braced[1]!, operator: braced[2], before: out, opening: braced[0] });
        out = "";
      } else if (found) {
        const value = lookUp(found[1]!);
        if (value === undefined) missing(found[0], found[1]!);
        out += value ?? "";
      } else out += "$";
      at += found?.[0].length ?? 1;
    }
    if (out.length > limit) return undefined;
  }
  for (const { before, opening } of open.reverse()) out = before + opening + out;
  return out.length > limit ? undefined : out;
}

/** A reference whose default is being read. */
interface Frame {
  readonly name: string;
  readonly operator: string;
  /** What stands before it. */
  readonly before: string;
  readonly opening: string;
}

function choose(operator: string, value: string | undefined, other: string): string {
  const there = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  return operator.endsWith("-") ? (there ? value! : other) : there ? other : "";
}

/** The next `$`, `\$`, or `}` that closes a reference; the length of the text where there is none. */
function nextSign(text: string, from: number, closable: boolean): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "$" || (char === "\\" && text[at + 1] === "$") || (closable && char === "}")) return at;
  }
  return text.length;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

// an ADO.NET connection string: Keyword=value pairs with semicolons between them
import { defineReader, type Fault, type Stretch } from "./_define.ts";
import { duplicateKey, forbiddenKey, isForbidden, syntaxError } from "./_problems.ts";

export default defineReader({ id: "ado-net", extensions: [], byLine: true, parse });

const BETWEEN = /[\s;]*/y;
const KEY = /[^=;"']+(?==)/y;
const BLANKS = /\s*/y;
const QUOTED = /(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)')/dy;
const LINE = /[^;\n]*/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

interface Pair {
  readonly key: Stretch;
  readonly value: Stretch;
  /** The quote that the value is in. */
  readonly mark: string;
  /** Offset after it and the sign that ends it. */
  readonly end: number;
  /** A line break ends it rather than a semicolon. */
  readonly broken: boolean;
}

/** Reads the pair that begins at an offset. A line break ends a value in no quotes if a pair begins in a later line. */
function pairAt(text: string, start: number, semicolon: number): Pair | undefined {
  const name = matchAt(KEY, text, start);
  if (!name) return undefined;
  const key = trimmed(text, start, start + name[0].length);
  const equals = start + name[0].length;
  const from = equals + 1 + matchAt(BLANKS, text, equals + 1)![0].length;
  const quoted = matchAt(QUOTED, text, from);
  const after = quoted ? QUOTED.lastIndex + matchAt(BLANKS, text, QUOTED.lastIndex)![0].length : -1;
  if (quoted && (after === text.length || text[after] === ";")) {
    const group = quoted[1] === undefined ? 2 : 1;
    return {
      key,
      value: quoted.indices![group]!,
      mark: text[from]!,
      end: after + 1,
      broken: false,
    };
  }
  const broken = !name[0].includes("\n") && /\n[^\S\n]*\w[\w ]*=/.test(text.slice(from, semicolon));
  if (!broken) return { key, value: trimmed(text, from, semicolon), mark: "", end: semicolon + 1, broken };
  const line = text.slice(equals + 1, equals + 1 + matchAt(LINE, text, equals + 1)![0].length);
  const hash = /[ \t]#/.exec(line)?.index ?? -1;
  // a comment goes on to the end of the line, whatever is in it
  const lineEnd = text.indexOf("\n", equals);
  const end = hash === -1 ? equals + 1 + line.length : lineEnd === -1 ? text.length : lineEnd;
  return {
    key,
    value: trimmed(text, equals + 1, equals + 1 + (hash === -1 ? line.length : hash)),
    mark: "",
    end: end + 1,
    broken,
  };
}

function trimmed(text: string, start: number, end: number): Stretch {
  const part = text.slice(start, end);
  const first = start + part.length - part.trimStart().length;
  return [first, Math.max(first, start + part.trimEnd().length)];
}

function parse(source: string) {
  const data: Record<string, string> = Object.create(null);
  const places = new Map<string, { key: Stretch; value: Stretch }>();
  const faults: Fault[] = [];
  let semicolon = -1;
  const skip = (from: number) => from + matchAt(BETWEEN, source, from)![0].length;
  for (let at = skip(0); at < source.length; at = skip(at)) {
    if (semicolon < at) semicolon = source.indexOf(";", at);
    if (semicolon === -1) semicolon = source.length;
    const pair = pairAt(source, at, semicolon);
    if (!pair) {
      faults.push({
        ...syntaxError("Keyword=value is expected here", "Put a semicolon between the pairs."),
        at: [at, at + 1],
      });
      break;
    }
    at = Math.min(pair.end, source.length);
    const { key, value, mark } = pair;
    const name = source.slice(...key);
    if (pair.broken)
      faults.push({ ...syntaxError("A line break ends this pair", "Put a semicolon between the pairs."), at: key });
    if (isForbidden(name)) faults.push({ ...forbiddenKey(name), at: key });
    else {
      if (Object.hasOwn(data, name)) faults.push({ ...duplicateKey(name), pointer: [name], at: key });
      const written = source.slice(...value);
      data[name] = mark === "" ? written : written.replaceAll(mark + mark, mark);
      places.set(name, { key, value });
    }
  }
  return {
    data,
    faults,
    find: ([name]: readonly (string | number)[], part: "key" | "value") => places.get(String(name))?.[part],
  };
}

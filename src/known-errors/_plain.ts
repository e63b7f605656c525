// what people paste, as plain lines: without colours, quoting, JSON and the prefixes of logs
import { textOf } from "../files/file-system.ts";

/** A text as lines, and where each event of a log begins in it. */
export interface Plain {
  readonly text: string;
  /** Offsets, in order. The first is 0. */
  readonly events: readonly number[];
}

/** Deepest nesting of JSON that is followed, and of JSON in strings of JSON. */
const DEPTH = 12;

/** Reads a text as it was pasted. */
export function plainOf(pasted: string): Plain {
  const lines: string[] = [];
  const events = [0];
  let length = 0;
  let partial = "";
  for (const raw of clean(pasted).split("\n")) {
    const { line, begins, isPartial } = withoutPrefix(raw);
    // a container runtime cuts long lines, and marks all parts but the last
    if (isPartial) {
      partial += line;
      continue;
    }
    const shown = readable(partial + line).replace(/[^\S\n]{1,}/g, " ");
    partial = "";
    if (begins && length > 0 && !/^\s|^(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION|Caused by|at )/.test(line))
      events.push(length);
    for (const one of shown.split("\n")) {
      lines.push(one.trim());
      length += one.trim().length + 1;
    }
  }
  if (partial !== "") lines.push(readable(partial));
  return { text: lines.join("\n"), events };
}

/** Without a terminal's escape sequences, and with plain quotes for those of a chat, a translation or HTML. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\u001b\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)/g, "")
    .replace(/(?:\u001b\[|\u009b|\\{1,8}(?:u001b|x1b|033|e)\[|\^\[\[|␛\[)[0-9;:?]{0,40}[A-Za-z]/gi, "")
    .replace(/#033\[[0-9;]{0,40}[A-Za-z]/g, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g, (one) =>
      one === "\u2028" || one === "\u2029" ? "\n" : "",
    )
    .replace(
      /&(?:amp;)?(quot|gt|lt|nbsp|apos|#39|#34|#x27|#x22|amp);/gi,
      (_all, name: string) => ENTITIES[name.toLowerCase()]!,
    )
    .replace(/<\/?(?:b|i|em|strong|mark|code|pre|span|font|a|p|div|br)(?: [^<>\n]{0,200})?\/?>/gi, "")
    .replace(/[\u00a0\u2007\u202f\u3000]/g, " ")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′`´]/g, (one) => (one === "`" ? one : "'"))
    .replace(/[‐‑]/g, "-");
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  gt: ">",
  lt: "<",
  nbsp: " ",
  apos: "'",
  "#39": "'",
  "#34": '"',
  "#x27": "'",
  "#x22": '"',
  amp: "&",
};

const DATE = String.raw`\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,:]\d{1,9})?)?(?: ?(?:Z|UTC|[A-Z]{3,5}|[+-]\d\d:?\d\d))?`;
const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const SYSLOG = String.raw`(?:<\d{1,3}>\d? ?)?(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?${CLOCK}|${DATE})(?: \d{4})?`;

/** What stands before the message of a line. `event`: such a line begins an event of a log. */
const PREFIXES: readonly { readonly pattern: RegExp; readonly event?: boolean; readonly partial?: boolean }[] = [
  // docker compose
  { pattern: /^[\w.@-]{1,80}\s{0,40}\|(?: |$)/ },
  // kubectl logs --prefix
  { pattern: /^\[(?:pod|container|service)\/[^\]\n]{1,200}\] ?/ },
  // quoted in a mail or a chat
  { pattern: /^(?:> ?){1,5}(?=\S)/ },
  // containerd
  { pattern: /^\S{20,40} (?:stdout|stderr) P /, event: true, partial: true },
  { pattern: /^\S{20,40} (?:stdout|stderr) F /, event: true },
  // syslog and journald: time, host, program
  { pattern: new RegExp(`^${SYSLOG} [\\w.-]{1,80} [\\w./@-]{1,80}(?:\\[\\d{1,10}\\])?: ?`), event: true },
  { pattern: new RegExp(`^\\[?(?:${DATE}|${CLOCK}|[A-Z][a-z]{2} [ \\d]\\d ${CLOCK})\\]?[ :|-]{0,3}`), event: true },
  { pattern: /^\d{1,2}\/\w{3}\/\d{4}[: ]\d\d:\d\d:\d\d(?: [+-]\d{4})? ?/, event: true },
];

function withoutPrefix(line: string): { line: string; begins: boolean; isPartial: boolean } {
  let rest = line;
  let begins = rest.startsWith("{");
  let isPartial = false;
  for (let turn = 0; turn < 5; turn++) {
    const prefix = PREFIXES.find(({ pattern }) => pattern.test(rest));
    if (!prefix) break;
    rest = rest.replace(prefix.pattern, "");
    begins ||= prefix.event === true;
    isPartial ||= prefix.partial === true;
  }
  return { line: rest, begins, isPartial };
}

// JSON as the texts in it, else with its escapes undone: it may be cut off, or quoted in another format
function readable(line: string): string {
  const json = jsonIn(line);
  if (json) return `${line.slice(0, json.from)} ${textsOf(json.value, "", 0).join("\n")} ${line.slice(json.to)}`;
  return unescaped(line);
}

function jsonIn(line: string): { value: unknown; from: number; to: number } | undefined {
  const from = line.search(/[[{]/);
  if (from < 0 || !/^[[{]\s{0,9}["[{]/.test(line.slice(from, from + 20))) return undefined;
  const to = Math.max(line.lastIndexOf("}"), line.lastIndexOf("]")) + 1;
  for (const text of [line.slice(from, to), line.slice(from, to).replaceAll('""', '"')]) {
    try {
      return { value: JSON.parse(text), from, to };
    } catch {
      // it may be quoted in a CSV file, where a quote is doubled
    }
  }
  return undefined;
}

/** Keys whose text is no message. */
const ASIDE =
  /^(?:time|ts|timestamp|@timestamp|date|level|hostname|host|pid|stream|logger|name|service|id|url|path|method|user_?agent|labels|kubernetes|resource|insertid|logname|ip|remote_host|user|dbname|session_id|query|statement|sql|params|parameters|bindings|backend_type)$/i;

function textsOf(value: unknown, key: string, depth: number): string[] {
  if (depth > DEPTH) return [];
  if (typeof value === "string" || typeof value === "number") {
    if (/code|state|errno/i.test(key)) return [`${key}: ${value}`];
    if (typeof value === "number" || (ASIDE.test(key) && !/\s/.test(value))) return [];
    const text = value.trim();
    if (/^(?:[[{]|"[[{])/.test(text)) return [readableJson(text, depth)];
    return [unescaped(value)];
  }
  if (Array.isArray(value) && isBytes(value)) return [unescaped(clean(textOf(Uint8Array.from(value))))];
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, key, depth + 1));
  if (typeof value !== "object" || value === null) return [];
  const texts = Object.entries(value).flatMap(([name, one]) => textsOf(one, name, depth + 1));
  return /^(?:cause|original|parent|inner(?:Error|Exception)?|driverError)$/i.test(key)
    ? [`Caused by: ${texts.join("\n")}`]
    : texts;
}

// journald exports a message with colours as an array of bytes
function isBytes(value: readonly unknown[]): value is number[] {
  return (
    value.length >= 8 && value.every((one) => Number.isInteger(one) && 0 <= (one as number) && (one as number) < 256)
  );
}

function readableJson(text: string, depth: number): string {
  try {
    return textsOf(JSON.parse(text), "", depth + 1).join("\n");
  } catch {
    return unescaped(text);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\n", t: " ", "/": "/", '"': '"', "'": "'", "`": "`" };

function unescaped(text: string): string {
  return text
    .replace(/\\{1,16}u([0-9a-f]{4})/gi, (_all, hex: string) => plainCharacter(Number.parseInt(hex, 16)))
    .replace(/\\{1,16}([nrt/"'`])/g, (_all, one: string) => ESCAPES[one]!)
    .replace(/(?<=\w )""(?=\w)|(?<=\w)""(?=[ ,.;])/g, '"');
}

// only what belongs to a text: a control character of it would have been taken away
function plainCharacter(code: number): string {
  return code < 32 ? (code === 10 ? "\n" : " ") : clean(String.fromCharCode(code));
}

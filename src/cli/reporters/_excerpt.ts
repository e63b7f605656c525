// the lines that a finding is about, as they may be shown: its own value with its key, clipped, printable, without secrets

import { ruleOf } from "../../diagnostics/catalogue.ts";
import type { Document } from "../../diagnostics/document.ts";
import type { Edit, Finding } from "../../diagnostics/finding.ts";
import type { Range } from "../../dsn/_raw.ts";
import { FIELDS, type Path } from "../../model/model.ts";
import { maskLine, secretsIn } from "../../text/mask.ts";
import { type FoundUri, hide, isDsnLike, urisIn } from "../../text/redact.ts";
import { MASK } from "../../text/secret.ts";
import { cell, printable } from "./_text.ts";

const WIDTH = 100;

/** One line of a document, and what in it to underline. */
export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** Columns before the underlined part, and its length; both as shown. */
  readonly before: number;
  readonly length: number;
}

/** An edit with its place, and the lines without and with it. */
export interface ShownEdit extends Edit {
  /** The file as shown to people. */
  readonly name: string;
  readonly from: { readonly line: number; readonly column: number };
  readonly to: { readonly line: number; readonly column: number };
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Whether a secret stands in these lines; then the edit itself is not to be shown. */
  readonly secret: boolean;
}

/** The line that a finding points at; undefined where it points at none. */
export function excerpt(finding: Finding): Excerpt | undefined {
  const { document, range } = finding.origin ?? {};
  if (!document || !range) return undefined;
  const line = linesOf(document).line(range.line);
  if (line === undefined) return undefined;
  const start = Math.min(range.column - 1, line.text.length);
  const end = range.endLine === range.line ? Math.max(range.endColumn - 1, start + 1) : line.text.length;
  const secrecy = secrecyOf(finding, line.text);
  const view = viewOf(line, start, Math.min(end, line.text.length), secrecy, isDsn(document));
  const [left, middle, right] = shownParts(line, view);
  return { line: range.line, ...clip(left + middle + right, left.length, left.length + middle.length) };
}

/** The edits of a finding, as far as their text is at hand. */
export function shownEdits(finding: Finding): ShownEdit[] {
  const document = finding.origin?.document;
  const shown: ShownEdit[] = [];
  for (const edit of finding.edits ?? []) {
    if (!document || document.path !== edit.file || edit.end > document.text.length) continue;
    const lines = linesOf(document);
    const from = lines.place(edit.start);
    const to = lines.place(edit.end);
    shown.push({ ...edit, name: document.name, from, to, ...changeOf(finding, lines, edit.text, from, to) });
  }
  return shown;
}

type Position = { readonly line: number; readonly column: number };

// what stands beside the edit is shown no more than in an excerpt
function changeOf(finding: Finding, lines: Lines, insert: string, from: Position, to: Position) {
  const numbers = Array.from({ length: to.line - from.line + 1 }, (_, at) => from.line + at);
  const views = numbers.map((number) => {
    const line = lines.line(number)!;
    const start = number === from.line ? Math.min(from.column - 1, line.text.length) : 0;
    const end = number === to.line ? Math.min(to.column - 1, line.text.length) : line.text.length;
    // the whole of a connection string is masked again with the edit in it
    const uri = uriAround(line, start, end) ?? { start, end };
    const around = { start: Math.min(start, uri.start), end: Math.max(end, uri.end) };
    return { line, start, end, view: { ...viewOf(line, start, end, secrecyOf(finding, line.text), false), ...around } };
  });
  const [first, last] = [views[0]!, views.at(-1)!];
  const head = first.line.text.slice(first.view.start, first.start);
  const fresh = `${head}${insert}${last.line.text.slice(last.end, last.view.end)}`;
  // a secret that only its surroundings tell is not found in the new text
  const told = views.every(({ line, view }) => {
    const old = line.text.slice(view.start, view.end);
    return !view.hidden && masked(line, view.start, view.end) === maskLine(old);
  });
  const safe = told ? maskLine(fresh) : MASK;
  const removed = views.map(({ line, view }) => shownParts(line, view));
  return {
    removed: removed.map((parts) => short(parts.join(""))),
    added: `${removed[0]![0]}${safe}${removed.at(-1)![2]}`.split("\n").map(short),
    secret: safe !== fresh || views.some(({ line, view }) => overlapping(line.secrets, view).length > 0),
  };
}

/** One line of a text. */
interface Line {
  readonly text: string;
  /** In order, and without overlaps. */
  readonly secrets: readonly Range[];
  /** The connection strings in it. */
  readonly uris: readonly FoundUri[];
}

/** Which part of a line is shown: what the finding is about, with its key and what closes it. */
interface View extends Range {
  readonly from: number;
  readonly to: number;
  /** Whether anything is left out before and after. */
  readonly before: boolean;
  readonly after: boolean;
  /** Whether the value itself may not be shown. */
  readonly hidden: boolean;
}

/** How much of a value may be shown: all, a connection string without its password, nothing. */
type Secrecy = "open" | "parameter" | "connection" | "secret";

const DSN_PATHS: ReadonlySet<string> = new Set(["connection.url", "connection.replicas"]);

function secrecyOf(finding: Finding, text: string): Secrecy {
  const { path, origin, rule } = finding;
  // a line of a .env file that sets nothing may be anything, the rest of a password for one
  if (origin?.source === "dotenv" && !ASSIGNMENT.test(text.slice(0, 200))) return "secret";
  const kind = path === undefined ? undefined : FIELDS.get(path as Path)?.kind;
  const isSecret = kind === "secret" || kind === "list";
  if (isSecret && !DSN_PATHS.has(path!)) return "secret";
  if (isSecret || finding.secret || ruleOf(rule)?.secret) return "connection";
  return origin?.source === "dsn" ? "parameter" : "open";
}

const ASSIGNMENT = /^\s{0,40}(?:export\s{1,20})?[A-Za-z_][\w.-]{0,100}\s{0,20}[=:]/;

function viewOf(line: Line, from: number, to: number, secrecy: Secrecy, alone: boolean): View {
  const { text, secrets } = line;
  const uri = alone ? { start: 0, end: text.length } : uriAround(line, from, to);
  let start = from;
  let end = uri ? to : endOfScalar(text, from, to);
  const cut = end < to;
  const around = uri ? { start: Math.min(from, uri.start), end: Math.max(to, uri.end) } : { start, end };
  const known = overlapping(secrets, around).length > 0;
  const hidden =
    secrecy === "secret" ||
    (secrecy === "connection" && !(uri && known)) ||
    (secrecy === "parameter" && secrets.length === 0 && text.includes("@"));
  // a secret that ends outside is underlined whole; so is one that begins there, in the same connection string
  let inside = false;
  for (const span of overlapping(secrets, { start, end })) {
    if (span.start >= around.start) start = Math.min(start, span.start);
    else inside = true;
    end = Math.max(end, span.end);
  }
  if (alone) return { start, end, from: 0, to: text.length, before: false, after: false, hidden };
  const key = inside ? Math.min(start, around.start) : keyBefore(text, Math.min(start, around.start));
  const before = key > LONGEST_LEAD || !LEAD.test(text.slice(0, key).trimStart());
  const last = Math.max(end, around.end);
  const tail = cut ? { to: last, after: true } : tailOf(line, last);
  return { start, end, from: before ? key : 0, before, ...tail, hidden };
}

/** The parts of the line as they are shown. */
function shownParts(line: Line, { from, start, end, to, before, after, hidden }: View): [string, string, string] {
  return [
    `${before ? "…" : ""}${masked(line, from, start)}`,
    hidden ? MASK : masked(line, start, end),
    `${masked(line, end, to)}${after ? "…" : ""}`,
  ];
}

/** A part of the line with its secrets as `***`. */
function masked({ text, secrets }: Line, from: number, to: number): string {
  const spans = overlapping(secrets, { start: from, end: to });
  const inside = spans.map(({ start, end }) => ({
    start: Math.max(start, from) - from,
    end: Math.min(end, to) - from,
  }));
  return hide(text.slice(from, to), inside);
}

/** The connection string that a stretch is in, or is. */
function uriAround({ text, uris }: Line, from: number, to: number): Range | undefined {
  const uri = uris.findLast(({ start }) => start <= from + 1);
  if (!uri || uri.start < from - LONGEST_VALUE) return undefined;
  const end = endOfUri(text, uri);
  // quotes around it belong to it
  return from <= end && to <= end + 1 ? { start: uri.start, end } : undefined;
}

// one in quotes ends with them; any other with a blank, and in {a: b, c: d} with what follows a value there
function endOfUri(text: string, { start, end, password }: FoundUri): number {
  if (/["'`]/.test(text[start - 1] ?? "")) return end;
  const from = password?.end ?? start;
  const flow = /[{[]/.test(text.slice(Math.max(0, start - LONGEST_VALUE), start));
  const stop = text.slice(from, end).search(flow ? /[\s,}\]]/ : /\s/);
  return stop === -1 ? end : from + stop;
}

const LONGEST_VALUE = 2_000;

/** The end of what is one value; of a table, a list or a call only what it begins with is shown. */
function endOfScalar(text: string, start: number, end: number): number {
  const value = text.slice(start, end);
  const literal = /^(["'`])(?:\\.|(?!\1)[^\\])*/.exec(value)?.[0];
  if (literal !== undefined && literal.length >= value.length - 1) return end;
  const special = value.search(/[{[(="'`;]|:\s/);
  return special === -1 ? end : start + Math.max(special, 1);
}

const LONGEST_KEY = 120;
const LONGEST_LEAD = 200;

/** Where the key of a value begins; where the value does, if it has none. */
function keyBefore(text: string, start: number): number {
  const from = Math.max(0, start - LONGEST_KEY);
  const found = /["'`]?[\w.$-]{1,80}["'`]?\]?[ \t]{0,20}(?::=|=>|[:=(]|[ \t])[ \t]{0,20}["'`]?$/.exec(
    text.slice(from, start),
  );
  return found ? from + found.index : start;
}

/** What may stand before a key: an item of a list, the words of a program that hold no value. */
const LEAD =
  /^(?:[-?*+>] )*(?:(?:export|const|let|var|val|set|env|public|private|static|final|return|await|new) )*(?:[\w$]+(?:\.|->|::|\())*[{[(]*$/i;

/** What may stand after a value: what closes it, and a comment, which is not shown: it may hold an earlier value. */
const CLOSING = /^(["'`]?[\s,;)\]}]*)((?:#|\/\/).*)?$/;

/** The value of a key, where it is one of those that are no secret in any place. */
const HARMLESS = /^(["'`]?)(?:-?\d[\w.%]{0,20}|true|false|on|off|yes|no|null|none)\1(?![\w.%-])/i;

const SEPARATOR = /^["'`]?\]?[ \t]{0,20}(?::=|=>|[:=])[ \t]{0,20}/;

function tailOf(line: Line, end: number): Pick<View, "to" | "after"> {
  const { text } = line;
  const closed = (at: number): Pick<View, "to" | "after"> | undefined => {
    const [, closing, comment] = (text.length - at <= LONGEST_VALUE && CLOSING.exec(text.slice(at))) || [];
    if (closing === undefined) return undefined;
    return comment === undefined ? whole : { to: at + closing.trimEnd().length, after: true };
  };
  const whole = { to: text.length, after: false };
  const opens = text.length - end < 60 && /^["'`]?\s*[:=]?\s*[{[]?\s*$/.test(text.slice(end));
  const all = closed(end) ?? (opens ? whole : undefined);
  if (all) return all;
  const rest = text.slice(end, end + LONGEST_VALUE);
  const separator = SEPARATOR.exec(rest)?.[0];
  if (separator === undefined) return { to: end + (/^["'`]/.test(rest) ? 1 : 0), after: true };
  const value = end + separator.length;
  const known = endOfKnown(line, value);
  if (known === undefined) return { to: value, after: true };
  return closed(known) ?? { to: known, after: true };
}

/** The end of a value that may be shown beside its key: a harmless one, or one whose secret is known. */
function endOfKnown(line: Line, start: number): number | undefined {
  const { text, secrets } = line;
  const harmless = HARMLESS.exec(text.slice(start, start + 40));
  if (harmless) return start + harmless[0].length;
  const secret = overlapping(secrets, { start, end: start + 1 })[0];
  if (secret && secret.start <= start) return secret.end;
  const uri = uriAround(line, start, start + 1);
  return uri && overlapping(secrets, uri).length > 0 ? uri.end : undefined;
}

/** Those of the spans, which are in order, that overlap another. */
function overlapping(spans: readonly Range[], { start, end }: Range): readonly Range[] {
  let low = 0;
  for (let high = spans.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < spans.length && spans[last]!.start < end) last++;
  return spans.slice(low, last);
}

/** Whether a document is one connection string: a variable, an argument. */
function isDsn({ path, text }: Document): boolean {
  return path === undefined && !text.includes("\n") && isDsnLike(text);
}

interface Lines {
  line(number: number): Line | undefined;
  place(offset: number): Position;
}

let last: { readonly text: string; readonly lines: Lines } | undefined;

// by the text, not by the document: the documents of one YAML stream share a text. Findings are sorted by file, so one is enough
function linesOf({ text }: Document): Lines {
  if (last?.text !== text) last = { text, lines: readLines(text) };
  return last.lines;
}

function readLines(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const secrets = secretsIn(text);
  const read = new Map<number, Line>();
  const make = (number: number): Line => {
    const start = starts[number - 1]!;
    const raw = text.slice(start, starts[number] === undefined ? text.length : starts[number]! - 1);
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const end = start + line.length;
    const own = overlapping(secrets, { start, end }).map((span) => ({
      start: Math.max(span.start, start) - start,
      end: Math.min(span.end, end) - start,
    }));
    return { text: line, secrets: own, uris: urisIn(line) };
  };
  return {
    line(number) {
      if (number > starts.length) return undefined;
      const line = read.get(number) ?? make(number);
      read.set(number, line);
      return line;
    },
    place(offset) {
      let low = 0;
      for (let high = starts.length; high - low > 1; ) {
        const middle = (low + high) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle;
      }
      return { line: low + 1, column: offset - starts[low]! + 1 };
    },
  };
}

function clip(line: string, start: number, end: number): Omit<Excerpt, "line"> {
  const first = line.length <= WIDTH ? 0 : Math.max(0, Math.min(start - 30, line.length - WIDTH));
  const last = Math.min(line.length, first + WIDTH);
  let text = first > 0 ? "…" : "";
  let before = text.length;
  let length = 0;
  let at = first;
  for (const character of line.slice(first, last)) {
    const { shown, width } = cell(character);
    text += shown;
    if (at < start) before += width;
    else if (at < end) length += width;
    at += character.length;
  }
  if (last < line.length) text += "…";
  return { text, before, length: Math.max(1, length) };
}

function short(line: string): string {
  return printable(line.length > WIDTH * 2 ? `${line.slice(0, WIDTH * 2)}…` : line).replaceAll("\t", "    ");
}

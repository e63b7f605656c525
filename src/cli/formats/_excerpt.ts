// the lines that a finding is about, as they may be shown: clipped, printable, without secrets
import type { Document } from "../../document.ts";
import type { Edit, Finding } from "../../finding.ts";
import { FIELDS, type Path } from "../../schema/model.ts";
import { MASK } from "../../secret.ts";
import { maskLine, maskText } from "./_mask.ts";
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
  const { origin, path } = finding;
  const { document, range } = origin ?? {};
  if (!document || !range) return undefined;
  const lines = linesOf(document);
  const raw = lines.raw(range.line);
  if (raw === undefined) return undefined;
  const start = Math.min(range.column - 1, raw.length);
  const end = Math.min(
    raw.length,
    range.endLine === range.line ? Math.max(range.endColumn - 1, start + 1) : raw.length,
  );
  let masked = lines.masked(range.line);
  const kind = path === undefined ? undefined : FIELDS.get(path as Path)?.kind;
  // a line of a .env file that sets nothing may be anything
  const stray = origin?.source === "dotenv" && !raw.includes("=");
  const secret = stray || kind === "secret" || kind === "list" || (origin?.source === "dsn" && raw.includes("@"));
  // what is secret and has not been recognised as such is blanked whole
  if (secret && masked === raw) masked = raw.slice(0, start) + MASK + raw.slice(end);
  return { line: range.line, ...clip(masked, ...moved(raw, masked, start, end)) };
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
    const head = lines.raw(from.line)!.slice(0, from.column - 1);
    const tail = lines.raw(to.line)!.slice(to.column - 1);
    const numbers = Array.from({ length: to.line - from.line + 1 }, (_, at) => from.line + at);
    const before = numbers.map((number) => lines.raw(number)!);
    const after = `${head}${edit.text}${tail}`.split("\n");
    const removed = numbers.map((number) => lines.masked(number));
    const hidden = removed.some((line, at) => line !== maskLine(before[at]!));
    const added = after.map((line) => (hidden ? MASK : maskLine(line)));
    const secret = [...removed, ...added].some((line, at) => line !== [...before, ...after][at]);
    shown.push({
      ...edit,
      name: document.name,
      from,
      to,
      removed: removed.map(short),
      added: added.map(short),
      secret,
    });
  }
  return shown;
}

interface Lines {
  raw(line: number): string | undefined;
  masked(line: number): string;
  place(offset: number): { line: number; column: number };
}

let last: { readonly text: string; readonly lines: Lines } | undefined;

// by the text, not by the document: the documents of one YAML stream share a text. Findings are sorted by file, so one is enough
function linesOf({ text }: Document): Lines {
  if (last?.text !== text) last = { text, lines: splitLines(text) };
  return last.lines;
}

function splitLines(text: string): Lines {
  const raw = text.split("\n");
  const starts: number[] = [];
  for (let at = 0, offset = 0; at < raw.length; offset += raw[at]!.length + 1, at++) starts.push(offset);
  const blanked = maskText(text).split("\n");
  const trimmed = (line: string | undefined) => (line?.endsWith("\r") ? line.slice(0, -1) : line);
  return {
    raw: (line) => trimmed(raw[line - 1]),
    masked: (line) => maskLine(trimmed(blanked[line - 1]) ?? ""),
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

// masking changes lengths: what stands before and after the masked part keeps its place, what is in it takes the whole part
function moved(raw: string, masked: string, start: number, end: number): [number, number] {
  if (raw === masked) return [start, end];
  let head = 0;
  while (head < raw.length && raw[head] === masked[head]) head++;
  let tail = 0;
  const most = Math.min(raw.length, masked.length) - head;
  while (tail < most && raw[raw.length - 1 - tail] === masked[masked.length - 1 - tail]) tail++;
  const shift = masked.length - raw.length;
  const from = start <= head ? start : start >= raw.length - tail ? start + shift : head;
  const to = end <= head ? end : end >= raw.length - tail ? end + shift : masked.length - tail;
  return [from, Math.max(to, from + 1)];
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

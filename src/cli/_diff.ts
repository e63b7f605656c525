// the lines by which two texts differ, with their secrets blanked

import { maskLine, maskText } from "../text/mask.ts";
import type { Style } from "./reporters/_define.ts";
import { paint } from "./reporters/_style.ts";
import { printable } from "./reporters/_text.ts";

const CONTEXT = 3;
const LIMIT = 2_000_000;

/** A unified diff; empty where the texts are the same. */
export function unifiedDiff(
  before: string,
  after: string,
  names: { before: string; after: string },
  style: Style,
): string {
  if (before === after) return "";
  const [old, fresh] = [split(before), split(after)];
  const steps = compare(old.raw, fresh.raw);
  const lines = [paint(style, "bold", `--- ${names.before}`), paint(style, "bold", `+++ ${names.after}`)];
  for (const hunk of hunks(steps)) {
    const olds = hunk.filter(({ sign }) => sign !== "+");
    const news = hunk.filter(({ sign }) => sign !== "-");
    lines.push(paint(style, "cyan", `@@ -${range(olds.map(({ a }) => a))} +${range(news.map(({ b }) => b))} @@`));
    const partners = partnersIn(hunk);
    for (const step of hunk) {
      const { sign } = step;
      const textOf = ({ sign, a, b }: Step) => (sign === "+" ? fresh.masked[b]! : old.masked[a]!);
      const partner = partners.get(step);
      const line = `${sign}${shown(cut(textOf(step), partner && textOf(partner)))}`;
      lines.push(sign === " " ? line : paint(style, sign === "+" ? "green" : "red", line));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** One line of the way from one text to the other: its index in each. */
interface Step {
  readonly sign: " " | "-" | "+";
  readonly a: number;
  readonly b: number;
}

function split(text: string): { raw: string[]; masked: string[] } {
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  return { raw: body.split("\n"), masked: maskText(body).split("\n").map(maskLine) };
}

function compare(old: readonly string[], fresh: readonly string[]): Step[] {
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, fresh.length) - head;
  while (tail < most && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const steps: Step[] = [];
  for (let at = 0; at < head; at++) steps.push({ sign: " ", a: at, b: at });
  steps.push(...middle(old, fresh, head, old.length - tail, fresh.length - tail));
  for (let at = tail; at > 0; at--) steps.push({ sign: " ", a: old.length - at, b: fresh.length - at });
  return steps;
}

// longest common subsequence; beyond the limit, all of the one for all of the other
function middle(old: readonly string[], fresh: readonly string[], start: number, endA: number, endB: number): Step[] {
  const [n, m] = [endA - start, endB - start];
  const small = n * m <= LIMIT;
  const width = m + 1;
  const longest = new Uint32Array(small ? (n + 1) * width : 0);
  if (small) {
    for (let i = n - 1; i >= 0; i--) {
      for (let j = m - 1; j >= 0; j--) {
        longest[i * width + j] =
          old[start + i] === fresh[start + j]
            ? longest[(i + 1) * width + j + 1]! + 1
            : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
      }
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    const at = { a: start + i, b: start + j };
    if (small && i < n && j < m && old[at.a] === fresh[at.b]) {
      steps.push({ sign: " ", ...at });
      i++;
      j++;
    } else if (i < n && (j >= m || !small || longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      steps.push({ sign: "-", ...at });
      i++;
    } else {
      steps.push({ sign: "+", ...at });
      j++;
    }
  }
  return steps;
}

function hunks(steps: readonly Step[]): Step[][] {
  const found: Step[][] = [];
  let last = -1;
  for (const [at, { sign }] of steps.entries()) {
    if (sign === " ") continue;
    const from = Math.max(at - CONTEXT, last + 1);
    const to = Math.min(at + CONTEXT, steps.length - 1);
    if (found.length > 0 && from <= last + 1 && from > 0) found.at(-1)!.push(...steps.slice(last + 1, to + 1));
    else found.push(steps.slice(Math.max(0, at - CONTEXT), to + 1));
    last = to;
  }
  return found;
}

/** What takes the place of what, where as many lines come as go. */
function partnersIn(hunk: readonly Step[]): Map<Step, Step> {
  const partners = new Map<Step, Step>();
  for (let at = 0; at < hunk.length; ) {
    const run = (sign: Step["sign"]) => {
      const start = at;
      while (hunk[at]?.sign === sign) at++;
      return hunk.slice(start, at);
    };
    const [gone, come] = [run("-"), run("+")];
    if (gone.length === 0 && come.length === 0) at++;
    else if (gone.length === come.length)
      for (const [index, step] of gone.entries()) partners.set(step, come[index]!).set(come[index]!, step);
  }
  return partners;
}

/** A longer line is a whole document; of that only the value is shown in which the two differ, with its key. */
const LONG = 160;

function cut(line: string, other: string | undefined): string {
  if (line.length <= LONG) return line;
  if (other === undefined) return `${line.slice(0, LONG)}…`;
  const most = Math.min(line.length, other.length);
  let head = 0;
  while (head < most && line[head] === other[head]) head++;
  let tail = 0;
  while (tail < most - head && line[line.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  const from = Math.max(...[",", "{", "["].map((mark) => line.lastIndexOf(mark, head - 1))) + 1;
  const rest = line.slice(line.length - tail).search(/[,}\]]/);
  const to = rest === -1 ? line.length : line.length - tail + rest;
  return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
}

function range(indexes: readonly number[]): string {
  const first = indexes[0];
  if (first === undefined) return "0,0";
  return indexes.length === 1 ? `${first + 1}` : `${first + 1},${indexes.length}`;
}

function shown(line: string): string {
  return printable(line.endsWith("\r") ? line.slice(0, -1) : line);
}

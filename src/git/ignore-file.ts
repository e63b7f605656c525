// whether git ignores a path: https://git-scm.com/docs/gitignore
//
// A library would make a regular expression of each pattern. Patterns are other people's, and `a/**/a/**/a/**/b` takes such an
// expression minutes; here the steps of all comparisons are counted, and there is a limit to them.
import { join } from "node:path";
import { type Repository, textOf } from "../files/repository.ts";
import type { GitConfig } from "./config.ts";

/** Largest file of patterns that is read, in bytes. */
const LARGEST = 256 * 1024;

/** Most steps that all comparisons of one path may take; what repositories have takes a few thousand. */
const MOST_STEPS = 2_000_000;

/**
 * Whether git ignores a path that it does not track.
 *
 * @param path of a file, relative to the root of the work tree, with `/` between the names.
 * @throws Error if a file of patterns cannot be read, or takes too long to compare.
 */
export function isIgnored(repository: Repository, config: GitConfig, path: string): boolean {
  const { root, commonDir } = repository;
  const names = Buffer.from(path, "utf8").toString("latin1").split("/");
  const budget = { steps: MOST_STEPS };
  const read = (file: string) => patternsIn(textOf(file, LARGEST) ?? "", config.ignoreCase);
  // the patterns of each level, those that take precedence first; `base` is the folder that they are relative to
  const levels = [
    { base: 0, patterns: read(join(root, ".gitignore")) },
    { base: 0, patterns: read(join(commonDir, "info/exclude")) },
    { base: 0, patterns: read(config.excludesFile) },
  ];
  for (let depth = 1; depth <= names.length; depth++) {
    const isFolder = depth < names.length;
    // below an ignored folder nothing can be taken back
    if (verdict(levels, names.slice(0, depth), isFolder, budget)) return true;
    if (isFolder) {
      const folder = Buffer.from(names.slice(0, depth).join("/"), "latin1").toString("utf8");
      levels.unshift({ base: depth, patterns: read(join(root, folder, ".gitignore")) });
    }
  }
  return false;
}

/** How many steps are left. */
interface Budget {
  steps: number;
}

interface Level {
  readonly base: number;
  readonly patterns: readonly Pattern[];
}

interface Pattern {
  readonly tokens: readonly Token[];
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** Whether it is compared with the last name alone, in whatever folder that is. */
  readonly nameOnly: boolean;
  readonly ignoreCase: boolean;
}

function verdict(levels: readonly Level[], names: readonly string[], isFolder: boolean, budget: Budget): boolean {
  for (const { base, patterns } of levels) {
    const whole = names.slice(base).join("/");
    const last = patterns.findLast(
      ({ foldersOnly, nameOnly, tokens, ignoreCase }) =>
        (isFolder || !foldersOnly) && matches(tokens, fold(nameOnly ? names.at(-1)! : whole, ignoreCase), budget),
    );
    if (last) return !last.negated;
  }
  return false;
}

function patternsIn(text: string, ignoreCase: boolean): Pattern[] {
  const body = text.startsWith("\xef\xbb\xbf") ? text.slice(3) : text;
  return body.split("\n").flatMap((line) => {
    if (line.startsWith("#")) return [];
    let glob = trimmed(line.endsWith("\r") ? line.slice(0, -1) : line);
    const negated = glob.startsWith("!");
    if (negated) glob = glob.slice(1);
    const foldersOnly = glob.endsWith("/");
    if (foldersOnly) glob = glob.slice(0, -1);
    if (glob === "") return [];
    const nameOnly = !glob.includes("/");
    const tokens = tokensOf(glob.startsWith("/") ? glob.slice(1) : glob, ignoreCase);
    return tokens ? [{ tokens, negated, foldersOnly, nameOnly, ignoreCase }] : [];
  });
}

// spaces at the end count only behind a backslash
function trimmed(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " ") end--;
  let slashes = 0;
  while (line[end - 1 - slashes] === "\\") slashes++;
  return end < line.length && slashes % 2 === 1 ? line.slice(0, end + 1) : line.slice(0, end);
}

function fold(text: string, ignoreCase: boolean): string {
  return ignoreCase ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;
}

/**
 * One step of a pattern: a character by itself, a test of one, or a repetition of none or more. `skip` is a way past so many
 * steps.
 */
type Token =
  | { readonly char: string }
  | { readonly test: (char: string) => boolean }
  | { readonly repeat: "any" | "no-slash" }
  | { readonly skip: number };

/** The steps of a pattern, to be compared with a folded text; undefined for one that matches nothing. */
function tokensOf(glob: string, ignoreCase: boolean): Token[] | undefined {
  const tokens: Token[] = [];
  // git compares the text before the first wildcard on its own, so `**` begins a pattern there too: `a**/b` is `ab` as well
  const literal = glob.search(/[*?[\\]/);
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    if (char === "\\") {
      if (++at === glob.length) return undefined;
      tokens.push({ char: glob[at]! });
    } else if (char === "?") tokens.push({ test: (one) => one !== "/" });
    else if (char === "[") {
      const set = setAt(glob, at + 1, ignoreCase);
      if (!set) return undefined;
      tokens.push({ test: set.test });
      at = set.end;
    } else if (char === "*") {
      const start = at;
      while (glob[at + 1] === "*") at++;
      const next = glob[at + 1];
      const whole =
        at > start && (start === literal || glob[start - 1] === "/") && (next === undefined || next === "/");
      if (!whole) tokens.push({ repeat: "no-slash" });
      else if (next === undefined) tokens.push({ repeat: "any" });
      else {
        // `**/` is any number of folders, or none
        tokens.push({ skip: 3 }, { repeat: "any" }, { char: "/" });
        at++;
      }
    } else tokens.push({ char: fold(char, ignoreCase) });
  }
  return tokens;
}

/** Compares all of a text, keeping every step that could be next. */
function matches(tokens: readonly Token[], text: string, budget: Budget): boolean {
  let now = new Set<number>();
  enter(tokens, 0, now);
  for (const char of text) {
    const next = new Set<number>();
    budget.steps -= now.size;
    if (budget.steps < 0) throw new Error("its patterns take too long to compare");
    for (const at of now) {
      const token = tokens[at];
      if (token === undefined || "skip" in token) continue;
      if ("repeat" in token) {
        if (token.repeat === "any" || char !== "/") enter(tokens, at, next);
      } else if ("char" in token ? token.char === char : token.test(char)) enter(tokens, at + 1, next);
    }
    if (next.size === 0) return false;
    now = next;
  }
  return now.has(tokens.length);
}

function enter(tokens: readonly Token[], from: number, into: Set<number>): void {
  for (const open = [from]; open.length > 0; ) {
    const at = open.pop()!;
    if (into.has(at)) continue;
    into.add(at);
    const token = tokens[at];
    if (token && "skip" in token) open.push(at + 1, at + token.skip);
    else if (token && "repeat" in token) open.push(at + 1);
  }
}

// a set in brackets, from the character after the first; it never matches a slash
function setAt(
  glob: string,
  from: number,
  ignoreCase: boolean,
): { test: (char: string) => boolean; end: number } | undefined {
  let at = from;
  const negated = glob[at] === "!" || glob[at] === "^";
  if (negated) at++;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; first || glob[at] !== "]"; first = false) {
    const name = /^\[:([a-z]*):\]/.exec(glob.slice(at, at + 12))?.[1];
    if (name !== undefined) {
      const named = CLASSES[name];
      if (!named) return undefined;
      tests.push((char) => named.test(char) || (ignoreCase && name === "upper" && /[a-z]/.test(char)));
      at += name.length + 4;
      continue;
    }
    if (glob[at] === "\\") at++;
    const low = glob[at++];
    if (low === undefined) return undefined;
    let high = low;
    if (glob[at] === "-" && glob[at + 1] !== undefined && glob[at + 1] !== "]") {
      at += glob[at + 1] === "\\" ? 2 : 1;
      const char = glob[at++];
      if (char === undefined) return undefined;
      high = char;
    }
    const within = (char: string) => char >= low && char <= high;
    tests.push(
      (char) => within(char) || (ignoreCase && low !== high && /[a-z]/.test(char) && within(char.toUpperCase())),
    );
  }
  return { test: (char) => char !== "/" && tests.some((test) => test(char)) !== negated, end: at };
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  __proto__: null as never,
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[\x21-\x7e]/,
  lower: /[a-z]/,
  print: /[\x20-\x7e]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

// values from elsewhere: from the files that `_FILE` variables name, and of variables that a .env file refers to
import type { Document } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { formatDuration } from "../model/duration.ts";
import { MASK } from "../text/secret.ts";
import { isRead } from "./environment.ts";
import type { Candidate, Merged } from "./merge.ts";

/** Replaces by `***` what findings show of such values. A rule knows a value, and not where it is from. */
export function hider(merged: Merged, dotenvs: readonly Document[]): Hide {
  const settings = [merged.main, ...merged.pools.values(), merged.unselected];
  const hidden = settings.flatMap((layer) => [...layer.values()].flat().filter(({ origin }) => origin.hidden));
  // of a connection string that refers to variables, only their values are not in the file
  const own = hidden.filter(({ origin }) => !DSN_VARIABLES.has(origin.name ?? ""));
  return hiderOf([...own, ...dotenvs.flatMap(borrowedBy).map((raw) => ({ raw }))]);
}

const DSN_VARIABLES: ReadonlySet<string> = new Set(["DATABASE_URL", "CONNECTION_URL", "CONNECTION_REPLICAS"]);

/** Replaces by `***` what a finding shows of values. */
export type Hide = <F extends Finding>(finding: F) => F;

/** The values of the environment that a `.env` file refers to in the variables that poolcfg reads. */
function borrowedBy({ fromEnvironment = new Map() }: Document): string[] {
  const isOwn = (name: string) => isRead(name) || name === "POOLCFG_PROFILE" || /^PG[A-Z]/.test(name);
  return [...fromEnvironment].flatMap(([name, values]) => (isOwn(name) ? values : []));
}

/** The same for given values. */
export function hiderOf(hidden: readonly Hidden[]): Hide {
  if (hidden.length === 0) return (finding) => finding;
  const words = [...new Set(hidden.flatMap(wordsOf))].sort((a, b) => b.length - a.length);
  const starts = hidden.flatMap(({ raw }) => (typeof raw === "string" && raw.length > BEGINNING ? formsOf(raw) : []));
  const hide = (text: string) => words.reduce(withoutWord, starts.reduce(withoutStart, text));
  return (finding) => {
    const { message, help, missing } = finding;
    // the edits are computed when they are asked for
    return Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(finding),
        message: { value: hide(message), enumerable: true },
        ...(help !== undefined && { help: { value: hide(help), enumerable: true } }),
        ...(missing !== undefined && { missing: { value: hide(missing), enumerable: true } }),
      },
    ) as typeof finding;
  };
}

/** A longer text is recognised by so many characters: a message may show only its beginning. */
const BEGINNING = 12;

/** A shorter word of a text says nothing by itself. */
const SHORTEST = 3;

type Hidden = Pick<Candidate, "raw"> & Partial<Pick<Candidate, "value">>;

function wordsOf({ raw, value }: Hidden): string[] {
  if (typeof value === "number") return [String(value), formatDuration(value), String(raw)];
  const texts = [raw].flat().filter((text) => typeof text === "string");
  return texts.flatMap((text) => [
    ...formsOf(text),
    ...text.split(/[^\p{L}\p{N}._-]+/u).filter((word) => word.length >= SHORTEST && !/^postgres(?:ql)?$/.test(word)),
  ]);
}

// as it is, and as a message quotes it
function formsOf(text: string): string[] {
  return [...new Set([text.trim(), JSON.stringify(text.trim()).slice(1, -1)])].filter((form) => form !== "");
}

function withoutStart(text: string, secret: string): string {
  const start = secret.slice(0, BEGINNING);
  let out = "";
  let done = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, done)) {
    let end = at + start.length;
    while (end < text.length && end - at < secret.length && text[end] === secret[end - at]) end++;
    out += text.slice(done, at) + MASK;
    done = end;
  }
  return out + text.slice(done);
}

// not inside of a longer word
function withoutWord(text: string, word: string): string {
  let out = "";
  let done = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (isInWord(text, at) || isInWord(text, at + word.length)) continue;
    out += text.slice(done, at) + MASK;
    done = at + word.length;
  }
  return out + text.slice(done);
}

function isInWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "") && /[\p{L}\p{N}_]/u.test(text[at] ?? "");
}

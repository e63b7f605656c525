// the classic broken connection strings: what was meant, and how it is written
import type { RuleId } from "../diagnostics/catalogue.gen.ts";
import { isSecretParam } from "../text/redact.ts";
import { MASK } from "../text/secret.ts";
import { DSN_LIMIT, type DsnFault, type Range } from "./_raw.ts";
import { INTERPOLATIONS, isPlaceholder, isTemplate, type OpenPart } from "./placeholders.ts";
import { isServerList, queryNames, SECOND_QUERY, type Split, splitUri, UNSAFE } from "./split.ts";

/**
 * Mends a connection string: encodes what has to be encoded in user and password, and writes `&` for a second `?`.
 *
 * @returns the mended text with the real password in it; undefined where nothing can be mended.
 */
export function mendDsn(text: string): string | undefined {
  const split = text.length > DSN_LIMIT ? undefined : splitUri(text);
  if (!split || placeholders(text, split).length > 0) return undefined;
  const mended = rewrite(text, split, false);
  return mended === text ? undefined : mended;
}

/** A replacement inside a connection string; its text never holds a piece of the password. */
export interface Mend extends Range {
  readonly text: string;
}

/** What mends one fault of those that carry `mended`. */
export function mendsOf(text: string, { rule, mended }: Pick<DsnFault, "rule" | "mended">): readonly Mend[] {
  const split = mended === undefined ? undefined : splitUri(text);
  return split ? (MENDINGS[rule] ?? []).flatMap((mending) => mending(text, split)) : [];
}

/** The faults that `mendDsn` mends, and placeholders, which only their author can. */
export function mendFaults(text: string, split: Split): DsnFault[] {
  const faults = placeholders(text, split);
  const { credentials, scheme } = split;
  const templated = credentials !== undefined && faults.some((fault) => fault.start < credentials.end);
  const fix = faults.length === 0 && isClear(text, split) ? { mended: rewrite(text, split, true) } : {};
  const add = (rule: RuleId, span: Range, message: string, help: string) =>
    faults.push({ rule, severity: "error", message, help, start: span.start, end: span.end, ...fix });
  const lower = scheme.toLowerCase();
  if (scheme !== lower) {
    add(
      "invalid-dsn",
      { start: 0, end: scheme.length },
      `The scheme is "${scheme}", and libpq takes it in lower case only`,
      `Write ${lower}://.`,
    );
  }
  const characters = credentials && !templated ? unsafeIn(text, split) : [];
  if (characters.length > 0) {
    const message = `The user name or password holds ${characters.map(named).join(", ")}, not percent-encoded`;
    const help = `Write ${characters.map((char) => `${named(char)} as ${encode(char)}`).join(", ")}.`;
    add("unescaped-credentials", credentials!, message, help);
  }
  const at = secondMark(text, split);
  if (at !== -1) {
    const message = `A second "?" stands at character ${at + 1}: it belongs to the value before it, with all up to the next "&"`;
    add("second-question-mark", { start: at, end: at + 1 }, message, 'Write "&" in its place.');
  }
  const stray = strayAt(text, split);
  if (stray !== -1) {
    const message = `libpq takes all before the "@" at character ${stray + 1} for the user name`;
    add("unescaped-credentials", { start: stray, end: stray + 1 }, message, 'Write "@" as %40.');
  }
  return faults;
}

function rewrite(text: string, split: Split, masked: boolean): string {
  const { user, password } = split;
  // the mask takes the place of the whole password
  const hidden = masked && user && password ? [{ ...password, text: MASK }] : [];
  const edits = [
    ...lowerScheme(text, split),
    ...credentialEscapes(text, split),
    ...ampersands(text, split),
    ...strayEscapes(text, split),
  ]
    .filter(({ start }) => !hidden.some((span) => start >= span.start && start < span.end))
    .concat(hidden)
    .sort((a, b) => a.start - b.start);
  let out = "";
  let done = 0;
  for (const { start, end, text: instead } of edits) {
    out += text.slice(done, start) + instead;
    done = end;
  }
  return out + text.slice(done);
}

type Mending = (text: string, split: Split) => Mend[];

const lowerScheme: Mending = (_, { scheme }) =>
  scheme === scheme.toLowerCase() ? [] : [{ start: 0, end: scheme.length, text: scheme.toLowerCase() }];

const credentialEscapes: Mending = (text, { user, password }) =>
  [user, password].flatMap((span) =>
    span
      ? [...part(text, span).matchAll(ALL_UNSAFE)].map(({ 0: char, index }) => {
          const start = span.start + index;
          return { start, end: start + char.length, text: encode(char) };
        })
      : [],
  );

// a query may begin with the second one
const ampersands: Mending = (text, { query }) =>
  query
    ? [...part(text, query).matchAll(ALL_SECOND)].map(({ 0: marks, index }) => {
        const start = query.start + index;
        return { start, end: start + marks.length, text: index === 0 ? "" : "&" };
      })
    : [];

const strayEscapes: Mending = (text, split) =>
  strayAt(text, split) === -1
    ? []
    : [...text.slice(split.query!.start).matchAll(/@/g)].map(({ index }) => {
        const start = split.query!.start + index;
        return { start, end: start + 1, text: "%40" };
      });

const MENDINGS: Readonly<Record<string, readonly Mending[]>> = {
  "invalid-dsn": [lowerScheme],
  "second-question-mark": [ampersands],
  "unescaped-credentials": [credentialEscapes, strayEscapes],
};

// whether no piece of a password can stand outside the place of the password
function isClear(text: string, { authority, query }: Split): boolean {
  const servers = part(text, authority);
  if (!/^[\w.,:%[\]-]*$/.test(servers) || servers.endsWith(":") || !isServerList(servers)) return false;
  return !query || (!part(text, query).includes("@") && !queryNames(text, query).some(isSecretParam));
}

/** The first `?` inside the query that begins parameters, or -1. */
function secondMark(text: string, { query }: Split): number {
  const index = query ? part(text, query).search(SECOND_QUERY) : -1;
  return index === -1 ? -1 : query!.start + index;
}

// libpq looks for the "@" up to the first "/", and a "?" does not stop it
function strayAt(text: string, { credentials, authority, query }: Split): number {
  if (credentials || !query) return -1;
  const at = text.indexOf("@", query.start);
  const slash = text.indexOf("/", authority.start);
  return slash !== -1 && slash < at ? -1 : at;
}

function unsafeIn(text: string, { user, password }: Split): string[] {
  const found = new Set<string>();
  for (const span of [user, password]) {
    if (span) for (const [char] of part(text, span).matchAll(ALL_UNSAFE)) found.add(char);
  }
  return [...found];
}

/** One fault for each part that is, or holds, a placeholder. It is not shown: a real password may look like one. */
function placeholders(text: string, { credentials, user, password, authority, path }: Split): DsnFault[] {
  const faults: DsnFault[] = [];
  const textOf = (span: Range | undefined) => (span ? part(text, span) : "");
  const add = (span: Range, where: OpenPart) => {
    const message = `The ${where} is, or holds, a placeholder that was not replaced`;
    const help = `Put the real ${where} in its place${where === "password" ? ", percent-encoded" : ""}.`;
    faults.push({ rule: "placeholder", severity: "error", message, help, start: span.start, end: span.end });
  };
  const check = (span: Range | undefined, where: OpenPart) => {
    if (!span || !isPlaceholder(where, part(text, span))) return false;
    add(span, where);
    return true;
  };
  const inUser = check(user, "user name");
  const inPassword = check(password, "password");
  // a ":" inside ${…} splits it
  if (!inUser && !inPassword && credentials && INTERPOLATIONS.some((one) => one.test(part(text, credentials))))
    add(credentials, "password");
  const inHost = check(authority, "host");
  const inPath = check(path, "database");
  const parts = { user: textOf(user), password: textOf(password), host: textOf(authority) };
  if (!inUser && !inPassword && !inHost && !inPath && credentials && isTemplate(parts))
    faults.push({
      rule: "placeholder",
      severity: "error",
      message: "The user name and the password are those of a template that was not filled in",
      help: "Put the real ones in their place.",
      start: credentials.start,
      end: credentials.end,
    });
  return faults;
}

const ALL_UNSAFE = new RegExp(UNSAFE, "gi");
const ALL_SECOND = new RegExp(SECOND_QUERY, "g");

function part(text: string, { start, end }: Range): string {
  return text.slice(start, end);
}

function encode(char: string): string {
  return encodeURIComponent(char);
}

function named(char: string): string {
  return char === " " ? "a blank" : JSON.stringify(char);
}

// where the parts of a connection URI stand, also where its user or password is not percent-encoded
import { SCHEME } from "../text/redact.ts";
import { decodePart, type Range } from "./_raw.ts";

/** The parts of a URI as stretches of its text. */
export interface Split {
  readonly scheme: string;
  /** Between `//` and the `@`. */
  readonly credentials?: Range;
  readonly user?: Range;
  readonly password?: Range;
  readonly authority: Range;
  /** After the `/`. */
  readonly path?: Range;
  /** After the `?`. */
  readonly query?: Range;
}

/** A character that has to be percent-encoded in a user name or password, or a `%` that encodes nothing. */
export const UNSAFE = /[#?/[\]@\s]|%(?![0-9a-f]{2})/i;

/** A `?` inside a query where an `&` was meant. */
export const SECOND_QUERY = /(?<!\?)\?+(?=[A-Za-z_][\w.]{0,62}=)/;

/** Splits a URI; undefined where the text does not begin as one. */
export function splitUri(text: string): Split | undefined {
  const scheme = SCHEME.exec(text.slice(0, 80))?.[1];
  if (scheme === undefined) return undefined;
  const from = scheme.length + 3;
  const mark = queryMark(text, from);
  const at = credentialsEnd(text, from, mark);
  // where there is no password, there is none for a "?" to stand in
  const question = at === -1 && text.includes("?") ? text.indexOf("?") : mark;
  const begin = at === -1 ? from : at + 1;
  const slash = text.indexOf("/", begin);
  const authorityEnd = slash === -1 || slash > question ? question : slash;
  const colon = at === -1 ? -1 : text.slice(from, at).indexOf(":");
  return {
    scheme,
    ...(at !== -1 && { credentials: { start: from, end: at } }),
    ...(at !== -1 && { user: { start: from, end: colon === -1 ? at : from + colon } }),
    ...(colon !== -1 && { password: { start: from + colon + 1, end: at } }),
    authority: { start: begin, end: authorityEnd },
    ...(authorityEnd < question && { path: { start: authorityEnd + 1, end: question } }),
    ...(question < text.length && { query: { start: question + 1, end: text.length } }),
  };
}

/** Whether a text can be the hosts and ports of a URI: what is after a colon is a number. */
export function isServerList(text: string): boolean {
  return text.split(",").every((server) => /^(?:\[[^\]]*\]|[^:[\]]*)(?::[\s\d]*)?$/.test(server));
}

/** The names of the parameters of a query. */
export function queryNames(text: string, span: Range | undefined): string[] {
  if (!span) return [];
  const pairs = text.slice(span.start, span.end).split("&");
  return pairs.map((pair) => decodePart(pair.slice(0, Math.max(0, pair.indexOf("=")))).value);
}

/** The `?` that begins the query, or the end of the text; one inside a password does not count. */
function queryMark(text: string, from: number): number {
  const lastAt = text.lastIndexOf("@");
  let segment = from;
  let plausible: boolean | undefined;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "@") {
      segment = at + 1;
      plausible = undefined;
    } else if (text[at] === "?") {
      if (at > lastAt) return at;
      // after "user:" comes a password that begins with "?"
      plausible ??= text[at - 1] !== ":" && isServerList(beforeSlash(text.slice(segment, at)));
      NAME.lastIndex = at + 1;
      if (plausible && NAME.test(text)) return at;
    }
  }
  return text.length;
}

/** The `@` that ends the credentials, or -1. The last one before the query, because a host holds none. */
function credentialsEnd(text: string, from: number, question: number): number {
  const last = question === 0 ? -1 : text.lastIndexOf("@", question - 1);
  if (last < from) return -1;
  const slash = text.indexOf("/", from);
  if (slash === -1 || slash > last || text.slice(from, slash).includes("@")) return last;
  // no credentials, and an "@" in the name of the database
  const namesServer = /[/:]/.test(text.slice(last + 1, question));
  return !namesServer && isServerList(text.slice(from, slash)) ? -1 : last;
}

const NAME = /[ \t]*[\w%.-]{1,64}[ \t]*=/y;

function beforeSlash(text: string): string {
  const slash = text.indexOf("/");
  return slash === -1 ? text : text.slice(0, slash);
}

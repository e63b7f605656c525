// a connection URL whose parameters are options of the tool, by the same names

import { getKey, plain, setKey, type Tree } from "../codecs/literal.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import { decodePart } from "../dsn/_raw.ts";
import { splitUri } from "../dsn/split.ts";
import { entriesOf, type Target } from "./define.ts";

/** Options, with those out of a URL among them. */
export interface MergedQuery {
  readonly settings: Tree;
  /** Names of those that came out of the URL. */
  readonly names: ReadonlySet<string>;
}

/**
 * Takes the options out of the URL beside them, before which they go, for a tool that does so. What only libpq reads
 * stays in the URL.
 */
export function mergedQuery(target: Target, settings: Tree): MergedQuery {
  const layout = target.connection;
  const none = { settings, names: new Set<string>() };
  if (layout.layout !== "options" || !layout.mergesQuery || layout.url === undefined) return none;
  const url = getKey(settings, layout.url);
  const query = typeof url === "string" && !url.includes("${") ? splitUri(url)?.query : undefined;
  if (typeof url !== "string" || !query) return none;
  const read = new Set(entriesOf(target).flatMap(([, { keys }]) => [...keys]));
  const own = new Set([
    layout.url,
    layout.host,
    layout.port,
    layout.user,
    layout.password,
    layout.database,
    ...LIBPQ.keys(),
  ]);
  const isOption = ({ name }: Pair) => read.has(name) || !own.has(name);
  const pairs = url.slice(query.start, query.end).split("&").filter(Boolean).map(pairOf);
  const taken = pairs.filter(isOption);
  if (taken.length === 0) return none;
  const left = pairs.filter((pair) => !isOption(pair)).map(({ text }) => text);
  const merged = { ...plain(settings), ...Object.fromEntries(taken.map(({ name, value }) => [name, value])) };
  setKey(merged, layout.url, url.slice(0, query.start - 1) + (left.length > 0 ? `?${left.join("&")}` : ""));
  return { settings: merged, names: new Set(taken.map(({ name }) => name)) };
}

interface Pair {
  readonly text: string;
  readonly name: string;
  readonly value: string;
}

function pairOf(text: string): Pair {
  const [name = "", ...value] = text.split("=");
  return { text, name: decodePart(name).value, value: decodePart(value.join("=")).value };
}

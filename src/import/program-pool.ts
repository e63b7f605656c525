// the pool that a program opens, read as one library's
import { getKey, isTree, setKey, type Tree } from "../codecs/literal.ts";
import { createFinding } from "../diagnostics/catalogue.ts";
import { type Document, rangeAt } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { languageOf } from "../languages/_find.ts";
import type { ProgramSyntax } from "../languages/_nodes.ts";
import { Open } from "../languages/_open.ts";
import { type ProgramTree, readProgramTree, Unreadable } from "../languages/_program.ts";
import type { Target } from "../mapping/define.ts";
import { targets } from "../targets/registry.gen.ts";
import { type Hints, settle } from "./detect.ts";
import { nothing } from "./outcome.ts";
import type { PoolInProgram } from "./pool-nodes.ts";
import { poolsInProgram } from "./pools-in-program.ts";
import { composedUrl, withParameters } from "./program.ts";

/** A pool of a program, read as one library's. */
export interface ReadPool {
  readonly target: Target;
  readonly recognised?: string;
  /** The names that are given values. */
  readonly document: Document;
  /** Names whose values are defaults of environment variables. */
  readonly notes: readonly string[];
  readonly url: PoolInProgram["url"];
  readonly findings: readonly Finding[];
  /** Whether there are several pools and none was selected. */
  readonly undecided: boolean;
}

/** How the pool of a program is chosen. */
export interface WantedPool {
  readonly target: Target | undefined;
  readonly pool: string | undefined;
  readonly hints: Hints | undefined;
}

/**
 * Reads the pool that a program opens.
 *
 * @throws PoolcfgError `input` if it opens none, or cannot be read; `usage` if no pool has the name that is wanted.
 */
export function readPool(document: Document, id: string, wanted: WantedPool): ReadPool {
  const program = programTree(document, languageOf(id).program!);
  const ours = wanted.target ? [wanted.target] : targets.filter((target) => target.language === id && target.program);
  const scored = ours.map((target) => {
    const { connection: layout, program: spec } = target;
    const call = layout.layout === "url" ? layout.program?.call : undefined;
    const pools = spec ? withoutOthers(poolsInProgram(program, spec, call)) : [];
    const keys = [...new Set(pools.flatMap(({ data }) => Object.keys(data)))];
    const isOpened = pools.some(({ opened }) => opened);
    const isNamed = spec !== undefined && document.text.includes(spec.detectBy);
    return { target, pools, keys, score: keys.length + (isOpened ? 100 : 0) + (isNamed ? 100 : 0) };
  });
  const found = scored.filter(({ pools }) => pools.length > 0);
  const most = Math.max(...found.map(({ score }) => score));
  const best = found.filter(({ score }) => score === most);
  const [first] = best;
  if (!first) throw wanted.target ? nothing(wanted.target, document.name) : unknownProgram(ours);
  const keys = first.keys.slice(0, 3).join(", ");
  const by = keys === "" ? first.target.program!.detectBy : `the names ${keys}`;
  const all = best.map(({ target }) => target);
  const { target, recognised } = wanted.target
    ? { target: wanted.target, recognised: undefined }
    : settle(all, by, wanted.hints ?? {});
  const { pools } = best.find((one) => one.target === target)!;
  const pool = selected(pools, wanted.pool, document);
  return {
    target,
    ...(recognised !== undefined && { recognised }),
    document: pool ? documentOf(pool, document) : { ...document, data: {} },
    notes: pool?.notes ?? [],
    url: pool?.url,
    findings: pool ? unparsed(program, pool, document) : [severalPools(pools, document)],
    undecided: pool === undefined,
  };
}

function programTree(document: Document, syntax: ProgramSyntax): ProgramTree {
  try {
    return readProgramTree(document.text, syntax);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new PoolcfgError("input", `${document.name} ${error.message}. Import its settings as a table.`);
  }
}

function unknownProgram(ours: readonly Target[]): PoolcfgError {
  const ids = ours.map(({ id }) => id).join(", ");
  return new PoolcfgError(
    "input",
    `The program sets nothing that poolcfg knows. Programs in its language that it reads are of ${ids}.`,
  );
}

// pools of other databases are of no interest if there is one of PostgreSQL
function withoutOthers(pools: readonly PoolInProgram[]): readonly PoolInProgram[] {
  const ours = pools.filter(({ url }) => url === undefined || url instanceof Open || !OTHERS.test(url.value));
  return ours.length === 0 ? pools : ours;
}

const OTHERS = /^(?!(?:jdbc:|r2dbc:)?(?:pool:)?(?:postgres|cockroach))[a-z][\w+.-]{0,40}:/i;

function selected(
  pools: readonly PoolInProgram[],
  name: string | undefined,
  { name: file }: Document,
): PoolInProgram | undefined {
  if (name === undefined) return pools.length === 1 ? pools[0] : undefined;
  const found = pools.filter(({ label, line }) => label === name || String(line) === name);
  if (found.length === 1) return found[0];
  const words = found.length === 0 ? "There is no pool" : "Several pools have the name";
  throw new PoolcfgError("usage", `${words} ${JSON.stringify(name.slice(0, 60))} in ${file}. It has ${listed(pools)}.`);
}

function listed(pools: readonly PoolInProgram[]): string {
  const shown = pools.slice(0, 10).map(({ label, line }) => `${label} (line ${line})`);
  return [...shown, ...(pools.length > 10 ? [`${pools.length - 10} more`] : [])].join(", ");
}

function severalPools(pools: readonly PoolInProgram[], document: Document): Finding {
  const [first, second] = pools as [PoolInProgram, PoolInProgram];
  const isUnique = pools.filter(({ label }) => label === first.label).length === 1;
  const lines = document.text.split("\n").slice(0, second.line - 1);
  const offset = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return createFinding("pool-not-selected", {
    severity: "error",
    message: `${document.name} has ${pools.length} pools: ${listed(pools)}`,
    origin: new Origin("file", { document, range: rangeAt(document.text, offset, offset + 1) }),
    help: `Select one by its name or line, for example --pool ${isUnique ? first.label : first.line}.`,
  });
}

// an error of the grammar inside of a value of the pool
function unparsed({ errors, text }: ProgramTree, { places }: PoolInProgram, document: Document): Finding[] {
  const values = [...places.values()].map(({ at }) => at);
  const error = errors.find((one) => values.some((at) => one.from >= at.from && one.to <= at.to));
  if (!error) return [];
  return [
    createFinding("syntax-error", {
      message: "This part of the program cannot be parsed, so the value around it may be incomplete",
      origin: new Origin("file", { document, range: rangeAt(text, error.from, Math.max(error.to, error.from + 1)) }),
      help: "Correct the program, or import its settings as a table.",
    }),
  ];
}

function documentOf({ data, places }: PoolInProgram, document: Document): Document {
  return {
    ...document,
    data,
    locate: ([name], part) => {
      const place = typeof name === "string" ? places.get(name) : undefined;
      const reach = place && (part === "key" ? place.key : place.at);
      return reach && rangeAt(document.text, reach.from, reach.to);
    },
  };
}

/** The text of a program with blanks in place of all but the connection string of one pool; empty if there is none. */
export function onlyUrl(text: string, url: PoolInProgram["url"]): string {
  if (url === undefined || url instanceof Open || url.value === "") return "";
  const before = text.slice(0, url.start).replace(/\S/g, " ");
  return before + (url.literal ? text.slice(url.literal.from, url.literal.to) : `"${url.value}"`);
}

/** Puts the connection string of a pool into `tree`, if its target has a key for it. */
export function withUrlOfPool(url: PoolInProgram["url"], { connection: layout }: Target, tree: Tree): void {
  const key = layout.layout === "url" ? layout.key : layout.layout === "options" ? layout.url : undefined;
  const there = key === undefined ? undefined : getKey(tree, key);
  if (url === undefined || key === undefined || (there !== undefined && !isTree(there) && url instanceof Open)) return;
  const parameters = isTree(there) ? there : {};
  if (url instanceof Open) {
    if (there === undefined) setKey(tree, key, `\${${url.variable}}`);
    return;
  }
  const names = layout.layout === "url" ? layout.program?.names : undefined;
  setKey(tree, key, withParameters(url.parts && names ? composedUrl(url.parts, names) : url.value, parameters));
}

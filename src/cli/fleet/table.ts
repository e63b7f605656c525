// what is shown of a weighed server, whatever it is written in

import type { Service, Workloads } from "../../fleet/plan.ts";
import { type Load, type Row, type ServerLoad, serverConnections } from "../../fleet/server-load.ts";
import { totalOf } from "../../model/capacity.ts";
import { sum } from "../../model/capacity-result.ts";
import { maskLine } from "../../text/mask.ts";
import { oneLine, plural } from "../reporters/_text.ts";

/** The heads of the columns. */
export const HEADS = ["service", "steady", "peak", "deploy", "share", "how"] as const;

/** One table: a caption, lines, and what is to be said besides. */
export interface Shown {
  readonly caption: string;
  readonly verdict: string;
  /** What it comes to: whether the server bears it, or whether that is not known. */
  readonly outcome: "fits" | "exceeds" | "unknown";
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[];
  readonly notes: readonly string[];
}

/** The tables of a server: what opens connections to it, and what does to its pooler. */
export function tablesOf(weighed: ServerLoad): Shown[] {
  const { server, usable, budget, total, binds, clients } = weighed;
  const { capacity, assumed, name, pooler } = server;
  const limit = weighed[binds];
  const given = `max_connections ${capacity.maxConnections}${assumed ? " (assumed)" : ""}, ${capacity.reserved} reserved`;
  const own: Shown = {
    caption: `server ${safe(name)}: ${given}, ${usable} usable; budget ${budget} (${capacity.budget}); ${binds === "budget" ? "the budget" : "what is usable"} binds`,
    ...verdictOf(weighed),
    rows: weighed.rows.map((row) => cells(row, limit, howOf(row, weighed))),
    total: totals(total, limit, weighed.atLeast),
    notes: notesOf(
      weighed.rows.flatMap(({ service }) => service ?? []),
      pooler?.remarks ?? [],
    ),
  };
  if (!clients || !pooler) return [own];
  const { limit: most } = clients;
  const behind: Shown = {
    caption: `${pooler.kind} before ${safe(name)}: ${most === null ? "how many clients it takes is not stated" : `takes ${most} clients (${pooler.instances} x ${pooler.maxClientConn})`}`,
    ...clientVerdict(weighed),
    rows: clients.rows.map((row) => cells(row, most, howOf(row, weighed))),
    total: totals(
      clients.total,
      most,
      clients.rows.some(({ service }) => service!.unknown.length > 0),
    ),
    notes: notesOf(
      clients.rows.flatMap(({ service }) => service ?? []),
      [],
    ),
  };
  return [own, behind];
}

/** What became of the workloads of the manifests; undefined if there are none. */
export function summaryOf({ read, counted, notCounted, without }: Workloads): string | undefined {
  if (read === 0) return undefined;
  const parts = [
    `${counted} counted`,
    ...(without > 0 ? [`${without} without a sign of connecting to PostgreSQL`] : []),
    ...(notCounted > 0 ? [`${notCounted} not counted, although they may use it`] : []),
  ];
  return `${plural(read, "workload")} read: ${parts.join(", ")}`;
}

type Verdict = Pick<Shown, "verdict" | "outcome">;

/** The verdict of a server in words. */
function verdictOf(weighed: ServerLoad): Verdict {
  const { fault, server } = weighed;
  if (fault) {
    const when = fault.fault === "limit" && fault.surge ? " during a deploy" : "";
    const limit = server.assumed ? ` if max_connections is ${server.capacity.maxConnections}, which is assumed` : "";
    return { verdict: `does not fit: ${WORDS[fault.fault]}${when}${limit}`, outcome: "exceeds" };
  }
  return open(missingAt(weighed)) ?? { verdict: "fits", outcome: "fits" };
}

/** The verdict of the pooler in front of a server. */
function clientVerdict({ clients, incomplete }: ServerLoad): Verdict {
  const { fault, limit, rows } = clients!;
  if (fault) return { verdict: "does not fit: more clients than it accepts", outcome: "exceeds" };
  const missing = [
    ...(incomplete ? [INCOMPLETE] : []),
    ...(limit === null ? ["how many clients it accepts"] : []),
    ...missingOf(rows.flatMap(({ service }) => service ?? [])),
  ];
  return open(missing) ?? { verdict: "fits", outcome: "fits" };
}

/** What would have to be known for a verdict on a server that nothing counted exceeds; empty if everything is. */
export function missingAt({ incomplete, server, rows }: ServerLoad): string[] {
  const { pooler } = server;
  return [
    ...(incomplete ? [INCOMPLETE] : []),
    ...(pooler && pooler.poolSize === undefined ? [`the pool size of ${pooler.kind}`] : []),
    ...missingOf(rows.flatMap(({ service }) => service ?? [])),
  ];
}

const INCOMPLETE = "what was not checked";

function missingOf(services: readonly Service[]): string[] {
  return Object.entries(FIELDS).flatMap(([field, what]) => {
    const names = services.filter(({ unknown }) => unknown.some((why) => why.startsWith(`${field}:`)));
    const shown = names.slice(0, MOST_MISSING).map(({ name }) => safe(name));
    const more = names.length - shown.length;
    return names.length === 0 ? [] : [`the ${what} of ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
  });
}

/** What a service may lack, by the field of the fleet file that sets it. */
const FIELDS = {
  pool: "pool size",
  processes: "number of processes",
  instances: "number of instances",
  maxInstances: "maximum number of instances",
} as const;

/** Names in a verdict; the table marks all of them. */
const MOST_MISSING = 5;

function open(missing: readonly string[]): Verdict | undefined {
  return missing.length === 0 ? undefined : { verdict: `not known: ${missing.join("; ")}`, outcome: "unknown" };
}

/** A share in whole percent. */
function percentOf(part: number, whole: number | null): string {
  if (whole === null) return "–";
  if (whole === 0) return part === 0 ? "0%" : "∞";
  return `${Math.round((100 * part) / whole)}%`;
}

const WORDS = {
  limit: "more connections than the server has",
  budget: "over the budget",
  "budget-in-surge": "over the budget during a deploy",
} as const;

function cells(row: Row, limit: number | null, how: string): string[] {
  const least = row.service && row.service.unknown.length > 0 ? "≥ " : "";
  const counts = [row.steady, row.peak, row.deploy].map((count) => `${least}${count}`);
  return [safe(row.name), ...counts, percentOf(row.deploy, limit), how];
}

function totals(total: Load, limit: number | null, atLeast: boolean): string[] {
  const counts = [total.steady, total.peak, total.deploy].map((count) => `${atLeast ? "≥ " : ""}${count}`);
  return ["total", ...counts, percentOf(total.deploy, limit), limit === null ? "" : `of ${limit}`];
}

function howOf({ service }: Row, { server: { pooler } }: ServerLoad): string {
  if (service) return safe(inWords(service).replace(/ = \d+$/, ""));
  if (!pooler || pooler.poolSize === undefined) return "its pool size is not stated, so nothing is counted";
  const { instances, databases, users, poolSize, reservePoolSize, maxDbConnections } = pooler;
  const size = reservePoolSize > 0 ? `(${poolSize} + ${reservePoolSize} reserve)` : String(poolSize);
  const cut = maxDbConnections === null ? "" : `, at most ${maxDbConnections} for a database`;
  const factors = `${instances} poolers x ${databases} databases x ${users} users x ${size}${cut}`;
  return `${factors.replace(/\b1 (pooler|database|user)s/g, "1 $1")} = ${serverConnections(pooler)}`;
}

function notesOf(services: readonly Service[], more: readonly string[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, unknown, remarks } of services)
    for (const text of [...unknown.map((why) => `not known: ${why}`), ...remarks]) {
      const list = names.get(text);
      if (list) list.push(name);
      else names.set(text, [name]);
    }
  // masked one by one: a service called `tokens` makes no secret of what is said about it
  const own = [...names].map(([text, [name, ...others]]) =>
    others.length < MOST_TOGETHER
      ? `${[name!, ...others].map(safe).join(", ")}: ${safe(text)}`
      : `${others.length + 1} services: ${safe(text)}`,
  );
  return [...own, ...more.map(safe)];
}

/** From so many services on, a note gives their number: the rows of the table have their names. */
const MOST_TOGETHER = 4;

function inWords({ fleet }: Service): string {
  const total = totalOf(fleet);
  return sum(fleet, total, total.extra > 0);
}

// names and values come from files of others
function safe(text: string): string {
  return oneLine(maskLine(text.length > 300 ? `${text.slice(0, 300)}…` : text));
}

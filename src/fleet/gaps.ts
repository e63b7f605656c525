// findings about what is not known of services and workloads: one for all of which the same is not known, in the same way

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Parts } from "./manifests/_define.ts";
import { labelOf, type NotCounted } from "./plan.ts";
import type { Running, Unknown } from "./workloads.ts";

/** One finding for all workloads with the same sign: they are corrected in the same way. */
export function notCountedFindings(all: readonly NotCounted[]): Finding[] {
  return grouped(all, ({ why }) => why).map((group) => {
    const [{ why, origin }] = group;
    const names = listed(group.map(({ shown }) => shown));
    const many = group.length > 1;
    return createFinding("workload-not-counted", {
      message: many
        ? `${group.length} workloads seem to use PostgreSQL (${why}) and are not counted: ${names}`
        : `${names} seems to use PostgreSQL (${why}) and is not counted`,
      origin,
      missing: names,
      help: `Declare ${many ? "each" : "it"} in a fleet file with the size of its \`pool\`, or with \`pool = 0\` if it opens no connections; \`poolcfg fleet --init\` writes one.`,
    });
  });
}

/** Notes about workloads that use another database. */
export function otherFindings(running: readonly Running[]): Finding[] {
  const all = running.flatMap(({ shown, others }) => others.map((other) => ({ ...other, shown })));
  return grouped(all, ({ database, name }) => `${name} ${database}`).map((group) => {
    const [{ database, name, origin }] = group;
    return createFinding("not-postgresql", {
      severity: "info",
      message: `${listed(group.map(({ shown }) => shown))}: ${name} is about ${database}, which is not PostgreSQL, so nothing is counted`,
      origin,
      help: "Nothing is to be done, unless it uses PostgreSQL as well: then declare it in a fleet file.",
    });
  });
}

/** Findings about files that a manifest includes, and that are not among the texts that were read. */
export function includeFindings(includes: Parts["includes"], used: readonly string[]): Finding[] {
  const names = new Set(used.map((name) => name.replace(/^.*[/\\]/, "")));
  return includes
    .filter(({ path }) => !names.has(path.replace(/^.*[/\\]/, "")))
    .map(({ path, origin }) => {
      const name = labelOf(path);
      return createFinding("unreadable-file", {
        message: `${name} is included and was not read, so nothing in it is counted`,
        origin,
        missing: name,
        help: "Name it as well, or give what the tool writes: docker compose config | poolcfg fleet -",
      });
    });
}

/** Findings about objects that a tool makes into others, and that nobody has rendered. */
export function unrenderedFindings(all: Parts["unrendered"]): Finding[] {
  return grouped(all, ({ kind }) => kind).map((group) => {
    const [{ kind, origin, help }] = group;
    const names = listed(group.map(({ name }) => labelOf(name)));
    return createFinding("unrendered-template", {
      severity: "warning",
      message: `${kind} ${names} ${group.length > 1 ? "are" : "is"} not rendered, so nothing of what ${group.length > 1 ? "they deploy" : "it deploys"} is counted`,
      origin,
      missing: `${kind} ${names}`,
      help,
    });
  });
}

/** Findings about numbers that the manifests do not give. */
export function unknownFindings(all: readonly Unknown[]): Finding[] {
  return grouped(all, ({ field, reason }) => `${field} ${reason}`).map((group) => {
    const [{ field, reason, origin }] = group;
    const names = listed(group.map(({ shown }) => shown));
    const what = group.length > 1 ? `${group.length} workloads` : names;
    return createFinding("unknown-count", {
      message: `The ${WORDS[field]} of ${what} cannot be known: ${reason}${group.length > 1 ? `. It is the same for ${names}` : ""}`,
      origin,
      help: `State \`${field}\` for ${group.length > 1 ? "each" : "it"} in the fleet file.`,
    });
  });
}

const WORDS: Readonly<Record<Unknown["field"], string>> = {
  instances: "number of instances",
  maxInstances: "most instances",
  processes: "number of processes",
  pool: "pool size",
};

/** A service whose pool has no stated size. */
export interface Unsized {
  readonly shown: string;
  readonly origin: Origin;
}

/** The finding about services whose size is assumed. */
export function assumedFindings(all: readonly Unsized[], size: number): Finding[] {
  const [first] = all;
  if (!first) return [];
  const names = listed(all.map(({ shown }) => shown));
  const many = all.length > 1;
  return [
    createFinding("pool-size-assumed", {
      message: many
        ? `Nobody states the pool size of ${all.length} services; each is counted with ${size}: ${names}`
        : `Nobody states the pool size of ${names}; it is counted with ${size}`,
      origin: first.origin,
      help: "State it: `pool` in the fleet file, or POOL_MAX where the service runs.",
    }),
  ];
}

/** Names in one message; all of them, as long as somebody reads that. */
const MOST = 100;

function listed(names: readonly string[]): string {
  const more = names.length - MOST;
  return `${names.slice(0, MOST).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

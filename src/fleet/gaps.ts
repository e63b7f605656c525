// the findings about workloads that are not counted: because nobody says how large their pool is, or because they use another database
import type { Finding } from "../finding.ts";
import { raise } from "../rules/_raise.ts";
import type { NotCounted } from "./plan.ts";
import type { Running } from "./workloads.ts";

/** One finding for all workloads with the same sign: they are corrected in the same way. */
export function notCountedFindings(all: readonly NotCounted[]): Finding[] {
  return grouped(all, ({ why }) => why).map((group) => {
    const [{ why, origin }] = group;
    const names = listed(group.map(({ shown }) => shown));
    const many = group.length > 1;
    return raise("workload-not-counted", {
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
    return raise("not-postgresql", {
      severity: "info",
      message: `${listed(group.map(({ shown }) => shown))}: ${name} is about ${database}, which is not PostgreSQL, so nothing is counted`,
      origin,
      help: "Nothing is to be done, unless it uses PostgreSQL as well: then declare it in a fleet file.",
    });
  });
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

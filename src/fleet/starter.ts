// a fleet as a file that declares it
import { escapeLiteral, points } from "../text/characters.ts";
import type { NotCounted, Plan, Server, Service } from "./plan.ts";

/**
 * Writes a fleet file: what is known as settings, and what is not as comments that say so.
 *
 * @param manifests paths of what it was read from; where there are none, the numbers stand in the file.
 */
export function writeStarter(
  { servers, services, notCounted }: Plan & { readonly notCounted: readonly NotCounted[] },
  manifests: readonly string[],
): string {
  return [
    "#:schema https://unpkg.com/poolcfg/schemas/fleet.schema.json",
    ...(manifests.length > 0
      ? ["", "# what runs the services; instances and pools are read from it", `manifests = ${list(manifests)}`]
      : []),
    ...servers.flatMap(serverLines),
    ...services.flatMap((service) => serviceLines(service, manifests.length > 0)),
    ...notCounted.flatMap((one) => gapLines(one, servers[0]?.name, manifests.length > 0)),
    "",
  ].join("\n");
}

function serverLines({ name, capacity, assumed }: Server): string[] {
  const limit = assumed
    ? "# max_connections = 100  # nobody states it; ask the server: SHOW max_connections"
    : `max_connections = ${capacity.maxConnections}`;
  return ["", `[servers.${key(name)}]`, limit, `reserved = ${capacity.reserved}`, `budget = ${text(capacity.budget)}`];
}

function serviceLines({ name, server, workload, fleet, unknown, remarks }: Service, read: boolean): string[] {
  const { instances, maxInstances, processes, surge, otherConnections, pools } = fleet;
  const { "": main, ...named } = pools;
  const isKnown = (field: string) => !unknown.some((why) => why.startsWith(field));
  const numbers = [
    `instances = ${instances}`,
    ...(maxInstances === instances ? [] : [`max_instances = ${maxInstances}`]),
    ...(processes === 1 ? [] : [`processes = ${processes}`]),
    ...(surge === 0 ? [] : [`surge = ${typeof surge === "number" ? surge : text(surge)}`]),
    ...(otherConnections === 0 ? [] : [`other_connections = ${otherConnections}`]),
    ...(main === undefined || !isKnown("pool") ? [] : [`pool = ${main}`]),
  ];
  return [
    "",
    ...[...remarks, ...unknown.map((why) => `not known, state it: ${why}`)].map((line) => `# ${printable(line)}`),
    `[services.${key(name)}]`,
    `server = ${text(server)}`,
    ...(read && workload !== undefined ? [`workload = ${text(workload)}`] : []),
    ...(read ? [] : numbers),
    ...(read || Object.keys(named).length === 0
      ? []
      : ["", `[services.${key(name)}.pools]`, ...Object.entries(named).map(([pool, max]) => `${key(pool)} = ${max}`)]),
  ];
}

// a comment, because only somebody who knows the service can say what it opens
function gapLines({ name, shown, why, workload }: NotCounted, server: string | undefined, read: boolean): string[] {
  const lines = [
    `not counted: ${shown} seems to use PostgreSQL (${why}). Set the size of its pool, 0 if it opens no connections:`,
    `[services.${key(name)}]`,
    ...(server === undefined ? [] : [`server = ${text(server)}`]),
    ...(read ? [`workload = ${text(workload)}`] : []),
    "pool = ",
  ];
  return ["", ...lines.map((line) => `# ${printable(line)}`.trimEnd())];
}

function printable(line: string): string {
  return escapeLiteral(line.replace(/[\u0000-\u001f\u007f]+/g, " "));
}

function list(words: readonly string[]): string {
  return `[${words.map(text).join(", ")}]`;
}

function key(word: string): string {
  return /^[A-Za-z0-9_-]+$/.test(word) ? word : text(word);
}

function text(word: string): string {
  return escapeLiteral(JSON.stringify(word.toWellFormed()), points);
}

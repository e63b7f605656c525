// a fleet as a file that declares it
import { escapeHidden, points } from "../characters.ts";
import type { Plan, Server, Service } from "./plan.ts";

/**
 * Writes a fleet file: what is known as settings, and what is not as comments that say so.
 *
 * @param manifests paths of what it was read from; where there are none, the numbers stand in the file.
 */
export function writeStarter({ servers, services }: Plan, manifests: readonly string[]): string {
  return [
    "#:schema https://unpkg.com/poolcfg/schemas/fleet.schema.json",
    ...(manifests.length > 0
      ? ["", "# what runs the services; instances and pools are read from it", `manifests = ${list(manifests)}`]
      : []),
    ...servers.flatMap(serverLines),
    ...services.flatMap((service) => serviceLines(service, manifests.length > 0)),
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
    ...[...remarks, ...unknown.map((why) => `not known, state it: ${why}`)].map(
      (line) => `# ${escapeHidden(line.replace(/[\u0000-\u001f\u007f]+/g, " "))}`,
    ),
    `[services.${key(name)}]`,
    `server = ${text(server)}`,
    ...(read && workload !== undefined ? [`workload = ${text(workload)}`] : []),
    ...(read ? [] : numbers),
    ...(read || Object.keys(named).length === 0
      ? []
      : ["", `[services.${key(name)}.pools]`, ...Object.entries(named).map(([pool, max]) => `${key(pool)} = ${max}`)]),
  ];
}

function list(words: readonly string[]): string {
  return `[${words.map(text).join(", ")}]`;
}

function key(word: string): string {
  return /^[A-Za-z0-9_-]+$/.test(word) ? word : text(word);
}

function text(word: string): string {
  return escapeHidden(JSON.stringify(Buffer.from(word, "utf8").toString("utf8")), points);
}

// statements that give the role of each service a connection limit, so that only a service that takes too much fails

import type { Service } from "../../fleet/plan.ts";
import type { ServerLoad } from "../../fleet/server-load.ts";
import type { Suggestion } from "../../fleet/suggest.ts";
import { totalOf } from "../../model/capacity.ts";
import { mustEscape } from "../../text/characters.ts";
import { maskLine } from "../../text/mask.ts";
import { oneLine } from "../reporters/_text.ts";

/** Writes the statements for each server. */
export function writeSql(weighed: readonly ServerLoad[], suggestions: readonly Suggestion[]): string {
  return weighed
    .map(({ server, rows }) => {
      const suggestion = suggestions.find((one) => one.server === server.name);
      const limits = new Map<string, { services: string[]; limit: number }>();
      const open: string[] = [];
      for (const { service } of rows) {
        if (!service) continue;
        const { role, name } = service;
        const limit = limitOf(service, suggestion);
        if (role === undefined || mustEscape(role) || role.length > 63) {
          open.push(`-- ${safe(name)}: its role is not known. ALTER ROLE … CONNECTION LIMIT ${limit};`);
          continue;
        }
        const entry = limits.get(role) ?? { services: [], limit: 0 };
        entry.services.push(name);
        entry.limit += limit;
        limits.set(role, entry);
      }
      const statements = [...limits].map(
        ([role, { services, limit }]) =>
          `ALTER ROLE "${role.replaceAll('"', '""')}" CONNECTION LIMIT ${limit}; -- ${services.map(safe).join(", ")}`,
      );
      const notes = [
        ...(suggestion?.tooMuch
          ? ["-- The services do not fit even with the smallest pools; these are their present sizes."]
          : []),
        ...(server.pooler
          ? [
              `-- Behind ${safe(server.pooler.kind)} the limit of a role counts the pooler's connections, so none is set for its clients.`,
            ]
          : []),
      ];
      return [`-- server ${safe(server.name)}`, ...notes, ...statements, ...open, ""].join("\n");
    })
    .join("\n");
}

/** What a service opens during a deploy, with the suggested sizes if there are any. */
function limitOf({ name, fleet }: Service, suggestion: Suggestion | undefined): number {
  const sizes = new Map(
    (suggestion?.sizes ?? []).filter(({ service }) => service === name).map(({ pool, size }) => [pool, size]),
  );
  const pools = Object.entries(fleet.pools).map(([pool, max]) => [pool, sizes.get(pool) ?? max]);
  return totalOf({ ...fleet, pools: Object.fromEntries(pools) }).inSurge;
}

// a comment of SQL ends with its line
function safe(text: string): string {
  return oneLine(maskLine(text.slice(0, 300))).replace(/[\r\n\u2028\u2029]+/g, " ");
}

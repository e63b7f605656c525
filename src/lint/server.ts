// what the rules about a live server share: where they report, what is planned, and a server for their examples

import { Origin } from "../diagnostics/origin.ts";
import { fleetOf, type Total, totalOf } from "../model/capacity.ts";
import { sum } from "../model/capacity-result.ts";
import type { Path } from "../model/model.ts";
import type { Context } from "./define.ts";

/** The place of what is true of the server whatever the config says. */
export const SERVER = new Origin("argument", { name: "the server" });

/** The setting that names the server. */
export function placeOfServer(isSet: (path: Path) => boolean): Path {
  return (["connection.url", "connection.host"] as const).find(isSet) ?? "connection.host";
}

/** What the fleet of a config opens, with the sum in words; undefined for a named pool, and where a pooler opens the connections. */
export function planned({
  config,
  pool,
  measured,
}: Pick<Context, "config" | "pool" | "measured">): { total: Total; words: string } | undefined {
  if (pool !== undefined || config.pooler.kind !== null || measured.pooler) return undefined;
  const fleet = fleetOf(config);
  const total = totalOf(fleet);
  return { total, words: sum(fleet, total, total.inSurge > total.atRest) };
}

/** The severity of a finding about the size of the fleet, if nobody set `pool.max`: what is only a default is no error. */
export function assumedSeverity(isSet: (path: Path) => boolean): { severity?: "warning" } {
  return isSet("pool.max") ? {} : { severity: "warning" };
}

// what is different since a fleet.lock was written
import type { Change } from "../../fleet/lock.ts";
import { maskLine } from "../../text/mask.ts";
import { oneLine } from "../reporters/_text.ts";

/** The heads of the columns. */
export const CHANGE_HEADS = ["server", "service", "before", "now", "change"] as const;

/** The changes as rows of a table. */
export function changeRows(changes: readonly Change[]): string[][] {
  return changes.map(({ server, service, before, after }) => [
    safe(server),
    service === undefined ? "total" : safe(service),
    before === undefined ? "–" : String(before),
    after === undefined ? "–" : String(after),
    inWords(before, after),
  ]);
}

function inWords(before: number | undefined, after: number | undefined): string {
  if (before === undefined) return "new";
  if (after === undefined) return "removed";
  return after > before ? `+${after - before}` : String(after - before);
}

function safe(name: string): string {
  return oneLine(maskLine(name.slice(0, 300)));
}

// suggested sizes, for people and for programs

import type { Suggestion } from "../../fleet/suggest.ts";
import { maskLine } from "../../text/mask.ts";
import { columns, oneLine } from "../reporters/_text.ts";

/** Writes the sizes as text. */
export function writeSuggestions(suggestions: readonly Suggestion[]): string {
  return suggestions.map((suggestion) => `${block(suggestion).trimEnd()}\n\n`).join("");
}

/** The sizes as plain data. */
export function plainSuggestions(suggestions: readonly Suggestion[]): object[] {
  return suggestions.map(({ server, sizes, ...rest }) => ({
    server: maskLine(server),
    ...rest,
    sizes: sizes.map(({ service, pool, ...numbers }) => ({
      service: maskLine(service),
      pool: maskLine(pool),
      ...numbers,
    })),
  }));
}

/** How the sizes came about. */
const FORMULA =
  "the largest that fit while all is deployed, in proportion to demand or the present sizes; never below tasks x (held at once - 1) + 1";

function block({ server, limit, tooMuch, sizes, pooler }: Suggestion): string {
  const name = oneLine(maskLine(server));
  const head = `suggested for ${name}: ${FORMULA}\n`;
  const own =
    pooler === undefined
      ? ""
      : `  pooler: poolSize ${pooler.size > 0 ? pooler.size : "none fits"}${pooler.now === undefined ? "" : `, now ${pooler.now}`}\n`;
  if (tooMuch)
    return `${head}${own}  no sizes fit into ${limit}: run fewer instances or processes, put a pooler between, or raise max_connections\n`;
  const rows = sizes.map(({ service, pool, now, size, least }) => {
    const label = oneLine(maskLine(pool === "" ? service : `${service}.${pool}`));
    return [`  ${label}`, `pool ${size}`, now === size ? "as now" : `now ${now}`, least > 1 ? `at least ${least}` : ""];
  });
  return `${head}${own}${columns(rows)}`;
}

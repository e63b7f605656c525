// poolcfg's own parameters: the name of the environment variable, in lower case

import { fieldText } from "../codecs/url-text.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { defineDialect, type Param } from "./_define.ts";

const params: Record<string, Param> = Object.fromEntries(
  [...FIELDS]
    .filter(([path]) => path.startsWith("pool.") || path.startsWith("session."))
    .map(([path, field]) => [parameter(path), { path, unit: fieldText(field) }]),
);

/** `pool_max=20&pool_idle_timeout=10m&session_statement_timeout=30s`; values are written as in files. */
export default defineDialect({
  id: "canonical",
  title: "poolcfg",
  source: { url: "https://www.postgresql.org/docs/18/libpq-connect.html", version: "18", checked: "2026-11-21" },
  params,
  known: [],
  unknown: "refused",
  marks: Object.keys(params),
  libpq: true,
});

function parameter(path: Path): string {
  return path
    .replace(/([A-Z])/g, "_$1")
    .replaceAll(".", "_")
    .toLowerCase();
}

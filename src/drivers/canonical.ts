// poolcfg's own parameters: the name of the environment variable, in lower case

import { fieldText } from "../codecs/url-text.ts";
import { field, type Mapping } from "../mapping/define.ts";
import { defineUrlParameters } from "../mapping/url-parameters.ts";
import { FIELDS, type Path } from "../model/model.ts";

const own = [...FIELDS].filter(([path]) => path.startsWith("pool.") || path.startsWith("session."));

/** `pool_max=20&pool_idle_timeout=10m&session_statement_timeout=30s`; values are written as in files. */
export const canonicalUrl = defineUrlParameters({
  id: "canonical",
  title: "poolcfg",
  source: { url: "https://www.postgresql.org/docs/18/libpq-connect.html", version: "18", checked: "2026-11-21" },
  fields: Object.fromEntries(own.map(([path, entry]) => [path, field(parameter(path), fieldText(entry))])) as {
    readonly [P in Path]?: Mapping;
  },
  others: {},
  unknown: "refused",
  detectBy: own.map(([path]) => parameter(path)),
  libpq: true,
});

function parameter(path: Path): string {
  return path
    .replace(/([A-Z])/g, "_$1")
    .replaceAll(".", "_")
    .toLowerCase();
}

import type { Severity } from "../../diagnostics/finding.ts";
import { Origin } from "../../diagnostics/origin.ts";
import type { Mapping, Since } from "../../mapping/define.ts";
import { doesAnyway } from "../../mapping/library-default.ts";
import { overlap } from "../../model/version-range.ts";
import { RENDERED } from "../../model/words.ts";
import { type Context, defineRule } from "../define.ts";
import { isOnlyRange, versionOf } from "../library-version.ts";

export default defineRule({
  id: "option-newer-than-library",
  severity: "error",
  area: "target",
  since: "0.1.0",
  summary: "An option that the installed version of the library does not have yet",
  why: "An old library throws at the first start, or ignores the option and goes on with its default, without a word.",
  fix: "Update the library to a version that has the option, or take the setting out.",
  source: "https://github.com/knex/knex/blob/master/CHANGELOG.md",
  scope: "target",
  reads: RENDERED,
  check(values, context) {
    const { target, isSet } = context;
    const late = RENDERED.flatMap((path) => {
      const entry = target!.fields[path];
      if (entry.support === "none" || !entry.since || !isWritten(entry, values[path], isSet(path), context)) return [];
      const version = versionOf(entry.since, context);
      if (version === undefined || overlap(version, entry.since.range) !== false) return [];
      return [{ path, entry, since: entry.since, version }];
    });
    const kinds = new Set(late.map(kindOf));
    return [...kinds].map((kind) => {
      const group = late.filter((one) => kindOf(one) === kind);
      const { since, version } = group[0]!;
      const keys = [...new Set(group.map(({ entry }) => entry.keys[0]))];
      const what = since.refused ? "refuses to start with" : "ignores";
      const stated = group.find(({ path }) => isSet(path));
      return {
        at: stated?.path ?? NOWHERE,
        severity: severityOf(since, context),
        message: `${keys.join(" and ")} came with ${since.package} ${since.range}, and ${version.slice(0, 40)}${isOnlyRange(since, context) ? ", which package.json allows," : ""} ${what} ${keys.length === 1 ? "it" : "them"}`,
        help: `Update ${since.package} to ${since.range}, or ${stated ? "take the setting out" : "render with --only-set"}.`,
      };
    });
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 5\n", target: "knex", installed: { knex: "3.1.0" } },
      { toml: "[pool]\nmax = 5\n", target: "knex", packages: { knex: "^3.1.0" } },
      { toml: "[pool]\nmin = 2\n", target: "node-postgres", installed: { pg: "8.15.6" } },
      { toml: "[pool]\nmin = 2\n", target: "mikro-orm", installed: { "@mikro-orm/postgresql": "7.1.15" } },
      { toml: "[pool]\nmin = 2\n", target: "prisma@7", packages: { pg: "^8.11.0" } },
      { toml: "[pool]\nmax_uses = 100\n", target: "node-postgres", installed: { pg: "8.0.2" } },
    ],
    valid: [
      { toml: "[pool]\nmax = 5\n", target: "knex", installed: { knex: "3.3.0" }, packages: { knex: "^3.1.0" } },
      { toml: "[pool]\nmin = 2\n", target: "node-postgres", installed: { pg: "8.23.1" } },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres", installed: { pg: "8.0.2" } },
      { toml: "[pool]\nmin = 2\n", target: "mikro-orm", installed: { "@mikro-orm/postgresql": "7.2.0" } },
      { toml: "[pool]\nmin = 2\n", target: "node-postgres", packages: { pg: "*" } },
      { toml: "[pool]\nmin = 2\n", target: "node-postgres" },
    ],
  },
});

const NOWHERE = new Origin("argument", { name: "--target" });

// a range is usually installed in its newest version
function severityOf(since: Since, context: Context): Severity {
  if (isOnlyRange(since, context)) return since.refused ? "warning" : "info";
  return since.refused ? "error" : "warning";
}

function kindOf({ since, version }: { since: Since; version: string }): string {
  return JSON.stringify([since, version]);
}

// what nobody set matters only where the key alone is too much
function isWritten(entry: Mapping, value: unknown, set: boolean, { config, isSet }: Context): boolean {
  if (value === undefined || (entry.whenSet && !set)) return false;
  if (!entry.since?.refused && (!set || doesAnyway(config, entry.libraryDefault, value))) return false;
  return Object.keys(entry.write(value, { config, mode: "code", isSet }).set ?? {}).length > 0;
}

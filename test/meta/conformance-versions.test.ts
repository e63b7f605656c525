// a range of versions is claimed only where its ends, and each version with which something changed, were measured
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lowest, overlap } from "../../src/model/version-range.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { VERSIONS } from "../conformance/versions.ts";

interface Row {
  readonly versions: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, { readonly verdict: string }>>;
  readonly others?: Readonly<Record<string, Row>>;
}

const measured: Readonly<Record<string, Row>> = JSON.parse(
  readFileSync(new URL("../../docs/conformance.json", import.meta.url), "utf8"),
).targets;

describe.each(Object.entries(VERSIONS))("%s", (id, { packages, versions }) => {
  const target = targets.find((one) => one.id === id)!;
  const name = packages[0]!;
  const all = Object.keys(versions);

  test("claims no range, or is measured at its lowest version", () => {
    expect(all).not.toEqual([]);
    if (!target.package) return;
    expect(target.package.name).toBe(name);
    const { range } = target.package;
    expect(overlap(`<${lowest(range)}`, range)).toBe(false);
    // an alpha version counts as the version that it precedes
    expect(all[0]!.replace(/-.*$/, "")).toBe(lowest(range));
    for (const version of all) expect(overlap(version, range), version).toBe(true);
  });

  test("is measured at each version that brought a setting", () => {
    const marks = Object.values(target.fields).flatMap((entry) =>
      entry.support !== "none" && entry.since?.package === name ? [lowest(entry.since.range)!] : [],
    );
    expect(all).toEqual(expect.arrayContaining([...new Set(marks)]));
  });

  test("has a row for each of them, in which later settings are lost", () => {
    const rows = measured[id]!.others ?? {};
    expect(Object.keys(rows)).toEqual(all);
    for (const [version, { fields, versions: installed }] of Object.entries(rows)) {
      expect(Object.values(installed), version).toContain(version);
      for (const [path, entry] of Object.entries(target.fields)) {
        if (entry.support === "none" || entry.since?.package !== name || overlap(version, entry.since.range) !== false)
          continue;
        expect([version, path, fields[path]?.verdict]).toEqual([version, path, "none"]);
      }
    }
  });
});

// the others that are measured: the installed version may be the lowest of the range
test("no further range begins with a version that was not measured", () => {
  const open = targets.flatMap(({ id, package: library }) => {
    const row = measured[id];
    if (library === undefined || row === undefined || id in VERSIONS || Object.keys(row.versions).length === 0)
      return [];
    const first = lowest(library.range);
    return first === undefined || Object.values(row.versions)[0] === first ? [] : id;
  });
  expect(open).toEqual(LOWEST_NOT_MEASURED);
});

/** Targets whose range begins before the version that was measured. The list may only become shorter. */
const LOWEST_NOT_MEASURED = [
  ...["bun-sql", "django", "drizzle", "drizzle-postgres-js", "kysely", "neon", "node-redis", "objection", "pg-promise"],
  ...["psycopg-pool", "quarkus", "slonik", "spring-boot", "spring-boot@3"],
];

// a rendered program that is imported again says the same, but for what the table says and what the program reads later
import { describe, expect, test } from "vitest";
import { jitterMillis } from "../../src/codecs/jitter.ts";
import { importConfig } from "../../src/import/index.ts";
import { languageOf } from "../../src/languages/_find.ts";
import { toFileValue } from "../../src/mapping/value.ts";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { isTargetPath, valueAt } from "../../src/model/paths.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { comparedWithList } from "../_shrinking.ts";
import { CONFIGS, readConfig } from "./_config.ts";

// programs in JavaScript are run for their settings
const PROGRAMS = targets.filter(
  ({ forms, language }) => forms.includes("code") && language !== undefined && languageOf(language).grammar,
);

/** Set, written, and not there again: the config, the target and the path. */
const differing: string[] = [];

describe.each(PROGRAMS.map((target) => [target.id, target] as const))("a program for %s", (id, target) => {
  const { extension } = languageOf(target.language!);

  test.each(CONFIGS.flatMap((name) => [[name, "only what is set"] as const, [name, "everything"] as const]))(
    "%s, %s",
    (name, scope) => {
      const { config, origins } = readConfig(name);
      const { text, deviations } = render(config, id, { format: "code", origins, onlySet: scope !== "everything" });
      const stated = Object.keys(origins).filter((path): path is Path => isTargetPath(path as Path));
      const refused = deviations.some(({ severity }) => severity === "error");
      const nothing = scope !== "everything" && stated.every((path) => origins[path]!.source === "default");
      expect(text).not.toBe("");
      if (refused || nothing) return;
      const { values, text: imported, findings } = importConfig(text, { from: id, name: `settings.${extension}` });
      const faults = findings.filter(({ rule }) => rule === "unknown-key" || rule === "wrong-type");
      expect(faults.map(({ message }) => message)).toEqual([]);
      const lost = new Set(deviations.map(({ path }) => path));
      for (const path of stated) {
        if (lost.has(path) || PARTS.test(path)) continue;
        // a part of a lifetime that is rounded, or of a connection string that the program reads from its environment
        if (path === "pool.maxLifetimeJitter" && lost.has("pool.maxLifetime")) continue;
        if (origins[path]!.source === "dsn" && isLater(imported, "connection.url")) continue;
        const value = valueAt(config, path);
        const [want, got] = [
          shown(path, value, config.pool.maxLifetime),
          shown(path, values[path], config.pool.maxLifetime),
        ];
        // a client without a limit does what an unset one does
        const isDefault = values[path] === undefined && value === (FIELDS.get(path)!.default ?? null);
        if (want === got || isDefault || isLater(imported, path)) continue;
        differing.push(`${id} ${name}: ${path}`);
      }
    },
  );
});

test("what is not compared is listed", () => {
  const found = [...new Set(differing)].sort();
  expect(comparedWithList("targets/program-round-trip.json", found)).toEqual({ added: [], stale: [] });
});

// a program finds them in its environment, at least the password
const PARTS = /^connection\.(?:url|host|port|database|user|password)$/;

/** Whether the import says that the program has the value from elsewhere. */
function isLater(text: string, path: string): boolean {
  return text.split("\n").some((line) => line.startsWith(`# ${path} is filled in later`));
}

function shown(path: Path, value: unknown, lifetime: number | null): string {
  if (value === undefined) return "nothing";
  if (path === "pool.maxLifetimeJitter") return String(jitterMillis(value as string, lifetime));
  return String(typeof value === "string" ? value : toFileValue(FIELDS.get(path)!, value as never));
}

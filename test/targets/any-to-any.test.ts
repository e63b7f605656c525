// from any tool to any other: what comes out differs from what went in by what the two tables say, and by nothing else
import { describe, expect, test } from "vitest";
import { jitterMillis } from "../../src/codecs/jitter.ts";
import { importConfig } from "../../src/import/index.ts";
import type { LibraryDefault, Target } from "../../src/mapping/define.ts";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { type TargetPath, valueAt } from "../../src/model/paths.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { configOf, dataForm } from "./_config.ts";

type Values = Readonly<Record<string, unknown>>;

// whole seconds, and a lifetime that no tool resets, so that nothing is rounded
const GIVEN: Values = {
  "connection.host": "db.example.com",
  "connection.port": 6432,
  "connection.user": "web",
  "connection.password": "correct-horse",
  "connection.database": "shop",
  "connection.applicationName": "checkout",
  "pool.max": 20,
  "pool.min": 2,
  "pool.acquireTimeout": "10s",
  "pool.connectTimeout": "10s",
  "pool.idleTimeout": "1m",
  "pool.maxLifetime": "20m",
  "pool.maxLifetimeJitter": "2m",
  "session.statementTimeout": "15s",
};

const PARTS = ["host", "port", "user", "password", "database"].map((part) => `connection.${part}`);
// one native key for two fields: checked by the tests of the target
const SHARED = ["pool.connectTimeout"];
const COMPARED = Object.keys(GIVEN).filter((path) => ![...PARTS, ...SHARED].includes(path)) as TargetPath[];

/** What comes out of a tool that the values were written for, and what the tool said it would not keep. */
function through(
  target: Target,
  values: Values,
): { back: Values; lost: ReadonlySet<string>; rounded: ReadonlySet<string> } {
  const { config, origins } = configOf(values);
  const form = dataForm(target);
  const { text, deviations } = render(config, target.id, { format: form, origins });
  const { values: back } = importConfig(text, { from: target.id });
  const of = (...kinds: string[]) =>
    new Set(deviations.flatMap(({ path, kind }) => (kinds.includes(kind) ? path : [])));
  return { back, lost: of("unsupported", "unrepresentable"), rounded: of("rounded") };
}

/** A value as milliseconds or whatever it is in memory; the default where nothing says it. */
function effective(values: Values, path: TargetPath): unknown {
  const { config } = configOf(
    Object.fromEntries(
      Object.entries(values).filter(
        ([name]) => FIELDS.has(name as Path) && !PARTS.includes(name) && name !== "connection.url",
      ),
    ),
  );
  // a session without a limit of its own, and one whose limit is off, are the same where a target has none
  const value = valueAt(config, path) ?? null;
  return path === "pool.maxLifetimeJitter" ? jitterMillis(value as string, config.pool.maxLifetime) : value;
}

/** What a tool does about a field that it does not have. */
function fallback(target: Target, path: TargetPath, back: Values): unknown {
  const { libraryDefault } = target.fields[path] as { libraryDefault?: LibraryDefault };
  if (
    libraryDefault === undefined ||
    (typeof libraryDefault === "object" && libraryDefault !== null && "words" in libraryDefault)
  )
    return effective(Object.fromEntries(Object.entries(back).filter(([name]) => name !== path)), path);
  if (typeof libraryDefault === "object" && libraryDefault !== null)
    return effective(back, libraryDefault.sameAs as TargetPath);
  return path === "pool.maxLifetimeJitter"
    ? jitterMillis(libraryDefault as string, effective(back, "pool.maxLifetime") as number)
    : libraryDefault;
}

const passed = new Map(targets.map((target) => [target.id, through(target, GIVEN)]));

describe.each(targets.map((target) => [target.id, target] as const))("from %s", (id, from) => {
  const first = passed.get(id)!;

  test("to poolcfg", () => expectKept(from, GIVEN, first));

  test("to every other", () => {
    for (const to of targets) {
      const kept = Object.fromEntries(
        COMPARED.flatMap((path) => {
          const value = first.back[path];
          return value === undefined ? [] : [[path, value]];
        }),
      );
      expectKept(
        to,
        { "connection.host": "db.example.com", ...kept },
        through(to, { "connection.host": "db.example.com", ...kept }),
        `${id} to ${to.id}`,
      );
    }
  });
});

function expectKept(
  target: Target,
  given: Values,
  { back, lost, rounded }: ReturnType<typeof through>,
  way = target.id,
): void {
  for (const path of COMPARED) {
    if (rounded.has(path) || !(path in given)) continue;
    // a field that one form cannot hold reads as what the form says instead
    if (lost.has(path) && target.fields[path].support !== "none") {
      expect([way, path, effective(back, path)]).not.toEqual([way, path, effective(given, path)]);
      continue;
    }
    const wanted = lost.has(path) ? fallback(target, path, back) : effective(given, path);
    expect([way, path, effective(back, path)]).toEqual([way, path, wanted]);
  }
}

test("no tool rounds these values, so that none is left out for it", () => {
  const rounding = [...passed].flatMap(([id, { rounded }]) => [...rounded].map((path) => `${id} ${path}`));
  expect(rounding).toEqual([]);
});

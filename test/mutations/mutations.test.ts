// the changes that npm run test:mutations makes: each changes something, and puts it back
import { expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { urlParameters } from "../../src/load/url-parameters.gen.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { configOf } from "../targets/_config.ts";
import { libraryJudge } from "./library-judge.ts";
import { measuredJudge } from "./measured-judge.ts";
import { driverMutants, type Mutant, mutantsOf } from "./mutants.ts";

const mutants = [...targets.flatMap(mutantsOf), ...urlParameters.flatMap((driver) => driverMutants(driver, targets))];
const named = (id: string) => mutants.find((mutant) => mutant.id === id)!;

function changed<T>(mutant: Mutant, look: () => T): T {
  const undo = mutant.apply();
  try {
    return look();
  } finally {
    undo();
  }
}

test("each has a name of its own", () => {
  const ids = mutants.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test("every table has some, and every kind occurs", () => {
  expect(targets.filter((target) => mutantsOf(target).length === 0)).toEqual([]);
  expect([...new Set(mutants.map(({ kind }) => kind))].sort()).toEqual(["default", "key", "off", "rounding", "unit"]);
});

const { config, origins } = configOf({
  "connection.host": "db.example.com",
  "pool.max": 7,
  "pool.idleTimeout": "90s",
  "pool.keepAlive": "40500ms",
  "pool.maxLifetime": "off",
});
const rendered = (id: string) => JSON.parse(render(config, id, { format: "json", origins }).text);

test.each([
  ["node-postgres pool.max key max", "node-postgres", { maxX: 7 }],
  ["node-postgres pool.idleTimeout unit ×1000", "node-postgres", { idleTimeoutMillis: 90_000_000 }],
  ["node-postgres pool.idleTimeout unit ÷1000", "node-postgres", { idleTimeoutMillis: 90 }],
  ["node-postgres pool.maxLifetime off", "node-postgres", { maxLifetimeSeconds: -1 }],
  ["node-postgres pool.keepAlive rounding", "node-postgres", { keepAliveInitialDelayMillis: 40_000 }],
  ["node-postgres connection.host key host", "node-postgres", { hostX: "db.example.com" }],
])("%s", (id, target, expected) => {
  const before = rendered(target);
  expect(before).not.toMatchObject(expected);
  expect(changed(named(id), () => rendered(target))).toMatchObject(expected);
  expect(rendered(target)).toEqual(before);
});

test("what is written still comes back, so that our own reader notices nothing", () => {
  for (const id of ["node-postgres pool.max key max", "node-postgres pool.idleTimeout unit ×1000"]) {
    const back = changed(named(id), () =>
      importConfig(JSON.stringify(rendered("node-postgres")), { from: "node-postgres" }),
    );
    expect(back.values).toMatchObject({ "pool.max": 7, "pool.idleTimeout": "1m30s" });
  }
});

test("a parameter of a connection string", () => {
  const read = () => readConnectionString("postgresql://h/d?connection_limit=5", { driver: "prisma" }).settings.length;
  expect(read()).toBe(1);
  expect(changed(named("url:prisma pool.max key connection_limit"), read)).toBe(0);
  expect(read()).toBe(1);
});

test("a library notices a wrong unit, a measurement another key, and neither what is right", async () => {
  const [library, measurement] = [libraryJudge, await measuredJudge()];
  const [unit, key] = [named("knex pool.idleTimeout unit ×1000"), named("hikaricp pool.max key maximumPoolSize")];
  expect(await library.target!(unit.target!, unit.path)).toEqual([]);
  expect(await measurement.target!(key.target!, key.path)).toEqual([]);
  const undo = [unit.apply(), key.apply()];
  try {
    expect(await library.target!(unit.target!, unit.path)).not.toEqual([]);
    expect(await measurement.target!(key.target!, key.path)).not.toEqual([]);
  } finally {
    for (const put of undo) put();
  }
});

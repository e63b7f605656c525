// the judge of test:rendered: what fails, what is excepted, and which exceptions no longer occur
import { expect, test } from "vitest";
import { targets } from "../../src/targets/registry.gen.ts";
import { EXAMPLES } from "./configs.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { applyExceptions, type Exception, type Outcome, type Scope } from "./outcomes.ts";
import { type Address, type Cell, differences } from "./reader.ts";

const OUTCOME: Outcome = {
  target: "knex",
  form: "code",
  config: "ipv6",
  onlySet: false,
  problem: "tsc",
  message: "TS2322: no",
};
const EXCEPTION: Exception = { problem: "tsc", targets: ["knex"], message: /TS2322/, reason: "its types lag" };
const ALL: Scope = { targets: targets.map(({ id }) => id), isPart: false, silent: new Set() };

test("an outcome that fits an exception is no failure, and any other is one", () => {
  expect(applyExceptions([OUTCOME], [EXCEPTION], ALL)).toEqual({ failures: [], excepted: [OUTCOME], stale: [] });
  const others: Partial<Outcome>[] = [{ target: "kysely" }, { problem: "node-check" }, { message: "TS2345" }];
  for (const other of others) {
    const outcome = { ...OUTCOME, ...other };
    expect(applyExceptions([OUTCOME, outcome], [EXCEPTION], ALL).failures).toEqual([outcome]);
  }
  const narrow = { ...EXCEPTION, forms: ["code"], configs: ["ipv6"], onlySet: false };
  for (const other of [{ form: "json" }, { config: "tiny" }, { onlySet: true }]) {
    const outcome = { ...OUTCOME, ...other };
    expect(applyExceptions([OUTCOME, outcome], [narrow], ALL).failures).toEqual([outcome]);
  }
});

test("each target, form and config of an exception has to occur", () => {
  const wide = { ...EXCEPTION, targets: ["knex", "kysely"], forms: ["code", "ts"], configs: ["ipv6", "tiny"] };
  const { stale } = applyExceptions([OUTCOME], [wide], ALL);
  expect(stale.map((text) => text.split(" does")[0])).toEqual(["target kysely", "form ts", "config tiny"]);
});

test("nothing is stale that could not occur in this run", () => {
  const stale = (scope: Partial<Scope>) => applyExceptions([], [EXCEPTION], { ...ALL, ...scope }).stale;
  expect(stale({})).toHaveLength(1);
  expect(stale({ targets: ["kysely"] })).toEqual([]);
  expect(stale({ isPart: true })).toEqual([]);
  expect(stale({ silent: new Set(["tsc"]) })).toEqual([]);
});

const MEANT: Cell["meant"] = {
  settings: { "pool.max": 20, "pool.idleTimeout": null, "pool.maxLifetime": 60_000 },
  isSet: (path) => path !== "pool.maxLifetime",
};

function cell(id: string, stderr = ""): Cell {
  const example = EXAMPLES.find((one) => one.id === id)!;
  return { target: targets[0]!, form: "code", example, onlySet: false, text: "", stderr, folder: "", meant: MEANT };
}

test("every part that a reader found is compared with the config", () => {
  const right: Address = {
    server: "db.example.com:6432",
    database: "shop",
    user: "web",
    password: "correct horse",
    schema: ["sales"],
    applicationName: "checkout",
    tls: "unverified",
  };
  expect(differences(cell("everything-set"), { seen: right })).toEqual([]);
  for (const part of Object.keys(right) as (keyof Address)[]) {
    const wrong = { seen: { ...right, [part]: undefined } };
    expect(differences(cell("everything-set"), wrong)).toEqual([expect.stringContaining(`${part} is undefined`)]);
  }
  const reported = "note: connection.schema (sales) is not supported: no way\n";
  expect(differences(cell("everything-set", reported), { seen: { ...right, schema: undefined } })).toEqual([]);
});

test("every setting that a reader found is compared with the config", () => {
  const settings = { "pool.max": 20, "pool.idleTimeout": null, "pool.maxLifetime": 60_000 };
  expect(differences(cell("readme"), { settings })).toEqual([]);
  for (const path of Object.keys(settings))
    expect(differences(cell("readme"), { settings: { ...settings, [path]: 60 } })).toEqual([
      expect.stringContaining(`${path} is 60, not`),
    ]);
  // with --only-set, what is not set has the default of the tool
  const only = { ...cell("readme"), onlySet: true };
  const other = { settings: { "pool.max": 10, "pool.idleTimeout": 5, "pool.maxLifetime": 5 } };
  expect(differences(only, other)).toHaveLength(2);
  const reported = "note: pool.max (20) is rounded up to 21\n";
  expect(differences(cell("readme", reported), { settings: { "pool.max": 21 } })).toEqual([]);
});

test("a weaker TLS mode is a difference", () => {
  const found = (id: string, tls: Address["tls"]) => differences(cell(id), { seen: { tls } }).length;
  expect([found("ssl-verify-full", "full"), found("ssl-verify-full", "ca"), found("ssl-verify-full", "off")]).toEqual([
    0, 1, 1,
  ]);
  expect([found("ssl-require", "unverified"), found("ssl-require", "off"), found("ssl-allow", "off")]).toEqual([
    0, 1, 0,
  ]);
});

test("exceptions name targets, configs and reasons that exist", () => {
  for (const { targets: ids, configs = [], reason } of EXCEPTIONS) {
    for (const id of ids) expect(targets.map((target) => target.id)).toContain(id);
    for (const id of configs) expect(EXAMPLES.map((example) => example.id)).toContain(id);
    expect(reason).toMatch(/\S/);
  }
  expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
});

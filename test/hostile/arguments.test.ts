// whatever a program passes to a public function, what is thrown is an error of poolcfg's own, and not an internal one
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  importConfig,
  inspectPoolConfig,
  isPoolcfgError,
  loadPoolConfig,
  loadPoolConfigSync,
  PoolcfgError,
  parseDsn,
  render,
  Secret,
} from "../../src/index.ts";
import { FIELDS } from "../../src/model/model.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder } from "../cli/_run.ts";

const cwd = folder({});
const { config } = inspectPoolConfig({ cwd, env: {}, dotenv: false, config: {} });

const trap = () => {
  throw new Error("a trap");
};
const inItself = () => {
  const table: Record<string, unknown> = { max: 5 };
  return Object.assign(table, { pool: table, connection: [table] });
};
/** Objects of which nothing can be read. fast-check reads what it makes, so they are tried one by one. */
const PROXIES: readonly (() => unknown)[] = [
  () => new Proxy({}, { ownKeys: trap }),
  () => new Proxy({}, { get: trap, getPrototypeOf: trap }),
  () => new Proxy([], { get: trap }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
];

/** Values that throw or never end when they are read, compared or converted to text. */
const UNUSUAL: readonly (() => unknown)[] = [
  () => Symbol("x"),
  () => () => 1,
  () => ({
    get max() {
      return trap();
    },
  }),
  inItself,
  () => 10n,
  () => Object.create(null),
  () => ({ toString: 1 }),
  () => [{ toString: null, valueOf: 1 }],
  () => "\ud800",
  () => "a\0b",
  () => new Date(Number.NaN),
  () => new Map([["max", 5]]),
  () => new Secret("x"),
  () => Number.NaN,
  () => new Array(5),
];
const HOSTILE = [...PROXIES, ...UNUSUAL];
const NAMES = [...FIELDS.keys()].flatMap((path) => path.split("."));
const OPTIONS = [
  "cwd",
  "config",
  "text",
  "profile",
  "env",
  "dotenv",
  "dsn",
  "dialect",
  "overrides",
  "targets",
  "from",
  "name",
];
const key = fc.constantFrom(
  ...new Set([...NAMES, ...OPTIONS, "pools", "profiles", "rules", "extends", "client", "production"]),
);
const hostile = fc.constantFrom(...UNUSUAL).map((make) => make());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.anything(),
    hostile,
    fc.constantFrom("30s", "off", 5, "postgresql://a:b@h/d?max=5", "knex", "production", true),
    fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  ),
}));
const any = value as fc.Arbitrary<never>;

function expectOwnErrors(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (!isPoolcfgError(error)) throw error;
    expect(error.code).not.toBe("internal");
  }
}

const id = fc.constantFrom(...targets.map((target) => target.id));
const CALLS: Readonly<Record<string, (one: never, two: never, target: string) => unknown>> = {
  "importConfig of anything": (one, _, from) => importConfig(one, { from }),
  "importConfig of anything, of any tool": (one) => importConfig(one, { from: "auto" }),
  "importConfig with any options": (one, two) => importConfig(one, two),
  "importConfig with options of any type": (one, two) =>
    importConfig({ max: 5 }, { from: "knex", name: one, environment: two, env: one, rules: two }),
  "inspectPoolConfig with any options": (one) => inspectPoolConfig(one),
  "inspectPoolConfig of any config": (one) => inspectPoolConfig({ config: one, env: {}, dotenv: false, cwd }),
  "inspectPoolConfig with any variables": (one, two) =>
    inspectPoolConfig({ env: one, dotenv: false, cwd, overrides: two }),
  "inspectPoolConfig with options of any type": (one, two) =>
    inspectPoolConfig({ env: {}, dotenv: one, cwd, text: two, profile: one, dsn: two, dialect: one, targets: two }),
  "loadPoolConfigSync of any config": (one) => loadPoolConfigSync({ config: one, env: {}, dotenv: false, cwd }),
  "parseDsn of anything": (one, two) => parseDsn(one, two),
  "parseDsn with any options": (one) => parseDsn("postgresql://h/d?max=5", one),
  "render of anything": (one, _, target) => render(one, target).value,
  "render of a config with anything in it": (one, two, target) =>
    render({ ...config, pool: { ...config.pool, max: one }, connection: { ...config.connection, host: two } }, target)
      .value,
  "render for anything": (one) => render(config, one),
  "render with any options": (one, _, target) => render(config, target, one).value,
};

describe("an argument of any type and content", () => {
  test.each(Object.entries(CALLS))("%s", { timeout: 60_000 }, (_, call) => {
    fc.assert(
      fc.property(any, any, id, (one, two, target) => expectOwnErrors(() => call(one, two, target))),
      { numRuns: 150 },
    );
    for (const one of HOSTILE)
      for (const two of HOSTILE) expectOwnErrors(() => call(one() as never, two() as never, "knex"));
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("a path that no file can have is reported as a file that cannot be read", () => {
  const paths = ["a\0b", "gone/\0", "\0.toml", `${"a".repeat(5_000)}.toml`];
  test.each(paths)("%j", async (path) => {
    const options = { config: path, env: {}, dotenv: false, cwd };
    expect(() => loadPoolConfigSync(options)).toThrow(PoolcfgError);
    await expect(loadPoolConfig(options)).rejects.toThrow(PoolcfgError);
  });
});

describe("a table of a tool's settings with unusual values", () => {
  const tabular = targets.filter(({ connection }) => connection.layout === "options");
  test.each(tabular.map((target) => [target.id, target] as const))("%s", { timeout: 60_000 }, (from, target) => {
    const keys = new Set([
      ...Object.values(target.fields).flatMap((field) => [...field.keys]),
      ...Object.keys(target.aliases ?? {}),
      ...target.ignoredKeys,
    ]);
    for (const one of keys)
      for (const make of [...HOSTILE, () => null, () => [], () => ({}), () => "x"]) {
        const nested = one.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), make());
        expectOwnErrors(() => importConfig(nested as object, { from }));
      }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

test("a wrong option is named, with what it must be", () => {
  expect(() => inspectPoolConfig({ cwd: 5 as never })).toThrow("cwd of inspectPoolConfig is a number; it must be text");
  expect(() => importConfig({}, {} as never)).toThrow("importConfig needs the option from");
  expect(() => render({} as never, "knex")).toThrow("This is not a config as loadPoolConfig returns it");
  expect(() => parseDsn(undefined as never)).toThrow("The connection string is undefined; it must be text");
});

test("a key below one that is a text takes its place", () => {
  const program = 'class App { static final String spring = "orders"; String url = "jdbc:postgresql://db/app"; }';
  const { values } = importConfig(program, { from: "spring-boot", name: "App.java" });
  expect(values["connection.url"] ?? values["connection.host"]).toBeDefined();
});

test("null is no TLS in Bun.SQL", () => {
  for (const name of ["tls", "ssl"]) {
    const { values, findings } = importConfig({ [name]: null, max: 5 }, { from: "bun-sql" });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(values["pool.max"]).toBe(5);
  }
});

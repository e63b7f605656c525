// variables of the environment that a program reads with a literal default
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { defaultIn } from "../../src/languages/_default.ts";

test.each<[string, string, unknown]>([
  ['os.environ.get("POOL", 20)', "POOL", 20],
  ['int(os.environ.get("POOL", "20"))', "POOL", 20],
  ['int(os.getenv("POOL") or 8)', "POOL", 8],
  ['env.int("POOL", default=100)', "POOL", 100],
  ['env("SSLMODE", default="require")', "SSLMODE", "require"],
  ['config("POOL", default=7, cast=int)', "POOL", 7],
  ['getEnvInt("POOL", 25)', "POOL", 25],
  ['getEnv("POOL", "5")', "POOL", 5],
  ['ENV.fetch("POOL") { 5 }', "POOL", 5],
  ['ENV.fetch("POOL", 5).to_i', "POOL", 5],
  ['(ENV["POOL"] || 3)'.slice(1, -1), "POOL", 3],
  ['String.to_integer(System.get_env("POOL") || "10")', "POOL", 10],
  ['Environment.GetEnvironmentVariable("POOL") ?? "5"', "POOL", 5],
  ['Integer.parseInt(System.getenv().getOrDefault("POOL", "30"))', "POOL", 30],
  ['env::var("POOL").unwrap_or("12".to_string())', "POOL", 12],
])("%s", (source, variable, value) => {
  expect(defaultIn(source)).toEqual({ variable, value });
});

test.each([
  'os.environ["POOL"]',
  'int(os.environ.get("POOL", 4)) * 2',
  'os.environ.get("POOL", workers * 2)',
  'settings.get("POOL", 4)',
  'int(os.environ["A"]) if x else 7',
  'getEnv("POOL", "5") + getEnv("MORE", "1")',
])("%s has none that can be read", (source) => {
  expect(defaultIn(source)).toBeUndefined();
});

describe("what a program does not say is not guessed", () => {
  const read = (from: string, name: string, text: string) => importConfig(text, { from, name });

  test("the default of a variable is read, and the variable is named", () => {
    const program = 'engine = create_engine(url, pool_size=int(os.environ.get("SIZE", 40)), max_overflow=0)\n';
    const { values, text } = read("sqlalchemy", "db.py", program);
    expect(values["pool.max"]).toBe(40);
    expect(text).toContain("pool_size is filled in later there, by SIZE; its default is read");
  });

  test.each([
    ["sqlalchemy", "db.py", "engine = create_engine(url, pool_size=int(os.environ['A']), max_overflow=0)\n"],
    ["hikaricp", "Db.java", 'c.setMaximumPoolSize(Integer.parseInt(System.getenv("MAX"))); c.setMinimumIdle(2);'],
    ["database-sql", "db.go", "db.SetMaxOpenConns(poolSize(load(os.Args[1])))\ndb.SetMaxIdleConns(2)\n"],
  ])("no default of %s stands in for a value that is computed", (from, name, program) => {
    const { values, text } = read(from, name, program);
    expect(values["pool.max"]).toBeUndefined();
    expect(text).toMatch(/^# pool\.max is filled in later there/m);
  });
});

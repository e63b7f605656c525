import { describe, expect, it } from "vitest";
import { FORMATS, type Format, read } from "./_read.ts";

const EXPECTED = {
  pool: { max: 20, min: 0, idleTimeout: "30s", keepAlive: false, ratio: 1.5, name: 'a "quoted" \\ é 🐘' },
  connection: { replicas: ["postgres://a/x", "postgres://b/x"] },
  pools: { jobs: { max: 5 } },
};

const TEXTS: Record<Exclude<Format, "dotenv">, string> = {
  toml: `# a comment
[pool]
max = 20
min = 0
idleTimeout = "30s"
keepAlive = false
ratio = 1.5
name = 'a "quoted" \\ é 🐘'

[connection]
replicas = [
  "postgres://a/x", # first
  "postgres://b/x",
]

[pools]
jobs = { max = 5 }
`,
  yaml: `# a comment
pool:
  max: 20
  min: 0
  idleTimeout: 30s
  keepAlive: false
  ratio: 1.5
  name: 'a "quoted" \\ é 🐘'
connection:
  replicas:
    - postgres://a/x # first
    - "postgres://b/x"
pools:
  jobs: { max: 5 }
`,
  json: JSON.stringify(EXPECTED, null, 2),
};

describe.each(Object.entries(TEXTS) as [Exclude<Format, "dotenv">, string][])("%s", (format, text) => {
  it.each([
    ["as written", text],
    ["with CRLF", text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${text}`],
    ["as bytes", Buffer.from(text)],
    ["as bytes with a byte order mark", Buffer.from(`\uFEFF${text}`)],
  ])("says the same %s", (_, written) => {
    const document = read(format, written);
    expect(document.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(document.data))).toEqual(EXPECTED);
  });

  it("gives objects without a prototype", () => {
    const { data } = read(format, text) as { data: typeof EXPECTED };
    for (const table of [data, data.pool, data.connection, data.pools, data.pools.jobs])
      expect(Object.getPrototypeOf(table)).toBeNull();
    expect(Array.isArray(data.connection.replicas)).toBe(true);
  });
});

describe.each(FORMATS)("%s", (format) => {
  it.each(["", "\n\n", "\uFEFF", " \r\n", ...(format === "json" ? [] : ["# nothing\n", "\uFEFF# nothing"])])(
    "takes %j for a config with nothing in it",
    (text) => {
      const document = read(format, text);
      expect(document.problems).toEqual([]);
      expect(document.data).toEqual(Object.create(null));
      expect(Object.getPrototypeOf(document.data)).toBeNull();
      expect(document.locate(["pool"], "value")).toBeUndefined();
    },
  );
});

it("reads the same from a .env file, as text", () => {
  const text = "POOL_MAX=20\r\nexport POOL_MIN = 0 # none\r\nPOOL_IDLE_TIMEOUT='30s'\r\nNAME=\"two\\nlines\"\r\n";
  expect({ ...(read("dotenv", text).data as object) }).toEqual({
    POOL_MAX: "20",
    POOL_MIN: "0",
    POOL_IDLE_TIMEOUT: "30s",
    NAME: "two\nlines",
  });
});

import { describe, expect, it } from "vitest";
import type { Pointer } from "../../src/diagnostics/document.ts";
import { type Format, place, read } from "./_read.ts";

type Row = [pointer: Pointer, value: string | undefined, key?: string];

const TABLES: Record<Format, { text: string; rows: Row[] }> = {
  toml: {
    text: `title = "x"
[pool]
max = 20 # most
idleTimeout = "30s"
a.b.c = 'lit'
"odd key" = """
two
lines"""
inline = { max = 5, deep = { on = true } }
[profiles.prod.pool]
max = 1
[profiles]
[[pools]]
name = "a"
[[pools]]
list = [1, [2, 3], { x = 4 }]
`,
    rows: [
      [["title"], '1:9 "x"', "1:1 title"],
      [["pool"], "2:1 [pool]", "2:2 pool"],
      [["pool", "max"], "3:7 20", "3:1 max"],
      [["pool", "idleTimeout"], '4:15 "30s"', "4:1 idleTimeout"],
      [["pool", "a"], "5:1 a.b.c", "5:1 a"],
      [["pool", "a", "b"], "5:1 a.b.c", "5:3 b"],
      [["pool", "a", "b", "c"], "5:9 'lit'", "5:5 c"],
      [["pool", "odd key"], '6:13 """\ntwo\nlines"""', '6:1 "odd key"'],
      [["pool", "inline"], "9:10 {", "9:1 inline"],
      [["pool", "inline", "max"], "9:18 5", "9:12 max"],
      [["pool", "inline", "deep", "on"], "9:35 true", "9:30 on"],
      [["profiles"], "12:1 [profiles]", "12:2 profiles"],
      [["profiles", "prod"], "10:1 [profiles.prod.pool]", "10:11 prod"],
      [["profiles", "prod", "pool", "max"], "11:7 1", "11:1 max"],
      [["pools", 0], "13:1 [[pools]]", "13:1 [[pools]]"],
      [["pools", 0, "name"], '14:8 "a"', "14:1 name"],
      [["pools", 1, "list", 0], "16:9 1", "16:9 1"],
      [["pools", 1, "list", 1], "16:12 [2, 3]"],
      [["pools", 1, "list", 1, 1], "16:16 3"],
      [["pools", 1, "list", 2, "x"], "16:26 4", "16:22 x"],
      [["pools", 2], undefined],
      [["pool", "min"], undefined],
      [["pool", "max", "deeper"], undefined],
      [["constructor"], undefined],
    ],
  },
  yaml: {
    text: `pool:
  max: 20 # most
  idleTimeout: "30s"
  "odd key": 'lit'
  tagged: !!str &anchor "x"
  again: *anchor
  block: |
    two
    lines

  empty:
  flow: { max: 5, deep: { on: true } }
list:
  - 1
  - [2, 3]
  - x: 4
base: &base
  max: 7
copy: *base
5: five
`,
    rows: [
      [["pool"], "2:3 max", "1:1 pool"],
      [["pool", "max"], "2:8 20", "2:3 max"],
      [["pool", "idleTimeout"], '3:16 "30s"', "3:3 idleTimeout"],
      [["pool", "odd key"], "4:14 'lit'", '4:3 "odd key"'],
      [["pool", "tagged"], '5:25 "x"', "5:3 tagged"],
      [["pool", "again"], "6:10 *anchor", "6:3 again"],
      [["pool", "block"], "7:10 |\n    two\n    lines", "7:3 block"],
      [["pool", "empty"], "11:9 ", "11:3 empty"],
      [["pool", "flow"], "12:9 {", "12:3 flow"],
      [["pool", "flow", "max"], "12:16 5", "12:11 max"],
      [["pool", "flow", "deep", "on"], "12:31 true", "12:27 on"],
      [["list"], "14:3 - 1\n  - [2, 3]\n  - x: 4", "13:1 list"],
      [["list", 0], "14:5 1", "14:5 1"],
      [["list", 1, 1], "15:9 3"],
      [["list", 2, "x"], "16:8 4", "16:5 x"],
      [["copy"], "19:7 *base", "19:1 copy"],
      [["copy", "max"], "18:8 7", "18:3 max"],
      [["5"], "20:4 five", "20:1 5"],
      [["list", 3], undefined],
      [["pool", "min"], undefined],
      [["pool", "max", "deeper"], undefined],
      [["constructor"], undefined],
    ],
  },
  json: {
    text: `{
  "pool": {
    "max": 20,
    "idleTimeout": "30s",
    "odd \\"key": null,
    "off": false
  },
  "list": [1, [2, 3], { "x": 4 }, []],
  "twice": { "a": 1, "gone": 1 },
  "twice": { "a": 2 }
}
`,
    rows: [
      [[], "1:1 {", "1:1 {"],
      [["pool"], "2:11 {", '2:3 "pool"'],
      [["pool", "max"], "3:12 20", '3:5 "max"'],
      [["pool", "idleTimeout"], '4:20 "30s"', '4:5 "idleTimeout"'],
      [["pool", 'odd "key'], "5:18 null", '5:5 "odd \\"key"'],
      [["pool", "off"], "6:12 false"],
      [["list"], '8:11 [1, [2, 3], { "x": 4 }, []]', '8:3 "list"'],
      [["list", 0], "8:12 1", "8:12 1"],
      [["list", 1], "8:15 [2, 3]"],
      [["list", 1, 1], "8:19 3"],
      [["list", 2, "x"], "8:30 4", '8:25 "x"'],
      [["list", 3], "8:35 []"],
      [["twice", "a"], "10:19 2"],
      [["twice", "gone"], undefined],
      [["list", 4], undefined],
      [["pool", "min"], undefined],
      [["pool", "max", "deeper"], undefined],
      [["constructor"], undefined],
    ],
  },
  dotenv: {
    text: `# pool
POOL_MAX=20
  export POOL_MIN = 1 # least
Q="double" # c
S='two
lines' # c
E=
Y: colon
T=\`tick\`
Q="last"
`,
    rows: [
      [["POOL_MAX"], "2:10 20", "2:1 POOL_MAX"],
      [["POOL_MIN"], "3:21 1", "3:10 POOL_MIN"],
      [["Q"], '10:3 "last"', "10:1 Q"],
      [["S"], "5:3 'two\nlines'", "5:1 S"],
      [["E"], "7:3 ", "7:1 E"],
      [["Y"], "8:4 colon", "8:1 Y"],
      [["T"], "9:3 `tick`", "9:1 T"],
      [["X"], undefined],
      [["Q", "x"], undefined],
      [["constructor"], undefined],
    ],
  },
};

describe.each(Object.entries(TABLES) as [Format, (typeof TABLES)[Format]][])("%s", (format, { text, rows }) => {
  const document = read(format, text);

  it.each(rows)("%j stands at %s", (pointer, value, key) => {
    expect(place(document, pointer)).toBe(value);
    if (key !== undefined) expect(place(document, pointer, "key")).toBe(key);
  });

  it("is the same with CRLF, but for the line breaks inside of values", () => {
    const crlf = read(format, text.replaceAll("\n", "\r\n"));
    for (const [pointer, value] of rows) expect(place(crlf, pointer)?.replaceAll("\r", "")).toBe(value);
  });

  it("is the same after a byte order mark, and offsets count the mark", () => {
    const marked = read(format, `\uFEFF${text}`);
    for (const [pointer, value] of rows) {
      expect(place(marked, pointer)).toBe(value);
      const range = document.locate(pointer, "value");
      expect(marked.locate(pointer, "value")?.start).toBe(range && range.start + 1);
    }
  });

  it("survives being spread, as layers do", () => {
    const [pointer, value] = rows[1]!;
    expect(place({ ...document, name: "other" }, pointer)).toBe(value);
  });
});

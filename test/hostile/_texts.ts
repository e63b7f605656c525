// texts that are broken, enormous or meant to harm, and the rule or error code that is among what is said
type Format = "toml" | "yaml" | "json" | "dotenv";
export const NAMES: Record<Format, string> = {
  toml: "poolcfg.toml",
  yaml: "poolcfg.yaml",
  json: "poolcfg.json",
  dotenv: ".env",
};

/** Text by name: the format, what stands in the file, and the rule or error code that is to be among what is said. */
const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");
const deep = 10_000;
export const TEXTS: Record<string, readonly [Format, string | Uint8Array, string | undefined]> = {
  "a bomb of aliases": [
    "yaml",
    `${many(9, (at) => `k${at}: &a${at} [${Array(9).fill(at === 0 ? "x" : `*a${at - 1}`)}]`)}\n`,
    "too-many-aliases",
  ],
  "__proto__ in TOML": [
    "toml",
    "[__proto__]\nx = 1\n[pool.__proto__]\nx = 1\n[pools.__proto__]\nmax = 3\n",
    "forbidden-key",
  ],
  "constructor in TOML": [
    "toml",
    "[constructor.prototype]\nx = 1\n[profiles.constructor.pool]\nmax = 2\n",
    "forbidden-key",
  ],
  "__proto__ in YAML": [
    "yaml",
    "__proto__:\n  x: 1\npools:\n  __proto__: { max: 3 }\nrules: { __proto__: off }\n",
    "forbidden-key",
  ],
  "__proto__ in JSON": [
    "json",
    '{"__proto__": {"x": 1}, "pools": {"__proto__": {"max": 3}}, "profiles": {"constructor": {}}}',
    "forbidden-key",
  ],
  "__proto__ in .env": [
    "dotenv",
    "__proto__=1\nconstructor=2\nPOOL_MAX=$__proto__\nPOOL_MIN=${constructor}\n",
    "unset-reference",
  ],
  "names of Object.prototype": [
    "toml",
    "[pools.toString]\nmax = 3\n[profiles.valueOf.pool]\nmax = 3\n[rules]\nhasOwnProperty = 'off'\n",
    "unknown-key",
  ],
  "NUL bytes": ["toml", "[pool]\nmax = 3\0\n", "input"],
  "NUL bytes in .env": ["dotenv", "POOL_MAX=3\0\n", "input"],
  "invalid UTF-8": ["toml", Uint8Array.from([0x61, 0x3d, 0x22, 0xff, 0x22]), "input"],
  "UTF-16": ["json", Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), "input"],
  "a byte order mark": ["toml", "\ufeff[pool]\nmax = 3\n", undefined],
  "a byte order mark in YAML": ["yaml", "\ufeffpool:\n  max: 3\n", undefined],
  "a byte order mark in JSON": ["json", '\ufeff{"pool":{"max":3}}', undefined],
  "a byte order mark in .env": ["dotenv", "\ufeffPOOL_MAX=3\n", undefined],
  "Windows line breaks": ["toml", "[pool]\r\nmax = 3\r\n", undefined],
  "Windows line breaks in .env": ["dotenv", "POOL_MAX=3\r\nPOOL_MIN='1'\r\n", undefined],
  "a key twice in TOML": ["toml", "[pool]\nmax = 3\nmax = 4\n", "duplicate-key"],
  "a key twice in YAML": ["yaml", "pool:\n  max: 3\n  max: 4\n", "duplicate-key"],
  "a key twice in JSON": ["json", '{"pool":{"max":3,"max":4}}', "duplicate-key"],
  "a key twice in .env": ["dotenv", "POOL_MAX=3\nPOOL_MAX=4\n", "duplicate-key"],
  "a date": ["toml", "[pool]\nmax = 2024-01-01\n", "unsupported-value"],
  "a number in hexadecimal": ["toml", "[pool]\nmax = 0x10\n", "odd-number"],
  "a number in octal": ["yaml", "pool:\n  max: 010\n", "odd-number"],
  "an infinite number": ["toml", "[pool]\nmax = inf\n", "unsupported-value"],
  "no number at all": ["toml", "[pool]\nmax = nan\n", "unsupported-value"],
  "an infinite number in YAML": ["yaml", "pool:\n  max: .inf\n  min: .nan\n", "unsupported-value"],
  "1e400": ["json", '{"pool":{"max":1e400}}', "unsupported-value"],
  "1e300": ["json", '{"pool":{"idleTimeout":1e300}}', "unsupported-value"],
  "a large integer": ["toml", "[pool]\nmax = 9223372036854775807\n", "unsupported-value"],
  "a huge integer": ["yaml", `pool:\n  max: ${"9".repeat(400)}\n`, "unsupported-value"],
  "an exponent": ["toml", "[pool]\nmax = 1e1\n", undefined],
  "Indic digits": ["toml", '[pool]\nmax = "१०"\n', "wrong-type"],
  "Indic digits in .env": ["dotenv", "POOL_MAX=१०\nPOOL_IDLE_TIMEOUT=१०s\n", "wrong-type"],
  "a length of time of many digits": ["toml", `[pool]\nidleTimeout = "${"9".repeat(60)}d"\n`, "wrong-type"],
  "a length of time below a millisecond": ["toml", '[pool]\nidleTimeout = "0.0001s"\n', "wrong-type"],
  "deep lists in TOML": ["toml", `a = ${"[".repeat(deep)}${"]".repeat(deep)}`, "too-deep"],
  "deep lists in YAML": ["yaml", `a: ${"[".repeat(deep)}${"]".repeat(deep)}`, "too-deep"],
  "deep lists in JSON": ["json", `{"a": ${"[".repeat(deep)}${"]".repeat(deep)}}`, "too-deep"],
  "deep tables": ["toml", `[${Array(deep).fill("a").join(".")}]\n`, "too-deep"],
  "20,000 unknown keys": ["toml", many(20_000, (at) => `key${at} = 1`), "unknown-key"],
  "20,000 unknown keys in YAML": ["yaml", many(20_000, (at) => `key${at}: 1`), "unknown-key"],
  "20,000 unknown keys in JSON": ["json", `{${many(20_000, (at) => `"key${at}": 1,`)} "a": 1}`, "unknown-key"],
  "20,000 unknown keys in the pool": ["toml", `[pool]\n${many(20_000, (at) => `key${at} = 1`)}`, "unknown-key"],
  "20,000 variables": ["dotenv", many(20_000, (at) => `POOL_MAXX${at}=1`), undefined],
  "20,000 lines that set nothing": ["dotenv", many(20_000, () => "POOL_MAX 1"), "ignored-line"],
  "2,000 named pools": ["toml", many(2_000, (at) => `[pools.p${at}]\nmax = 0`), "out-of-range"],
  "2,000 profiles": ["toml", many(2_000, (at) => `[profiles.p${at}.pool]\nmax = 0`), "out-of-range"],
  "a key of a megabyte": ["toml", `${"k".repeat(1_000_000)} = 1\n`, "unknown-key"],
  "a value of a megabyte": [
    "toml",
    `[pool]\nmax = "${"1".repeat(1_000_000)}"\nidleTimeout = "${"1h".repeat(400_000)}"\n`,
    "wrong-type",
  ],
  "a DSN of a megabyte": [
    "toml",
    `[connection]\nurl = "postgresql://${"a:@?&=%".repeat(140_000)}"\n`,
    "input-too-large",
  ],
  "a DSN of a megabyte in .env": ["dotenv", `DATABASE_URL=postgresql://${"?a=".repeat(330_000)}`, "input-too-large"],
  "a DSN of many parameters": [
    "toml",
    `[connection]\nurl = "postgresql://h/d?${Array(8_000)
      .fill("unknown=1")
      .map((pair, at) => `${at}${pair}`)
      .join("&")}"\n`,
    undefined,
  ],
  "an empty file": ["toml", "", undefined],
  "an empty YAML file": ["yaml", "", undefined],
  "an empty JSON file": ["json", "", undefined],
  "only comments": ["toml", "# nothing\n# here\n", undefined],
  "only comments in YAML": ["yaml", "# nothing\n", undefined],
  "two documents": ["yaml", "---\npool: { max: 3 }\n---\npool: { max: 4 }\n", "syntax-error"],
  "pool as a list": ["toml", "[[pool]]\nmax = 3\n", "wrong-type"],
  "pool as a number": ["yaml", "pool: 3\n", "wrong-type"],
  "a list": ["json", "[1, 2]", "wrong-type"],
  "a text": ["json", '"pool"', "wrong-type"],
  null: ["json", "null", undefined],
  "control characters": ["yaml", 'pool:\n  "\\e[31mmax\\e[0m": 3\n  "\\u202emin": 1\n', "unknown-key"],
  "line separators": ["toml", '[pool]\n"ma\u2028x" = 3\n', "unknown-key"],
};

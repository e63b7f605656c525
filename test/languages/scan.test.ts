// what is found in programs, which are never run
import { describe, expect, test } from "vitest";
import { languageOf } from "../../src/languages/_find.ts";
import { programReader } from "../../src/languages/_reader.ts";
import { languages } from "../../src/languages/registry.gen.ts";

const find = (language: string, text: string) => {
  const document = programReader(languageOf(language))!.read(text, { name: "program" });
  return JSON.parse(JSON.stringify(document.data));
};

describe("C#", () => {
  test.each<[string, object]>([
    [
      "new NpgsqlConnectionStringBuilder { MaxPoolSize = 20, SslMode = SslMode.VerifyFull }",
      { MaxPoolSize: 20, SslMode: "VerifyFull" },
    ],
    ['options.UseNpgsql("Host=h;Timeout=5", Retry())', { "text 1": "Host=h;Timeout=5" }],
    ['var text = $"Host={host};Port=5"\n  // for all\n  + ";Timeout=5";', { text: "Host=${host};Port=5;Timeout=5" }],
    ['return @"Host=h;Password=""a""";', { "text 1": 'Host=h;Password="a"' }],
    ['log("no settings", 1); // "Host=h;Port=5"', {}],
  ])("%j", (text, expected) => expect(find("csharp", text)).toEqual(expected));
});

describe("Ruby", () => {
  test.each<[string, object]>([
    ['connect(\n  adapter: "postgresql",\n  pool: 5\n)', { adapter: "postgresql", pool: 5 }],
    ["config['pool'] = ENV['DB_POOL'] || 5\n", { pool: "${ENV['DB_POOL'] || 5}" }],
    ["{ :pool => 5, 'host' => nil } # checkout_timeout: 5", { pool: 5, host: null }],
    ["idle_timeout: 5.minutes", { idle_timeout: 300 }],
  ])("%j", (text, expected) => expect(find("ruby", text)).toMatchObject(expected));
});

test("a name that reaches what every object shares is no key", () => {
  expect(find("ruby", "__proto__ = 1\nx = {'__proto__': 2, 'constructor': 3, 'a': 4}")).toEqual({ x: { a: 4 } });
});

test.each(languages.filter(({ grammar }) => grammar).map(({ id }) => id))("%s: what never ends is given up", (id) => {
  const reader = programReader(languageOf(id))!;
  for (const piece of ["x=[", "x=({", "f(", "a:{b:", '"', "x=1+", "/*"])
    expect(() => reader.read(piece.repeat(20_000), { name: "x" })).not.toThrow();
});

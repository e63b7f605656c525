// what is found in programs, which are never run
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageOf } from "../../src/languages/_find.ts";
import { programReader } from "../../src/languages/_reader.ts";
import { onlyCalls } from "../../src/languages/_scan.ts";
import { languages } from "../../src/languages/registry.gen.ts";

const find = (language: string, text: string) => {
  const document = programReader(languageOf(language))!.read(text, { name: "program" });
  return JSON.parse(JSON.stringify(document.data));
};

describe("Go", () => {
  test.each<[string, object]>([
    ["db.SetMaxOpenConns(25)", { SetMaxOpenConns: 25 }],
    ["db.SetConnMaxLifetime(5 * time.Minute)", { SetConnMaxLifetime: 300e9 }],
    ["db.SetConnMaxLifetime(time.Hour)", { SetConnMaxLifetime: 3_600e9 }],
    ["db.SetConnMaxLifetime(time.Duration(30) * time.Second)", { SetConnMaxLifetime: 30e9 }],
    ["config.MaxConns = int32(20) // of 100", { MaxConns: 20 }],
    ["PoolConfig{MaxOpenConns: 25, MaxIdleConns: 25}", { MaxOpenConns: 25, MaxIdleConns: 25 }],
    ["// db.SetMaxOpenConns(1)\n/* MaxIdleConns: 3 */", {}],
    ["db.SetMaxOpenConns(cfg.Max)", { SetMaxOpenConns: "${cfg.Max}" }],
    ['params["application_name"] = "svc"', { application_name: "svc" }],
    ['s := "a // b" + `c`', { s: "a // bc" }],
    ["db.SetMaxOpenConns(cfg.Max)\ndb.SetMaxOpenConns(5)", { SetMaxOpenConns: 5 }],
  ])("%j", (text, expected) => expect(find("go", text)).toEqual(expected));
});

describe("Rust", () => {
  test.each<[string, object]>([
    [".max_connections(20)", { max_connections: 20 }],
    [".acquire_timeout(Duration::from_secs(5))", { acquire_timeout: { secs: 5, nanos: 0 } }],
    [".idle_timeout(Some(std::time::Duration::from_millis(90_500)))", { idle_timeout: { secs: 90, nanos: 5e8 } }],
    [".max_lifetime(Duration::from_secs(30 * 60))", { max_lifetime: { secs: 1800, nanos: 0 } }],
    ["wait: Some(Duration::new(5, 7)),", { wait: { secs: 5, nanos: 7 } }],
    ["d = Duration::from_secs_f64(1.5);", { d: { secs: 1, nanos: 5e8 } }],
    ["d = Duration::from_nanos(1_500_000_007);", { d: { secs: 1, nanos: 500_000_007 } }],
    ["d = Duration::from_mins(2);", { d: { secs: 120, nanos: 0 } }],
    [".idle_timeout(None)", { idle_timeout: null }],
    ['cfg.dbname = Some("shop".to_string());', { dbname: "shop" }],
    ['.user(&String::from("web"))', { user: "web" }],
    [".ssl_mode(PgSslMode::VerifyFull)", { ssl_mode: "VerifyFull" }],
    ['.options([("lock_timeout", "2s"), ("geqo", "off")])', { options: { lock_timeout: "2s", geqo: "off" } }],
    [".min_idle(Some(settings.idle))", { min_idle: "${Some(settings.idle)}", Some: "${settings.idle}" }],
    [
      "pool: Some(PoolConfig { max_size: 7 })",
      { pool: "${Some(PoolConfig max_size: 7 )}", Some: "${PoolConfig max_size: 7}", max_size: 7 },
    ],
    ["// .max_size(1)\n/* max_size: 3 */ max_size: MAX", { max_size: "${MAX}" }],
    ['s = r#"a "b\\"#; t = "\\u{e4}\\n";', { s: 'a "b\\', t: "ä\n" }],
    ["f.insert(\"a'b\", &'c'); .port(u16::MAX)", { port: 65_535 }],
  ])("%j", (text, expected) => expect(find("rust", text)).toEqual(expected));

  test("a program that was written is read", () => {
    const text = fc.string({ unit: "binary", maxLength: 30 }).filter((value) => !/^\$\{|\p{Cs}/u.test(value));
    fc.assert(
      fc.property(text, (value) => {
        expect(find("rust", `x = ${languageOf("rust").quote(value)};`)).toEqual({ x: value });
      }),
    );
  });
});

describe("Python", () => {
  test.each<[string, object]>([
    ["engine = create_engine(url, pool_size=5, pool_pre_ping=True)", { pool_size: 5, pool_pre_ping: true }],
    ["POOL = {'min_size': 2, 'max_size': env('X', 4)}", { POOL: { min_size: 2, max_size: "${env('X', 4)}" } }],
    ["pool_recycle = 60 * 30  # half an hour", { pool_recycle: 1800 }],
    ["pool_timeout=None", { pool_timeout: null }],
    ["# pool_size=5\n'''pool_size=6'''", {}],
    ["a = [1, 2,\n 3]", { a: [1, 2, 3] }],
  ])("%j", (text, expected) => {
    const found = find("python", text);
    // a call that is not known is one more name
    const { engine: _, create_engine: __, ...rest } = found;
    expect(rest).toEqual(expected);
  });
});

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

test("of a program with such calls, their arguments are left, where they were", () => {
  const { grammar } = languageOf("python");
  const only = (text: string) => onlyCalls(text, ["Pool"], grammar!);
  const text = "a = f(size=1)\npool = Pool(size=2, b=(3,\n 4))  # Pool(size=5)\nc(size=6)";
  expect(only(text)).toBe("             \n            size=2, b=(3,\n 4)                 \n         ");
  expect(only("Pool[int](a=1)")).toBe("          a=1 ");
  for (const other of ["MyPool(a=1)", "Pool = 3", "Pool(a=1"]) expect(only(other)).toBe(other);
  expect(only("Pool(".repeat(100_000))).toHaveLength(500_000);
});

describe("Java", () => {
  test.each<[string, object]>([
    ["config.setMaximumPoolSize(10);", { setMaximumPoolSize: 10 }],
    ["config.setMaxLifetime(1_800_000L);", { setMaxLifetime: 1_800_000 }],
    ["config.setMaxLifetime(Duration.ofMinutes(30).toMillis());", { setMaxLifetime: 1_800_000 }],
    ["config.setIdleTimeout(TimeUnit.SECONDS.toMillis(30));", { setIdleTimeout: 30_000 }],
    ["builder.maxIdleTime(Duration.ofMinutes(30))", { maxIdleTime: "PT1800S" }],
    ['properties.setProperty("hibernate.hikari.minimumIdle", "5");', { minimumIdle: "5" }],
    ['config.addDataSourceProperty("ApplicationName", name);', { ApplicationName: "${name}" }],
    ["maximumPoolSize = 10", { maximumPoolSize: 10 }],
    ["// setMaximumPoolSize(1)\n/* setMaximumPoolSize(2) */", {}],
  ])("%j", (text, expected) => expect(find("java", text)).toEqual(expected));
});

test("a place is that of the name and of its value", () => {
  const text = "x\ndb.SetMaxOpenConns( 25 )";
  const document = programReader(languageOf("go"))!.read(text, { name: "main.go" });
  const part = (which: "key" | "value") => {
    const { start, end } = document.locate(["SetMaxOpenConns"], which)!;
    return text.slice(start, end);
  };
  expect([part("key"), part("value")]).toEqual(["SetMaxOpenConns", "25"]);
});

test("a name that reaches what every object shares is no key", () => {
  expect(find("python", "__proto__ = 1\nx = {'__proto__': 2, 'constructor': 3, 'a': 4}")).toEqual({ x: { a: 4 } });
});

test.each(languages.filter(({ grammar }) => grammar).map(({ id }) => id))("%s: what never ends is given up", (id) => {
  const reader = programReader(languageOf(id))!;
  for (const piece of ["x=[", "x=({", "f(", "a:{b:", '"', "x=1+", "/*"])
    expect(() => reader.read(piece.repeat(20_000), { name: "x" })).not.toThrow();
});

test.each(["'\"'", "'\\''", "'\\u{22}'", "'x'"])(
  "a quote in the character %s begins no string in Rust",
  (character) => {
    const program = `const QUOTE: char = ${character};\nfn f<'a>(x: &'a str) {}\nPgPoolOptions::new().max_connections(25)`;
    expect(find("rust", program)).toMatchObject({ max_connections: 25 });
  },
);

// what is read of programs with a grammar: the pool that the library's own call opens, and nothing of its neighbours
import { describe, expect, test } from "vitest";
import { type Imported, importConfig } from "../../src/import/index.ts";
import { isRead } from "../../src/languages/_find.ts";
import { readProgramTree } from "../../src/languages/_program.ts";
import { languages } from "../../src/languages/registry.gen.ts";

const ENDS = { python: "py", go: "go", rust: "rs", java: "java", elixir: "exs" } as const;

const read = (language: keyof typeof ENDS, text: string, pool?: string): Imported =>
  importConfig(text, {
    from: "auto",
    name: `db.${ENDS[language]}`,
    statedOnly: true,
    ...(pool !== undefined && { pool }),
  });
const rules = ({ findings }: Imported) => findings.map(({ rule }) => rule);

describe("values", () => {
  const size = (expression: string, before = "") =>
    read("python", `${before}\nengine = create_engine(url, pool_size=${expression}, max_overflow=0)\n`);

  test.each<[string, string, number]>([
    ["8", "", 8],
    ["4 * 2", "", 8],
    ["SIZE", "SIZE = 8", 8],
    ["SIZE", "SIZE: int = 8", 8],
    ["Settings.size", "class Settings:\n    x = 1\nSettings.size = 8", 8],
    ["HALF + HALF", "HALF = 4", 8],
    ["LIMITS['size']", "", 0],
    ["int('8')", "", 8],
    ["8 if small else 8", "", 0],
  ])("%s after %j", (expression, before, value) => {
    expect(size(expression, before).values["pool.max"]).toBe(value === 0 ? undefined : value);
  });

  test.each<[string, string, number | undefined]>([
    ["int(os.environ.get('SIZE', 9))", "SIZE", 9],
    ["int(os.getenv('SIZE') or 9)", "SIZE", 9],
    ["int(os.getenv('SIZE', '3')) * 3", "SIZE", 9],
    ["env.int('SIZE', default=9)", "SIZE", 9],
    ["config('SIZE', default=9, cast=int)", "SIZE", 9],
    ["int(os.environ['SIZE'])", "SIZE", undefined],
    ["os.environ.get('SIZE', workers * 2)", "SIZE", undefined],
    ["settings.size", "settings.size", undefined],
    ["size", "size", undefined],
    ["1 if tiny else 20", "1 if tiny else 20", undefined],
    ["max(4, cores())", "max(4, cores())", undefined],
  ])("%s is known only at run time, with its variable and its default", (expression, named, value) => {
    const { values, text } = size(expression);
    expect(values["pool.max"]).toBe(value);
    expect(text).toMatch(/^# pool[._]\S+ is filled in later there, by /m);
    expect(text).toContain(named);
  });

  test("a name in another scope is another name", () => {
    const text = `def other():
    size = 99
def make(url):
    size = 7
    return create_engine(url, pool_size=size, max_overflow=0)`;
    expect(read("python", text).values["pool.max"]).toBe(7);
  });

  test.each([
    ["a call and a literal", "db.SetMaxOpenConns(fromEnv(40))\n\tif testing {\n\t\tdb.SetMaxOpenConns(7)\n\t}"],
    ["two branches", "if prod {\n\t\tdb.SetMaxOpenConns(40)\n\t} else {\n\t\tdb.SetMaxOpenConns(7)\n\t}"],
    ["one branch", "if prod {\n\t\tdb.SetMaxOpenConns(40)\n\t}"],
  ])("of %s, none is taken", (_, lines) => {
    const { values, text } = read(
      "go",
      `func Open() {\n\tdb, err := sql.Open("pgx", dsn)\n\t${lines}\n\tdb.SetMaxIdleConns(2)\n}\n`,
    );
    expect(values).toMatchObject({ "pool.maxIdle": 2 });
    expect(values["pool.max"]).toBeUndefined();
    expect(text).toMatch(/^# pool\.max is filled in later there, by \$\{.*40.*\}/m);
  });

  test("what runs in any case takes the place of what was before it", () => {
    const { values } = read(
      "go",
      'func f() {\n\tdb, _ := sql.Open("pgx", d)\n\tdb.SetMaxOpenConns(n())\n\tdb.SetMaxOpenConns(5)\n}',
    );
    expect(values["pool.max"]).toBe(5);
  });
});

describe("neighbours", () => {
  test.each<[keyof typeof ENDS, string, object]>([
    [
      "go",
      `func f() {
	db, err := sql.Open("pgx", "postgres://app@db.example.com/shop")
	db.SetMaxOpenConns(25)
	cache := redis.NewClient(&redis.Options{ConnMaxIdleTime: 30 * time.Second, MaxRetries: 7})
	http := &http.Transport{MaxIdleConns: 100}
}`,
      { "connection.url": "postgres://app@db.example.com/shop", "pool.max": 25 },
    ],
    [
      "python",
      `cache = redis.ConnectionPool(timeout=3, max_connections=9)
mail = Mailer(pool_timeout=7, pool_size=3)
engine = create_engine("postgresql://app@db.example.com/shop", pool_size=5, max_overflow=0)
requests.get("https://example.com", pool_timeout=99)`,
      { "connection.url": "postgresql://app@db.example.com/shop", "pool.max": 5, "pool.maxIdle": 5 },
    ],
    [
      "rust",
      `pub fn other(application_name: &str) { reqwest::Client::builder().connect_timeout(Duration::from_secs(1)).build() }
pub async fn open() -> R {
    let cache = deadpool_redis::Config { max_size: 4 };
    PgPoolOptions::new().max_connections(25).connect("postgres://app@db.example.com/shop").await
}`,
      { "connection.url": "postgres://app@db.example.com/shop", "pool.max": 25 },
    ],
    [
      "java",
      `class Beans {
  DataSource db() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://db.example.com/shop");
    config.setMaximumPoolSize(25);
    return new HikariDataSource(config);
  }
  JavaMailSender mail(JavaMailSenderImpl sender) { sender.setPassword("x"); sender.setUsername("mail"); return sender; }
}`,
      { "connection.url": "jdbc:postgresql://db.example.com/shop", "pool.max": 25 },
    ],
    [
      "elixir",
      `import Config
config :shop, Shop.Repo, hostname: "db.example.com", pool_size: 25
config :shop, ShopWeb.Endpoint, url: [host: "www.example.com", port: 443], http: [timeout: 5]
config :shop, Shop.Mailer, username: "mail", password: "mailpw", port: 465`,
      { "connection.host": "db.example.com", "pool.max": 25 },
    ],
  ])("%s: only what belongs to the pool is read", (language, text, values) => {
    const imported = read(language, text);
    expect(imported.values).toEqual(values);
    expect(imported.findings).toEqual([]);
  });
});

describe("a value of the environment, with its default", () => {
  test.each<[keyof typeof ENDS, string, string]>([
    ["go", 'db, _ := sql.Open("pgx", d)\ndb.SetMaxOpenConns(X)', 'getEnvInt("SIZE", 9)'],
    [
      "rust",
      "PgPoolOptions::new().max_connections(X).connect(&url).await",
      'env::var("SIZE").unwrap_or("9".to_string()).parse::<u32>().unwrap()',
    ],
    [
      "rust",
      "PgPoolOptions::new().max_connections(X).connect(&url).await",
      'std::env::var("SIZE").ok().and_then(|v| v.parse().ok()).unwrap_or(9)',
    ],
    [
      "java",
      "HikariConfig c = new HikariConfig(); c.setMaximumPoolSize(X);",
      'Integer.parseInt(System.getenv().getOrDefault("SIZE", "9"))',
    ],
    [
      "java",
      "HikariConfig c = new HikariConfig(); c.setMaximumPoolSize(X);",
      'Integer.parseInt(Optional.ofNullable(System.getenv("SIZE")).orElse("9"))',
    ],
    [
      "elixir",
      'config :shop, Shop.Repo, database: "d", pool_size: X',
      'String.to_integer(System.get_env("SIZE") || "9")',
    ],
    [
      "elixir",
      'config :shop, Shop.Repo, database: "d", pool_size: X',
      'System.get_env("SIZE", "9") |> String.to_integer()',
    ],
  ])("%s: %s, %s", (language, program, expression) => {
    const { values, text } = read(language, program.replace("X", expression));
    expect(values["pool.max"]).toBe(9);
    expect(text).toMatch(/by SIZE; its default is read/);
  });

  test.each<[keyof typeof ENDS, string]>([
    ["rust", "PgPoolOptions::new().max_connections(num_cpus::get() as u32 * 4).min_connections(2).connect(&url).await"],
    ["rust", "PgPoolOptions::new().max_connections(if prod { 50 } else { 5 }).min_connections(2).connect(&url).await"],
    [
      "java",
      'HikariConfig c = new HikariConfig(); c.setMinimumIdle(2); c.setMaximumPoolSize(Integer.parseInt(System.getenv("MAX")));',
    ],
    ["elixir", 'config :shop, Shop.Repo, database: "d", pool_size: System.schedulers_online() * 2'],
  ])("%s: %s is not known, and no default of the library stands for it", (language, program) => {
    const { values, text } = importConfig(program, { from: "auto", name: `db.${ENDS[language]}` });
    expect(values["pool.max"]).toBeUndefined();
    expect(text).toMatch(/^# pool\.max is filled in later there/m);
  });
});

describe("several pools", () => {
  const TWO = `main = create_engine(MAIN, pool_size=20, max_overflow=0)
reports = create_engine(REPORTS, pool_size=3, max_overflow=0)
`;

  test("are a finding that names them, and none is imported", () => {
    const imported = read("python", TWO);
    expect(rules(imported)).toEqual(["pool-not-selected"]);
    expect(imported.findings[0]!.message).toContain("2 pools: main (line 1), reports (line 2)");
    expect(imported.values).toEqual({});
  });

  test.each([
    ["main", 20],
    ["2", 3],
  ])("%s is selected", (pool, max) => expect(read("python", TWO, pool).values["pool.max"]).toBe(max));

  test("a name that is not there is an error that lists them", () => {
    expect(() => read("python", TWO, "other")).toThrow(/main \(line 1\), reports \(line 2\)/);
  });

  test("one of another database is none of them", () => {
    const text = `if testing:
    engine = create_engine("sqlite:///test.db", pool_size=1)
engine = create_engine("postgresql://app@h/shop", pool_size=9, max_overflow=0)`;
    expect(read("python", text).values["pool.max"]).toBe(9);
  });
});

describe("what is put together at run time", () => {
  test.each([
    'fmt.Sprintf("host=%s port=%s user=%s dbname=%s application_name=%s sslmode=disable", h, p, u, d, a)',
    'fmt.Sprintf("postgres://%s:%s@%s:%d/%s?sslmode=%s", u, pw, h, p, d, mode)',
    '"postgres://" + user + "@" + host + "/shop"',
  ])("%s is no connection string to judge", (expression) => {
    const imported = read(
      "go",
      `func f() {\n\tdsn := ${expression}\n\tdb, _ := sql.Open("pgx", dsn)\n\tdb.SetMaxOpenConns(50)\n}`,
    );
    expect(imported.values).toEqual({ "pool.max": 50 });
    expect(imported.findings).toEqual([]);
    expect(imported.text).toContain("connection.url is filled in later there");
  });
});

describe("hostile programs", () => {
  const SYNTAXES = languages.filter(({ program }) => program);

  test.each(SYNTAXES.map(({ id }) => id))("%s: any text is read, or refused with a reason", (id) => {
    const { program, extension } = languages.find((language) => language.id === id)!;
    for (const piece of ["x=[", "f(", "a:{b:", '"', "x=1+", "/*", "a.b().", "((((", "{{{{", "`${", "x=x+x\n"]) {
      const text = piece.repeat(4_000);
      try {
        readProgramTree(text, program!);
      } catch (error) {
        expect((error as Error).message).toMatch(/nested|too long/);
      }
      expect(() => importConfig(text, { from: "auto", name: `x.${extension}` })).toThrow(/nothing|nested|too long/);
    }
  });

  test("names that stand for one another in a circle, or many times, end", () => {
    const doubled = Array.from({ length: 60 }, (_, at) => `a${at + 1} = a${at} + a${at}`).join("\n");
    const text = `a = b\nb = a\na0 = 1\n${doubled}\nengine = create_engine(u, pool_size=a, max_overflow=a60, pool_timeout=5)`;
    expect(read("python", text).values).toMatchObject({ "pool.acquireTimeout": "5s" });
    expect(read("python", text).text).toContain("pool.max is filled in later there, by ${a}");
  });

  test("a name that reaches what every object shares is no key", () => {
    const text =
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "__proto__": {"HOST": "h"}, "NAME": "n"}}';
    const { values } = importConfig(text, { from: "django", statedOnly: true });
    expect(values).toEqual({ "connection.database": "n" });
  });
});

test("every language whose programs are read has a grammar or a scanner", () => {
  expect(languages.filter((language) => !isRead(language)).map(({ id }) => id)).toEqual(["js"]);
});

// programs of Rust as their users write them, and what goes wrong in them
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";
import { configOf } from "./_config.ts";

const SQLX = `
use sqlx::postgres::PgPoolOptions;

let pool = PgPoolOptions::new()
    .max_connections(config.max)
    .max_connections(20)
    .min_connections(5)
    .acquire_timeout(Duration::from_secs(30))
    .idle_timeout(Duration::from_secs(600))
    .max_lifetime(Duration::from_secs(1800))
    .test_before_acquire(true)
    .connect(&database_url)
    .await?;`;

const read = (text: string, from = "auto") => importConfig(text, { from, name: "main.rs" });
const rules = (text: string, from?: string) => read(text, from).findings.map(({ rule }) => rule);

describe("sqlx", () => {
  test("its usual options, word for word", () => {
    const { values, findings, from } = read(SQLX);
    expect({ from, findings }).toEqual({ from: "sqlx", findings: [] });
    expect(values).toMatchObject({
      "pool.max": 20,
      "pool.min": 5,
      "pool.acquireTimeout": "30s",
      "pool.idleTimeout": "10m",
      "pool.maxLifetime": "30m",
      "pool.testOnAcquire": "always",
    });
  });

  test("a min above max, and an idle time beyond the lifetime, are findings", () => {
    const wrong = SQLX.replace("min_connections(5)", "min_connections(50)").replace("(600)", "(3600)");
    const content = read(wrong).text;
    const { findings } = inspectPoolConfig({
      text: { name: "a.toml", format: "toml", content },
      env: {},
      dotenv: false,
    });
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["min-exceeds-max", "idle-outlives-lifetime"]),
    );
  });

  test("a time of 0 is none, and the longest is off", () => {
    expect(rules("PgPoolOptions::new().acquire_timeout(Duration::ZERO)", "sqlx")).toEqual(["wrong-type"]);
    expect(rules("PgPoolOptions::new().idle_timeout(Some(Duration::from_secs(0)))", "sqlx")).toEqual(["wrong-type"]);
    const longest = read("PgPoolOptions::new().acquire_timeout(Duration::from_secs(u32::MAX.into()))", "sqlx");
    expect(longest.values["pool.acquireTimeout"]).toBe("off");
  });

  test("the connection string in the program is read as sqlx reads it", () => {
    const url = "postgres://app@localhost/app?connect_timeout=10&options[statement_timeout]=30s";
    const { values, findings } = read(`PgPoolOptions::new().connect("${url}").await?;`);
    expect(values["session.statementTimeout"]).toBe("30s");
    expect(findings.map(({ rule }) => rule)).toEqual(["ignored-dsn-parameter"]);
  });
});

describe("bb8 and diesel", () => {
  test("no least number is none in bb8, and all in r2d2", () => {
    const text = "Pool::builder().max_size(15).min_idle(None).connection_timeout(Duration::from_secs(5))";
    expect(read(`use bb8;\n${text}`).values["pool.min"] ?? 0).toBe(0);
    expect(read(`use diesel::r2d2;\n${text}`).values["pool.min"]).toBe(15);
    expect(read(`use diesel::r2d2;\n${text.replace(".min_idle(None)", "")}`).values["pool.min"]).toBe(15);
  });

  test.each(["bb8", "diesel"])("%s: what panics is an error, and is not written", (id) => {
    expect(rules("Pool::builder().max_size(0).idle_timeout(Some(Duration::from_secs(0)))", id)).toEqual([
      "wrong-type",
      "wrong-type",
    ]);
    const { config, origins } = configOf({ "pool.min": 5, "pool.max": 4 });
    const { deviations, text } = render(config, id, { origins });
    expect(deviations).toContainEqual(expect.objectContaining({ path: "pool.min", severity: "error" }));
    expect(text).not.toContain("min_idle");
  });

  test("the least number is always written for r2d2", () => {
    const { config, origins } = configOf({ "connection.host": "h" });
    expect(render(config, "diesel", { origins }).text).toContain(".min_idle(Some(0))");
  });
});

test("tokio-postgres refuses what it does not know in a connection string", () => {
  const url = "postgres://app@localhost/app?connection_limit=5";
  for (const from of ["bb8", "deadpool"])
    expect(rules(`config.url = Some("${url}".into());`, from)).toEqual(["unknown-dsn-parameter"]);
  const { config, origins } = configOf({
    "connection.url": "postgres://app@h/app?gssencmode=disable&keepalives_retries=3",
  });
  const { text } = render(config, "deadpool", { origins });
  expect(text).toContain("?keepalives_retries=3");
});

describe("deadpool", () => {
  const said = { "pool.max": 16, "pool.acquireTimeout": "5s" };

  test("variables with its prefix", () => {
    const text = "PG__POOL__MAX_SIZE=16\nPG__POOL__TIMEOUTS__WAIT__SECS=5\nPG__POOL__TIMEOUTS__WAIT__NANOS=0\n";
    const { values, from, recognised } = importConfig(text, { from: "auto" });
    expect({ from, recognised }).toEqual({
      from: "deadpool",
      recognised: expect.stringContaining("PG__POOL__MAX_SIZE"),
    });
    expect(values).toMatchObject(said);
    const { findings } = importConfig("PG__POOL__MAX_SIZE=0\nPG__POOL__SIZE=3\n", { from: "auto" });
    expect(findings.map(({ rule, origin }) => [rule, origin?.toString()])).toEqual([
      ["wrong-type", expect.stringContaining("PG__POOL__MAX_SIZE")],
      ["unknown-key", expect.stringContaining("PG__POOL__SIZE")],
    ]);
  });

  test("a program, and a file", () => {
    const program = `
      cfg.pool = Some(PoolConfig { max_size: 16, timeouts: Timeouts { wait: Some(Duration::from_secs(5)), ..Default::default() } });
      cfg.manager = Some(ManagerConfig { recycling_method: RecyclingMethod::Fast });`;
    expect(read(program, "deadpool").values).toMatchObject({ ...said, "connection.ssl.mode": "disable" });
    const file = "[pg.pool]\nmax_size = 16\ntimeouts.wait = { secs = 5, nanos = 0 }\n";
    expect(importConfig(file, { from: "deadpool", name: "config.toml" }).values).toMatchObject(said);
  });

  test.each([
    "let mut pool = PoolConfig::new(16);\npool.timeouts.wait = Some(Duration::from_secs(5));\nconfig.pool = Some(pool);",
    "config.pool = Some(deadpool_postgres::PoolConfig::new(SIZE));\nwait_timeout(Duration::from_secs(5));",
    "let sizes = PoolConfig::new(16); config.pool = Some(sizes);",
  ])("the size that the constructor is given: %s", (lines) => {
    const program = `const SIZE: usize = 16;\nfn open() {\nlet mut config = deadpool_postgres::Config::new();\n${lines}\n}`;
    expect(read(program, "deadpool").values).toMatchObject({ "pool.max": 16 });
  });

  test("the size that the constructor is given, with the place of what is wrong with it", () => {
    const [finding] = read("config.pool = Some(PoolConfig::new(0));", "deadpool").findings;
    expect(finding).toMatchObject({ rule: "wrong-type", origin: { line: 1, column: 36 } });
  });

  test.each([
    ['vec!["a".to_owned(), "b".to_string()]', "vec![5432u16, 5433]"],
    ['vec![String::from("a"), String::from("b"),]', "vec![5432, 5433]"],
    ['std::vec![FIRST, r"b".into()]', "[5432, 5433].to_vec()"],
    ['vec![FIRST, /* and */ "b".into()]', "vec![5432 /* , */, 5433]"],
    ['["a", "b"].map(String::from).to_vec()', "vec![5432, 5433]"],
    ['["a", "b"].iter().map(ToString::to_string).collect()', "[5432, 5433].into_iter().collect()"],
  ])("several hosts of a program: %s", (hosts, ports) => {
    const program = `const FIRST: &str = "a";\nfn f() {\n let mut config = deadpool_postgres::Config::new();\n config.hosts = Some(${hosts});\n config.ports = Some(${ports});\n}`;
    expect(read(program, "deadpool").values).toMatchObject({
      "connection.host": "a,b",
      "connection.port": "5432,5433",
    });
  });

  test("several hosts of the program that is written", () => {
    const { config, origins } = configOf({ "connection.host": "a,b", "connection.database": "shop" });
    const { text } = render(config, "deadpool", { origins, format: "code", onlySet: true });
    expect(read(text, "deadpool").values).toMatchObject({ "connection.host": "a,b" });
  });

  test("several hosts are read as lists, and written in the URL", () => {
    const lists = '[pg]\nhosts = [ "a", "b" ]\nports = [ 5432, 5433 ]\ndbname = "shop"\n[pg.pool]\nmax_size = 4\n';
    const values = { "connection.host": "a,b", "connection.port": "5432,5433" };
    expect(importConfig(lists, { from: "deadpool" }).values).toMatchObject(values);
    const { config, origins } = configOf(values);
    expect(importConfig(render(config, "deadpool", { origins }).text, { from: "deadpool" }).values).toMatchObject({
      "connection.url": "postgresql://a:5432,b:5433",
    });
  });
});

describe("programs with what is set alone", () => {
  const SETTINGS = { "pool.max": 5, "pool.connectTimeout": "3s", "pool.testOnAcquire": "always" } as const;
  const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
    Object.fromEntries(Object.entries(SETTINGS).filter((_, at) => bits & (1 << at))),
  );

  test.each(subsets.map((settings) => [Object.keys(settings).join(" and ") || "nothing", settings] as const))(
    "deadpool with %s: each type that is imported is used, and no value is missing",
    (_, settings) => {
      const { config, origins } = configOf(settings);
      const { text } = render(config, "deadpool", { format: "code", origins, onlySet: true });
      const imported = [...text.matchAll(/^use [\w:]+::(\w+);$/gm)].map(([, name]) => name!);
      const body = text.replace(/^use .*$/gm, "");
      for (const name of imported) expect(body).toMatch(new RegExp(`\\b${name}\\b`));
      expect(body).not.toMatch(/\[\]|\(\)\);/);
      expect(body.includes("PoolConfig::new(5)")).toBe("pool.max" in settings);
      expect(body.includes("RecyclingMethod::Verified")).toBe("pool.testOnAcquire" in settings);
      expect(body.includes("let mut config")).toBe(Object.keys(settings).length > 0);
    },
  );
});

describe("data of deadpool that serde and an environment can hold", () => {
  const data = (settings: Readonly<Record<string, unknown>>, format: string, onlySet: boolean) => {
    const { config, origins } = configOf(settings);
    return render(config, "deadpool", { format, origins, onlySet }).text;
  };

  test.each(["toml", "env", "json"])("as %s: no list, since no variable holds one", (format) => {
    const hosts = { "connection.host": "a,b", "connection.port": "5432,5433", "connection.database": "shop" };
    const text = data({ ...hosts, "connection.password": "p@ss" }, format, false);
    expect(text).toContain("postgresql://:p%40ss@a:5432,b:5433/shop");
    expect(text).not.toMatch(/hosts|ports/i);
  });

  test.each([
    [{ "pool.acquireTimeout": "5s" }, 10],
    [{ "pool.connectTimeout": "5s" }, 10],
    [{ "pool.connectTimeout": "5s", "pool.max": 7 }, 7],
  ])("%j needs a size, without which serde takes no pool", (settings, size) => {
    expect(JSON.parse(data(settings, "json", true)).pool).toMatchObject({ max_size: size });
  });
});

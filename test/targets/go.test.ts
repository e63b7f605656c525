// the pools of Go: the struct PoolConfig in code and JSON, GORM's programs, the connection strings of pgxpool
import { describe, expect, test } from "vitest";
import { type Imported, importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { configOf } from "./_config.ts";

const read = (text: string, from: string, name?: string): Imported =>
  importConfig(text, { from, statedOnly: true, ...(name !== undefined && { name }) });
const rules = ({ findings }: Imported) => findings.map(({ rule }) => rule);

const EVERYTHING = {
  "pool.max": 25,
  "pool.maxIdle": 10,
  "pool.maxLifetime": "30m",
  "pool.idleTimeout": "5m",
  "retry.maxAttempts": 3,
  "retry.interval": "2s",
  "pool.healthCheckInterval": "30s",
  "observe.metrics": true,
};

describe.each(["database-sql", "gorm"])("PoolConfig, %s", (id) => {
  test.each([
    [
      "encoding/json",
      `{"max_open_conns":25,"max_idle_conns":10,"conn_max_lifetime":1800000000000,"conn_max_idle_time":300000000000,
        "max_retries":3,"retry_interval":2000000000,"health_interval":30000000000,"metrics_enabled":true}`,
    ],
    [
      "JSON with texts, and names in another case",
      `{"MaxOpenConns":25,"maxIdleConns":10,"conn_max_lifetime":"30m","ConnMaxIdleTime":"5m0s",
        "max_retries":3,"retry_interval":"2s","health_interval":"30s","MetricsEnabled":true}`,
    ],
    [
      "a literal of the struct",
      `var pool = PoolConfig{
        MaxOpenConns: 25, MaxIdleConns: 10,
        ConnMaxLifetime: 30 * time.Minute, ConnMaxIdleTime: 5 * time.Minute, // of
        MaxRetries: 3, RetryInterval: time.Second * 2, HealthInterval: 30 * time.Second, MetricsEnabled: true,
      }
      func (c PoolConfig) apply(db *sql.DB) { db.SetMaxOpenConns(c.MaxOpenConns) }`,
    ],
  ])("%s", (_, text) => {
    const imported = read(text, id);
    expect(imported.values).toEqual(EVERYTHING);
    expect(rules(imported)).toEqual([]);
  });

  test("more idle than open, and idle for longer than it lives", () => {
    const text = '{"max_open_conns": 5, "max_idle_conns": 10, "conn_max_lifetime": "5m", "conn_max_idle_time": "10m"}';
    expect(rules(read(text, id))).toEqual(["max-idle-exceeds-max", "idle-outlives-lifetime"]);
  });

  test("the settings of the struct are written under its names", () => {
    const { config, origins } = configOf({ "connection.host": "h", ...EVERYTHING });
    expect(JSON.parse(render(config, id, { format: "json", origins }).text)).toEqual({
      dsn: "postgresql://h/?connect_timeout=10",
      max_open_conns: 25,
      max_idle_conns: 10,
      conn_max_lifetime: 1.8e12,
      conn_max_idle_time: 3e11,
      max_retries: 3,
      retry_interval: 2e9,
      health_interval: 3e10,
      metrics_enabled: true,
    });
  });

  test("0 is no limit and no timeout; a floor of idle connections below 0 is none", () => {
    const unlimited = read('{"max_open_conns": 0, "max_idle_conns": -1, "conn_max_lifetime": 0}', id);
    expect(unlimited.values).toEqual({ "pool.maxIdle": 0, "pool.maxLifetime": "off" });
    expect(rules(unlimited)).toEqual(["zero-not-off"]);
  });

  test.each(["300", "1500000.5", '"5"', '"5 minutes"'])("a time of %s is told of, and not guessed", (time) => {
    const imported = read(`{"max_open_conns": 5, "conn_max_lifetime": ${time}}`, id);
    expect(imported.values).toEqual({ "pool.max": 5 });
    expect(rules(imported)).toEqual(["wrong-type"]);
  });

  test("without a word, two idle connections are kept, and never more than there may be", () => {
    expect(importConfig('{"max_open_conns": 5}', { from: id }).values).toMatchObject({ "pool.maxIdle": 2 });
    expect(importConfig('{"max_open_conns": 1}', { from: id }).values).toMatchObject({ "pool.maxIdle": 1 });
  });

  test("a parameter of pgxpool in its connection string is refused by the server", () => {
    const imported = read(
      'db, err := sql.Open("pgx", "postgres://u@h/db?pool_max_conns=5")\ndb.SetMaxOpenConns(5)',
      id,
    );
    expect(rules(imported)).toEqual(["ignored-dsn-parameter"]);
  });

  test("what is filled in when the program runs is not read", () => {
    const text = `config, err := pgx.ParseConfig(os.Getenv("DATABASE_URL"))
      config.RuntimeParams["statement_timeout"] = "5000"
      db.SetMaxOpenConns(cfg.Max)\ndb.SetMaxIdleConns(4)`;
    const { values, text: toml } = read(text, id);
    expect(values).toEqual({ "pool.maxIdle": 4, "session.statementTimeout": "5s" });
    expect(toml).toContain("connection.url is filled in later there");
  });
});

test("a program of GORM is known, with the connection string of pairs that it has", () => {
  const text = `db, err := gorm.Open(postgres.Open("host=db.example.com user=app dbname=shop sslmode=require"), &gorm.Config{})
    sqlDB, err := db.DB()
    sqlDB.SetMaxOpenConns(100)
    sqlDB.SetConnMaxLifetime(time.Hour)`;
  const imported = read(text, "auto", "main.go");
  expect(imported.from).toBe("gorm");
  expect(imported.values).toEqual({
    "connection.url": "postgresql://app@db.example.com/shop",
    "connection.ssl.mode": "require",
    "pool.max": 100,
    "pool.maxLifetime": "1h",
  });
});

describe("pgxpool", () => {
  const POOL = {
    "connection.url": "postgresql://app@db.example.com/shop",
    "pool.max": 20,
    "pool.min": 2,
    "pool.maxLifetime": "30m",
    "pool.maxLifetimeJitter": "10%",
    "pool.idleTimeout": "1m",
    "pool.connectTimeout": "3s",
  };
  const TIMES = "pool_max_conn_lifetime=27m pool_max_conn_lifetime_jitter=3m pool_max_conn_idle_time=60s";

  test.each([
    [
      "a URL",
      `postgresql://app@db.example.com/shop?${`pool_max_conns=20 pool_min_conns=2 ${TIMES} connect_timeout=3`.replaceAll(" ", "&")}`,
    ],
    [
      "pairs",
      `host=db.example.com user=app dbname=shop pool_max_conns=20 pool_min_conns='2' ${TIMES} connect_timeout=3`,
    ],
    [
      "a program",
      `config, err := pgxpool.ParseConfig("postgresql://app@db.example.com/shop?pool_max_conns=4")
       config.MaxConns = 20
       config.MinConns = int32(2)
       config.MaxConnLifetime = 27 * time.Minute
       config.MaxConnLifetimeJitter = 3 * time.Minute
       config.MaxConnIdleTime = time.Minute
       config.ConnConfig.ConnectTimeout = 3 * time.Second`,
    ],
  ])("%s", (_, text) => {
    const imported = read(text, "pgxpool");
    expect(imported.values).toEqual(POOL);
    expect(rules(imported)).toEqual([]);
  });

  test("parameters that a program appends", () => {
    const text = 'dsn := "postgres://app@h/shop"\npool, err := pgxpool.New(ctx, dsn+"?pool_max_conns=200")';
    expect(read(text, "pgxpool").values).toEqual({ "connection.url": "postgres://app@h/shop", "pool.max": 200 });
  });

  test("a format string gives the settings, and no server", () => {
    const imported = read("postgres://%s:%s@%s:%s/%s?pool_max_conns=50&pool_min_conns=10", "pgxpool");
    expect(imported.values).toEqual({ "pool.max": 50, "pool.min": 10 });
    expect(rules(imported)).toEqual([]);
  });

  test.each(["pool_max_conn_lifetime", "pool_max_conn_idle_time", "pool_health_check_period"])("%s of 0", (name) => {
    const imported = read(`postgres://app@h/shop?pool_max_conns=5&${name}=0s`, "pgxpool");
    expect(imported.values).toEqual({ "connection.url": "postgres://app@h/shop", "pool.max": 5 });
    expect(rules(imported)).toEqual(["zero-not-off"]);
  });

  test("a floor of idle connections is told of", () => {
    const url = "postgres://app@h/shop?pool_min_idle_conns=3";
    const { text, values } = read(`${url}&pool_max_conns=5`, "pgxpool");
    expect(values).toEqual({ "connection.url": url, "pool.max": 5 });
    expect(text).toContain("# pool_min_idle_conns is a minimum of idle connections");
  });

  test("no time to connect is two minutes there; off is a year", () => {
    expect(read("postgres://app@h/shop?connect_timeout=0&pool_max_conns=1", "pgxpool").values).toMatchObject({
      "pool.connectTimeout": "2m",
    });
    const { config, origins } = configOf({ "connection.host": "h", "pool.connectTimeout": "off" });
    const { text } = render(config, "pgxpool", { origins });
    expect(text).toContain("connect_timeout=31536000");
    expect(read(text, "pgxpool").values).toMatchObject({ "pool.connectTimeout": "off" });
  });

  test("nothing is written as 0, and the base of a lifetime neither", () => {
    const { config, origins } = configOf({
      "connection.host": "h",
      "pool.idleTimeout": "off",
      "pool.maxLifetime": "off",
      "pool.maxLifetimeJitter": "10%",
    });
    expect(render(config, "pgxpool", { origins }).text).toMatch(
      /pool_max_conn_lifetime=8760h&pool_max_conn_lifetime_jitter=0s&pool_max_conn_idle_time=8760h/,
    );
    const whole = configOf({ "connection.host": "h", "pool.maxLifetime": "10m", "pool.maxLifetimeJitter": "10m" });
    const { deviations, text } = render(whole.config, "pgxpool", { origins: whole.origins });
    expect(deviations).toContainEqual(expect.objectContaining({ path: "pool.maxLifetime", kind: "unrepresentable" }));
    expect(text).not.toContain("pool_max_conn_lifetime=");
  });

  test("the check comes often enough for the times that hang on it, unless somebody said how often", () => {
    const period = (settings: object) => {
      const { config, origins } = configOf({ "connection.host": "h", ...settings });
      return /pool_health_check_period=(\w+)/.exec(render(config, "pgxpool", { origins }).text)?.[1];
    };
    expect(period({})).toBe("30s");
    expect(period({ "pool.idleTimeout": "1m" })).toBe("15s");
    expect(period({ "pool.idleTimeout": "1m", "pool.healthCheckInterval": "40s" })).toBe("40s");
    expect(period({ "pool.healthCheckInterval": "off" })).toBeUndefined();
  });
});

describe.each(["database-sql", "gorm", "pgxpool"])("the program of %s", (id) => {
  const STATED = {
    "connection.url": "postgresql://app@db.example.com/shop?pool_timeout=5",
    "connection.applicationName": 'a "b" \\ `c`',
    "connection.schema": "one,Two",
    "pool.max": 7,
    "pool.idleTimeout": "90500ms",
    "pool.maxLifetime": "20m",
    "pool.connectTimeout": "1500ms",
    "session.statementTimeout": "1250ms",
    "session.lockTimeout": "off",
  };

  test("is imported as what it says, but for the server", () => {
    const { config, origins } = configOf(STATED);
    const { text } = render(config, id, { format: "code", origins });
    const { "connection.url": _, ...rest } = STATED;
    expect(read(text, "auto", "pool.go")).toMatchObject({ from: id, values: rest });
  });

  test("takes out of its URL what the library would send on", () => {
    const { config, origins } = configOf(STATED);
    expect(render(config, id, { format: "code", origins }).text).toContain(
      'withParameters(os.Getenv("DATABASE_URL"), "pool_timeout")',
    );
  });

  test("puts TLS into its URL, where that does not say it", () => {
    const url = { "connection.url": "postgresql://app@h/shop?sslmode=require" };
    const code = (settings: object) => {
      const { config, origins } = configOf({ ...url, ...settings });
      return render(config, id, { format: "code", origins }).text;
    };
    expect(code({})).toContain('ParseConfig(os.Getenv("DATABASE_URL"))');
    expect(code({ "connection.ssl.mode": "verify-full", "connection.ssl.ca": "a b.pem" })).toContain(
      '"sslmode=verify-full", "sslrootcert=a%20b.pem"',
    );
  });
});

// a setter that gets 0 replaces the default of the library: with SetMaxIdleConns(0) no connection stays open
describe.each(["database-sql", "gorm"])("%s, what is set alone", (id) => {
  const SETTERS: Readonly<Record<string, readonly [path: string, value: unknown]>> = {
    SetMaxOpenConns: ["pool.max", 5],
    SetMaxIdleConns: ["pool.maxIdle", 2],
    SetConnMaxLifetime: ["pool.maxLifetime", "30m"],
    SetConnMaxIdleTime: ["pool.idleTimeout", "5m"],
  };

  test.each(Object.entries(SETTERS))("%s is called only if its field is set", (setter, [path, value]) => {
    const { config, origins } = configOf({ [path]: value });
    const { text } = render(config, id, { format: "code", origins, onlySet: true });
    expect(Object.keys(SETTERS).filter((name) => text.includes(`db.${name}(`))).toEqual([setter]);
  });
});

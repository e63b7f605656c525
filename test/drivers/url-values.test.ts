// what each driver makes of the values of parameters, of the address, and of its own spellings
import { expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";

function read(dsn: string, { dialect, targets }: { dialect?: string; targets?: string[] } = {}) {
  const options = { cwd: "/nonexistent", env: {}, dotenv: false, dsn, dialect, targets } as const;
  const { config, findings } = inspectPoolConfig(options);
  const errors = findings.filter(({ severity }) => severity === "error");
  return { config, findings, errors: errors.map(({ message }) => message) };
}

const query = (parameters: string) => `postgresql://app@db.example.com/shop?${parameters}`;

test.each([
  [undefined, "target_session_attrs=readwrite", "target_session_attrs=readwrite"],
  [undefined, "sslnegotiation=yes", "sslnegotiation=yes"],
  [undefined, "ssl_min_protocol_version=1.2", "ssl_min_protocol_version=1.2"],
  [undefined, "keepalives=on", "keepalives=on"],
  ["tokio-postgres", "sslmode=verify-full", "sslmode=verify-full"],
  ["tokio-postgres", "target_session_attrs=standby", "target_session_attrs=standby"],
  ["pgxpool", "pool_ping_timeout=5", "pool_ping_timeout=5"],
  ["pgxpool", "pool_min_idle_conns=2s", "pool_min_idle_conns=2s"],
  ["pgx", "default_query_exec_mode=simple", "default_query_exec_mode=simple"],
  ["pgx", "ssl=true", "ssl"],
  ["pgx", "connect_timeout=-1", "connect_timeout"],
  ["tokio-postgres", "hostaddr=localhost", "hostaddr=localhost"],
  ["asyncpg", "sslmode=on", "sslmode=on"],
  ["postgres-js", "target_session_attrs=any", "target_session_attrs=any"],
  ["sqlx", "ssl-mode=strict", "ssl-mode=strict"],
  ["pgjdbc", "targetServerType=standby", "targetServerType=standby"],
])("%s refuses %s", (dialect, parameters, shown) => {
  const { errors } = read(query(parameters), dialect === undefined ? {} : { dialect });
  expect(errors).toEqual([expect.stringContaining(shown)]);
});

test.each([
  [undefined, "target_session_attrs=prefer-standby&channel_binding=require&sslnegotiation=direct"],
  ["tokio-postgres", "sslmode=require&keepalives_retries=3"],
  ["pgxpool", "pool_ping_timeout=5s&pool_min_idle_conns=2&pool_max_conns=4"],
  ["pgx", "options=-c%20search_path%3Dapp&default_query_exec_mode=exec"],
  ["pgx", "replication=database&search_path=app&statement_timeout=5s"],
  ["asyncpg", "ssl_min_protocol_version=TLSv1.2&gsslib=sspi"],
  ["pgjdbc", "targetServerType=preferSecondary&loadBalanceHosts=true"],
])("%s accepts %s", (dialect, parameters) => {
  expect(read(query(parameters), dialect === undefined ? {} : { dialect }).errors).toEqual([]);
});

test.each([
  ["postgresql+asyncpg://app@h/d?sslmode=require", ["sslmode"]],
  ["postgresql+asyncpg://app@h/d?connect_timeout=5", ["connect_timeout"]],
  ["postgresql+asyncpg://app@h/d?ssl=require&prepared_statement_cache_size=0", []],
  ["postgresql+psycopg://app@h/d?sslmode=require", []],
])("SQLAlchemy passes the parameters of %s to the driver", (dsn, refused) => {
  expect(read(dsn).errors).toEqual(refused.map((name) => expect.stringContaining(name)));
});

test.each([
  ["?keepalives=0&keepalives_idle=30", null],
  ["?keepalives_idle=30&keepalives=0", null],
  ["?keepalives=1&keepalives_idle=45", 45_000],
])("keepalives switches the probes off, whatever keepalives_idle is: %s", (parameters, keepAlive) => {
  expect(read(`postgres://h/d${parameters}`).config.pool.keepAlive).toBe(keepAlive);
});

test("asyncpg takes ports in a host parameter, and the address before the query first", () => {
  const hosts = (dsn: string, dialect?: string) => {
    const { connection } = read(dsn, dialect === undefined ? {} : { dialect }).config;
    return [connection.host, connection.port, connection.database];
  };
  expect(hosts("postgresql:///d?host=a:5433,[::1]:5434", "asyncpg")).toEqual(["a,::1", "5433,5434", "d"]);
  expect(hosts("postgresql://a:1/d?host=b&port=2&dbname=e", "asyncpg")).toEqual(["a", 1, "d"]);
  expect(hosts("postgresql://a:1/d?host=b&port=2&dbname=e")).toEqual(["b", 2, "e"]);
  expect(hosts("postgresql://a:1/d?database=e", "pgx")).toEqual(["a", 1, "e"]);
});

test("libpq looks up a host with a port in it as a name", () => {
  expect(read("host=127.0.0.1:5433 dbname=shop").errors).toEqual([expect.stringContaining("port")]);
  expect(read("host=::1 port=5433 dbname=shop").errors).toEqual([]);
  expect(read("host=/tmp dbname=shop").errors).toEqual([]);
});

test("Go refuses characters in user and password that other parsers take", () => {
  const dsn = "postgres://app:a|b^c@db.example.com/shop";
  expect(read(dsn).errors).toEqual([]);
  const [finding] = read(dsn, { targets: ["pgxpool"] }).findings.filter(({ severity }) => severity === "error");
  expect(finding?.help).toContain("%7C");
  expect(JSON.stringify(finding)).not.toContain("a|b");
  expect(read("postgres://app:a%7Cb%5Ec@db.example.com/shop", { targets: ["pgxpool"] }).errors).toEqual([]);
});

test("pgx takes the first of several values, libpq the last", () => {
  const schema = (dialect: string) =>
    read(query("search_path=one&search_path=two"), { dialect }).config.connection.schema;
  expect([schema("pgx"), schema("bun-sql")]).toEqual(["one", "two"]);
});

test("a NUL is refused in both forms", () => {
  expect(read("host=db user=app dbname=a\0b").errors).toContainEqual(expect.stringContaining("NUL"));
  expect(read("postgres://db/a%00b").errors).toContainEqual(expect.stringContaining("%00"));
});

test.each([
  ["psql://app@h/d", undefined, 0],
  ["pgsql://app@h/d?sslmode=require", undefined, 0],
  ["postgis://app@h/d", ["django"], 0],
])("%s is a connection string of Django", (dsn, targets, errors) => {
  const result = read(dsn, targets === undefined ? {} : { targets });
  expect(result.errors).toHaveLength(errors);
  expect(result.config.connection.host).toBe("h");
});

test.each([
  ["pgxpool", "search_path=app", "app"],
  ["node-postgres", "statement_timeout=5s", undefined],
])("a target implies how the string is read: %s and %s", (target, parameters, schema) => {
  const { config, findings } = read(query(parameters), { targets: [target] });
  expect(config.connection.schema).toBe(schema);
  expect(findings.filter(({ rule }) => rule === "unknown-dsn-parameter")).toEqual([]);
});

test("what the driver of a target refuses, and libpq does not, is a warning, and render has it", () => {
  const { config, findings, errors } = read(query("sslmode=verify-full&hostaddr=10.0.0.5"), { targets: ["deadpool"] });
  expect([config.connection.ssl.mode, errors]).toEqual(["verify-full", []]);
  expect(findings.map(({ message }) => message)).toContain("tokio-postgres refuses sslmode=verify-full");
  expect(read(query("hostaddr=10.0.0.5"), { targets: ["pgxpool"] }).errors).toEqual([]);
  expect(read(query("hostadr=10.0.0.5"), { targets: ["pgxpool"] }).errors).toHaveLength(1);
});

test.each(["pgx", "libpq", "tokio-postgres"])("%s does not accept the schemes of Django", (dialect) => {
  expect(read("psql://app@h/d", { dialect }).errors).toEqual([expect.stringContaining("psql://")]);
});

test.each(["pgxpool", "asyncpg", "postgres-js"])("%s: a misspelt setting of the server is named", (target) => {
  const { findings } = read(query("aplication_name=web"), { targets: [target] });
  expect(findings.map(({ help }) => help)).toContain("Did you mean `application_name`?");
});

test.each(["node-postgres", "postgres-js"])("%s takes any scheme", (dialect) => {
  expect(read("psql://app@h/d", { dialect }).errors).toEqual([]);
});

test.each([
  ["knex", "query_timeout=5", 5],
  ["prisma@7", "query_timeout=5", 5],
])("--dialect %s is the driver of that target", (dialect, parameters, timeout) => {
  expect(read(query(parameters), { dialect }).config.session.queryTimeout).toBe(timeout);
});

test("libpq's variables are read as its parameters", () => {
  const load = (env: Record<string, string>, dsn?: string) => {
    const { config, findings } = inspectPoolConfig({ cwd: "/nonexistent", env, dotenv: false, ...(dsn && { dsn }) });
    const errors = findings.filter(({ severity }) => severity === "error");
    return {
      timeout: config.pool.connectTimeout,
      errors: errors.map(({ message, origin }) => [message, origin?.name]),
    };
  };
  expect(load({ PGHOST: "h", PGCONNECT_TIMEOUT: "5" })).toEqual({ timeout: 5_000, errors: [] });
  expect(load({ PGCONNECT_TIMEOUT: "5" }, "postgresql://h/d?connect_timeout=7").timeout).toBe(7_000);
  const { errors } = load({ PGHOST: "h", PGTARGETSESSIONATTRS: "readwrite", PGHOSTADDR: "db.internal" });
  expect(errors).toHaveLength(2);
  expect(errors.flat().join()).toMatch(/PGHOSTADDR.*PGTARGETSESSIONATTRS|PGTARGETSESSIONATTRS.*PGHOSTADDR/);
});

test("what a target ignores is reported, and is still a setting for render", () => {
  const { findings } = read(query("hostaddr=10.0.0.5"), { targets: ["node-postgres"] });
  expect(findings.map(({ message }) => message)).toContainEqual(expect.stringContaining('"hostaddr"'));
  expect(read(query("connect_timeout=5"), { targets: ["knex"] }).config.pool.connectTimeout).toBe(5_000);
});

test.each(["verify-full", "verify-ca", "no-verify", "allow"])("Prisma reads sslmode=%s as prefer", (word) => {
  const { config, findings } = read(query(`connection_limit=5&sslmode=${word}`));
  expect(config.connection.ssl.mode).toBe("prefer");
  const told = findings.filter(({ rule }) => rule === "misread-dsn-parameter");
  expect(told.map(({ help }) => help)).toEqual(["Write sslmode=require&sslaccept=strict."]);
});

test("a JDBC URL may name the database alone", () => {
  expect(read("jdbc:postgresql:shop?user=app&password=x").config.connection).toMatchObject({
    database: "shop",
    user: "app",
  });
  expect(read("jdbc:postgresql:/").errors).toEqual([]);
});

test("a year that stands for off in pgxpool is off", () => {
  const { config, errors } = read(query("pool_max_conn_lifetime=8760h&pool_max_conn_idle_time=8760h"));
  expect([config.pool.maxLifetime, config.pool.idleTimeout, errors]).toEqual([null, null, []]);
});

test.each(["postgres-js", "bun-sql", "sqlx"])(
  "a connection string is imported for %s, which has options as well",
  (from) => {
    const { values } = importConfig(query("application_name=web"), { from });
    expect(values).toMatchObject({ "connection.applicationName": "web" });
  },
);

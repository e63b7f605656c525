// the configs that every target is rendered from, with the address that a reader must find in the result
import type { Address, Tls } from "./reader.ts";

/** One config, as its user has it. */
export interface Example {
  readonly id: string;
  /** Files of the project, by name; `poolcfg.toml` is the config. What ends in `.pem` is written as a real certificate or key. */
  readonly files: Readonly<Record<string, string>>;
  /** The environment that `poolcfg render` runs in. */
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of `poolcfg render` that belong to the config: `--pool`, `--profile`. */
  readonly args: readonly string[];
  /**
   * The environment of the program that the code form becomes: that of `poolcfg render`, and the password or the connection
   * string where these are in a file, since code contains no secret.
   */
  readonly programEnv: Readonly<Record<string, string>>;
  /** What a library must read back. What the config does not set is not here. */
  readonly expected: Expected;
}

/** The address that the config means. `tls` is libpq's mode. */
export interface Expected extends Omit<Address, "tls"> {
  readonly tls: Tls;
}

interface Given {
  readonly toml?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** What the program's environment has besides `env`. */
  readonly program?: Readonly<Record<string, string>>;
  readonly expected: Partial<Expected>;
}

function example(id: string, given: Given): Example {
  const { toml, files = {}, env = {}, args = [], program = {}, expected } = given;
  return {
    id,
    files: { ...files, ...(toml !== undefined && { "poolcfg.toml": toml }) },
    env,
    args,
    programEnv: { ...env, ...program },
    expected: { tls: "prefer", ...expected },
  };
}

/** `[connection]` of an ordinary server, and the address that it means. */
const CONNECTION = `[connection]
host = "db.example.com"
port = 5433
database = "shop"
user = "app"
password = "correct horse"
`;

const ADDRESS = { server: "db.example.com:5433", database: "shop", user: "app", password: "correct horse" } as const;
const PGPASSWORD = { PGPASSWORD: "correct horse" } as const;

const README = `[pool]
max = 20
acquire_timeout = "15s"
idle_timeout = "5m"
max_lifetime = "30m"

[server]
max_connections = 100

[deployment]
instances = 4
`;

const URL = "postgresql://app:correct%20horse@db.example.com:5433/shop";
const URL_ADDRESS = ADDRESS;

const POOLS = `${CONNECTION}
[pool]
max = 12

[pools.reports]
role = "replica"
connection = { url = "postgresql://reader:rep%2Fpw@reports.example.com/shop_reports" }
pool = { max = 3, acquire_timeout = "2m" }

[pools.jobs]
weight = 2
pool = { max = 4, max_lifetime = "5m" }
connection = { application_name = "jobs" }
`;

/** What expanding readers take for a dollar sign, for an escape or for a variable. */
const DOLLARS = "Pa$$w0rd a\\$b $${X} \\${Y} $";

/** Text with every character that some format gives a meaning to. */
const EVERY_MARK = "p@ss/w:rd?#%\"\\$`'${x}&=+ <>";

/** A password may have what looks like a variable that nobody filled in. */
const ALLOWED = '\n[rules]\nplaceholder = "off"\n';

export const EXAMPLES: readonly Example[] = [
  example("readme", { toml: README, expected: {} }),
  example("readme-url", { toml: README, env: { DATABASE_URL: URL }, expected: URL_ADDRESS }),
  example("minimal", { toml: "[pool]\nmax = 5\n", expected: {} }),
  example("dsn-only", {
    env: { DATABASE_URL: `${URL}?sslmode=require` },
    expected: { ...URL_ADDRESS, tls: "require" },
  }),
  example("all-off", {
    toml: `${CONNECTION}
[pool]
acquire_timeout = "off"
connect_timeout = "off"
idle_timeout = "off"
max_lifetime = "off"
max_uses = "off"
test_on_acquire = "off"
keep_alive = "off"
health_check_interval = "off"

[session]
statement_timeout = "off"
lock_timeout = "off"
idle_in_transaction_timeout = "off"
transaction_timeout = "off"
query_timeout = "off"
`,
    program: PGPASSWORD,
    expected: ADDRESS,
  }),
  example("everything-set", {
    toml: `[connection]
host = "db.example.com"
port = 6432
database = "shop"
user = "web"
password = "correct horse"
schema = "sales"
application_name = "checkout"

[connection.ssl]
mode = "require"

[pool]
max = 20
min = 2
max_idle = 5
max_waiting = 100
acquire_timeout = "10s"
connect_timeout = "3s"
idle_timeout = "1m"
max_lifetime = "20m"
max_lifetime_jitter = "2m"
max_uses = 7500
test_on_acquire = "30s"
keep_alive = "10s"
health_check_interval = "15s"

[session]
statement_timeout = "15s"
lock_timeout = "2s"
idle_in_transaction_timeout = "1m"
transaction_timeout = "5m"
query_timeout = "20s"

[retry]
max_attempts = 5
interval = "2s"
multiplier = 3
max_interval = "1m"

[observe]
leak_threshold = "30s"
metrics = false
`,
    program: PGPASSWORD,
    expected: {
      server: "db.example.com:6432",
      database: "shop",
      user: "web",
      password: "correct horse",
      schema: ["sales"],
      applicationName: "checkout",
      tls: "require",
    },
  }),
  example("three-hosts", {
    toml: `[connection]
host = "one.example.com,two.example.com,three.example.com"
port = "5432,5433,5434"
database = "shop"
user = "app"
password = "correct horse"
`,
    program: PGPASSWORD,
    expected: { ...ADDRESS, server: "one.example.com:5432,two.example.com:5433,three.example.com:5434" },
  }),
  example("two-hosts-tls", {
    toml: '[connection]\nurl = "postgresql://app:pw@pg1.example.com,pg2.example.com:5433/shop?sslmode=verify-full&sslrootcert=certs/ca.pem"\n',
    files: { "certs/ca.pem": "ca" },
    program: {
      DATABASE_URL:
        "postgresql://app:pw@pg1.example.com,pg2.example.com:5433/shop?sslmode=verify-full&sslrootcert=certs/ca.pem",
      PGPASSWORD: "pw",
    },
    expected: {
      server: "pg1.example.com:5432,pg2.example.com:5433",
      database: "shop",
      user: "app",
      password: "pw",
      tls: "verify-full",
    },
  }),
  example("ipv6", {
    toml: '[connection]\nhost = "2001:db8::5"\nport = 5433\ndatabase = "shop"\nuser = "app"\npassword = "correct horse"\n',
    program: PGPASSWORD,
    expected: { ...ADDRESS, server: "2001:db8::5:5433" },
  }),
  example("socket", {
    toml: '[connection]\nhost = "/var/run/postgresql"\ndatabase = "shop"\nuser = "app"\n',
    expected: { server: "/var/run/postgresql:5432", database: "shop", user: "app" },
  }),
  example("socket-blanks", {
    toml: '[connection]\nhost = "/var/run/my sockets"\nport = 5433\ndatabase = "shop"\nuser = "app"\n',
    expected: { server: "/var/run/my sockets:5433", database: "shop", user: "app" },
  }),
  example("special-characters", {
    toml: `[connection]
host = "db.example.com"
database = "shop/2024 ünï?#"
user = "app:user@corp"
password = ${JSON.stringify(EVERY_MARK)}
${ALLOWED}`,
    program: { PGPASSWORD: EVERY_MARK },
    expected: {
      server: "db.example.com:5432",
      database: "shop/2024 ünï?#",
      user: "app:user@corp",
      password: EVERY_MARK,
    },
  }),
  example("dollar-signs", {
    toml: `[connection]\nhost = "db.example.com"\ndatabase = "shop$$"\nuser = "$$app"\npassword = ${JSON.stringify(DOLLARS)}\n${ALLOWED}`,
    program: { PGPASSWORD: DOLLARS },
    expected: { server: "db.example.com:5432", database: "shop$$", user: "$$app", password: DOLLARS },
  }),
  example("session-attributes", {
    toml: `[connection]\nurl = "postgresql://app:pw@pg1.example.com,pg2.example.com/shop?target_session_attrs=read-write"\n`,
    program: {
      DATABASE_URL: "postgresql://app:pw@pg1.example.com,pg2.example.com/shop?target_session_attrs=read-write",
      PGPASSWORD: "pw",
    },
    expected: {
      server: "pg1.example.com:5432,pg2.example.com:5432",
      database: "shop",
      user: "app",
      password: "pw",
      targetSessionAttributes: "read-write",
    },
  }),
  example("ssl-require", {
    toml: `${CONNECTION}\n[connection.ssl]\nmode = "require"\n`,
    ...direct({ tls: "require" }),
  }),
  example("ssl-allow", { toml: `${CONNECTION}\n[connection.ssl]\nmode = "allow"\n`, ...direct({ tls: "allow" }) }),
  example("ssl-verify-ca", {
    toml: `${CONNECTION}\n[connection.ssl]\nmode = "verify-ca"\nca = 'certs/its $HOME/ca.pem'\n`,
    files: { "certs/its $HOME/ca.pem": "ca" },
    ...direct({ tls: "verify-ca" }),
  }),
  example("ssl-verify-full", {
    toml: `${CONNECTION}
[connection.ssl]
mode = "verify-full"
ca = 'certs/"my" ca.pem'
cert = "certs/client's.pem"
key = "certs/client key.pem"
`,
    files: { 'certs/"my" ca.pem': "ca", "certs/client's.pem": "cert", "certs/client key.pem": "key" },
    ...direct({ tls: "verify-full" }),
  }),
  example("replicas", {
    toml: CONNECTION.replace(
      "[connection]\n",
      '[connection]\nreplicas = ["postgresql://app:rep%2Fpw@replica1/shop", "postgresql://app:pw@replica2:5433/shop"]\n',
    ),
    ...direct({}),
  }),
  example("pools-main", { toml: POOLS, ...direct({}) }),
  example("pools-reports", {
    toml: POOLS,
    args: ["--pool", "reports"],
    program: {
      REPORTS_DATABASE_URL: "postgresql://reader:rep%2Fpw@reports.example.com/shop_reports",
      REPORTS_PGPASSWORD: "rep/pw",
    },
    expected: { server: "reports.example.com:5432", database: "shop_reports", user: "reader", password: "rep/pw" },
  }),
  example("pools-jobs", { toml: POOLS, args: ["--pool", "jobs"], ...direct({ applicationName: "jobs" }) }),
  example("profile", {
    toml: `${CONNECTION}
[pool]
max = 5

[profiles.production]
connection = { host = "prod.example.com", ssl = { mode = "require" } }
pool = { max = 30, idle_timeout = "2m" }
`,
    args: ["--profile", "production"],
    ...direct({ server: "prod.example.com:5433", tls: "require" }),
  }),
  example("pgbouncer-transaction", {
    toml: `${CONNECTION}\n[pooler]\nkind = "pgbouncer"\nmode = "transaction"\n`,
    ...direct({}),
  }),
  example("pgbouncer-session", {
    toml: `${CONNECTION}\n[pooler]\nkind = "pgbouncer"\nmode = "session"\npool_size = 40\n`,
    ...direct({}),
  }),
  example("huge", {
    toml: `${CONNECTION}
[pool]
max = 10000
min = 1000
acquire_timeout = "1d"
connect_timeout = "1h"
idle_timeout = "20d"
max_lifetime = "20d"
max_uses = 1000000000

[server]
max_connections = 100000
`,
    ...direct({}),
  }),
  example("tiny", {
    toml: `${CONNECTION}
[pool]
max = 1
min = 0
acquire_timeout = "1s"
connect_timeout = "1s"
idle_timeout = "1s"
max_lifetime = "1s"
max_lifetime_jitter = 0
max_uses = 1
`,
    ...direct({}),
  }),
  example("odd-durations", {
    toml: `${CONNECTION}
[pool]
acquire_timeout = "1501ms"
connect_timeout = "333ms"
idle_timeout = "90500ms"
max_lifetime = "1h1m1s"
max_lifetime_jitter = "7%"
keep_alive = "1500ms"

[session]
statement_timeout = "1001ms"
query_timeout = "2999ms"
`,
    ...direct({}),
  }),
  example("uses-test-queue", {
    toml: `${CONNECTION}\n[pool]\nmax = 8\nmax_uses = 100\ntest_on_acquire = "always"\nmax_waiting = 20\n`,
    ...direct({}),
  }),
  example("session-timeouts", {
    toml: `${CONNECTION}
[session]
statement_timeout = "30s"
lock_timeout = "5s"
idle_in_transaction_timeout = "1m"
transaction_timeout = "2m"
query_timeout = "40s"
`,
    ...direct({}),
  }),
  example("connection-password", {
    toml: CONNECTION.replace('password = "correct horse"\n', ""),
    env: { CONNECTION_PASSWORD: "from $the 'environment'" },
    expected: { ...ADDRESS, password: "from $the 'environment'" },
  }),
  example("connection-password-file", {
    toml: CONNECTION.replace('password = "correct horse"\n', ""),
    files: { "secrets/password": 'from "the file"\n' },
    env: { CONNECTION_PASSWORD_FILE: "secrets/password" },
    expected: { ...ADDRESS, password: 'from "the file"' },
  }),
  example("pg-variables", {
    env: {
      PGHOST: "env.example.com",
      PGPORT: "5434",
      PGDATABASE: "envshop",
      PGUSER: "envuser",
      PGPASSWORD: "env pw",
      PGSSLMODE: "require",
      PGAPPNAME: "env app",
    },
    expected: {
      server: "env.example.com:5434",
      database: "envshop",
      user: "envuser",
      password: "env pw",
      applicationName: "env app",
      tls: "require",
    },
  }),
  example("url-parameters", {
    env: {
      DATABASE_URL:
        "postgresql://app:p%40ss%2Fw@db.example.com/shop?connect_timeout=7&connection_limit=9&schema=sales&application_name=web%20app&sslmode=require&statement_timeout=5000",
    },
    expected: {
      server: "db.example.com:5432",
      database: "shop",
      user: "app",
      password: "p@ss/w",
      schema: ["sales"],
      applicationName: "web app",
      tls: "require",
    },
  }),
  example("odd-schema", {
    toml: `${CONNECTION}schema = 'My Schema-1"x'\n`,
    ...direct({ schema: ['My Schema-1"x'] }),
  }),
  example("odd-application-name", {
    toml: `${CONNECTION}application_name = ${JSON.stringify("a'b\"c`d\\e $f ${g} %h")}\n`,
    ...direct({ applicationName: "a'b\"c`d\\e $f ${g} %h" }),
  }),
  example("connect-off", {
    toml: `${CONNECTION}\n[pool]\nconnect_timeout = "off"\nacquire_timeout = "5s"\n`,
    ...direct({}),
  }),
  example("no-database-no-user", {
    toml: '[connection]\nhost = "db.example.com"\n',
    expected: { server: "db.example.com:5432" },
  }),
];

// the ordinary server, whose password is in the file, with what is special about a config
function direct(special: Partial<Expected>): Pick<Given, "program" | "expected"> {
  return { program: PGPASSWORD, expected: { ...ADDRESS, ...special } };
}

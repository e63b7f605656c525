// poolers that manifests run: neither server nor client, both of their sides counted
import { describe, expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addText, noSources } from "../../src/fleet/input.ts";

function weigh(name: string, text: string) {
  const sources = noSources();
  addText(sources, text, name, "/");
  return checkFleet(sources, { cwd: "/" }).weighed.map(({ server, total, clients }) => ({
    server: server.name,
    limit: server.assumed ? undefined : server.capacity.maxConnections,
    steady: total.steady,
    clients: clients && [clients.total.steady, clients.limit],
  }));
}

const DB = '  db: { image: "postgres:16", command: ["postgres", "-c", "max_connections=100"] }\n';
const compose = (image: string, variables: Record<string, string>, host = "pool") =>
  weigh(
    "compose.yaml",
    `services:\n${DB}  pool: { image: "${image}", environment: ${JSON.stringify(variables)} }\n  api: { image: app, deploy: { replicas: 4 }, environment: { DATABASE_URL: "postgres://app:x@${host}:6432/shop?pool_max=20" } }\n`,
  );

describe("a container of a pooler", () => {
  test.each<[string, string, Record<string, string>, number, number | null]>([
    [
      "PgBouncer by its address",
      "edoburu/pgbouncer:1.24",
      { DATABASE_URL: "postgres://a:b@db/shop", DEFAULT_POOL_SIZE: "30", MAX_CLIENT_CONN: "500" },
      30,
      500,
    ],
    [
      "PgBouncer by its host",
      "edoburu/pgbouncer",
      { DB_HOST: "db", DB_USER: "app", DEFAULT_POOL_SIZE: "30", RESERVE_POOL_SIZE: "5" },
      35,
      100,
    ],
    [
      "Bitnami's",
      "bitnami/pgbouncer:1",
      { POSTGRESQL_HOST: "db", PGBOUNCER_DEFAULT_POOL_SIZE: "40", PGBOUNCER_MAX_CLIENT_CONN: "300" },
      40,
      300,
    ],
    [
      "one with the shell in its address",
      "registry.example/pgbouncer",
      { DATABASE_URL: "postgres://a:${P}@db/${D}", MAX_DB_CONNECTIONS: "12", DEFAULT_POOL_SIZE: "30" },
      12,
      100,
    ],
    ["the defaults of PgBouncer", "pgbouncer/pgbouncer:1.23", { DATABASES_HOST: "db" }, 20, 100],
    [
      "no more than it takes clients",
      "edoburu/pgbouncer",
      { DB_HOST: "db", DEFAULT_POOL_SIZE: "80", MAX_CLIENT_CONN: "25" },
      25,
      25,
    ],
    [
      "Pgpool-II",
      "bitnami/pgpool:4",
      { PGPOOL_BACKEND_NODES: "0:db:5432", PGPOOL_NUM_INIT_CHILDREN: "8", PGPOOL_MAX_POOL: "3" },
      8,
      8,
    ],
    ["one that says no server, if there is one only", "pgbouncer", { DEFAULT_POOL_SIZE: "7" }, 7, 100],
  ])("%s", (_, image, variables, steady, limit) => {
    expect(compose(image, variables)).toEqual([{ server: "db", limit: 100, steady, clients: [80, limit] }]);
  });

  test("is passed by a client of the server itself", () => {
    expect(compose("edoburu/pgbouncer", { DB_HOST: "db", DEFAULT_POOL_SIZE: "10" }, "db")).toEqual([
      { server: "db", limit: 100, steady: 90, clients: [0, 100] },
    ]);
  });

  test("has a pool for each database and user of its clients", () => {
    const client = (name: string, database: string) =>
      `  ${name}: { image: app, environment: { DATABASE_URL: "postgres://${name}@pool/${database}?pool_max=2" } }\n`;
    const pooler = '  pool: { image: edoburu/pgbouncer, environment: { DB_HOST: db, DEFAULT_POOL_SIZE: "10" } }\n';
    const text = `services:\n${DB}${pooler}${client("a", "x")}${client("b", "x")}${client("c", "y")}`;
    expect(weigh("compose.yaml", text)).toMatchObject([{ steady: 30, clients: [6, 100] }]);
  });

  test("in front of a server that is not in the input", () => {
    const text = `services:\n  pool: { image: edoburu/pgbouncer, environment: { DB_HOST: pg.example.com, DEFAULT_POOL_SIZE: "10" } }\n  api: { image: app, environment: { DB_HOST: pool, POOL_MAX: "4" } }\n`;
    expect(weigh("compose.yaml", text)).toEqual([
      { server: "pg.example.com", limit: undefined, steady: 10, clients: [4, 100] },
    ]);
  });
});

const object = (kind: string, apiVersion: string, name: string, spec: string) =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
const deployment = (host: string, sidecar = "") =>
  object(
    "Deployment",
    "apps/v1",
    "api",
    `{ replicas: 5, strategy: { type: Recreate }, template: { spec: { containers: [{ name: api, image: app, env: [{ name: DATABASE_URL, value: "postgres://app@${host}/x?pool_max=10" }] }${sidecar}] } } }`,
  );

describe("the pooler of an operator", () => {
  test.each<[string, string, string, object]>([
    [
      "CloudNativePG",
      object("Cluster", "postgresql.cnpg.io/v1", "pg", '{ postgresql: { parameters: { max_connections: "200" } } }') +
        object(
          "Pooler",
          "postgresql.cnpg.io/v1",
          "front",
          '{ cluster: { name: pg }, instances: 3, type: rw, pgbouncer: { parameters: { default_pool_size: "25", max_client_conn: "1000" } } }',
        ),
      "front.shop.svc.cluster.local",
      { server: "pg", limit: 200, steady: 75, clients: [50, 3_000] },
    ],
    [
      "Crunchy",
      object(
        "PostgresCluster",
        "postgres-operator.crunchydata.com/v1beta1",
        "pg",
        '{ patroni: { dynamicConfiguration: { postgresql: { parameters: { max_connections: 90 } } } }, proxy: { pgBouncer: { replicas: 2, config: { global: { default_pool_size: "15", max_client_conn: "40" } } } } }',
      ),
      "pg-pgbouncer",
      { server: "pg", limit: 90, steady: 30, clients: [50, 80] },
    ],
    [
      "Zalando, by its defaults",
      object(
        "postgresql",
        "acid.zalan.do/v1",
        "acid-x",
        '{ enableConnectionPooler: true, postgresql: { parameters: { max_connections: "70" } } }',
      ),
      "acid-x-pooler",
      { server: "acid-x", limit: 70, steady: 60, clients: [50, 20_000] },
    ],
    [
      "StackGres",
      object("SGCluster", "stackgres.io/v1", "pg", "{ configurations: { sgPoolingConfig: p, sgPostgresConfig: c } }") +
        object(
          "SGPoolingConfig",
          "stackgres.io/v1",
          "p",
          '{ pgBouncer: { pgbouncer.ini: { pgbouncer: { default_pool_size: "9", max_client_conn: "60" } } } }',
        ) +
        object("SGPostgresConfig", "stackgres.io/v1", "c", '{ postgresql.conf: { max_connections: "40" } }'),
      "pg",
      { server: "pg", limit: 40, steady: 9, clients: [50, 60] },
    ],
  ])("%s", (_, text, host, expected) => {
    expect(weigh("k8s.yaml", text + deployment(host))).toEqual([expected]);
  });
});

describe("a container beside the application", () => {
  test("is the pooler of each copy", () => {
    const sidecar =
      ', { name: p, image: edoburu/pgbouncer, env: [{ name: DB_HOST, value: pg.example }, { name: DEFAULT_POOL_SIZE, value: "3" }] }';
    expect(weigh("k8s.yaml", deployment("localhost:6432", sidecar))).toEqual([
      { server: "pg.example", limit: undefined, steady: 15, clients: [50, 500] },
    ]);
  });

  test("is the server of each copy", () => {
    const sidecar = ', { name: p, image: "postgres:16", args: ["-c", "max_connections=30"] }';
    expect(weigh("k8s.yaml", deployment("localhost", sidecar))).toMatchObject([{ limit: 30, steady: 10 }]);
  });

  test("leads the clients of a proxy to its instance", () => {
    const sidecar =
      ", { name: p, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2, args: [project:europe-west1:main] }";
    expect(weigh("k8s.yaml", deployment("127.0.0.1", sidecar))).toMatchObject([
      { server: "project:europe-west1:main", steady: 50, clients: undefined },
    ]);
  });
});

describe("names of one server", () => {
  test("in a namespace count as one", () => {
    const server = object(
      "StatefulSet",
      "apps/v1",
      "db",
      '{ template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: p, image: "postgres:16" }] } } }',
    );
    const service = object("Service", "v1", "store", "{ selector: { app: db } }");
    const hosts = ["db", "store", "store.shop", "store.shop.svc", "store.shop.svc.cluster.local", "STORE"];
    const clients = hosts.map((host, at) => deployment(host).replace("name: api", `name: api${at}`)).join("");
    expect(weigh("k8s.yaml", server + service + clients)).toMatchObject([{ server: "db", steady: 300 }]);
  });

  test("in two namespaces stay apart", () => {
    const other = deployment("db").replace("namespace: shop", "namespace: other");
    expect(weigh("k8s.yaml", deployment("db") + other).map(({ server }) => server)).toEqual(["other/db", "shop/db"]);
  });
});

test("the pooler of a fleet file stands in front of its server, whatever the address of its clients is", () => {
  const sources = noSources();
  const pooler =
    '[servers.main]\nmax_connections = 100\n[servers.main.pooler]\nkind = "pgbouncer"\npool_size = 10\n[services.api]\n';
  addText(sources, pooler, "fleet.toml", "/");
  addText(
    sources,
    `services:\n  api: { image: app, environment: { DATABASE_URL: "postgres://pgb.example/x?pool_max=50" } }\n`,
    "compose.yaml",
    "/",
  );
  expect(checkFleet(sources, { cwd: "/" }).weighed).toMatchObject([
    { total: { steady: 10 }, clients: { total: { steady: 50 } } },
  ]);
});

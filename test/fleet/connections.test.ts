// what a workload connects to: how a database is seen, how often it counts, and what is never taken for a pass
import { describe, expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addText, noSources } from "../../src/fleet/input.ts";

/** What becomes of the workloads of a text. */
function read(name: string, text: string) {
  const sources = noSources();
  addText(sources, text, name, "/");
  const { services, servers, notCounted, workloads, findings } = checkFleet(sources, { cwd: "/" });
  return {
    servers: servers.map((server) => server.name),
    counted: services.map((service) => service.name).sort(),
    open: notCounted.map((one) => [one.shown, one.why]),
    missing: findings.flatMap((finding) => finding.missing ?? []),
    rules: findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule),
    notes: findings.filter(({ rule }) => rule === "not-postgresql").map(({ message }) => message),
    workloads,
  };
}

const DB = '  db: { image: "postgres:16" }\n';
const compose = (service: string, others = DB) =>
  read("compose.yaml", `services:\n${others}  api: { image: app, ${service} }\n`);
const environment = (variables: Record<string, string>, others = DB) =>
  compose(`environment: ${JSON.stringify(variables)}`, others);

describe("a compose service is counted on the PostgreSQL of its file by", () => {
  test.each<[string, string]>([
    ["a host", "environment: { DB_HOST: db }"],
    ["a host in a list", "environment: [PREFIX_DATABASE_HOST=db]"],
    ["a host with a port", 'environment: { STORE_ADDR: "db:5432" }'],
    ["a host in a variable that says no database", "environment: { TYPEORM_HOST: db }"],
    ["two underscores", "environment: { APP_POSTGRESQL__HOST: db }"],
    ["keywords and values", 'environment: { STORE_DSN: "host=db user=app dbname=shop" }'],
    [
      "an ADO.NET string",
      'environment: { ConnectionStrings__Main: "Server=db;Database=x;User Id=a;Maximum Pool Size=9" }',
    ],
    ["its default host", 'environment: { DB_HOST: "${DB_HOST:-db}" }'],
    ["a variable of the shell", 'environment: { SHOP_DATABASE_URL: "${URL}" }'],
    ["a variable without a value", "environment: [POSTGRES_PASSWORD]"],
    ["user and password", 'environment: { DB_USER: app, DB_PASSWORD: "${P}" }'],
    ["the kind of its database", "environment: { DB_TYPE: postgresdb }"],
    ["a kind of any name", "environment: { SEQUELIZE_DIALECT: postgres }"],
    ["a flag", 'command: ["serve", "--db-host=db"]'],
    ["a flag with its value behind it", 'command: ["serve", "--database-host", "db"]'],
    ["an address in its command", 'command: "serve --dsn=postgres://app@db/shop"'],
    ["an assignment in its command", 'command: ["sh", "-c", "PGX_HOST=db exec serve"]'],
    ["what its command waits for", 'command: ["wait-for-it", "db:5432", "--", "serve"]'],
    ["a URL in which the shell fills in the rest", 'environment: { STORE: "postgres://${U}:${P}@db:5432/${D:-x}" }'],
    ["JDBC", 'environment: { SPRING_DATASOURCE_URL: "jdbc:postgresql://db/x" }'],
    ["R2DBC", 'environment: { SPRING_R2DBC_URL: "r2dbc:pool:postgresql://db:5432/x" }'],
    ["Vert.x", 'environment: { QUARKUS_DATASOURCE_REACTIVE_URL: "vertx-reactive:postgresql://db/x" }'],
    ["PDO", 'environment: { SHOP_PDO: "pgsql:host=db;port=5432;dbname=x" }'],
    ["node-postgres under another name", 'environment: { STORE: "pg://db:5432?u=${U}&p=${P}" }'],
    ["a variable of the shell that only names PostgreSQL", 'environment: ["SHOP_POSTGRES=${X}"], depends_on: [db]'],
    ["Ecto", 'environment: { STORE: "ecto://app:x@db/x" }'],
    ["a name that says Sentry and PostgreSQL", "environment: { SENTRY_POSTGRES_HOST: db }"],
    ["a password, and what it starts after", "environment: [DB_PASSWORD], depends_on: [db]"],
    ["what its health check waits for", 'command: "until pg_isready -h db; do sleep 1; done; exec serve"'],
  ])("%s", (_, service) => {
    const { open, missing, counted, servers, workloads, rules } = compose(service);
    expect({ open, missing, counted, servers }).toEqual({ open: [], missing: [], counted: ["api"], servers: ["db"] });
    expect(["pool-size-assumed", "unknown-count"]).toEqual(expect.arrayContaining(rules));
    expect(workloads).toEqual({ read: 2, counted: 1, notCounted: 0, without: 1 });
  });

  test.each(["container_name: db", "hostname: db", "networks: { default: { aliases: [other, db] } }"])(
    "another name of the server: %s",
    (name) => {
      const server = `  server: { image: "registry.example/team/postgres:16@sha256:0", ${name} }\n`;
      const { counted, servers } = compose("environment: { DB_HOST: db }", server);
      expect({ counted, servers }).toEqual({ counted: ["api"], servers: ["server"] });
    },
  );
});

describe("a compose service may use the PostgreSQL of its file by", () => {
  test.each<[string, string, RegExp]>([
    ["what it starts after", "depends_on: [db]", /starts after db/],
    ["what it starts after, with a condition", "depends_on: { db: { condition: service_healthy } }", /starts after db/],
    ["a file of variables", "env_file: api.env", /env_file api\.env, which is not in the input/],
  ])("%s", (_, service, why) => {
    const { open, missing, counted, workloads, rules } = compose(service);
    expect(open).toEqual([["service api", expect.stringMatching(why)]]);
    expect(missing).toEqual(["service api"]);
    expect(rules).toEqual(["workload-not-counted"]);
    expect(counted).toEqual([]);
    expect(workloads).toEqual({ read: 2, counted: 0, notCounted: 1, without: 1 });
  });
});

describe("a compose service does not seem to by", () => {
  test.each<[string, Record<string, string>]>([
    ["a cache", { REDIS_HOST: "cache", REDIS_URL: "redis://cache:6379", REDIS_DB: "1", CACHE_URL: "redis://db:6379" }],
    ["a mail server", { SMTP_HOST: "mail", MAIL_DATABASE_URL: "${X}", MAILER_DSN: "${X}" }],
    ["an interface to a database", { PG_CONSOLE_API_URL: "${X}", DATABASE_API_HOST: "x" }],
    ["a web address", { DB_ADMIN_URL: "http://db-admin:8080", DATABASE_DOCS_URL: "https://db.example/db" }],
    ["a word that is also the name of the server", { SESSION_DRIVER: "db", TITLE: "db", QUEUE_CONNECTION: "db" }],
    ["another host of a like name", { API_HOST: "db-api", EXPORT_HOST: "db2" }],
    ["a telemetry address", { SENTRY_DSN: "${X}", APPLICATIONINSIGHTS_CONNECTION_STRING: "${X}" }],
    ["a password alone", { DB_PASSWORD: "${X}" }],
    ["an empty value", { DB_HOST: "", DATABASE_HOST: " " }],
    ["a document database", { MONGO_URL: "mongodb://m/shop", MONGODB_HOST: "m" }],
  ])("%s", (_, variables) => {
    const { open, rules, counted } = environment(variables);
    expect({ open, rules, counted }).toEqual({ open: [], rules: [], counted: [] });
  });

  test("variables of its own server, of an exporter or of a backup", () => {
    const others = [
      "postgres:16",
      "bitnami/postgresql:17",
      "quay.io/prometheuscommunity/postgres-exporter",
      "dpage/pgadmin4",
    ]
      .map(
        (image, at) =>
          `  s${at}: { image: "${image}", environment: { POSTGRES_PASSWORD: x, PGUSER: app, POSTGRES_HOST: db } }\n`,
      )
      .join("");
    const { open, counted, rules } = read("compose.yaml", `services:\n${others}`);
    expect({ open, counted, rules }).toEqual({ open: [], counted: [], rules: [] });
  });
});

describe("another database is named and not counted:", () => {
  test.each<[string, Record<string, string>, string]>([
    ["its address", { DATABASE_URL: "mysql://app@m/shop", DB_POOL_MAX: "30" }, "MySQL"],
    ["its address with a driver", { DATABASE_URL: "mysql+pymysql://m/shop" }, "MySQL"],
    ["a file", { DATABASE_URL: "file:./dev.db" }, "SQLite"],
    ["the path of a file", { DATABASE_URL: "/data/app.sqlite3" }, "SQLite"],
    ["JDBC", { SPRING_DATASOURCE_URL: "jdbc:sqlserver://m;database=x" }, "SQL Server"],
    ["its kind", { DB_CONNECTION: "mysql", DB_HOST: "${H}", DB_USERNAME: "a", DB_PASSWORD: "b" }, "MySQL"],
    ["its kind, and a pool", { DB_TYPE: "mariadb", DB_POOL_SIZE: "30", DB_HOST: "m" }, "MySQL"],
    ["its port", { DB_HOST: "m.example", DB_PORT: "3306", DB_POOL_MAX: "30" }, "MySQL"],
    ["its name", { MYSQL_HOST: "m", MYSQL_USER: "a" }, "MySQL"],
    ["the name of its host", { SHOP_DB_HOST: "shop-mysql.example", SHOP_DB_USER: "a" }, "MySQL"],
  ])("%s", (_, variables, title) => {
    const { open, rules, counted, notes } = environment(variables, "");
    expect({ open, rules, counted }).toEqual({ open: [], rules: [], counted: [] });
    expect(notes).toEqual([expect.stringContaining(title)]);
  });

  test("a host that runs it", () => {
    const { open, rules, counted } = environment({ DB_HOST: "m", DB_POOL_MAX: "30" }, '  m: { image: "mariadb:11" }\n');
    expect({ open, rules, counted }).toEqual({ open: [], rules: [], counted: [] });
  });

  test("the only database of the input", () => {
    const { open } = environment(
      { SHOP_DATABASE_URL: "${X}" },
      '  m: { image: "mysql:8", command: ["--max_connections=9"] }\n',
    );
    expect(open).toEqual([]);
  });

  test("but not if the application has a PostgreSQL besides", () => {
    const { counted, rules } = environment({ MONGO_URL: "mongodb://m/x", DATABASE_URL: "${X}" }, "");
    expect({ counted, rules }).toEqual({ counted: ["api"], rules: ["unknown-count"] });
    expect(environment({ MONGO_URL: "mongodb://m/x", SHOP_DATABASE_URL: "${X}" }, "").counted).toEqual(["api"]);
  });
});

describe("an address is counted", () => {
  test.each([
    ["psql://app@db/shop", "pool-size-assumed"],
    ["pgsql://app@db/shop", "pool-size-assumed"],
    ["postgis://app@db/shop", "pool-size-assumed"],
    // the scheme shows SQLAlchemy, whose default is counted
    ["postgresql+asyncpg://app@db/shop", "unknown-count"],
  ])("%s", (url, rule) => {
    expect(environment({ DATABASE_URL: url })).toMatchObject({ counted: ["api"], missing: [], rules: [rule] });
  });

  test("whose password the shell fills in", () => {
    const result = environment({ SHOP_DB_URL: "postgresql://app:${PASSWORD}@db:5432/shop" });
    expect(result).toMatchObject({ counted: ["api"], missing: [], rules: ["pool-size-assumed"] });
    // its parameters may contain the size
    const { rules } = environment({ SHOP_DB_URL: "postgresql://app:x@db:5432/shop?${PARAMETERS}" });
    expect(rules).toEqual(["unknown-count"]);
  });
});

const pod = (container: string, more = "", name = "api") =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      ${more}\n      containers:\n        - { name: main, ${container} }\n---\n`;
const SERVER = `${pod("image: postgres:16", "", "database")}apiVersion: v1\nkind: Service\nmetadata: { name: store, namespace: shop }\nspec: { selector: { app: database } }\n---\n`;
const CLUSTER =
  "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: pg, namespace: shop }\nspec: {}\n---\n";
const variable = (name: string, value: string) => `env: [{ name: ${name}, value: "${value}" }]`;
const secret = (name: string, key: string, variable = "APP_STORE") =>
  `env: [{ name: ${variable}, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } } }]`;

describe("a pod is counted by", () => {
  test.each<[string, string]>([
    ["a Service of the input", `${SERVER}${pod(variable("STORE_HOST", "store"))}`],
    ["its name in the namespace", `${SERVER}${pod(variable("STORE_HOST", "store.shop"))}`],
    ["its whole name", `${SERVER}${pod(variable("STORE_HOST", "store.shop.svc.cluster.local"))}`],
    ["a Service of an operator", `${CLUSTER}${pod(variable("STORE_HOST", "pg-rw"))}`],
    ["an argument", `${CLUSTER}${pod('args: ["--db-host=pg-rw"]')}`],
    ["the key of a secret", pod(secret("shop", "database-url"))],
    ["the name of a variable from a secret", pod(secret("shop", "url", "STORE_DB_URL"))],
    [
      "a mounted file",
      `${pod("volumeMounts: [{ name: cfg, mountPath: /etc/app }]", "volumes: [{ name: cfg, configMap: { name: files } }]")}apiVersion: v1\nkind: ConfigMap\nmetadata: { name: files, namespace: shop }\ndata: { application.yml: "url: jdbc:postgresql://pg/shop" }\n`,
    ],
    [
      "a host in a set of the input",
      `${pod("envFrom: [{ configMapRef: { name: cfg } }]")}apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cfg, namespace: shop }\ndata: { POSTGRES_SERVICE_HOST: elsewhere }\n`,
    ],
    [
      "the keys of a SealedSecret",
      `${pod("envFrom: [{ secretRef: { name: sealed } }]")}apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: sealed, namespace: shop }\nspec: { encryptedData: { STORE_DB_HOST: Ag, STORE_DB_USER: Ag } }\n`,
    ],
    ["the Secret that an operator creates", `${CLUSTER}${pod(secret("pg-app", "uri"))}`],
  ])("%s", (_, text) => {
    const { missing, rules, counted } = read("k8s.yaml", text);
    expect({ missing, counted }).toEqual({ missing: [], counted: ["api"] });
    expect(["pool-size-assumed", "unknown-count"]).toEqual(expect.arrayContaining(rules));
  });

  test.each<[string, string]>([
    ["the name of a secret", pod(secret("shop-postgres", "password"))],
    ["a set that is not in the input, by its name", pod("envFrom: [{ secretRef: { name: shop-db } }]")],
    [
      "a set that is not in the input, beside a server",
      `${CLUSTER}${pod("envFrom: [{ configMapRef: { name: shop } }]")}`,
    ],
  ])("%s it may use PostgreSQL", (_, text) => {
    const { missing, rules, counted } = read("k8s.yaml", text);
    expect({ missing, rules, counted }).toEqual({
      missing: ["Deployment shop/api"],
      rules: ["workload-not-counted"],
      counted: [],
    });
  });

  test.each<[string, string]>([
    ["a Service of another namespace", `${SERVER}${pod(variable("STORE_HOST", "store.other"))}`],
    ["a set that is not in the input, without a server", pod("envFrom: [{ secretRef: { name: shop-secrets } }]")],
    ["the key of another secret", pod(secret("shop-redis", "password"))],
  ])("but not by %s", (_, text) => {
    const { missing, rules, counted } = read("k8s.yaml", text);
    expect({ missing, rules, counted }).toEqual({ missing: [], rules: [], counted: [] });
  });

  test("one container may, while another of it is counted", () => {
    const side = "envFrom: [{ secretRef: { name: store-db } }]";
    const text = pod(`${variable("DATABASE_URL", "postgres://pg/x?pool_max=3")} }\n        - { name: side, ${side}`);
    expect(read("k8s.yaml", text)).toMatchObject({
      counted: ["api"],
      open: [["container side of Deployment shop/api", expect.stringContaining("Secret store-db")]],
    });
  });
});

const plan = (container: object) => {
  const spec = [{ template: [{ spec: [{ container: [{ name: "api", image: "app", ...container }] }] }] }];
  const deployment = { address: "kubernetes_deployment.api", mode: "managed", type: "kubernetes_deployment" };
  const resources = [{ ...deployment, values: { metadata: [{ name: "api" }], spec } }];
  return JSON.stringify({ planned_values: { root_module: { resources } } });
};

describe("pods are seen in", () => {
  test.each(["DeploymentConfig", "CloneSet", "WhateverSet"])("a %s", (kind) => {
    const text = pod(variable("DATABASE_URL", "postgres://pg/x?pool_max=3")).replace(
      "kind: Deployment",
      `kind: ${kind}`,
    );
    expect(read("k8s.yaml", text)).toMatchObject({ counted: ["api"], rules: [] });
  });
});

describe("a counted container", () => {
  test("stands on the server that another of its variables names", () => {
    const sources = noSources();
    addText(
      sources,
      `services:\n${DB}  api: { image: app, environment: { DB_HOST: db, DB_POOL_MAX: "7" } }\n`,
      "c.yaml",
      "/",
    );
    expect(checkFleet(sources, { cwd: "/" }).services.map(({ server }) => server)).toEqual(["db"]);
  });

  test("may have a second database, whose pool is not known", () => {
    const sources = noSources();
    const urls = { DATABASE_URL: "postgres://db/x?pool_max=5", ANALYTICS_DATABASE_URL: "postgres://warehouse/y" };
    addText(sources, `services:\n${DB}  api: { image: app, environment: ${JSON.stringify(urls)} }\n`, "c.yaml", "/");
    const { weighed, findings } = checkFleet(sources, { cwd: "/" });
    expect(weighed.map(({ server, atLeast }) => [server.name, atLeast])).toEqual([
      ["db", false],
      ["warehouse", true],
    ]);
    expect(findings.map(({ message }) => message).join()).toContain("ANALYTICS_DATABASE_URL");
  });

  test.each([
    { DATABASE_URL: "postgres://db/x?pool_max=5", DIRECT_URL: "postgres://db/x" },
    { DATABASE_URL: "postgres://db/x?pool_max=5", SHOP_DB_URL: "postgres://db/x?pool_max=5" },
  ])("has no second one with %o", (urls) => {
    expect(environment(urls as unknown as Record<string, string>).rules).toEqual([]);
  });

  test("has its problem where its address is", () => {
    const sources = noSources();
    addText(
      sources,
      `services:\n  api: { image: app, environment: { SHOP_DB_URL: "postgres://db/x?pool_max=y" } }\n`,
      "c.yaml",
      "/",
    );
    const { findings } = checkFleet(sources, { cwd: "/" });
    expect(findings.find(({ severity }) => severity === "error")!.origin!.label).toMatch(/^SHOP_DB_URL in c\.yaml:2/);
  });
});

describe("the limit of a server in the input is", () => {
  const limits = (name: string, text: string) => {
    const sources = noSources();
    addText(sources, text, name, "/");
    return checkFleet(sources, { cwd: "/" }).servers.map(({ assumed, capacity }) =>
      assumed ? undefined : capacity.maxConnections,
    );
  };
  const client = '  api: { image: app, environment: { DATABASE_URL: "postgres://db/x?pool_max=5" } }\n';

  test.each<[string, string, number | undefined]>([
    ["an option", 'image: "postgres:16", command: "postgres -c max_connections=300"', 300],
    ["an option in quotes", `image: "postgres:16", command: "postgres -c 'max_connections=300'"`, 300],
    ["a long option", 'image: "postgres:16", command: ["postgres", "--max-connections=300"]', 300],
    ["the short option", 'image: "postgres:16", command: ["postgres", "-N", "300"]', 300],
    ["the short option of an image of any name", 'image: own, command: "postgres -N300"', 300],
    ["the last of several", 'image: "postgres:16", command: "-c max_connections=100 -c max_connections=300"', 300],
    ["the default of a variable", 'image: "postgres:16", command: "-c max_connections=${MAX:-300}"', 300],
    ["not known if the shell has it", 'image: "postgres:16", command: "-c max_connections=${MAX}"', undefined],
    [
      "a variable of its image",
      'image: "bitnami/postgresql:17", environment: { POSTGRESQL_MAX_CONNECTIONS: "300" }',
      300,
    ],
    ["not an option of another program", 'image: own, command: "serve -N 300"', undefined],
  ])("%s", (_, service, limit) => {
    expect(limits("compose.yaml", `services:\n  db: { ${service} }\n${client}`)).toEqual([limit]);
  });

  test("in the configuration of an operator", () => {
    const cluster =
      "apiVersion: postgres-operator.crunchydata.com/v1beta1\nkind: PostgresCluster\nmetadata: { name: pg, namespace: shop }\nspec: { patroni: { dynamicConfiguration: { postgresql: { parameters: { max_connections: 300 } } } } }\n---\n";
    expect(
      limits("k8s.yaml", `${cluster}${pod(variable("DATABASE_URL", "postgres://pg-primary/x?pool_max=3"))}`),
    ).toEqual([300]);
  });
});

describe("a compose service extends another:", () => {
  const base =
    '  base: { image: app, environment: { DATABASE_URL: "postgres://db/x?pool_max=5" }, deploy: { replicas: 2 } }\n';

  test("it has what it does not override", () => {
    const sources = noSources();
    const services = `services:\n${DB}${base}  api: { extends: { service: base }, environment: [OTHER=1], deploy: { replicas: 3 } }\n  job: { extends: api, environment: { DATABASE_URL: "postgres://db/x?pool_max=1" } }\n`;
    addText(sources, services, "c.yaml", "/");
    const { weighed, findings } = checkFleet(sources, { cwd: "/" });
    expect(weighed[0]!.rows.map(({ name, steady }) => [name, steady])).toEqual([
      ["api", 15],
      ["base", 10],
      ["job", 3],
    ]);
    expect(findings).toEqual([]);
  });

  test("itself, by a detour", () => {
    const text =
      "services:\n  a: { image: app, extends: b, environment: { DB_HOST: x } }\n  b: { image: app, extends: a }\n";
    expect(read("compose.yaml", text).workloads).toMatchObject({ read: 2, counted: 2 });
  });

  test("in a chain that is too long", () => {
    const chain = Array.from({ length: 5_000 }, (_, at) => `  s${at}: { image: app, extends: s${at + 1} }\n`).join("");
    expect(read("compose.yaml", `services:\n${chain}  s5000: { image: app }\n`).rules).toContain("unreadable-file");
  });

  test("of a file that is not read", () => {
    const text = "services:\n  a: { extends: { file: common.yml, service: base } }\n";
    expect(read("compose.yaml", text).missing).toEqual(["common.yml"]);
  });
});

describe("a compose file includes another:", () => {
  const main = "include: [worker.yml, { path: [more.yml] }]\nservices: { cache: { image: redis } }\n";

  test("what was not read is missing", () => {
    expect(read("compose.yaml", main)).toMatchObject({
      missing: ["worker.yml", "more.yml"],
      rules: ["unreadable-file", "unreadable-file"],
    });
  });

  test("what was read is not", () => {
    const sources = noSources();
    for (const name of ["compose.yaml", "worker.yml", "more.yml"])
      addText(sources, name === "compose.yaml" ? main : "services: { a: { image: app } }\n", name, "/");
    expect(checkFleet(sources, { cwd: "/" }).findings).toEqual([]);
  });
});

describe("in the other manifests:", () => {
  test("the secret of an ECS task", () => {
    const sources = noSources();
    const secrets = [
      { name: "STORE", valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:prod/database-url-AbCdEf" },
    ];
    const definition = { family: "api", containerDefinitions: [{ name: "api", image: "app", secrets }] };
    addText(sources, JSON.stringify({ taskDefinition: definition }), "task.json", "/");
    addText(
      sources,
      JSON.stringify({ services: [{ serviceName: "api", taskDefinition: "api:3", desiredCount: 2 }] }),
      "s.json",
      "/",
    );
    expect(checkFleet(sources, { cwd: "/" }).services.map(({ name }) => name)).toEqual(["api"]);
  });

  test.each<[string, string, string]>([
    [
      "Cloud Run",
      "run.yaml",
      `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: api }\nspec: { template: { spec: { containers: [{ image: app, ${secret("shop", "database-url")} }] } } }\n`,
    ],
    [
      "a Terraform plan, whose sources stand beside empty values",
      "plan.json",
      plan({
        env: [{ name: "STORE_DB_URL", value: "", value_from: [{ secret_key_ref: [{ name: "shop", key: "url" }] }] }],
      }),
    ],
    [
      "a Terraform plan, by the key of a secret",
      "plan.json",
      plan({
        env: [{ name: "STORE", value: "", value_from: [{ secret_key_ref: [{ name: "shop", key: "database-url" }] }] }],
      }),
    ],
    ["PM2", "pm2.json", JSON.stringify({ apps: [{ name: "api", script: "a.js", env: { DB_HOST: "db.example" } }] })],
    ["a Procfile", "Procfile", "web: ./api --db-host=pg --database-url=postgres://pg/x\n"],
  ])("%s", (_, name, text) => {
    expect(read(name, text).counted).toHaveLength(1);
  });
});

test("what is not known of many in the same way is one finding, with every name in it", () => {
  const names = Array.from({ length: 40 }, (_, at) => `svc-${at}`);
  const text = `services:\n${DB}${names.map((name) => `  ${name}: { image: app, depends_on: [db] }\n`).join("")}`;
  const { rules, missing } = read("compose.yaml", text);
  expect(rules).toEqual(["workload-not-counted"]);
  for (const name of names) expect(missing[0]).toMatch(new RegExp(`service ${name}(?:,|$)`));
});

test("a fleet file that declares the workload closes the gap", () => {
  const sources = noSources();
  addText(sources, "[servers.main]\nmax_connections = 50\n[services.api]\npool = 0\n", "fleet.toml", "/");
  addText(sources, `services:\n${DB}  api: { image: app, environment: { DB_HOST: db } }\n`, "compose.yaml", "/");
  const { findings, workloads } = checkFleet(sources, { cwd: "/" });
  expect(findings).toEqual([]);
  expect(workloads).toEqual({ read: 2, counted: 1, notCounted: 0, without: 1 });
});

test("no message shows a value that may be a secret", () => {
  const canary = "c4nary-s3cret";
  const { open, notes } = environment({
    DB_HOST: "db",
    DB_TYPE: canary,
    DB_PASSWORD: canary,
    STORE_DSN: `host=${canary}`,
  });
  expect(JSON.stringify([open, notes])).not.toContain(canary);
});

describe("what is not known of several services is one finding:", () => {
  const many = (variables: string) =>
    `services:\n${["a", "b", "c"].map((name) => `  ${name}: { image: app, environment: ${variables} }\n`).join("")}`;

  test.each<[string, string, string, RegExp]>([
    [
      "a size that nobody states",
      '{ DATABASE_URL: "postgres://db/x" }',
      "pool-size-assumed",
      /3 services.*counted with 10/,
    ],
    ["an address that the shell fills in", '{ DATABASE_URL: "${X}" }', "unknown-count", /pool size of 3 workloads/],
  ])("%s", (_, variables, rule, words) => {
    const sources = noSources();
    addText(sources, many(variables), "compose.yaml", "/");
    const found = checkFleet(sources, { cwd: "/" }).findings.filter((finding) => finding.rule === rule);
    expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(words)]);
    expect(found[0]!.message).toMatch(/service a, service b, service c$/);
  });
});

describe("parts of an address are no address of their own:", () => {
  test.each<[string, string, Record<string, string>]>([
    ["behind a URL", "app", { STORE_DB_URL_HOST: "db", STORE_DB_URL_PORT: "5432", STORE_DB_URL_DATABASE: "shop" }],
    [
      "named like the server",
      "app",
      { DB_URL: "jdbc:postgresql://db/x", DB_URL_DATABASE: "db", DB_URL_USERNAME: "db" },
    ],
    ["behind a host", "app", { DB_HOST: "db", DB_HOST_PORT: "6432", DB_HOST_USER: "db" }],
    ["that the shell fills in", "app", { DB_URL: "postgres://db/x", DB_URL_SCHEMA: "${S}", DB_URL_PROPERTIES: "${P}" }],
    [
      "of an application that is known",
      "keycloak/keycloak",
      { KC_DB: "postgres", KC_DB_URL_HOST: "db", KC_DB_URL_PORT: "5432", KC_DB_URL_DATABASE: "sso", KC_DB_SCHEMA: "a" },
    ],
  ])("%s", (_, image, variables) => {
    const text = `services:\n${DB}  api: { image: "${image}", environment: ${JSON.stringify(variables)} }\n`;
    const { servers, counted, rules } = read("compose.yaml", text);
    expect({ servers, counted }).toEqual({ servers: ["db"], counted: ["api"] });
    expect(rules).not.toContain("unknown-count");
  });

  test("but the name of a host is the host", () =>
    expect(environment({ DB_HOST_NAME: "pg.example", DB_SERVER_NAME: "pg.example" }, "").servers).toEqual([
      "pg.example",
    ]));
});

test("a command that prints an address leads where its variables do", () => {
  const variables = {
    STORE_HOST: "pg.example",
    STORE_PORT: "5432",
    STORE_CMD: 'echo -n "postgresql://$(eval $USER_CMD):$(cat /run/p)@${STORE_HOST}:${STORE_PORT}/${STORE_DB}"',
  };
  const list = Object.entries(variables).map(([name, value]) => ({ name, value }));
  const spec = { containers: [{ name: "api", image: "app", env: list }] };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "api" }, spec };
  const { servers, counted } = read("pod.json", JSON.stringify(pod));
  expect({ servers, counted }).toEqual({ servers: ["pg.example"], counted: ["api"] });
});

describe("a mounted file of a server that is not in the input is counted by", () => {
  const mounted = (text: string) => {
    const volumes = [{ name: "cfg", configMap: { name: "files" } }];
    const containers = [{ name: "api", image: "app", volumeMounts: [{ name: "cfg", mountPath: "/etc/app" }] }];
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "api" }, spec: { containers, volumes } };
    const files = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "files" }, data: { "app.conf": text } };
    return read("all.yaml", [pod, files].map((one) => JSON.stringify(one)).join("\n---\n"));
  };

  test.each([
    ["its port", "store:\n  connectAddr: pg.example:5432\n"],
    ["a port of its own", "host: pg.example\nname: shop\nport: 5432\n"],
    ["its driver", "[db]\ndriver = postgres\nhost = pg.example\n"],
    ["its engine", "'ENGINE': 'django.db.backends.postgresql',\n'HOST': 'pg.example',\n"],
    ["its plugin, in a template", 'pluginName: postgres12\naddr: "pg.example:6432"\nuser: {{ env "U" | quote }}\n'],
  ])("%s", (_, text) => {
    const { servers, counted } = mounted(text);
    expect({ servers, counted }).toEqual({ servers: ["pg.example"], counted: ["api"] });
  });

  test.each([
    ["a host alone", "host: pg.example\n"],
    ["a host of another port", "server: cache.example:6379\n"],
    ["a driver of another database", "driver: mysql\nhost: m.example\nport: 3306\n"],
    ["PostgreSQL in a comment", "# works with postgres, too\nhost: web.example\n"],
  ])("but not %s", (_, text) => expect(mounted(text).counted).toEqual([]));
});

describe("an application that cannot run without PostgreSQL is counted on the server that it starts after", () => {
  const only = (text: string) => read("compose.yaml", `services:\n${DB}  api: { depends_on: [db], ${text} }\n`);

  test.each([
    ["by its image", "image: getsentry/sentry"],
    [
      "by the image that it is built from",
      "image: local, build: { context: ., args: { BASE_IMAGE: getsentry/sentry:25 } }",
    ],
    ["by a list of arguments", 'image: local, build: { context: ., args: ["SHOP_IMAGE=ghcr.io/getsentry/sentry:25"] }'],
    ["by the default of a variable", 'build: { context: ., args: { FROM: "${S:-getsentry/sentry}" } }'],
  ])("%s", (_, text) => {
    const { counted, servers, open } = only(text);
    expect({ counted, servers, open }).toEqual({ counted: ["api"], servers: ["db"], open: [] });
  });

  test.each([
    ["one that may run without it", "image: grafana/grafana"],
    ["an unknown one", "image: local, build: { context: ., args: { APP: getsentry/sentry } }"],
  ])("but not %s", (_, text) => {
    const { counted, open } = only(text);
    expect({ counted, open }).toEqual({ counted: [], open: [["service api", "it starts after db"]] });
  });
});

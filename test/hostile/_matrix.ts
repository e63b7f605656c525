// every reader, with the canary in every place that its syntax has for a secret, and faults of every kind beside it

/** What a text is made of; each reader writes it in its own syntax. */
export interface Parts {
  /** A password as it is, in whatever way it is broken. */
  readonly password: string;
  /** A connection string with it. */
  readonly url: string;
  /** A value that no setting has, which may be a secret of the application. */
  readonly other: string;
}

/** A reader: the files that it reads, and the command lines that make it read them. */
export interface Reader {
  readonly files: (parts: Parts) => Readonly<Record<string, string>>;
  readonly commands: readonly (readonly string[])[];
  readonly stdin?: (parts: Parts) => string;
  /** Whether it has nothing to say of its text. */
  readonly silent?: true;
}

const q = (text: string) => JSON.stringify(text);
const escaped = (text: string) => q(text).slice(1, -1);
// what needs quotes in none of the syntaxes
const bare = (text: string) => text.replace(/[^\w&=]/g, "");
const validate = [["validate", "--verbose"], ["show"]];
const from = (file: string, id?: string) => [["import", file, ...(id === undefined ? [] : ["--from", id])]];
const programs = (file: string, id: string, text: (parts: Parts) => string): Reader => ({
  files: (parts) => ({ [file]: text(parts) }),
  commands: from(file, id),
});
const environment = ({ password, url, other }: Parts): [string, string][] => [
  ["SIGNING", other],
  ["DATABASE_URL", url],
  ["PGPASSWORD", password],
  ["POOL_MAX", "20x"],
  ["STRIPE", other],
];
const manifest = (name: string, text: (parts: Parts) => string): Reader => ({
  files: (parts) => ({ [name]: text(parts) }),
  commands: [["fleet", name, "--verbose"]],
});
const deployment = (parts: Parts) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "api" },
  spec: {
    replicas: 90,
    template: {
      spec: {
        containers: [
          {
            name: "api",
            args: ["--password", parts.password, "--token", parts.other],
            env: environment(parts).map(([name, value]) => ({ name, value })),
          },
        ],
      },
    },
  },
});
const service = (parts: Parts) => ({
  services: { api: { image: "api", environment: Object.fromEntries(environment(parts)), deploy: { replicas: 90 } } },
});
const task = (parts: Parts) => ({
  family: "api",
  containerDefinitions: [
    { name: "api", image: "api", environment: environment(parts).map(([name, value]) => ({ name, value })) },
  ],
});
const plan = (parts: Parts) => ({
  format_version: "1.2",
  planned_values: {
    root_module: {
      resources: [
        {
          address: "google_cloud_run_v2_service.api",
          mode: "managed",
          type: "google_cloud_run_v2_service",
          name: "api",
          values: {
            name: "api",
            template: [
              {
                containers: [{ image: "x", env: environment(parts).map(([name, value]) => ({ name, value })) }],
                scaling: [{ max_instance_count: 90 }],
              },
            ],
          },
        },
      ],
    },
  },
});
const knex = ({ password, url, other }: Parts) => ({
  client: "pg",
  connection: {
    host: "db.example",
    password,
    connectionString: url,
    ssl: { key: `${PEM}${other}`, passphrase: password },
  },
  pool: { max: "20x", maxx: other, min: 3 },
  hash: other,
});
const PEM = "-----BEGIN PRIVATE KEY-----\n";
const config = ({ password, url, other }: Parts) => ({
  connection: { url, password, hots: other },
  pool: { max: "20x", stripe: other },
  redis: { password, hash: other },
});

/** Readers by name. Those of one syntax come once in lines, and once in one line where the syntax allows that. */
export const READERS: Readonly<Record<string, Reader>> = {
  TOML: {
    files: ({ password, url, other }) => ({
      "poolcfg.toml": `[connection]\nurl = ${q(url)}\npassword = ${q(password)}\nhots = ${q(other)}\n[pool]\nmax = "20x"\nstripe = ${q(other)}\n[redis]\npassword = ${q(password)}\n`,
    }),
    commands: [...validate, ["validate", "--diff"], ["render", "--target", "knex", "--redact"]],
  },
  "TOML in one line": {
    files: ({ password, url, other }) => ({
      "poolcfg.toml": `pool = { stripe = ${q(other)}, max = "20x", hash = ${q(other)} }\nconnection = { hash = ${q(other)}, url = ${q(url)}, password = ${q(password)} }\n`,
    }),
    commands: [...validate, ["validate", "--diff"]],
  },
  YAML: {
    files: ({ password, url, other }) => ({
      "poolcfg.yaml": `connection:\n  url: ${q(url)}\n  password: &p ${q(password)}\n  hots: ${q(other)}\npool:\n  max: 20x\n  stripe: ${q(other)}\n`,
    }),
    commands: validate,
  },
  "YAML in one line": {
    files: (parts) => ({ "poolcfg.yaml": JSON.stringify(config(parts)) }),
    commands: validate,
  },
  JSON: { files: (parts) => ({ "poolcfg.json": JSON.stringify(config(parts), null, 2) }), commands: validate },
  "JSON in one line": { files: (parts) => ({ "poolcfg.json": JSON.stringify(config(parts)) }), commands: validate },
  "JSON on stdin": {
    files: () => ({}),
    stdin: (parts) => JSON.stringify(config(parts)),
    commands: [["validate", "-"]],
  },
  ".env": {
    files: (parts) => ({
      ".env": environment(parts)
        .map(([name, value]) => `${name}=${q(value).replaceAll("$", "\\$")}\n`)
        .join(""),
    }),
    commands: [...validate, ["validate", "--diff"], ["import", ".env", "--format", "json"]],
  },
  ".env, broken in two lines": {
    files: ({ password }) => ({
      ".env": `DATABASE_URL=postgresql://app:${bare(password)}\n${bare(password)}!x@db.example:5432/shop?sslmode=require\nPOOL_MAX=20x\n`,
    }),
    commands: [...validate, ["validate", "--diff"], ["import", ".env"]],
  },
  ".env in quotes, broken in two lines": {
    files: ({ password }) => ({
      ".env": `DATABASE_URL="postgresql://app:${bare(password)}\n${bare(password)}!x@db.example:5432/shop?pool_max=x"\nPOOL_MAX=20x\n`,
    }),
    commands: [...validate, ["validate", "--diff"], ["import", ".env"]],
  },
  "YAML, broken in two lines": {
    files: ({ password }) => ({
      "poolcfg.yaml": `connection:\n  url: postgresql://app:${bare(password)}\n    ${bare(password)}!x@db.example/shop\npool:\n  max: 20x\n`,
    }),
    commands: [...validate, ["validate", "--diff"]],
  },
  "INI, broken in two lines": {
    files: ({ password }) => ({
      "alembic.ini": `[alembic]\nsqlalchemy.url = postgresql://app:${bare(password)}\n    ${bare(password)}!x@db.example/shop\nsqlalchemy.pool_size = x\n`,
    }),
    commands: from("alembic.ini"),
  },
  "a connection string": {
    files: ({ url }) => ({ "poolcfg.toml": `extends = ${q(url)}\npreset = ${q(url)}\n` }),
    commands: [["validate"], ["show"]],
  },
  "knex, in lines": {
    files: (parts) => ({ "knexfile.json": JSON.stringify(knex(parts), null, 2) }),
    commands: from("knexfile.json"),
  },
  "knex, in one line on stdin": {
    files: () => ({}),
    stdin: (parts) => JSON.stringify(knex(parts)),
    commands: [["import", "-", "--from", "knex"]],
  },
  properties: {
    files: ({ password, other }) => ({
      "application.properties": `spring.datasource.url=jdbc:postgresql://db.example/shop?user=app&password=${encodeURI(password).replaceAll("#", "%23")}&ssl=true\nspring.datasource.password=${escaped(password)}\nspring.datasource.hikari.maximum-pool-size=20x\nspring.datasource.hikari.hash=${other}\n`,
    }),
    commands: from("application.properties"),
  },
  "YAML of Spring": {
    files: ({ password, other }) => ({
      "application.yml": `spring:\n  datasource:\n    url: jdbc:postgresql://db.example/shop\n    password: ${q(password)}\n    hikari: {hash: ${q(other)}, maximum-pool-size: 20x, stripe: ${q(other)}}\n`,
    }),
    commands: from("application.yml"),
  },
  INI: {
    files: ({ password, other }) => ({
      "pgbouncer.ini": `[databases]\nshop = host=db.example user=app password='${password.replaceAll("'", "''")}' pool_size=x other=${other}\n[pgbouncer]\nmax_client_conn = many\nhash = ${other}\n`,
    }),
    commands: from("pgbouncer.ini"),
  },
  "odyssey-conf": {
    files: ({ password, other }) => ({
      "odyssey.conf": `storage "pg" {\n type "remote"\n host "db.example"\n}\ndatabase "shop" {\n user "app" {\n  storage "pg"\n  storage_password "${password.replace(/["\\]/g, "")}"\n  pool_size "x"\n  hash "${other}"\n }\n}\n`,
    }),
    commands: from("odyssey.conf"),
  },
  "ADO.NET": {
    files: ({ password, other }) => ({
      "npgsql.txt": `Host=db.example;Username=app;Password="${password.replaceAll('"', '""')}";Maximum Pool Size=x;Hash=${other}`,
    }),
    commands: from("npgsql.txt", "npgsql"),
  },
  "keywords of libpq": {
    files: ({ password, other }) => ({
      "poolcfg.toml": `[connection]\nurl = ${q(`host=db.example password='${password.replace(/['\\]/g, "\\$&")}' pool_max=x hash=${other}`)}\n`,
    }),
    commands: [["validate", "--verbose"]],
  },
  Go: programs(
    "main.go",
    "pgxpool",
    ({ password, url }) =>
      `package main\nfunc main() {\n  config, _ := pgxpool.ParseConfig(${q(url)})\n  config.ConnConfig.Password = ${q(password)}\n  config.MaxConns = 20x\n}\n`,
  ),
  Rust: programs(
    "db.rs",
    "sqlx",
    ({ password, other }) =>
      `let options = PgConnectOptions::new().host("db.example").test(${q(other)}).password(${q(password)});\nlet pool = PgPoolOptions::new().max_connections(0).test(${q(other)}).connect_with(options).await?;\n`,
  ),
  Python: programs(
    "db.py",
    "asyncpg",
    ({ password, other }) =>
      `pool = await asyncpg.create_pool(host="db.example", password=${q(password)}, max_size="20x", hash=${q(other)})\n`,
  ),
  Java: programs(
    "Db.java",
    "hikaricp",
    ({ password, url, other }) =>
      `class Db {\n  void open() {\n    HikariConfig config = new HikariConfig();\n    config.setJdbcUrl(${q(`jdbc:${url}`)});\n    config.setPassword(${q(password)}); config.setMaximumPoolSize(0); config.setHash(${q(other)});\n  }\n}\n`,
  ),
  "C#": programs(
    "Db.cs",
    "npgsql",
    ({ password, other }) =>
      `var b = new NpgsqlConnectionStringBuilder();\nb["Host"] = "db.example";\nb["Password"] = ${q(password)};\nb["Maximum Pool Size"] = 0;\nb["Hash"] = ${q(other)};\n`,
  ),
  Ruby: programs(
    "database.rb",
    "sequelize",
    ({ password }) => `DB = { host: "db.example", password: ${q(password)}, pool: 0 }\n`,
  ),
  Elixir: programs(
    "runtime.exs",
    "ecto",
    ({ password, other }) =>
      `config :shop, Shop.Repo,\n  hostname: "db.example",\n  password: ${q(password)},\n  pool_size: "x",\n  hash: ${q(other)}\n`,
  ),
  "Kubernetes in JSON": manifest("k8s.json", (parts) => JSON.stringify(deployment(parts), null, 1)),
  "Kubernetes in one line": manifest("k8s.json", (parts) => JSON.stringify(deployment(parts))),
  "Kubernetes on stdin": {
    files: () => ({}),
    stdin: (parts) => JSON.stringify(deployment(parts)),
    commands: [["fleet", "-", "--verbose"]],
  },
  Compose: manifest("compose.yaml", (parts) => JSON.stringify(service(parts), null, 1)),
  "Compose in one line": manifest("compose.yaml", (parts) => JSON.stringify(service(parts))),
  ECS: {
    files: (parts) => ({
      "task.json": JSON.stringify(task(parts)),
      "service.json": JSON.stringify({
        serviceName: "api",
        clusterArn: "arn:aws:ecs:eu:1:cluster/main",
        taskDefinition: "arn:aws:ecs:eu:1:task-definition/api:7",
        desiredCount: 90,
      }),
    }),
    commands: [["fleet", "service.json", "task.json", "--verbose"]],
  },
  Terraform: manifest("plan.json", (parts) => JSON.stringify(plan(parts))),
  PM2: manifest("ecosystem.json", (parts) =>
    JSON.stringify({
      apps: [{ name: "api", script: "a.js", instances: 90, env: Object.fromEntries(environment(parts)) }],
    }),
  ),
  Procfile: {
    ...manifest(
      "Procfile",
      ({ url, password }) =>
        `web: DATABASE_URL='${url.replaceAll("'", "")}' app --password ${password.replace(/\s/g, "")}\n`,
    ),
    silent: true,
  },
  "a fleet file": {
    files: ({ url, other }) => ({
      "fleet.toml": `[servers.main]\nmax_connections = 1\nhash = ${q(other)}\n[services.api]\nurl = ${q(`${url}?pool_max=x`)}\nstripe = { a = ${q(other)} }\n`,
    }),
    commands: [["fleet", "fleet.toml", "--verbose"]],
  },
};

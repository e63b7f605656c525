// how many connections a container opens, by its application, its variables and its command line
import { describe, expect, test } from "vitest";
import { Origin } from "../../src/diagnostics/origin.ts";
import { applications } from "../../src/fleet/applications/registry.gen.ts";
import type { Variable } from "../../src/fleet/manifests/_define.ts";
import { type Connection, sizingOf } from "../../src/fleet/sizing.ts";

const origin = new Origin("file");
const URL = "postgresql://app@db/shop";

interface Given {
  readonly image?: string;
  readonly command?: string | readonly string[];
  readonly env?: Readonly<Record<string, string | null>>;
  readonly at?: readonly string[];
  /** Text of a mounted file. */
  readonly file?: string;
}

/** One container with DATABASE_URL, unless `at` names other variables; null stands for a value that cannot be read. */
function size({ image, command = [], env = {}, at = ["DATABASE_URL"], file }: Given) {
  const variables = new Map<string, Variable>(
    Object.entries({ ...Object.fromEntries(at.map((name) => [name, URL])), ...env }).map(([name, text]) => [
      name,
      text === null ? { unreadable: "is a secret", origin } : { text, origin },
    ]),
  );
  const files = file === undefined ? [] : [{ name: "config.yaml", text: file, origin }];
  const words = [command].flat().map((text) => ({ text, origin }));
  const container = { name: "c", variables, words, after: [], absent: [], files, labels: {} };
  const connections: Connection[] = at.map((name) => {
    const variable = variables.get(name);
    const text = variable && "text" in variable ? variable.text : undefined;
    return { name, ...(text?.startsWith("postgres") && { url: text.replace(/\+\w+/, "") }) };
  });
  const { pools, processes, unknown, remarks } = sizingOf({ ...container, ...(image && { image }) }, connections);
  return { pools, processes, unknown: unknown.map(({ field, reason }) => `${field}: ${reason}`), remarks };
}

/** The pools of the first connection, the processes, and whether that is all. */
const short = (given: Given) => {
  const { pools, processes = 1, unknown } = size(given);
  return [pools[0], processes, unknown.length === 0] as const;
};

describe("names that applications have in common", () => {
  test.each([
    "DB_POOL_MAX",
    "DB_MAX_OPEN_CONNS",
    "SHOP_DB_MAX_OPEN_CONNECTIONS",
    "DATABASE_CONNECTION_POOL_MAX",
    "PG_POOL_MAX",
    "POSTGRES_MAX_POOL_SIZE",
    "MAX_DB_CONNECTIONS",
    "MAX_POOL_SIZE",
    "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE",
    "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE",
    "QUARKUS_DATASOURCE_JDBC_MAX_SIZE",
    "SPRING_R2DBC_POOL_MAX_SIZE",
    "DB_POOL",
    "RAILS_MAX_THREADS",
    "Database__MaxPoolSize",
  ])("%s is the size", (name) => expect(short({ env: { [name]: "40" } })).toEqual([{ "": 40 }, 1, true]));

  test.each([
    "DB_POOL_MIN",
    "DB_MAX_IDLE_CONNS",
    "DB_POOL_TIMEOUT",
    "DB_CONNECTION_MAX_LIFETIME",
    "REDIS_POOL_SIZE",
    "MYSQL_POOL_SIZE",
    "HTTP_MAX_CONNECTIONS",
    "DB_PORT",
    "DB_BATCH_SIZE",
    "CLICKHOUSE_MAX_OPEN_CONNS",
  ])("%s is not, and nothing is said about it", (name) => {
    expect(size({ env: { [name]: "40" } })).toMatchObject({ pools: [undefined], unknown: [] });
  });

  test("the largest counts if there are several", () =>
    expect(short({ env: { DB_POOL_SIZE: "10", DB_MAX_CONNECTIONS: "30" } })).toEqual([{ "": 30 }, 1, true]));

  test("an overflow is added, and -1 has no limit", () => {
    expect(short({ env: { DB_POOL_SIZE: "10", DB_MAX_OVERFLOW: "5" } })).toEqual([{ "": 10, overflow: 5 }, 1, true]);
    expect(short({ env: { DB_POOL_SIZE: "10", DB_MAX_OVERFLOW: "-1" } })).toEqual([{ "": 10 }, 1, false]);
    expect(short({ env: { SQLALCHEMY_ENGINE_OPTIONS: '{"pool_size": 7, "max_overflow": 3}' } })).toEqual([
      { "": 7, overflow: 3 },
      1,
      true,
    ]);
  });

  test("properties on the command line and in JAVA_OPTS", () => {
    expect(short({ command: "java -Dspring.datasource.hikari.maximum-pool-size=33 -jar app.jar" })[0]).toEqual({
      "": 33,
    });
    expect(short({ env: { JAVA_TOOL_OPTIONS: "-Xmx1g -Dspring.datasource.hikari.maximumPoolSize=34" } })[0]).toEqual({
      "": 34,
    });
    expect(short({ command: ["/server", "--db-max-open-conns", "35"] })[0]).toEqual({ "": 35 });
  });

  test("keywords of an ADO.NET connection string, and the default of its library", () => {
    const at = ["ConnectionStrings__Main"];
    expect(short({ at, env: { ConnectionStrings__Main: "Host=db;Username=a;Maximum Pool Size=40" } })[0]).toEqual({
      "": 40,
    });
    expect(short({ at, env: { ConnectionStrings__Main: "Server=db;Max Pool Size=41;Username=a" } })[0]).toEqual({
      "": 41,
    });
    expect(short({ at, env: { ConnectionStrings__Main: "Host=db;Username=a" } })).toEqual([{ "": 100 }, 1, false]);
  });

  test("each of several addresses has the size of its own prefix", () => {
    const at = ["DATABASE_URL", "ANALYTICS_DATABASE_URL"];
    expect(size({ at, env: { DB_POOL_MAX: "20", ANALYTICS_DB_POOL_MAX: "5" } }).pools).toEqual([{ "": 20 }, { "": 5 }]);
    expect(size({ at, env: { DB_POOL_MAX: "20" } }).pools).toEqual([{ "": 20 }, { "": 20 }]);
  });

  test("a size that cannot be read is not replaced by another", () => {
    const { pools, unknown } = size({ env: { DB_POOL_SIZE: null, DATABASE_URL: `${URL}?pool_max_conns=5` } });
    expect(pools).toEqual([undefined]);
    expect(unknown).toEqual(["pool: DB_POOL_SIZE is a secret"]);
  });
});

describe("variables of unknown names", () => {
  test.each([
    ["ACME_DB_CONNECTION_CEILING", "60", /^pool: ACME_DB_CONNECTION_CEILING is 60/],
    ["SHOP_PG_SLOTS", "60", /^pool: SHOP_PG_SLOTS is 60/],
    ["APP_WORKER_PROCESSES", "8", /^processes: APP_WORKER_PROCESSES is 8/],
    ["MAX_WORKERS", "8", /^processes: MAX_WORKERS is 8/],
  ])("%s is named", (name, value, expected) => {
    const { unknown } = size({ env: { [name]: value } });
    expect(unknown).toHaveLength(1);
    expect(unknown[0]).toMatch(expected);
  });

  test("not if the value is no count, or is secret", () => {
    expect(size({ env: { SHOP_PG_SLOTS: "many", MAX_WORKERS: "1" } }).unknown).toEqual([]);
  });
});

describe("processes", () => {
  test.each([
    ["gunicorn -w 4 app:app", {}, 4],
    ["gunicorn -w4 app:app", {}, 4],
    ["/usr/local/bin/gunicorn --workers=6 -k uvicorn.workers.UvicornWorker app:app", {}, 6],
    ["sh -c 'gunicorn --workers 3 app:app'", {}, 3],
    ["gunicorn app:app", { WEB_CONCURRENCY: "5" }, 5],
    ["gunicorn app:app", { GUNICORN_CMD_ARGS: "--bind=0.0.0.0 --workers=7" }, 7],
    ["gunicorn -w 2 app:app", { WEB_CONCURRENCY: "5" }, 2],
    ["gunicorn --workers ${N:-9} app:app", {}, 9],
    ["gunicorn --workers $(N) app:app", { N: "8" }, 8],
    ["uvicorn app:app --workers 4", {}, 4],
    ["fastapi run --workers 4 main.py", {}, 4],
    ["uwsgi --http :80 --processes 4", {}, 4],
    ["uwsgi --http :80", { UWSGI_PROCESSES: "5" }, 5],
    ["bundle exec puma -w 3 -t 5:5", {}, 3],
    ["bundle exec puma -C config/puma.rb", { WEB_CONCURRENCY: "2" }, 2],
    ["bin/rails server -b 0.0.0.0", { WEB_CONCURRENCY: "4" }, 4],
    ["bundle exec sidekiq -c 25", { WEB_CONCURRENCY: "4" }, 1],
    ["celery -A app worker --concurrency=8", {}, 8],
    ["celery -A app worker -c 8", {}, 8],
    ["celery -A app worker -P gevent -c 100", {}, 1],
    ["celery -A app worker --autoscale=10,3", {}, 10],
    ["celery -A app beat", {}, 1],
    ["pm2-runtime server.js -i 4", {}, 4],
    [[], { WEB_CONCURRENCY: "6" }, 6],
    [[], { GUNICORN_WORKERS: "16" }, 16],
    ["python manage.py migrate && gunicorn -w 4 app", {}, 4],
    ["wait-for db:5432 -- gunicorn -w 4 app", {}, 4],
    ["serve --name gunicorn", {}, 1],
  ] as const)("%s with %o", (command, env, processes) => {
    expect(short({ command, env: { ...env, DB_POOL_SIZE: "10" } })).toEqual([{ "": 10 }, processes, true]);
  });

  test.each([
    ["celery -A app worker", {}],
    ["pm2-runtime server.js -i max", {}],
    ["gunicorn -w auto app:app", {}],
    ["gunicorn -c gunicorn.conf.py app:app", {}],
    ["uwsgi --ini app.ini", {}],
    ["gunicorn --workers $N app:app", { N: null }],
    ["gunicorn -w 4 a:b & celery -A app worker -c 2", {}],
  ] as const)("%s cannot be known", (command, env) => {
    const { unknown } = size({ command, env: { ...env, DB_POOL_SIZE: "10" } });
    expect(unknown).toHaveLength(1);
    expect(unknown[0]).toMatch(/^processes: /);
  });

  test("threads are counted if no size is set, as the least", () => {
    expect(short({ command: "bundle exec sidekiq -c 25" })).toEqual([{ "": 25 }, 1, false]);
    expect(short({ command: "bundle exec puma -w 2 -t 5:16" })).toEqual([{ "": 16 }, 2, false]);
  });
});

describe("packaged applications", () => {
  test.each([
    ["keycloak/keycloak", { KC_DB_POOL_MAX_SIZE: "50" }, [], { "": 50 }, 1],
    ["keycloak/keycloak", {}, [], { "": 100 }, 1],
    ["keycloak/keycloak", {}, "start --db-pool-max-size=30", { "": 30 }, 1],
    ["outlinewiki/outline", {}, [], { "": 5 }, 1],
    ["outlinewiki/outline", { SERVICES: "worker" }, [], { "": 5 }, 1],
    ["hatchet-engine", { SERVER_MSGQUEUE_KIND: "postgres" }, [], { "": 50, ddl: 5, pubsub: 5 }, 1],
    ["hatchet-engine", {}, [], { "": 50, ddl: 5 }, 1],
    ["directus/directus", { PM2_INSTANCES: "3" }, [], { "": 10 }, 3],
    ["windmill-labs/windmill", { MODE: "worker", NUM_WORKERS: "8" }, [], { "": 5, workers: 7 }, 1],
    ["windmill-labs/windmill", { MODE: "worker" }, [], { "": 5, workers: 0 }, 1],
    ["postgrest/postgrest", { PGRST_DB_CHANNEL_ENABLED: "false" }, [], { "": 10 }, 1],
    ["prefecthq/prefect:3", {}, "prefect server start --workers 4", { "": 5, overflow: 10 }, 4],
    ["mastodon/mastodon", {}, "bundle exec puma -C config/puma.rb", { "": 5 }, 2],
    ["mastodon/mastodon", { WEB_CONCURRENCY: "3", MAX_THREADS: "7" }, "bundle exec puma", { "": 7 }, 3],
    ["mastodon/mastodon", {}, "bundle exec sidekiq -c 12", { "": 12 }, 1],
    ["mastodon/mastodon", { DB_POOL: "30" }, "bundle exec sidekiq -c 12", { "": 30 }, 1],
    ["mastodon/mastodon", {}, "node ./streaming", { "": 10 }, 1],
    ["mastodon/mastodon", { WEB_CONCURRENCY: "3" }, "bundle exec rake db:migrate", { "": 5 }, 1],
    ["mastodon/mastodon", { WEB_CONCURRENCY: "3" }, "bin/tootctl media remove", { "": 5 }, 1],
    ["mastodon/mastodon", { WEB_CONCURRENCY: "3" }, "bundle exec rails s -p 3000", { "": 5 }, 3],
    ["apache/airflow", {}, "bash /clean-logs", { "": 0 }, 1],
    ["chatwoot/chatwoot", {}, "bundle exec sidekiq", { "": 10 }, 1],
    ["langgenius/dify-api", { MODE: "worker" }, [], { "": 30, overflow: 10 }, 1],
    ["langgenius/dify-api", { MODE: "api", SERVER_WORKER_AMOUNT: "4" }, [], { "": 30, overflow: 10 }, 4],
    ["odoo:18", {}, "odoo --workers=4 --db_maxconn 16", { "": 16 }, 7],
    ["temporalio/server", { SERVICES: "history", SQL_MAX_CONNS: "25" }, [], { "": 25, visibility: 10 }, 1],
  ] as const)("%s with %o and %s", (image, env, command, pools, processes) => {
    expect(short({ image, env, command })).toEqual([pools, processes, true]);
  });

  test.each([
    ["hasura/graphql-engine", { HASURA_GRAPHQL_PG_CONNECTIONS: "10", HASURA_GRAPHQL_PG_STRIPES: "3" }, [], { "": 30 }],
    ["mlflow/mlflow", {}, "mlflow server --workers 2", { "": 5, overflow: 10 }],
    ["logto", {}, [], { "": 20 }],
    ["outlinewiki/outline", { SERVICES: "web" }, [], { "": 5 }],
    ["outlinewiki/outline", {}, "yarn start --services=web", { "": 5 }],
    ["sonarqube:community", {}, [], { "": 60 }],
    ["metabase/metabase", {}, [], { "": 15 }],
    ["open-webui/open-webui", { DATABASE_POOL_SIZE: "10" }, [], { "": 10, overflow: 0 }],
    ["postgrest/postgrest", {}, [], { "": 10 }],
    ["odoo:18", {}, "odoo --db_maxconn 16", { "": 16 }],
  ] as const)("%s with %o and %s opens at least", (image, env, command, pools) => {
    const [least, , complete] = short({ image, env, command });
    expect([least, complete]).toEqual([pools, false]);
  });

  test.each([
    ["strapi", {}, []],
    ["superset", {}, []],
    ["joplin/server", {}, []],
    ["mastodon/mastodon", {}, "bundle exec sidekiq"],
  ] as const)("the size of %s is not known without a setting", (image, env, command) =>
    expect(short({ image, env, command })[2]).toBe(false),
  );

  test("a default is said to be one", () =>
    expect(size({ image: "n8nio/n8n" }).remarks).toEqual([
      expect.stringMatching(/^pool 2 is the default of n8n \S+ \(DB_POSTGRESDB_POOL_SIZE is not set\)$/),
    ]));

  test.each([
    ["grafana/grafana", {}],
    ["goharbor/harbor-core", { POSTGRESQL_MAX_OPEN_CONNS: "0" }],
    ["apache/airflow", { AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW: "-1" }],
    ["ghcr.io/goauthentik/server", {}],
    ["keycloak/keycloak", { KC_DB_POOL_MAX_SIZE: null }],
  ] as const)("%s with %o has no size that is known", (image, env) =>
    expect(size({ image, env }).unknown.join()).toMatch(/pool: /),
  );

  test("a size in the connection string counts if the application documents none", () =>
    expect(short({ image: "langfuse/langfuse", env: { DATABASE_URL: `${URL}?connection_limit=7` } })).toEqual([
      { "": 7 },
      1,
      true,
    ]));

  describe("a mounted configuration file takes precedence", () => {
    const store = (rows: string) => `      sql:\n        pluginName: postgres12\n${rows}`;
    const sized = (main: string, visibility = "") =>
      short({
        image: "temporalio/server",
        env: { SERVICES: "history", SQL_MAX_CONNS: "9" },
        file: `persistence:\n  defaultStore: default\n  datastores:\n    default:\n${store(main)}${visibility}services: {}\n`,
      });
    const ten = `    visibility:\n${store("        maxConns: 10 # for lists\n")}`;

    test("over variables and defaults", () =>
      expect(sized("        maxConns: 40\n", ten)).toEqual([{ "": 40, visibility: 10 }, 1, true]));
    test("a store of another kind opens none", () =>
      expect(sized("        maxConns: 40\n", "    visibility:\n      elasticsearch: {}\n")).toEqual([
        { "": 40, visibility: 0 },
        1,
        true,
      ]));
    test.each([
      ["no limit", ""],
      ["a limit of 0", "        maxConns: 0\n"],
      ["a template", '        maxConns: {{ env "N" }}\n'],
    ])("%s is not known", (_, rows) => expect(sized(rows, ten)[2]).toBe(false));
    test("another file has no say", () =>
      expect(
        short({ image: "temporalio/server", env: { SERVICES: "history" }, file: "datastores:\n  default: x\n" }),
      ).toEqual([{ "": 20, visibility: 10 }, 1, true]));
  });

  test("each can be read without any variable", () => {
    for (const { images } of applications) expect(() => size({ image: images[0]! })).not.toThrow();
  });
});

test("a long command line and many variables are read", () => {
  const env = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`DB_POOL_${"X_".repeat(50)}${index}`, "5"]),
  );
  const command = `${"-".repeat(10_000)} gunicorn ${"--workers 3 ".repeat(1_000)}`;
  expect(short({ command, env: { ...env, DB_POOL_SIZE: "4" } }).slice(0, 2)).toEqual([{ "": 4 }, 3]);
});

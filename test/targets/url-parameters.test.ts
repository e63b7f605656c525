// pool parameters in DATABASE_URL, of any driver, rendered for any target
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { poolcfg } from "../cli/_run.ts";

const SERVER = "postgresql://app:s3cret@db.example.com/shop";

// one value that each driver takes for each of its own parameters
const URLS: readonly (readonly [who: string, url: string])[] = [
  ["libpq", `${SERVER}?connect_timeout=7&keepalives_idle=17&options=-c%20statement_timeout%3D9000`],
  ["libpq, as pairs", "host=db.example.com user=app password=s3cret dbname=shop connect_timeout=7"],
  [
    "Prisma",
    `${SERVER}?connection_limit=5&pool_timeout=20&connect_timeout=3&socket_timeout=9&schema=app&pgbouncer=true`,
  ],
  ["pgxpool", `${SERVER}?pool_max_conns=12&pool_min_conns=2&pool_max_conn_lifetime=1h&pool_max_conn_idle_time=7m`],
  ["postgres.js", `${SERVER}?max=11&idle_timeout=20&max_lifetime=1800&connect_timeout=4&prepare=false`],
  ["node-postgres", `${SERVER}?query_timeout=4000&statement_timeout=3000&idle_in_transaction_session_timeout=8000`],
  ["pgjdbc", "jdbc:postgresql://db.example.com/shop?user=app&socketTimeout=33&connectTimeout=7&currentSchema=app"],
  ["r2dbc-pool", "r2dbc:pool:postgresql://app:s3cret@db.example.com/shop?maxSize=13&maxIdleTime=PT7M"],
  ["Ecto, without its scheme", `${SERVER}?pool_size=15`],
  ["PostgreSQL, as several drivers send them", `${SERVER}?statement_timeout=30000&lock_timeout=5s&search_path=app`],
  ["pgx", `${SERVER}?default_query_exec_mode=exec&pool_max_conns=3`],
  ["Ecto", "ecto://app:s3cret@db.example.com/shop?pool_size=15&timeout=20000"],
  ["poolcfg", `${SERVER}?pool_max=20&pool_idle_timeout=10m&session_statement_timeout=30s`],
  ["TLS", `${SERVER}?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=7`],
];

const load = (url: string) =>
  inspectPoolConfig({ cwd: tmpdir(), config: {}, env: { DATABASE_URL: url }, dotenv: false });

describe.each(URLS)("%s's parameters in DATABASE_URL", (_, url) => {
  const { config, origins } = load(url);

  test.each(targets.map(({ id, forms }) => [id, forms] as const))("do not stop a render for %s", (id, forms) => {
    for (const format of forms) {
      const { deviations } = render(config, id, { format, origins, onlySet: true });
      expect([format, deviations.filter(({ severity }) => severity === "error")]).toEqual([format, []]);
    }
  });

  test.each(["node-postgres", "django", "pgbouncer"])("do not stop the command for %s", async (id) => {
    const { code, out } = await poolcfg(["render", "--target", id, "--only-set"], { env: { DATABASE_URL: url } });
    expect([code, out === ""]).toEqual([0, false]);
  });

  // each parameter by itself: without it, the settings or what is reported of them differ
  const [base = "", query = ""] = url.split("?");
  const pairs = query.split("&").filter(Boolean);
  test.each(pairs)("%s is written or reported, for every target", (pair) => {
    const rest = pairs.filter((one) => one !== pair);
    const without = load(rest.length === 0 ? base : `${base}?${rest.join("&")}`);
    const silent = targets.filter(({ id, forms, connection }) => {
      // it has a server of its own
      if (connection.layout === "none" && /^(?:default_query_exec_mode|pgbouncer|prepare|ssl\w+|user)=/.test(pair))
        return false;
      // it checks the certificate in any case
      if (id === "neon" && pair === "sslmode=verify-full") return false;
      // code reads the whole string from its variable
      const format = forms.find((form) => form !== "code") ?? forms[0];
      const written = (one: typeof without) => {
        const { text, deviations } = render(one.config, id, { format, origins: one.origins, onlySet: true });
        return JSON.stringify([text, deviations]);
      };
      return written({ ...without, config, origins }) === written(without);
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

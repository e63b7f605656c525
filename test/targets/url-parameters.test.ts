// pool parameters in DATABASE_URL, of any driver, rendered for any target
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load.ts";
import { render } from "../../src/render.ts";
import { targets } from "../../src/targets/_all.gen.ts";
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
  ["pgxpool", `${SERVER}?pool_max_conns=12&pool_min_conns=2&pool_max_conn_lifetime=1h&pool_max_conn_idle_time=5m`],
  ["postgres.js", `${SERVER}?max=11&idle_timeout=20&max_lifetime=1800&connect_timeout=4&prepare=false`],
  ["node-postgres", `${SERVER}?query_timeout=4000&statement_timeout=3000&idle_in_transaction_session_timeout=8000`],
  ["pgjdbc", "jdbc:postgresql://db.example.com/shop?user=app&socketTimeout=33&connectTimeout=7&currentSchema=app"],
  ["r2dbc-pool", "r2dbc:pool:postgresql://app:s3cret@db.example.com/shop?maxSize=13&maxIdleTime=PT5M"],
  ["Ecto", "ecto://app:s3cret@db.example.com/shop?pool_size=15&timeout=20000"],
  ["poolcfg", `${SERVER}?pool_max=20&pool_idle_timeout=10m&session_statement_timeout=30s`],
  ["TLS", `${SERVER}?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=7`],
];

describe.each(URLS)("%s's parameters in DATABASE_URL", (_, url) => {
  const { config, origins } = inspectPoolConfig({
    cwd: tmpdir(),
    config: {},
    env: { DATABASE_URL: url },
    dotenv: false,
  });

  test.each(targets.map(({ id, forms }) => [id, forms] as const))("do not stop a render for %s", (id, forms) => {
    for (const format of forms) {
      const { losses } = render(config, id, { format, origins, onlySet: true });
      expect([format, losses.filter(({ severity }) => severity === "error")]).toEqual([format, []]);
    }
  });

  test.each(["node-postgres", "django", "pgbouncer"])("do not stop the command for %s", async (id) => {
    const { code, out } = await poolcfg(["render", "--target", id, "--only-set"], { env: { DATABASE_URL: url } });
    expect([code, out === ""]).toEqual([0, false]);
  });
});

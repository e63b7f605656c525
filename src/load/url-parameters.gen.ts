// written by: npm run gen
import { asyncpgUrl } from "../drivers/asyncpg.ts";
import { bunSqlUrl } from "../drivers/bun-sql.ts";
import { canonicalUrl } from "../drivers/canonical.ts";
import { libpqUrl } from "../drivers/libpq.ts";
import { mikroOrmUrl } from "../drivers/pg/mikro-orm.ts";
import { slonikUrl } from "../drivers/pg/slonik.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { pgjdbcUrl } from "../drivers/pgjdbc.ts";
import { pgxUrl } from "../drivers/pgx.ts";
import { postgresJsUrl } from "../drivers/postgres-js.ts";
import { prismaUrl } from "../drivers/prisma.ts";
import { djangoUrl } from "../drivers/psycopg.ts";
import { psycopgUrl } from "../drivers/psycopg.ts";
import { r2dbcUrl } from "../drivers/r2dbc.ts";
import { sqlxUrl } from "../drivers/sqlx.ts";
import { tokioPostgresUrl } from "../drivers/tokio-postgres.ts";
import { ectoUrl } from "../pools/db-connection.ts";
import { pgxpoolUrl } from "../pools/pgxpool.ts";
import { sqlalchemyUrl } from "../pools/queue-pool.ts";
import { sqlalchemyAsyncpgUrl } from "../pools/queue-pool.ts";
import type { UrlParameters } from "../mapping/url-parameters.ts";

export const urlParameters: readonly UrlParameters[] = [
  asyncpgUrl,
  bunSqlUrl,
  canonicalUrl,
  djangoUrl,
  ectoUrl,
  libpqUrl,
  mikroOrmUrl,
  pgUrl,
  pgjdbcUrl,
  pgxUrl,
  pgxpoolUrl,
  postgresJsUrl,
  prismaUrl,
  psycopgUrl,
  r2dbcUrl,
  slonikUrl,
  sqlalchemyUrl,
  sqlalchemyAsyncpgUrl,
  sqlxUrl,
  tokioPostgresUrl,
];

import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
{{imports}}

{{helpers}}
export const pool = new pg.Pool({{options}});

export const db = new Kysely({ dialect: new PostgresDialect({ pool }) });

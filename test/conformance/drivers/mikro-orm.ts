// MikroORM 7 over pg.Pool and Kysely
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { EntitySchema } from "@mikro-orm/core";
import { MikroORM, type Options } from "@mikro-orm/postgresql";
import { sql as raw } from "kysely";
import { FROM } from "../_version.ts";
import { type Driver, hold, PID, type Pool } from "./_driver.ts";

const Probe = new EntitySchema<{ id: number }>({
  name: "Probe",
  tableName: "Probe",
  properties: { id: { type: "number", primary: true } },
});

export default {
  packages: ["@mikro-orm/postgresql", "kysely", "pg", "pg-pool"],
  // it may have a pg of its own
  from: pathToFileURL(createRequire(FROM).resolve("@mikro-orm/postgresql")).href,
  open: (value) => wrap(value as Options),
  adopt: (module) => wrap(module.default as Options),
} satisfies Driver;

function wrap(options: Options): Pool {
  const orm = new MikroORM({ ...options, entities: [Probe], logger: () => {} });
  const kysely = () => orm.em.getConnection().getClient();
  return {
    acquire: () =>
      hold((use) =>
        kysely()
          .connection()
          .execute((connection) => use(async (sql) => (await raw.raw<never>(sql).execute(connection)).rows)),
      ),
    query: (sql) => orm.em.getConnection().execute(sql),
    probe: async () => (await orm.em.fork().findOneOrFail(Probe, { id: { $gt: 0 } })).id,
    otherWaits: { "`em.transactional`": () => orm.em.fork().transactional((em) => em.execute(PID)) },
    end: () => orm.close(true),
  };
}

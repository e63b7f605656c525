// MikroORM 6 over its own knex, from a package of its own
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Knex } from "knex";
import { VERSION } from "../_version.ts";
import type { Driver, Pool } from "./_driver.ts";
import { knexPool } from "./_knex.ts";

const PACKAGE =
  VERSION === undefined ? new URL("../packages/mikro-orm-6/", import.meta.url) : pathToFileURL(VERSION.folder);

export default {
  packages: ["@mikro-orm/postgresql", "@mikro-orm/knex", "knex", "tarn", "pg"],
  from: new URL("package.json", PACKAGE).href,
  modules: fileURLToPath(new URL("node_modules/.cache/code/", PACKAGE)),
  async prepare() {
    // it compares itself with what the package.json of the working folder has
    process.env.MIKRO_ORM_ALLOW_VERSION_MISMATCH = "1";
  },
  open: wrap,
  adopt: (module) => wrap(module.default),
} satisfies Driver;

function wrap(options: unknown): Pool {
  const require = createRequire(new URL("package.json", PACKAGE));
  const { MikroORM, EntitySchema } = require("@mikro-orm/postgresql") as Library;
  const Probe = new EntitySchema({
    name: "Probe",
    tableName: "Probe",
    properties: { id: { type: "number", primary: true } },
  });
  const orm = MikroORM.initSync({ ...(options as object), entities: [Probe], logger: () => {} });
  const pool = knexPool(orm.em.getConnection().getKnex(), () => orm.close(true));
  return {
    ...pool,
    query: (sql) => orm.em.getConnection().execute(sql),
    probe: async () => (await orm.em.fork().findOneOrFail(Probe, { id: { $gt: 0 } })).id,
  };
}

/** What is used of version 6; the types of the other version are those of 7. */
interface Library {
  readonly EntitySchema: new (schema: object) => object;
  readonly MikroORM: { initSync(options: object): Orm };
}

interface Orm {
  readonly em: Manager;
  close(force: boolean): Promise<void>;
}

interface Manager {
  fork(): Manager;
  findOneOrFail(entity: object, where: object): Promise<{ id: number }>;
  getConnection(): { getKnex(): Knex; execute(sql: string): Promise<Record<string, unknown>[]> };
}

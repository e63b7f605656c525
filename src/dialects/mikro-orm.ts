// the connection URL of MikroORM: the address and the schema, and nothing else
import { text } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** MikroORM takes its URL apart itself, and hands no parameter on: not even `sslmode`. */
export default defineDialect({
  id: "mikro-orm",
  title: "MikroORM",
  source: { url: "https://mikro-orm.io/docs/configuration#connection", version: "7.2.1", checked: "2026-11-21" },
  params: { schema: { path: "connection.schema", unit: text() } },
  known: [],
  unknown: "ignored",
  marks: [],
});

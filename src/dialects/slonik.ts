// the connection string of slonik, which carries no pool settings
import { text } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** Six parameters are read; a `sslmode` other than disable, no-verify and require is refused. */
export default defineDialect({
  id: "slonik",
  title: "slonik",
  source: {
    url: "https://github.com/gajus/slonik#slonik-usage-create-connection",
    version: "49.10",
    checked: "2026-11-21",
  },
  params: { application_name: { path: "connection.applicationName", unit: text() } },
  known: ["host", "options", "sslcert", "sslkey", "sslmode", "sslrootcert"],
  unknown: "ignored",
  marks: [],
  form: true,
});

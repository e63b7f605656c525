// a service of libpq that is not defined
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "service-not-found",
  reason: "config",
  phrases: { libpq: ["definition of service <name> not found", "service file <name> not found"] },
  meaning: "The connection names a service, and no service file defines it.",
  todo: "Define [name] in ~/.pg_service.conf, in the file that PGSERVICEFILE names, or in pg_service.conf of the directory that pg_config --sysconfdir shows. In a container that file must be mounted.",
  settings: ["connection.url"],
  source: "https://www.postgresql.org/docs/18/libpq-pgservice.html",
  examples: ['definition of service "nosuch" not found'],
});

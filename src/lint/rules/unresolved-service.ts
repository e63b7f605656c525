import { defineRule } from "../define.ts";

export default defineRule({
  id: "unresolved-service",
  severity: "error",
  area: "dsn",
  since: "0.2.0",
  summary: "A service of pg_service.conf cannot be resolved",
  why: "The service contains the server and the role; without it, libpq refuses to connect.",
  fix: "Name the service file with servicefile or PGSERVICEFILE, or write the parameters themselves.",
  source: "https://www.postgresql.org/docs/18/libpq-pgservice.html",
  examples: {
    invalid: [
      { dsn: "service=shop", env: { PGSERVICEFILE: "/nowhere/pg_service.conf" } },
      { env: { PGSERVICE: "shop", PGSERVICEFILE: "/nowhere/pg_service.conf" } },
    ],
    valid: [{ dsn: "host=db.example user=app", env: { PGSERVICEFILE: "/nowhere/pg_service.conf" } }],
  },
});

// Dagster: an engine of SQLAlchemy without a pool of a documented size
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "dagster",
  title: "Dagster",
  images: ["dagster", "dagster-celery-k8s", "dagster-k8s"],
  address: ["DAGSTER_POSTGRES_HOST", "DAGSTER_PG_HOST"],
  roles: [{ pools: { "": { unknown: "Dagster documents no size of its pool" } } }],
  source: { url: "https://docs.dagster.io/deployment/oss/dagster-yaml", version: "1", checked: "2026-11-30" },
});

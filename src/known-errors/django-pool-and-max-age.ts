// Django's pool together with persistent connections
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "django-pool-and-max-age",
  reason: "config",
  phrases: {
    Django: [
      "Pooling doesn't support persistent connections",
      "Database pooling requires psycopg >= 3",
      "Error loading psycopg_pool module",
    ],
  },
  meaning:
    "Django's connection pool (OPTIONS['pool']) needs psycopg 3 with psycopg_pool and cannot be combined with persistent connections.",
  todo: "Set CONN_MAX_AGE to 0 for this database (also in dj_database_url.config(conn_max_age=0)) when OPTIONS['pool'] is used, and install psycopg[binary,pool].",
  settings: ["pool.maxLifetime", "pool.max"],
  source: "https://docs.djangoproject.com/en/5.2/ref/databases/#connection-pool",
  examples: ["django.core.exceptions.ImproperlyConfigured: Pooling doesn't support persistent connections."],
});

// Grafana: one pool, without a limit by default
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "grafana",
  title: "Grafana",
  images: ["grafana", "grafana-oss", "grafana-enterprise"],
  charts: ["grafana"],
  prefixes: ["GF_DATABASE_"],
  address: ["GF_DATABASE_HOST", "GF_DATABASE_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["GF_DATABASE_MAX_OPEN_CONN"],
          zeroIsUnlimited: true,
          unknown: "GF_DATABASE_MAX_OPEN_CONN is not set, and Grafana does not limit its connections by default",
        },
      },
    },
  ],
  source: {
    url: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#max_open_conn",
    version: "12",
    checked: "2026-11-30",
  },
});

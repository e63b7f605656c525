// Kong Gateway: each worker process opens as many connections as it has queries, unless it is limited
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "kong",
  title: "Kong Gateway",
  images: ["kong", "kong/kong", "kong/kong-gateway"],
  charts: ["kong"],
  prefixes: ["KONG_PG_"],
  address: ["KONG_PG_HOST"],
  roles: [
    {
      pools: {
        "": {
          variables: ["KONG_PG_MAX_CONCURRENT_QUERIES"],
          zeroIsUnlimited: true,
          unknown: "KONG_PG_MAX_CONCURRENT_QUERIES is not set, and Kong does not limit its connections by default",
        },
      },
      processes: {
        variables: ["KONG_NGINX_WORKER_PROCESSES"],
        unknown: "Kong runs a worker process for each CPU by default",
      },
    },
  ],
  source: {
    url: "https://developer.konghq.com/gateway/configuration/#pg-max-concurrent-queries",
    version: "3.9",
    checked: "2026-11-30",
  },
});

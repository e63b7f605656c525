// Hasura GraphQL Engine: a pool for each stripe
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "hasura",
  title: "Hasura GraphQL Engine",
  images: ["hasura/graphql-engine", "graphql-engine"],
  prefixes: ["HASURA_GRAPHQL_"],
  address: ["HASURA_GRAPHQL_DATABASE_URL", "HASURA_GRAPHQL_METADATA_DATABASE_URL", "PG_DATABASE_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["HASURA_GRAPHQL_PG_CONNECTIONS"],
          flags: ["--connections"],
          default: 50,
          times: { variables: ["HASURA_GRAPHQL_PG_STRIPES"], flags: ["--stripes"], default: 1 },
        },
      },
    },
  ],
  source: {
    url: "https://hasura.io/docs/2.0/deployment/graphql-engine-flags/reference/",
    version: "2.40",
    checked: "2026-11-30",
  },
});

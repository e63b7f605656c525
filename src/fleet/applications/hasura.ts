// Hasura GraphQL Engine: a pool for each stripe, and one for its metadata
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
          flags: ["--connections", "-c"],
          default: 50,
          times: { variables: ["HASURA_GRAPHQL_PG_STRIPES"], flags: ["--stripes", "-s"], default: 1 },
        },
        metadata: { unknown: "the metadata database has a pool of its own, and its size is not documented" },
      },
    },
  ],
  source: {
    url: "hasura/graphql-engine:docs/docs/deployment/graphql-engine-flags/reference.mdx",
    version: "0080e32e",
    checked: "2026-11-30",
  },
});

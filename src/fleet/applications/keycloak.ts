// Keycloak: one pool in each node
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "keycloak",
  title: "Keycloak",
  images: ["keycloak", "keycloakx"],
  charts: ["keycloak", "keycloakx"],
  prefixes: ["KC_DB"],
  address: ["KC_DB_URL", "KC_DB_URL_HOST"],
  roles: [{ pools: { "": { variables: ["KC_DB_POOL_MAX_SIZE"], flags: ["--db-pool-max-size"], default: 100 } } }],
  source: {
    url: "keycloak/keycloak:quarkus/config-api/src/main/java/org/keycloak/config/DatabaseOptions.java",
    version: "0de3c1a5",
    checked: "2026-11-30",
  },
});

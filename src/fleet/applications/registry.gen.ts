// written by: npm run gen
import type { Application } from "./_define.ts";
import keycloak from "./keycloak.ts";
import n8n from "./n8n.ts";

export const applications: readonly Application[] = [
  keycloak,
  n8n,
];

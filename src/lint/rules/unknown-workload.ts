import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-workload",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "A service names a workload that is in none of the manifests",
  why: "Its instances are then not read from what runs it, and the total is too small.",
  fix: "Name the workload as its manifest does, or take the line out.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  examples: {
    invalid: [
      {
        fleet: {
          "fleet.toml":
            'manifests = "k8s.yaml"\n[servers.main]\nmax_connections = 100\n[services.web]\npool = 5\nworkload = "deployment/web"\n',
          "k8s.yaml":
            'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: api\n          env:\n            - name: PORT\n              value: "80"\n',
        },
      },
    ],
    valid: [
      {
        fleet: {
          "fleet.toml":
            'manifests = "k8s.yaml"\n[servers.main]\nmax_connections = 100\n[services.web]\npool = 5\nworkload = "deployment/api"\n',
          "k8s.yaml":
            'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: api\n          env:\n            - name: PORT\n              value: "80"\n',
        },
      },
    ],
  },
});

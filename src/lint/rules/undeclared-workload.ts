import { defineRule } from "../define.ts";

export default defineRule({
  id: "undeclared-workload",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "A workload reaches a database and is not in the fleet file",
  why: "Its connections are not counted: the next deploy of a new service takes the connections of the others.",
  fix: "Declare it as a service; with `pool = 0` if it opens no connection.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  examples: {
    invalid: [
      {
        fleet: {
          "fleet.toml": 'manifests = "k8s.yaml"\n[servers.main]\nmax_connections = 100\n[services.web]\npool = 5\n',
          "k8s.yaml":
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: api\n          env:\n            - name: DATABASE_URL\n              value: postgresql://db/shop?pool_max=5\n",
        },
      },
    ],
    valid: [
      {
        fleet: {
          "fleet.toml": 'manifests = "k8s.yaml"\n[servers.main]\nmax_connections = 100\n[services.api]\n',
          "k8s.yaml":
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: api\n          env:\n            - name: DATABASE_URL\n              value: postgresql://db/shop?pool_max=5\n",
        },
      },
    ],
  },
});

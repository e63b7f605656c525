import { defineRule } from "../define.ts";

const POD =
  "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n";

export default defineRule({
  id: "workload-not-counted",
  severity: "warning",
  area: "capacity",
  since: "0.2.0",
  summary: "A workload seems to use PostgreSQL and is not counted",
  why: "It opens connections that are not in the total, so the check is incomplete and its verdict is not known.",
  fix: "Declare it in a fleet file with the size of its pool, or with `pool = 0`; `--allow-incomplete` accepts the gap.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  examples: {
    invalid: [
      { fleet: { "k8s.yaml": `${POD}          envFrom:\n            - secretRef:\n                name: shop-db\n` } },
      {
        fleet: {
          "compose.yaml": 'services:\n  db:\n    image: "postgres:16"\n  api:\n    image: app\n    depends_on: [db]\n',
        },
      },
    ],
    valid: [
      {
        fleet: { "k8s.yaml": `${POD}          envFrom:\n            - secretRef:\n                name: shop-mail\n` },
      },
      {
        fleet: {
          "fleet.toml": 'manifests = "k8s.yaml"\n[servers.main]\nmax_connections = 100\n[services.api]\npool = 5\n',
          "k8s.yaml": `${POD}          envFrom:\n            - secretRef:\n                name: shop-db\n`,
        },
      },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "duplicate-workload",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "A workload is in the manifests twice",
  why: "Two environments, or a base and its overlay, are counted together, so the total is too high.",
  fix: "Pass the manifests of one environment at a time.",
  source: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/",
  examples: {
    invalid: [
      {
        fleet: {
          "k8s.yaml":
            'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          env: [{ name: POOL_MAX, value: "5" }]\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          env: [{ name: POOL_MAX, value: "5" }]\n',
        },
      },
    ],
    valid: [
      {
        fleet: {
          "k8s.yaml":
            'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          env: [{ name: POOL_MAX, value: "5" }]\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          env: [{ name: POOL_MAX, value: "5" }]\n',
        },
      },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "unrendered-template",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "A manifest is still a template",
  why: "Its values are not filled in, so nothing in it can be counted.",
  fix: "Give what the tool writes: `helm template . | poolcfg fleet -`.",
  source: "https://helm.sh/docs/helm/helm_template/",
  examples: {
    invalid: [
      {
        fleet: {
          "k8s.yaml":
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: {{ .Values.replicas }}\n",
        },
      },
    ],
    valid: [
      {
        fleet: { "k8s.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 2\n" },
      },
    ],
  },
});

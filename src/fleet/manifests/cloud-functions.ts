// Google Cloud Run functions, as gcloud functions describe writes them
import { defineManifest, originAt, type Variable } from "./_define.ts";
import { copiesOf, functionOf, variablesAt } from "./_functions.ts";
import { containerOf, isTree, listAt, tableAt, textAt, valueAt } from "./_read.ts";

export default defineManifest({
  id: "cloud-functions",
  title: "Google Cloud Run functions, as gcloud functions describe writes them",
  source: "https://cloud.google.com/functions/docs/configuring/max-instances",
  mayBe: (text) => /serviceConfig/.test(text) && /\/functions\//.test(text),
  recognise: (data) => /\/functions\//.test(textAt(data, "name") ?? "") && isTree(valueAt(data, "serviceConfig")),
  read(document, { workloads }) {
    const at = ["serviceConfig"];
    const config = tableAt(document.data, ...at);
    const name = (textAt(document.data, "name") ?? "").replace(/^.*\//, "");
    const variables = variablesAt(document, [...at, "environmentVariables"]);
    for (const [index, secret] of listAt(config, "secretEnvironmentVariables").entries()) {
      const key = textAt(secret, "key");
      const variable: Variable = {
        unreadable: "is a secret",
        hint: textAt(secret, "secret") ?? "",
        origin: originAt(document, [...at, "secretEnvironmentVariables", index], key),
      };
      if (key !== undefined) variables.set(key, variable);
    }
    workloads.push(
      functionOf(
        document,
        ["name"],
        {
          kind: "Cloud Run function",
          name,
          ...copiesOf(config.minInstanceCount, config.maxInstanceCount ?? 100, ""),
        },
        containerOf(name, variables),
      ),
    );
  },
});

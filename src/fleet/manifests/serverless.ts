// Serverless Framework: functions with their concurrency and their variables
import { defineManifest } from "./_define.ts";
import { copiesOf, functionOf, variablesAt } from "./_functions.ts";
import { containerOf, isTree, tableAt, textAt, valueAt } from "./_read.ts";

export default defineManifest({
  id: "serverless",
  title: "Serverless Framework (serverless.yml)",
  source: "https://www.serverless.com/framework/docs/providers/aws/guide/functions",
  mayBe: (text) => /(?:^|[{,\s])["']?functions["']?[ \t]*:/m.test(text) && /["']?provider["']?[ \t]*:/.test(text),
  recognise: (data) =>
    isTree(valueAt(data, "functions")) &&
    valueAt(data, "service") !== undefined &&
    (textAt(data, "provider") ?? textAt(data, "provider", "name")) !== undefined,
  read(document, { workloads }) {
    const { data } = document;
    const shared = variablesAt(document, ["provider", "environment"]);
    for (const [name, own] of Object.entries(tableAt(data, "functions"))) {
      if (!isTree(own)) continue;
      const at = ["functions", name];
      const variables = new Map([...shared, ...variablesAt(document, [...at, "environment"])]);
      workloads.push(
        functionOf(
          document,
          at,
          {
            kind: "function",
            name,
            ...copiesOf(
              own.provisionedConcurrency,
              own.reservedConcurrency ?? own.maxInstances,
              "without reservedConcurrency it may use all of the account's concurrency, which is 1000 by default",
            ),
          },
          containerOf(name, variables),
        ),
      );
    }
  },
});

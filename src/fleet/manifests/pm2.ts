// PM2: an ecosystem file as JSON
import { type Amount, defineManifest, originAt } from "./_define.ts";
import { amountOf, containerOf, isTree, listAt, programOf, textAt, valueAt, variablesIn } from "./_read.ts";

export default defineManifest({
  id: "pm2",
  title: "PM2 ecosystem file, as JSON",
  source: "https://pm2.keymetrics.io/docs/usage/cluster-mode/",
  mayBe: (text) => /["']?apps["']?[ \t]*:/.test(text) && /["']?script["']?[ \t]*:/.test(text),
  recognise: (data) => listAt(data, "apps").some((app) => textAt(app, "script") !== undefined),
  read(document, { workloads }) {
    for (const [index, app] of listAt(document.data, "apps").entries()) {
      if (!isTree(app) || textAt(app, "script") === undefined) continue;
      const at = ["apps", index];
      const name = textAt(app, "name") ?? textAt(app, "script")!;
      const environment = valueAt(app, "env_production") === undefined ? ["env"] : ["env", "env_production"];
      const variables = new Map(environment.flatMap((key) => [...variablesIn(document, [...at, key])]));
      workloads.push({
        kind: "app",
        name,
        namespace: "",
        origin: originAt(document, [...at, "name"]),
        instances: { value: 1 },
        processes: processesOf(app.instances),
        surge: 0,
        remarks: environment.length > 1 ? ["env_production is read above env"] : [],
        containers: [containerOf(name, variables, programOf(document, at, ["args"]))],
      });
    }
  },
});

/** `max`, 0 and a negative count go by the cores of the machine. */
function processesOf(said: unknown): Amount {
  const byCores = said === "max" || Number(said) < 0 || said === 0 || said === "0";
  if (byCores)
    return {
      unknown: `"instances": ${JSON.stringify(said)} goes by the cores of the machine, which the file does not tell`,
    };
  return amountOf(said, 1);
}

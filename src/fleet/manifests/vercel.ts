// Vercel: functions, whose variables are usually in the settings of the project
import { defineManifest, originAt, type Taken } from "./_define.ts";
import { PER_INVOCATION } from "./_functions.ts";
import { containerOf, isTree, takenFrom, valueAt, variablesIn } from "./_read.ts";

const KEYS = ["functions", "fluid", "framework", "crons", "builds", "rewrites", "buildCommand"];

export default defineManifest({
  id: "vercel",
  title: "Vercel (vercel.json)",
  source: "https://vercel.com/docs/fluid-compute",
  mayBe: (text) => /openapi\.vercel\.sh/.test(text) || /"(?:functions|fluid|crons|builds|framework)"[ \t]*:/.test(text),
  recognise: (data) =>
    /openapi\.vercel\.sh/.test(String(valueAt(data, "$schema") ?? "")) ||
    (isTree(data) &&
      KEYS.filter((key) => key in data).length > 0 &&
      ("fluid" in data || "crons" in data || "builds" in data || hasDuration(data.functions))),
  read(document, { workloads }) {
    const from: Taken[] = [{ ...takenFrom(document, "settings", "the settings of the project", []), always: true }];
    workloads.push({
      kind: "Vercel project",
      name: document.name.replace(/(?:^|[/\\])vercel\.json$/, "").replace(/^.*[/\\]/, "") || "functions",
      namespace: "",
      origin: originAt(document, ["functions"]).atKey(),
      instances: { unknown: "Vercel starts as many instances as requests need" },
      surge: 0,
      remarks: [
        PER_INVOCATION,
        ...(valueAt(document.data, "fluid") === false
          ? []
          : ["with fluid compute, an instance serves several requests at once, which share its pool"]),
      ],
      containers: [
        containerOf(
          "functions",
          new Map([...variablesIn(document, ["build", "env"]), ...variablesIn(document, ["env"])]),
          {
            from,
          },
        ),
      ],
    });
  },
});

function hasDuration(functions: unknown): boolean {
  return (
    isTree(functions) &&
    Object.values(functions).some((one) => isTree(one) && ("maxDuration" in one || "memory" in one))
  );
}

// Supabase: edge functions, and the pooler of the project
import { defineManifest, originAt, type Variable } from "./_define.ts";
import { PER_INVOCATION } from "./_functions.ts";
import { containerOf, isTree, tableAt, valueAt, variablesIn } from "./_read.ts";

export default defineManifest({
  id: "supabase",
  title: "Supabase (supabase/config.toml)",
  source: "https://supabase.com/docs/guides/functions/connect-to-postgres",
  mayBe: (text) =>
    /^[ \t]*\[(?:db|edge_runtime|functions\.[\w-]+)\]/m.test(text) && /^[ \t]*project_id[ \t]*=/m.test(text),
  recognise: (data) => valueAt(data, "project_id") !== undefined && isTree(data),
  read(document, { workloads }) {
    for (const name of Object.keys(tableAt(document.data, "functions"))) {
      if (valueAt(document.data, "functions", name, "enabled") === false) continue;
      const at = ["functions", name];
      const variables: Map<string, Variable> = variablesIn(document, ["edge_runtime", "secrets"]);
      // each function has it, and opens a connection if it reads it
      variables.set("SUPABASE_DB_URL", {
        unreadable: "is set by Supabase",
        origin: originAt(document, at, "SUPABASE_DB_URL"),
      });
      workloads.push({
        kind: "Edge Function",
        name,
        namespace: "",
        origin: originAt(document, at).atKey(),
        instances: { unknown: "Supabase starts as many instances as requests need" },
        surge: 0,
        remarks: [PER_INVOCATION],
        containers: [containerOf(name, variables)],
      });
    }
  },
});

// Cloudflare Workers: Hyperdrive, which has pools of its own, and variables
import { defineManifest, originAt, type Variable } from "./_define.ts";
import { PER_INVOCATION } from "./_functions.ts";
import { containerOf, isTree, listAt, textAt, valueAt, variablesIn } from "./_read.ts";

export default defineManifest({
  id: "wrangler",
  title: "Cloudflare Workers (wrangler.toml, wrangler.json, wrangler.jsonc)",
  source: "https://developers.cloudflare.com/hyperdrive/platform/limits/",
  mayBe: (text) => /["']?compatibility_date["']?[ \t]*[=:]/.test(text),
  recognise: (data) =>
    textAt(data, "compatibility_date") !== undefined && valueAt(data, "services", "image") === undefined,
  read(document, { workloads }) {
    const { data } = document;
    const worker = textAt(data, "name") ?? "worker";
    for (const environment of [undefined, "production"]) {
      const at = environment === undefined ? [] : ["env", environment];
      if (environment !== undefined && !isTree(valueAt(data, ...at))) continue;
      const variables: Map<string, Variable> = variablesIn(document, [...at, "vars"]);
      const bindings = listAt(data, ...at, "hyperdrive");
      for (const [index, item] of bindings.entries()) {
        const binding = textAt(item, "binding") ?? "HYPERDRIVE";
        variables.set(binding, {
          unreadable:
            "is a Hyperdrive configuration of Cloudflare, which opens up to about 20 connections on the Free plan and 100 on the Paid plan, unless its origin connection limit is set",
          hint: "database_url",
          origin: originAt(document, [...at, "hyperdrive", index, "binding"], binding),
        });
      }
      if (environment !== undefined && variables.size === 0) continue;
      workloads.push({
        kind: "Worker",
        name: environment === undefined ? worker : `${worker}-${environment}`,
        namespace: "",
        origin: originAt(document, ["name"]),
        // all invocations share the pools of Hyperdrive; without it, each has its own
        instances:
          bindings.length > 0
            ? { value: 1 }
            : { unknown: "Cloudflare starts as many instances as requests need, and each has its own connections" },
        surge: 0,
        remarks:
          bindings.length > 0
            ? [
                "Hyperdrive pools the connections of all instances: a further pool or pooler in front of it is not needed",
              ]
            : [PER_INVOCATION],
        containers: [containerOf(worker, variables)],
      });
    }
  },
});

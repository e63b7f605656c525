// Docker Compose: services with their replicas, best as `docker compose config` writes them
import { defineManifest, originAt, type Variable, type Workload } from "./_define.ts";
import { amountOf, containerOf, isTree, limitIn, type Tree, tableAt, textAt, valueAt, variablesIn } from "./_read.ts";

export default defineManifest({
  id: "compose",
  title: "Docker Compose, best as docker compose config writes it",
  source: "https://docs.docker.com/reference/compose-file/deploy/",
  mayBe: (text) => /(?:^|[{,\s])["']?services["']?[ \t]*:/m.test(text),
  recognise: (data) => {
    const services = valueAt(data, "services");
    return (
      isTree(services) &&
      Object.values(services).some((service) => isTree(service) && RUNS.some((key) => key in service))
    );
  },
  read(document, { servers, workloads }) {
    for (const [name, service] of Object.entries(tableAt(document.data, "services"))) {
      if (!isTree(service)) continue;
      const at = ["services", name];
      const maxConnections = limitIn(service.command);
      if (maxConnections !== undefined) {
        const names = [name, ...[textAt(service, "container_name") ?? []].flat()];
        servers.push({ names, maxConnections, origin: originAt(document, [...at, "command"]) });
      }
      workloads.push({
        kind: "service",
        name,
        namespace: "",
        origin: originAt(document, at).atKey(),
        ...copiesOf(service),
        containers: [containerOf(name, environmentOf(document, at))],
      });
    }
  },
});

/** One of these is in every service. */
const RUNS = ["image", "build", "extends"];

function copiesOf(service: Tree): Pick<Workload, "instances" | "surge" | "remarks"> {
  const deploy = tableAt(service, "deploy");
  const remarks = service.env_file === undefined ? [] : ["env_file is not read; docker compose config writes it in"];
  const mode = textAt(deploy, "mode") ?? "replicated";
  if (mode.startsWith("global"))
    return {
      instances: { unknown: "it runs on each node, and the file does not tell how many there are" },
      surge: 0,
      remarks,
    };
  const instances = amountOf(deploy.replicas ?? service.scale, 1);
  const update = tableAt(deploy, "update_config");
  if (textAt(update, "order") !== "start-first") return { instances, surge: 0, remarks };
  const parallel = amountOf(update.parallelism, 1);
  // 0 stands for all at once
  const all = "value" in parallel && parallel.value === 0;
  return { instances, surge: all || !("value" in parallel) ? "100%" : parallel.value, remarks };
}

function environmentOf(document: Parameters<typeof originAt>[0], at: readonly string[]): Map<string, Variable> {
  const said = valueAt(document.data, ...at, "environment");
  const variables = Array.isArray(said) ? new Map<string, Variable>() : variablesIn(document, [...at, "environment"]);
  for (const [index, line] of Array.isArray(said) ? said.entries() : []) {
    const [, name, text] = /^([^=\s]{1,200})(?:=([\s\S]*))?$/.exec(typeof line === "string" ? line : "") ?? [];
    if (name === undefined) continue;
    const origin = originAt(document, [...at, "environment", index], name);
    variables.set(name, text === undefined ? { unreadable: "is taken from the shell", origin } : { text, origin });
  }
  for (const [name, variable] of variables)
    if ("text" in variable && /\$(?:\{|[A-Za-z_])/.test(variable.text.replaceAll("$$", "")))
      variables.set(name, {
        unreadable: "holds a variable of the shell, which docker compose config fills in",
        origin: variable.origin,
      });
  return variables;
}

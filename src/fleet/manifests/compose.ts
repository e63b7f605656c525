// Docker Compose: services with their replicas, best as `docker compose config` writes them
import type { Document } from "../../diagnostics/document.ts";
import { type Container, defineManifest, originAt, type Taken, type Variable, type Workload } from "./_define.ts";
import {
  amountOf,
  containerOf,
  isTree,
  listAt,
  programOf,
  readablePart,
  serverLimit,
  type Tree,
  tableAt,
  takenFrom,
  textAt,
  valueAt,
  variablesIn,
} from "./_read.ts";

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
  read(document, { servers, workloads, includes }) {
    for (const [index, item] of listAt(document.data, "include").entries())
      for (const path of pathsOf(item)) includes.push({ path, origin: originAt(document, ["include", index]) });
    for (const [name, service] of Object.entries(tableAt(document.data, "services"))) {
      if (!isTree(service)) continue;
      const at = ["services", name];
      const { line: names, beyond } = lineOf(document, name);
      const other = textAt(service, "extends", "file") ?? beyond;
      if (other !== undefined) includes.push({ path: other, origin: originAt(document, [...at, "extends"]) });
      // what it extends comes first, so that its own values override it
      const line = names.map((one) => ["services", one]);
      const container = containerOf(name, new Map(line.flatMap((one) => [...environmentOf(document, one)])), {
        ...Object.assign({}, ...line.map((one) => programOf(document, one, ["entrypoint", "command"]))),
        from: line.flatMap((one) => environmentFiles(document, one)),
        after: line.flatMap((one) => dependencies(document, one)),
      });
      const merged = Object.assign({}, ...line.map((one) => tableAt(document.data, ...one))) as Tree;
      const limit = serverLimit(container);
      if (limit) servers.push({ names: [name, ...hostsOf(service)], ...limit });
      workloads.push({
        kind: "service",
        name,
        namespace: "",
        origin: originAt(document, at).atKey(),
        ...copiesOf(merged),
        hosts: hostsOf(service),
        containers: [container],
      });
    }
  },
});

/** The files of an entry under `include`: one path, or a table with one or several. */
function pathsOf(item: unknown): string[] {
  const said = isTree(item) ? item.path : item;
  return (Array.isArray(said) ? said : [said]).filter((path) => typeof path === "string");
}

/** Services that are followed from one to the next. */
const MOST_EXTENDED = 10;

/** The services of the file that one extends, the most distant first, and itself; `beyond` is one that is not followed. */
function lineOf({ data }: Document, name: string): { readonly line: readonly string[]; readonly beyond?: string } {
  const line = [name];
  for (;;) {
    const said = valueAt(data, "services", line[0]!, "extends");
    const base =
      typeof said === "string" ? said : textAt(said, "file") === undefined ? textAt(said, "service") : undefined;
    if (base === undefined || line.includes(base)) return { line };
    if (line.length === MOST_EXTENDED) return { line, beyond: base };
    line.unshift(base);
  }
}

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

/** Names under which other services reach it, besides its own. */
function hostsOf(service: Tree): string[] {
  const aliases = Object.values(tableAt(service, "networks")).flatMap((network) => listAt(network, "aliases"));
  const links = [textAt(service, "container_name"), textAt(service, "hostname"), ...aliases];
  return links.filter((name) => typeof name === "string");
}

function dependencies(document: Document, at: readonly string[]): NonNullable<Container["after"]> {
  return ["depends_on", "links"].flatMap((key) => {
    const said = valueAt(document.data, ...at, key);
    const names = Array.isArray(said) ? said : isTree(said) ? Object.keys(said) : [];
    const place = (name: string, index: number) => originAt(document, [...at, key, Array.isArray(said) ? index : name]);
    return names.flatMap((name, index) =>
      typeof name === "string" ? [{ name: name.split(":")[0]!, origin: place(name, index) }] : [],
    );
  });
}

function environmentFiles(document: Document, at: readonly string[]): Taken[] {
  const said = valueAt(document.data, ...at, "env_file");
  const list = Array.isArray(said) ? said : [said];
  return list.flatMap((item, index) => {
    const name = typeof item === "string" ? item : textAt(item, "path");
    return name === undefined
      ? []
      : [takenFrom(document, "env_file", name, [...at, "env_file", ...(Array.isArray(said) ? [index] : [])])];
  });
}

function environmentOf(document: Document, at: readonly string[]): Map<string, Variable> {
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
        partial: readablePart(variable.text),
        origin: variable.origin,
      });
  return variables;
}

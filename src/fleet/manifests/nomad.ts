// Nomad: job files in HCL, and jobs as nomad job inspect and nomad job run -output write them
import { type Document, rangeAt } from "../../diagnostics/document.ts";
import { Origin } from "../../diagnostics/origin.ts";
import { type Container, defineManifest, originAt, type Parts, type Variable, type Workload } from "./_define.ts";
import { type Block, type Body, readHcl } from "./_hcl.ts";
import { amountOf, containerOf, HIDDEN, isTree, listAt, readablePart, tableAt, textAt, valueAt } from "./_read.ts";

export default defineManifest({
  id: "nomad",
  title: "Nomad: a job file, or what nomad job inspect writes",
  source: "https://developer.hashicorp.com/nomad/docs/job-specification",
  files: /\.(?:nomad|nomad\.hcl|hcl)$/,
  mayBe: (text) => /"TaskGroups"/.test(text),
  recognise: (data) => listAt(data, "Job", "TaskGroups").length > 0 || listAt(data, "TaskGroups").length > 0,
  read(document, parts) {
    if (isTree(document.data) && Object.keys(document.data).length > 0) readJson(document, parts);
    else readJobs(document, parts);
  },
});

// --- HCL ---

function readJobs(document: Document, parts: Parts): void {
  const { text } = document;
  const body = /\bjob\s{1,20}"/.test(text) ? readHcl(text) : undefined;
  for (const job of blocksIn(body, "job"))
    for (const group of blocksIn(job.body, "group")) {
      const origin = originOf(document, group);
      const containers = blocksIn(group.body, "task").map((task) => containerIn(document, task));
      const job_ = job.labels[0] ?? "";
      const name = group.labels[0] ?? "";
      parts.workloads.push({
        ...workloadOf(textAt(job.body.attributes, "type"), group.body.attributes.count, updateOf(group, job)),
        kind: "task group",
        name: name === job_ ? name : `${job_}.${name}`,
        namespace: "",
        origin,
        hosts: servicesIn(group),
        containers,
      });
    }
}

function blocksIn(body: Body | undefined, type: string): readonly Block[] {
  return (body?.blocks ?? []).filter((block) => block.type === type);
}

/** Names of its services in Consul. */
function servicesIn(group: Block): string[] {
  const own = [group, ...blocksIn(group.body, "task")].flatMap(({ body }) => blocksIn(body, "service"));
  return own.flatMap(({ body }) => {
    const name = textAt(body.attributes, "name");
    return name === undefined ? [] : [name, `${name}.service.consul`];
  });
}

function updateOf(...blocks: readonly Block[]): unknown {
  return blocks.flatMap(({ body }) => blocksIn(body, "update"))[0]?.body.attributes.canary;
}

function containerIn(document: Document, task: Block): Container {
  const origin = originOf(document, task);
  const config = blocksIn(task.body, "config")[0]?.body.attributes;
  const variables = new Map<string, Variable>();
  for (const env of [
    ...blocksIn(task.body, "env").map(({ body }) => body.attributes),
    tableAt(task.body.attributes, "env"),
  ])
    for (const [name, value] of Object.entries(env)) variables.set(name, variableOf(value, origin));
  for (const template of blocksIn(task.body, "template"))
    if (template.body.attributes.env === true)
      for (const [name, variable] of templated(textAt(template.body.attributes, "data") ?? "", origin))
        variables.set(name, variable);
  return ofTask(task.labels[0] ?? "", variables, config, origin);
}

/** Variables of a template that Nomad fills in from Consul or Vault. */
function templated(text: string, origin: Origin): [string, Variable][] {
  return [
    ...text.slice(0, 100_000).matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,100})[ \t]*=[ \t]*(.{0,5000})$/gm),
  ].map(([, name, value]) => [name!, variableOf(value!.trim().replace(/^"|"$/g, ""), origin)]);
}

function variableOf(value: unknown, origin: Origin): Variable {
  const text =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
  if (!/\$\{|\{\{/.test(text)) return { text, origin };
  const partial = readablePart(text.replace(/\{\{[^{}]{0,500}\}\}/g, HIDDEN));
  return { unreadable: "is filled in by Nomad", origin, partial };
}

function originOf(document: Document, { type, at }: Block): Origin {
  return new Origin("file", { document, range: rangeAt(document.text, at, at + type.length) });
}

// --- JSON ---

function readJson(document: Document, parts: Parts): void {
  const top = isTree(valueAt(document.data, "Job")) ? ["Job"] : [];
  const job = tableAt(document.data, ...top);
  const id = textAt(job, "Name") ?? textAt(job, "ID") ?? "";
  for (const [index, group] of listAt(job, "TaskGroups").entries()) {
    const at = [...top, "TaskGroups", index];
    const name = textAt(group, "Name") ?? "";
    const containers = listAt(group, "Tasks").map((task, place) => {
      const origin = originAt(document, [...at, "Tasks", place]);
      const variables = Object.entries(tableAt(task, "Env")).map(
        ([key, value]) => [key, variableOf(value, origin)] as const,
      );
      return ofTask(textAt(task, "Name") ?? "", new Map(variables), tableAt(task, "Config"), origin);
    });
    const services = [group, ...listAt(group, "Tasks")].flatMap((owner) => listAt(owner, "Services"));
    parts.workloads.push({
      ...workloadOf(textAt(job, "Type"), valueAt(group, "Count"), valueAt(group, "Update", "Canary")),
      kind: "task group",
      name: name === id ? name : `${id}.${name}`,
      namespace: "",
      origin: originAt(document, [...at, "Name"]),
      hosts: services.flatMap((service) => textAt(service, "Name") ?? []),
      containers,
    });
  }
}

// --- both ---

function ofTask(name: string, variables: Map<string, Variable>, config: unknown, origin: Origin): Container {
  const image = textAt(config, "image");
  const words = [textAt(config, "command"), ...listAt(config, "args")].flatMap((text) =>
    typeof text === "string" ? [{ text, origin }] : [],
  );
  return containerOf(name, variables, { ...(image !== undefined && { image }), words });
}

function workloadOf(
  type: string | undefined,
  count: unknown,
  canary: unknown,
): Pick<Workload, "instances" | "surge" | "remarks"> {
  if (type === "system" || type === "sysbatch")
    return {
      instances: { unknown: "a system job runs on each node, and the job does not tell how many there are" },
      surge: 0,
      remarks: [],
    };
  const canaries = typeof canary === "number" && canary > 0 ? canary : 0;
  return { instances: amountOf(count, 1), surge: canaries, remarks: [] };
}

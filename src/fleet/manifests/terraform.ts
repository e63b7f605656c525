// Terraform: the plan as JSON, for the resources that the other manifests are about
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { type Container, defineManifest, originAt, type Parts } from "./_define.ts";
import { containersOf, familyOf, surgeOfPercent, tasksOf } from "./_ecs.ts";
import { copiesOf, functionOf, variablesAt } from "./_functions.ts";
import { amountOf, containerOf, isTree, listAt, programOf, tableAt, textAt, valueAt, variablesOf } from "./_read.ts";
import { type Read, SERVERS } from "./_terraform-servers.ts";

export default defineManifest({
  id: "terraform",
  title: "Terraform plan, as terraform show -json writes it",
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
  mayBe: (text) => /"planned_values"/.test(text),
  recognise: (data) => isTree(valueAt(data, "planned_values", "root_module")),
  read: (document, parts) => readModule(document, ["planned_values", "root_module"], parts),
});

function readModule(document: Document, at: Pointer, parts: Parts): void {
  for (const [index, resource] of listAt(document.data, ...at, "resources").entries()) {
    const read = RESOURCES[textAt(resource, "type") ?? ""];
    if (textAt(resource, "mode") !== "data") read?.(document, [...at, "resources", index], parts);
  }
  // the reader of the text bounds how deep modules may stand in one another
  for (const index of listAt(document.data, ...at, "child_modules").keys())
    readModule(document, [...at, "child_modules", index], parts);
}

const service: Read = (document, at, { workloads }) => {
  const values = tableAt(document.data, ...at, "values");
  const address = textAt(document.data, ...at, "address") ?? "";
  const family = textAt(values, "task_definition");
  workloads.push({
    kind: "ECS service",
    name: textAt(values, "name") ?? address,
    namespace: (textAt(values, "cluster") ?? "").replace(/^.*cluster\//, ""),
    origin: originAt(document, [...at, "values", "name"]),
    instances: tasksOf(textAt(values, "scheduling_strategy"), values.desired_count),
    ...surgeOfPercent(values.deployment_maximum_percent),
    remarks: [],
    // before it is applied, a plan seldom knows which definition it will be
    containers: { template: family === undefined ? sibling(address) : familyOf(family) },
  });
};

const task: Read = (document, at, { templates }) => {
  const values = tableAt(document.data, ...at, "values");
  const text = textAt(values, "container_definitions");
  const containers = text === undefined ? [] : containersOf(parsed(document, text), ["list"]);
  templates.set(textAt(values, "family") ?? "", containers);
  templates.set(sibling(textAt(document.data, ...at, "address") ?? ""), containers);
};

const cloudRun: Read = (document, at, { workloads }) => {
  const template: Pointer = [...at, "values", "template", 0];
  const { data } = document;
  workloads.push({
    kind: "Cloud Run service",
    name: textAt(data, ...at, "values", "name") ?? textAt(data, ...at, "address") ?? "",
    namespace: "",
    origin: originAt(document, [...at, "values", "name"]),
    instances: amountOf(valueAt(data, ...template, "scaling", 0, "min_instance_count"), 0),
    maxInstances: amountOf(valueAt(data, ...template, "scaling", 0, "max_instance_count"), 100),
    surge: "100%",
    remarks: ["the most instances hold for each revision, and two run during a deploy"],
    containers: containersAt(document, [...template, "containers"]),
  });
};

const deployment: Read = (document, at, { workloads }) => {
  const { data } = document;
  const spec: Pointer = [...at, "values", "spec", 0];
  const strategy = valueAt(data, ...spec, "strategy", 0, "type");
  const said = textAt(data, ...spec, "strategy", 0, "rolling_update", 0, "max_surge") ?? "25%";
  workloads.push({
    kind: "Deployment",
    name: textAt(data, ...at, "values", "metadata", 0, "name") ?? "",
    namespace: textAt(data, ...at, "values", "metadata", 0, "namespace") ?? "",
    origin: originAt(document, [...at, "values", "metadata", 0, "name"]),
    instances: amountOf(valueAt(data, ...spec, "replicas"), 1),
    surge: strategy === "Recreate" ? 0 : /^\d{1,3}%$/.test(said) ? (said as `${number}%`) : Number(said) || 0,
    remarks: [],
    containers: containersAt(document, [...spec, "template", 0, "spec", 0, "container"]),
  });
};

/** Variables of a function are a table in a block. */
const lambda: Read = (document, at, { workloads }) => {
  const values = tableAt(document.data, ...at, "values");
  const name = textAt(values, "function_name") ?? textAt(document.data, ...at, "address") ?? "";
  // -1 stands for no limit
  const reserved =
    Number(values.reserved_concurrent_executions ?? -1) < 0 ? undefined : values.reserved_concurrent_executions;
  workloads.push(
    functionOf(
      document,
      [...at, "values"],
      {
        kind: "Lambda function",
        name,
        ...copiesOf(
          undefined,
          reserved,
          "without reserved_concurrent_executions it may use all of the account's concurrency, which is 1000 by default",
        ),
      },
      containerOf(name, variablesAt(document, [...at, "values", "environment", 0, "variables"])),
    ),
  );
};

const googleFunction: Read = (document, at, { workloads }) => {
  const name = textAt(document.data, ...at, "values", "name") ?? "";
  const config: Pointer = [...at, "values", "service_config", 0];
  const { min_instance_count: least, max_instance_count: most } = tableAt(document.data, ...config);
  workloads.push(
    functionOf(
      document,
      [...at, "values"],
      { kind: "Cloud Run function", name, ...copiesOf(least, most ?? 100, "") },
      containerOf(name, variablesAt(document, [...config, "environment_variables"])),
    ),
  );
};

const RESOURCES: Readonly<Record<string, Read>> = {
  ...SERVERS,
  aws_lambda_function: lambda,
  google_cloudfunctions2_function: googleFunction,
  aws_ecs_service: service,
  aws_ecs_task_definition: task,
  aws_appautoscaling_target: ({ data }, at, { scalers }) => {
    const values = tableAt(data, ...at, "values");
    const [, cluster, name] = /^service\/([^/]+)\/(.+)$/.exec(textAt(values, "resource_id") ?? "") ?? [];
    if (name === undefined) return;
    const title = `scalable target ${cluster}/${name}`;
    scalers.push({ kind: "ECS service", namespace: cluster!, name, max: amountOf(values.max_capacity, 1), title });
  },
  google_cloud_run_v2_service: cloudRun,
  kubernetes_deployment: deployment,
  kubernetes_deployment_v1: deployment,
};

function containersAt(document: Document, at: Pointer): Container[] {
  return listAt(document.data, ...at).map((item, index) =>
    containerOf(
      textAt(item, "name") ?? String(index),
      variablesOf(document, [...at, index]),
      programOf(document, [...at, index], ["command", "args"]),
    ),
  );
}

/** Where the service of the same address would be: `module.api.aws_ecs_service.this` is `module.api. this`. */
function sibling(address: string): string {
  return address.replace(/(^|\.)aws_ecs_\w+\./, "$1 ");
}

// the containers stand in it as a text of their own
function parsed(document: Document, text: string): Document {
  let list: unknown = [];
  try {
    list = JSON.parse(text.slice(0, 1_000_000));
  } catch {
    // a plan may not know it yet
  }
  return { ...document, data: { list }, locate: () => undefined };
}

// Amazon ECS: services, task definitions and scalable targets, as the aws command line writes them

import type { Document, Pointer } from "../../diagnostics/document.ts";
import { defineManifest, originAt, type Parts } from "./_define.ts";
import { containersOf, familyOf, surgeOfPercent, tasksOf } from "./_ecs.ts";
import { amountOf, isTree, listAt, tableAt, textAt, valueAt } from "./_read.ts";

export default defineManifest({
  id: "ecs",
  title: "Amazon ECS, as aws ecs describe-services, describe-task-definition and describe-scalable-targets write it",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html",
  mayBe: (text) => /"(?:taskDefinition|containerDefinitions|ScalableTargets)"/.test(text),
  recognise: (data) => SHAPES.some(({ has }) => has(data)),
  read(document, parts) {
    for (const { has, read } of SHAPES) if (has(document.data)) read(document, parts);
  },
});

const SHAPES: readonly { has(data: unknown): boolean; read(document: Document, parts: Parts): void }[] = [
  {
    has: (data) => listAt(data, "services").some(isService),
    read: (document, parts) => {
      for (const index of listAt(document.data, "services").keys()) readService(document, ["services", index], parts);
    },
  },
  {
    has: (data) => isService(valueAt(data, "service")),
    read: (document, parts) => readService(document, ["service"], parts),
  },
  { has: isService, read: (document, parts) => readService(document, [], parts) },
  {
    has: (data) => isTask(valueAt(data, "taskDefinition")),
    read: (document, parts) => readTask(document, ["taskDefinition"], parts),
  },
  { has: isTask, read: (document, parts) => readTask(document, [], parts) },
  {
    has: (data) => listAt(data, "ScalableTargets").length > 0,
    read: ({ data }, { scalers }) => {
      for (const target of listAt(data, "ScalableTargets")) {
        const [, cluster, name] = /^service\/([^/]+)\/(.+)$/.exec(textAt(target, "ResourceId") ?? "") ?? [];
        if (name === undefined) continue;
        const title = `scalable target ${cluster}/${name}`;
        scalers.push({
          kind: "ECS service",
          namespace: cluster!,
          name,
          max: amountOf(valueAt(target, "MaxCapacity"), 1),
          title,
        });
      }
    },
  },
];

function isService(data: unknown): boolean {
  return isTree(data) && textAt(data, "taskDefinition") !== undefined && "desiredCount" in data;
}

function isTask(data: unknown): boolean {
  return isTree(data) && Array.isArray(data.containerDefinitions);
}

function readService(document: Document, at: Pointer, { workloads }: Parts): void {
  const service = tableAt(document.data, ...at);
  workloads.push({
    kind: "ECS service",
    name: textAt(service, "serviceName") ?? familyOf(textAt(service, "taskDefinition")),
    namespace: (textAt(service, "clusterArn") ?? textAt(service, "cluster") ?? "").replace(/^.*cluster\//, ""),
    origin: originAt(document, [...at, "serviceName"]),
    instances: tasksOf(textAt(service, "schedulingStrategy"), service.desiredCount),
    ...surgeOfPercent(valueAt(service, "deploymentConfiguration", "maximumPercent")),
    remarks: [],
    containers: { template: familyOf(textAt(service, "taskDefinition")) },
  });
}

function readTask(document: Document, at: Pointer, parts: Parts): void {
  const family = textAt(document.data, ...at, "family") ?? "";
  parts.templates.set(family, containersOf(document, [...at, "containerDefinitions"]));
  parts.later.push(() => {
    const isRun = parts.workloads.some(({ containers }) => "template" in containers && containers.template === family);
    if (isRun) return;
    parts.workloads.push({
      kind: "ECS task",
      name: family,
      namespace: "",
      origin: originAt(document, [...at, "family"]),
      instances: { unknown: "no service in the input runs this task definition" },
      surge: "100%",
      remarks: [],
      containers: { template: family },
    });
  });
}

// AWS CloudFormation: templates of SAM, and what cdk synth writes
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { classLimit } from "../instance-classes.ts";
import { type Container, defineManifest, originAt, type Parts, type Variable } from "./_define.ts";
import { surgeOfPercent, tasksOf } from "./_ecs.ts";
import { copiesOf, functionOf, textOf, variablesAt } from "./_functions.ts";
import { containerOf, HIDDEN, listAt, tableAt, textAt, valueAt } from "./_read.ts";

export default defineManifest({
  id: "cloudformation",
  title: "AWS CloudFormation: SAM, and what cdk synth writes",
  source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html",
  mayBe: (text) => /["']?Resources["']?[ \t]*:/.test(text) && /AWS::/.test(text),
  recognise: (data) =>
    Object.values(tableAt(data, "Resources")).some(
      (resource) => textAt(resource, "Type")?.startsWith("AWS::") === true,
    ),
  read(document, parts) {
    for (const [name, resource] of Object.entries(tableAt(document.data, "Resources"))) {
      const type = textAt(resource, "Type") ?? "";
      const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
      read?.(document, ["Resources", name], name, parts);
    }
  },
});

type Read = (document: Document, at: Pointer, name: string, parts: Parts) => void;

const lambda: Read = (document, at, name, { workloads }) => {
  const properties = tableAt(document.data, ...at, "Properties");
  const shared = variablesAt(document, ["Globals", "Function", "Environment", "Variables"]);
  const own = variablesAt(document, [...at, "Properties", "Environment", "Variables"]);
  const globals = tableAt(document.data, "Globals", "Function");
  workloads.push(
    functionOf(
      document,
      at,
      {
        kind: "Lambda function",
        name: textAt(properties, "FunctionName") ?? name,
        ...copiesOf(
          valueAt(properties, "ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions"),
          properties.ReservedConcurrentExecutions ?? globals.ReservedConcurrentExecutions,
          "without ReservedConcurrentExecutions it may use all of the account's concurrency, which is 1000 by default",
        ),
      },
      containerOf(name, new Map([...shared, ...own])),
    ),
  );
};

const database: Read = (document, at, name, { servers, clusters }) => {
  const properties = tableAt(document.data, ...at, "Properties");
  const engine = textAt(properties, "Engine") ?? "postgres";
  if (!/postgres/.test(engine)) return;
  clusters.push({ name, names: [name], namespace: "" });
  const limit = classLimit(textAt(properties, "DBInstanceClass") ?? "", engine);
  if (limit !== undefined)
    servers.push({
      names: [name],
      maxConnections: limit,
      origin: originAt(document, [...at, "Properties", "DBInstanceClass"]),
    });
};

const TYPES: Readonly<Record<string, Read>> = {
  "AWS::Serverless::Function": lambda,
  "AWS::Lambda::Function": lambda,
  "AWS::RDS::DBInstance": database,
  "AWS::RDS::DBCluster": database,
  "AWS::ECS::Service": (document, at, name, { workloads }) => {
    const properties = tableAt(document.data, ...at, "Properties");
    const task = valueAt(properties, "TaskDefinition");
    workloads.push({
      kind: "ECS service",
      name: textAt(properties, "ServiceName") ?? name,
      namespace: "",
      origin: originAt(document, at).atKey(),
      instances: tasksOf(textAt(properties, "SchedulingStrategy"), properties.DesiredCount),
      ...surgeOfPercent(valueAt(properties, "DeploymentConfiguration", "MaximumPercent")),
      remarks: [],
      containers: { template: textAt(task, "Ref") ?? textOf(task, 0) ?? "" },
    });
  },
  "AWS::ECS::TaskDefinition": (document, at, name, { templates }) => {
    const way = [...at, "Properties", "ContainerDefinitions"];
    const containers = listAt(document.data, ...way).map((item, index): Container => {
      const variables = new Map<string, Variable>();
      for (const [place, entry] of listAt(item, "Environment").entries()) {
        const key = textAt(entry, "Name");
        const text = textOf(valueAt(entry, "Value"), 0);
        const origin = originAt(document, [...way, index, "Environment", place], key);
        if (key === undefined) continue;
        if (text === undefined || text.includes(HIDDEN))
          variables.set(key, { unreadable: "is filled in where it runs", ...(text && { partial: text }), origin });
        else variables.set(key, { text, origin });
      }
      for (const secret of listAt(item, "Secrets")) {
        const key = textAt(secret, "Name");
        if (key !== undefined)
          variables.set(key, { unreadable: "is a secret", origin: originAt(document, [...way, index], key) });
      }
      const image = textOf(valueAt(item, "Image"), 0);
      const words = [...listAt(item, "EntryPoint"), ...listAt(item, "Command")].flatMap((word) =>
        typeof word === "string" ? [{ text: word, origin: originAt(document, [...way, index]) }] : [],
      );
      return containerOf(textAt(item, "Name") ?? String(index), variables, {
        ...(image !== undefined && { image }),
        words,
      });
    });
    templates.set(name, containers);
  },
};

// what ECS says of services and tasks, whatever spelling the keys have
import type { Document, Pointer } from "../../diagnostics/document.ts";
import type { Percent } from "../../model/field.ts";
import { type Amount, type Container, originAt, type Workload } from "./_define.ts";
import { amountOf, containerOf, listAt, programOf, textAt, variablesOf } from "./_read.ts";

/** Of a service whose deployment says nothing: as many again. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html */
const MAXIMUM_PERCENT = 200;

/** The extra tasks that a deployment may start. */
export function surgeOfPercent(said: unknown): Pick<Workload, "surge" | "surgeCut"> {
  const amount = amountOf(said, MAXIMUM_PERCENT);
  const percent = "value" in amount ? amount.value : MAXIMUM_PERCENT;
  return { surge: `${Math.min(100, Math.max(0, percent - 100))}%` as Percent, surgeCut: true };
}

/** A DAEMON service runs one task on each machine. */
export function tasksOf(strategy: string | undefined, desired: unknown): Amount {
  if (strategy === "DAEMON")
    return { unknown: "a DAEMON service runs on each machine, and this does not tell how many there are" };
  return amountOf(desired, 1);
}

/** The name of a task definition without its revision and the rest of its ARN. */
export function familyOf(reference: string | undefined): string {
  return (reference ?? "").replace(/^.*task-definition\//, "").replace(/:\d+$/, "");
}

/** The containers of a task definition. */
export function containersOf(document: Document, at: Pointer): Container[] {
  return listAt(document.data, ...at).map((item, index) => {
    const own = [...at, index];
    const variables = variablesOf(document, own, "environment");
    for (const secret of listAt(document.data, ...own, "secrets")) {
      const name = textAt(secret, "name");
      if (name !== undefined) {
        const hint = textAt(secret, "valueFrom")?.replace(/^arn:.*?:(?:secret:|parameter\/)/, "");
        const origin = originAt(document, own, name);
        variables.set(name, { unreadable: "is a secret", origin, ...(hint !== undefined && { hint }) });
      }
    }
    return containerOf(
      textAt(item, "name") ?? String(index),
      variables,
      programOf(document, own, ["entryPoint", "command"]),
    );
  });
}

// what functions of cloud providers have in common: each concurrent invocation is an instance with pools of its own
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { type Amount, type Container, originAt, type Variable, type Workload } from "./_define.ts";
import { amountOf, HIDDEN, isTree, readablePart, tableAt } from "./_read.ts";

/** A remark about every function. */
export const PER_INVOCATION =
  "each concurrent invocation is an instance with its own pool, whose connections stay open while it is frozen between invocations";

/** The copies of a function: at rest those that are kept warm, at most what its concurrency is limited to. */
export function copiesOf(
  warm: unknown,
  most: unknown,
  unlimited: string,
): Pick<Workload, "instances" | "maxInstances" | "surge" | "remarks"> {
  const isLimited = most !== undefined && most !== null;
  const maxInstances: Amount = isLimited ? amountOf(most, 1) : { unknown: unlimited };
  return {
    // without a limit at least one runs
    instances: amountOf(warm, isLimited ? 0 : 1),
    maxInstances,
    surge: 0,
    remarks: [PER_INVOCATION],
  };
}

/** Variables of a table whose values may refer to others: `${…}` in a text, `Ref`, `Fn::Sub` and `Fn::Join` of CloudFormation. */
export function variablesAt(document: Document, at: Pointer): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [name, value] of Object.entries(tableAt(document.data, ...at))) {
    const origin = originAt(document, [...at, name], name);
    const text = textOf(value, 0);
    if (text === undefined)
      variables.set(name, { unreadable: "is filled in where it runs", hint: hintOf(value), origin });
    else if (text.includes(HIDDEN) || /\$\{|\{\{resolve:/.test(text))
      variables.set(name, {
        unreadable: "contains a value that is filled in where it runs",
        partial: readablePart(text.replace(/\{\{resolve:[^{}]{0,500}\}\}/g, HIDDEN)),
        origin,
      });
    else variables.set(name, { text, origin });
  }
  return variables;
}

/** A text of CloudFormation, with `HIDDEN` for what it refers to; undefined if nothing of it is readable. */
export function textOf(value: unknown, depth: number): string | undefined {
  if (["string", "number", "boolean"].includes(typeof value)) return String(value);
  if (!isTree(value) || depth > 5) return undefined;
  const sub = value["Fn::Sub"];
  if (sub !== undefined) return textOf(Array.isArray(sub) ? sub[0] : sub, depth + 1);
  const join = value["Fn::Join"];
  if (Array.isArray(join) && Array.isArray(join[1]))
    return join[1].map((part) => textOf(part, depth + 1) ?? HIDDEN).join(typeof join[0] === "string" ? join[0] : "");
  // the host of a server that the same stack has: its name there
  const [name, attribute] = partsOf(value["Fn::GetAtt"]);
  return name !== undefined && /^(?:read)?endpoint\.address$/i.test(attribute ?? "") ? name : undefined;
}

function partsOf(said: unknown): string[] {
  const list = typeof said === "string" ? said.split(".") : Array.isArray(said) ? said : [];
  const [name, ...rest] = list.filter((part) => typeof part === "string");
  return name === undefined ? [] : [name, rest.join(".")];
}

// what a value refers to says what it is about: { Ref: DatabaseUrl }
function hintOf(value: unknown): string {
  const [said] = isTree(value) ? Object.values(value) : [];
  return (typeof said === "string" ? said : (JSON.stringify(said) ?? "")).slice(0, 200);
}

/** A function as a workload. */
export function functionOf(
  document: Document,
  at: Pointer,
  workload: Pick<Workload, "kind" | "name" | "instances" | "maxInstances" | "surge" | "remarks">,
  container: Container,
): Workload {
  return { namespace: "", origin: originAt(document, at).atKey(), containers: [container], ...workload };
}

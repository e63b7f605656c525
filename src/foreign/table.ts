// tables of options: whose they are, and what they say
import type { Document, Pointer } from "../document.ts";
import type { Finding } from "../finding.ts";
import { Origin } from "../origin.ts";
import { choose, type PointedFault } from "../targets/_choose.ts";
import type { FileKind, Target } from "../targets/_define.ts";
import { isTabular } from "../targets/_layout.ts";
import { recognise } from "../targets/_recognise.ts";
import { getKey, holdsTables, isTable, plain, plainTables, setKey, type Tree } from "../targets/_value.ts";
import type { Read } from "./input.ts";
import { NOTHING, nothing, type Outcome, raiseFault, raiseProblem } from "./outcome.ts";

/** Reads tables of options. */
export const readTables: Read = (input, wanted, options) => {
  const { name, document, pointer = [], hints, remarks = [] } = input;
  const whole = at(input.data, pointer);
  const problems = (document?.problems ?? []).map((problem) => raiseProblem(problem, document!));
  const broken = problems.length > 0 && isTable(whole) && Object.keys(whole).length === 0;
  if (broken && !wanted) return { outcome: { ...NOTHING, findings: problems } };
  const { target, recognised } = wanted ? { target: wanted } : recognise(whole, hints);
  if (broken) return { target, recognised, outcome: { ...NOTHING, findings: problems } };
  const { connection: layout } = target;
  if (!isTabular(layout) || !holdsTables(whole)) throw nothing(target, name);
  const kind = hints?.claims?.find((claim) => claim.target === target)?.kind;
  const data = kind?.keys ? moved(whole, kind.keys, kind.words) : plainTables(whole);
  const { settings, faults, environment } = choose(target, layout, data, {
    environment: options.environment,
    fallback: options.env?.NODE_ENV,
    inText: document !== undefined,
  });
  const findings = faults.map((fault) => findingOf(fault, target, document, pointer));
  const outcome: Outcome = { settings, findings: [...problems, ...findings] };
  return { target, recognised, environment, remarks, outcome };
};

// a file of that kind has the settings under keys of its own
function moved(data: object, keys: NonNullable<FileKind["keys"]>, words: FileKind["words"] = {}): Tree {
  const tree: Tree = {};
  const table = plain(data);
  for (const [key, native] of Object.entries(keys)) {
    const value = getKey(table, key);
    const meant = typeof value === "string" ? getKey(words[key], value) : undefined;
    if (value !== undefined) setKey(tree, native, meant ?? value);
  }
  return tree;
}

function findingOf(
  { key: _, pointer, ...fault }: PointedFault,
  target: Target,
  document: Document | undefined,
  base: Pointer,
): Finding {
  const origin = document
    ? new Origin("file", { document, pointer: present(document.data, [...base, ...pointer]) })
    : new Origin("argument", { name: pointer.join(".") });
  return raiseFault(fault, origin, target);
}

function at(data: unknown, pointer: Pointer): unknown {
  return pointer.reduce((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], data);
}

// the whole connection may be one text, with no keys in it
function present(data: unknown, pointer: Pointer): Pointer {
  let value = data;
  for (const [depth, key] of pointer.entries()) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return pointer.slice(0, depth);
    value = value[key as never];
  }
  return pointer;
}

// tables of options: whose they are, and what they say

import { holdsTables, isTable, plainTables, type Tree } from "../codecs/literal.ts";
import type { Document, Pointer } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { inert } from "../diagnostics/inert.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Target } from "../mapping/define.ts";
import { spelled } from "../mapping/key-case.ts";
import { isTabular } from "../mapping/layout.ts";
import { recognise, recogniseProgram } from "./detect.ts";
import { type PointedFault, selectEnvironment } from "./environments.ts";
import type { Read } from "./input.ts";
import { NOTHING, nothing, type Outcome, raiseFault, raiseProblem } from "./outcome.ts";
import { inCalls, readProgram, withTables, withUrlOf } from "./program.ts";
import { remapKeys, withDefaults } from "./remap-keys.ts";

/** Reads tables of options. */
export const readTables: Read = (input, wanted, options) => {
  const { name, pointer = [], hints, remarks = [] } = input;
  let { document } = input;
  let whole = inert(at(input.data, pointer), { name, code: "input" });
  const problems = (document?.problems ?? []).map((problem) => raiseProblem(problem, document!));
  const broken = problems.length > 0 && isTable(whole) && Object.keys(whole).length === 0;
  if (broken && !wanted) return { outcome: { ...NOTHING, findings: problems } };
  const { target, recognised } = wanted
    ? { target: wanted }
    : input.program === undefined
      ? recognise(whole, hints)
      : recogniseProgram(whole, input.program, document?.text ?? "", hints);
  if (broken) return { target, recognised, outcome: { ...NOTHING, findings: problems } };
  const { connection: layout } = target;
  const { program } = input;
  if (program !== undefined && document) {
    if (target.program?.calls) {
      document = inCalls(document, program, target.program.calls);
      whole = inert(document.data, { name, code: "input" });
    }
    if (layout.layout === "url" && layout.key === undefined && holdsTables(whole))
      return { target, recognised, remarks, outcome: readProgram(target, layout, document, whole) };
  }
  if (!isTabular(layout) || !holdsTables(whole)) throw nothing(target, name);
  const kind = hints?.claims?.find((claim) => claim.target === target)?.kind;
  const own = program === undefined ? kind : target.program;
  const given = own?.keys ? remapKeys(whole, own.keys, kind?.enumValues) : { data: plainTables(whole), way: same };
  if (program !== undefined && document) {
    withUrlOf(document.text, target, given.data as Tree, program);
    withTables(target, whole, given.data as Tree);
  }
  if (program !== undefined && Object.keys(given.data).length === 0) throw nothing(target, name);
  const read = program === undefined ? undefined : withDefaults(given.data as Tree);
  const { data: named, original, filled } = spelled(read?.data ?? given.data, target.keyCase);
  const { data, back } = gathered(named, target.fileLayout);
  const { settings, faults, environment } = selectEnvironment(target, layout, data, {
    environment: options.environment,
    fallback: options.env?.NODE_ENV,
    inText: document !== undefined,
  });
  const way = (fault: Pointer) => [...pointer, ...given.way(original(back(fault)))];
  const findings = faults.map((fault) => findingOf(fault, target, document, way(fault.pointer)));
  const outcome: Outcome = { settings, findings: [...problems, ...findings] };
  const notes = [
    ...filled.map((key) => `${key} is filled in later there; its default is read`),
    ...(read?.notes ?? []),
  ];
  return { target, recognised, environment, remarks: [...remarks, ...notes], outcome };
};

function same(pointer: Pointer): Pointer {
  return pointer;
}

// the sets of settings that a file divides by names, as a list
function gathered(
  data: Tree | readonly unknown[],
  arrangement: Target["fileLayout"],
): { data: Tree | readonly unknown[]; back(pointer: Pointer): Pointer } {
  if (!arrangement || Array.isArray(data)) return { data, back: same };
  const sets = arrangement.read(data as Tree);
  return {
    data: sets.map(({ name, settings }) => ({ name, ...settings })),
    back: ([at, ...rest]) => sets[at as number]?.way(rest) ?? rest,
  };
}

function findingOf(
  { key: _, pointer: __, ...fault }: PointedFault,
  target: Target,
  document: Document | undefined,
  pointer: Pointer,
): Finding {
  const origin = document
    ? new Origin("file", { document, pointer: present(document.data, pointer) })
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

// tables of options: whose they are, and what they say

import { holdsTables, isTable, plainTables, type Tree } from "../codecs/literal.ts";
import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document, Pointer } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { inert } from "../diagnostics/inert.ts";
import { Origin } from "../diagnostics/origin.ts";
import { ignoredLine } from "../formats/_problems.ts";
import { languageOf } from "../languages/_find.ts";
import { isPlaceholder } from "../mapping/decode.ts";
import type { Target } from "../mapping/define.ts";
import { spelled } from "../mapping/key-case.ts";
import { isTabular } from "../mapping/layout.ts";
import { findTarget } from "../render/find-target.ts";
import { readAs } from "./connection-string.ts";
import { recognise, recogniseProgram } from "./detect.ts";
import { type PointedFault, selectEnvironment } from "./environments.ts";
import type { Read } from "./input.ts";
import { NOTHING, nothing, type Outcome, raiseFault, raiseProblem } from "./outcome.ts";
import { readProgram, withTables, withUrlOf } from "./program.ts";
import { onlyUrl, readPool, withUrlOfPool } from "./program-pool.ts";
import { remapKeys, withDefaults } from "./remap-keys.ts";

/** Reads tables of options. */
export const readTables: Read = (input, wanted, options) => {
  const { name, pointer = [], hints, remarks = [], known } = input;
  let { document } = input;
  let whole = inert(at(input.data, pointer), { name, code: "input" });
  const problems = (document?.problems ?? []).map((problem) => raiseProblem(problem, document!));
  const broken = problems.length > 0 && isTable(whole) && Object.keys(whole).length === 0;
  if (broken && !wanted) return { outcome: { ...NOTHING, findings: problems } };
  const { program } = input;
  if (known?.finding) return { target: known.target, outcome: { ...NOTHING, findings: [known.finding] } };
  const parsed =
    program !== undefined &&
    document !== undefined &&
    input.scanned !== true &&
    languageOf(program).program !== undefined &&
    (wanted === undefined || wanted.program !== undefined);
  const pool = parsed ? readPool(document!, program, { target: wanted, pool: options.pool, hints }) : undefined;
  if (pool) {
    ({ document } = pool);
    whole = inert(document.data, { name, code: "input" });
  }
  const { target, recognised } = pool
    ? pool
    : known
      ? { target: known.target, recognised: wanted ? undefined : known.recognised }
      : wanted
        ? { target: wanted, recognised: undefined }
        : program === undefined
          ? recognise(whole, hints)
          : recogniseProgram(whole, program, document?.text ?? "", hints);
  if (broken) return { target, recognised, outcome: { ...NOTHING, findings: problems } };
  if (pool?.undecided) return { target, recognised, outcome: { ...NOTHING, findings: pool.findings } };
  const { connection: layout } = target;
  if (program !== undefined && document && layout.layout === "url" && layout.key === undefined && holdsTables(whole)) {
    const outcome = readProgram(target, layout, document, whole, pool && onlyUrl(document.text, pool.url));
    const findings = [...(pool?.findings ?? []), ...outcome.findings];
    return { target, recognised, remarks: [...remarks, ...(pool?.notes ?? [])], outcome: { ...outcome, findings } };
  }
  if (!isTabular(layout) || !holdsTables(whole)) throw nothing(target, name);
  const kind = hints?.claims?.find((claim) => claim.target === target)?.kind;
  const own = program === undefined ? kind : target.program;
  const given = own?.keys ? remapKeys(whole, own.keys, kind?.enumValues) : { data: plainTables(whole), way: same };
  if (pool) withUrlOfPool(pool.url, target, given.data as Tree);
  else if (program !== undefined && document) {
    withUrlOf(input.own ?? document.text, target, given.data as Tree);
    withTables(target, whole, given.data as Tree);
  }
  if (program !== undefined && Object.keys(given.data).length === 0) throw nothing(target, name);
  const read = program === undefined || pool ? undefined : withDefaults(given.data as Tree);
  const { data: all, original, filled } = spelled(read?.data ?? given.data, target.keyCase);
  const named = selectedPool(target, all, options.pool, document, name);
  if (named instanceof Unselected)
    return { target, recognised, outcome: { ...NOTHING, findings: [...problems, named.finding] } };
  const { data, back } = gathered(named, target.fileLayout);
  const {
    settings: apart,
    faults,
    environment,
  } = selectEnvironment(target, layout, data, {
    environment: options.environment,
    fallback: options.env?.NODE_ENV,
    inText: document !== undefined,
  });
  const { settings, findings: ofUrl } = withUrlBeside(known?.url, target, apart, name);
  const way = (fault: Pointer) => [...pointer, ...given.way(original(back(fault)))];
  const findings = faults.map((fault) => findingOf(fault, target, document, way(fault.pointer)));
  const other = Array.isArray(named) ? undefined : target.urlOfOther?.(named as Tree);
  // a key in the wrong place is a problem whichever pool the file sets up
  if (other) return { recognised, remarks, ...ofOther(other, document, [...problems, ...findings]) };
  const isRefused = ({ message }: Finding) => target.refusesOtherLines === true && message === ignoredLine().message;
  const told = problems.map((problem) =>
    isRefused(problem) ? { ...problem, ...REFUSED, message: `${target.title} does not start with this line` } : problem,
  );
  const outcome: Outcome = { settings, findings: [...told, ...(pool?.findings ?? []), ...ofUrl, ...findings] };
  const notes = [
    ...filled.map((key) => `${key} is filled in later there; its default is read`),
    ...(pool?.notes ?? read?.notes ?? []),
  ];
  return { target, recognised, environment, remarks: [...remarks, ...notes], outcome };
};

// a connection string that a program gives beside the options, which take precedence over it
function withUrlBeside(url: string | undefined, target: Target, settings: Outcome["settings"], name: string): Outcome {
  if (url === undefined) return { settings, findings: [] };
  if (isPlaceholder(url))
    return {
      settings: { ...settings, remarks: [...settings.remarks, `connection.url is filled in later there, by ${url}`] },
      findings: [],
    };
  const read = readAs(target, url, new Origin("argument", { name })) ?? NOTHING;
  const values = new Map(settings.values);
  for (const [path, value] of read.settings.values) {
    const there = values.get(path);
    if (!value.implied && (there === undefined || there.implied)) values.set(path, value);
  }
  return { settings: { ...settings, values }, findings: read.findings };
}

function ofOther(
  { id, url }: { readonly id: string; readonly url: string },
  document: Document | undefined,
  problems: readonly Finding[],
): { target: Target; outcome: Outcome } {
  const target = findTarget(id);
  const origin = document ? new Origin("file", { document, pointer: [] }) : new Origin("argument", { name: "url" });
  const { settings, findings } = readAs(target, url, origin) ?? NOTHING;
  return { target, outcome: { settings, findings: [...problems, ...findings] } };
}

/** Several pools under names of their own, of which none was selected. */
class Unselected {
  readonly finding: Finding;

  constructor(finding: Finding) {
    this.finding = finding;
  }
}

function selectedPool(
  { namedPools }: Target,
  data: Tree | readonly unknown[],
  wanted: string | undefined,
  document: Document | undefined,
  name: string,
): Tree | readonly unknown[] | Unselected {
  const pools = Array.isArray(data) ? {} : (namedPools?.(data as Tree) ?? {});
  const names = Object.keys(pools);
  if (names.length === 0) return data;
  if (wanted !== undefined && Object.hasOwn(pools, wanted)) return pools[wanted]!;
  const list = names.slice(0, 10).join(", ");
  if (wanted !== undefined)
    throw new PoolcfgError(
      "usage",
      `There is no pool ${JSON.stringify(wanted.slice(0, 60))} in ${name}. It has ${list}.`,
    );
  return new Unselected(
    createFinding("pool-not-selected", {
      message: `${name} has ${names.length === 1 ? "a pool" : `${names.length} pools`} under ${names.length === 1 ? "a name" : "names"} of its own: ${list}`,
      origin: document ? new Origin("file", { document, pointer: [] }) : new Origin("argument", { name }),
      help: `Select one with --pool, for example --pool ${names[0]}.`,
    }),
  );
}

const REFUSED = {
  rule: "syntax-error",
  severity: "error",
  help: "Write NAME = value, or begin the line with ; for a comment.",
} as const;

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

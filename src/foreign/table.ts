// tables of options: whose they are, and what they say
import { type Document, type Pointer, rangeAt } from "../document.ts";
import { findDsns, findKeywords } from "../dsn/find.ts";
import { formatDsn } from "../dsn/format.ts";
import type { Finding } from "../finding.ts";
import { languageOf } from "../languages/_find.ts";
import { programReader } from "../languages/_reader.ts";
import { onlyCalls } from "../languages/_scan.ts";
import { Origin } from "../origin.ts";
import { choose, type PointedFault } from "../targets/_choose.ts";
import type { FileKind, Target } from "../targets/_define.ts";
import { isTabular, type Layout, type UrlLayout } from "../targets/_layout.ts";
import { isPlaceholder } from "../targets/_read.ts";
import { goesOn, isAppended, withoutComments } from "../targets/_read-code.ts";
import { readUrl } from "../targets/_read-url.ts";
import { recognise, recogniseProgram } from "../targets/_recognise.ts";
import { spelled } from "../targets/_spelling.ts";
import { getKey, holdsTables, isTable, isTree, plain, plainTables, setKey, type Tree } from "../targets/_value.ts";
import type { Read } from "./input.ts";
import { NOTHING, nothing, type Outcome, raiseFault, raiseProblem } from "./outcome.ts";

/** Reads tables of options. */
export const readTables: Read = (input, wanted, options) => {
  const { name, pointer = [], hints, remarks = [] } = input;
  let { document } = input;
  let whole = at(input.data, pointer);
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
  if (input.program !== undefined && document && target.program?.calls) {
    document = inCalls(document, input.program, target.program.calls);
    whole = document.data;
  }
  if (
    layout.layout === "url" &&
    layout.key === undefined &&
    input.program !== undefined &&
    document &&
    holdsTables(whole)
  )
    return { target, recognised, remarks, outcome: readProgram(target, layout, document, whole) };
  if (!isTabular(layout) || !holdsTables(whole)) throw nothing(target, name);
  const kind = hints?.claims?.find((claim) => claim.target === target)?.kind;
  const own = input.program === undefined ? kind : target.program;
  const given = own?.keys ? moved(whole, own.keys, kind?.words) : { data: plainTables(whole), way: same };
  if (input.program !== undefined && document) {
    withUrlOf(document.text, target, given.data as Tree, input.program);
    withTables(target, whole, given.data as Tree);
  }
  if (input.program !== undefined && Object.keys(given.data).length === 0) throw nothing(target, name);
  const { data: named, original, filled } = spelled(given.data, target.spelling);
  const { data, back } = gathered(named, target.arrangement);
  const { settings, faults, environment } = choose(target, layout, data, {
    environment: options.environment,
    fallback: options.env?.NODE_ENV,
    inText: document !== undefined,
  });
  const way = (fault: Pointer) => [...pointer, ...given.way(original(back(fault)))];
  const findings = faults.map((fault) => findingOf(fault, target, document, way(fault.pointer)));
  const outcome: Outcome = { settings, findings: [...problems, ...findings] };
  const notes = filled.map((key) => `${key} is filled in later there; its default is read`);
  return { target, recognised, environment, remarks: [...remarks, ...notes], outcome };
};

// the same program, of which nothing but the arguments of those calls is read
function inCalls(document: Document, program: string, calls: readonly string[]): Document {
  const language = languageOf(program);
  const read = programReader(language)!.read(onlyCalls(document.text, calls, language.grammar!), document);
  return { ...read, text: document.text };
}

function same(pointer: Pointer): Pointer {
  return pointer;
}

/** A program that sets parameters of a connection string, in it or on what was read of it. */
function readProgram(
  target: Target,
  layout: UrlLayout,
  document: Document,
  whole: object | readonly unknown[],
): Outcome {
  const { data, way } = moved(whole, target.program!.keys);
  const { settings, faults, found } = readUrl(target, layout, document.text, { ...appendedIn(document.text), ...data });
  if (!found) throw nothing(target, document.name);
  const own = settings.faults.map(({ key, part: _, ...fault }) => {
    const set = Object.hasOwn(data, key) ? new Origin("file", { document, pointer: way([key]) }) : undefined;
    return raiseFault(fault, set ?? new Origin("dsn", { name: `?${key}` }), target);
  });
  const placed = faults.map(({ start, end, ...fault }) =>
    raiseFault(fault, new Origin("dsn", { document, range: rangeAt(document.text, start, end) }), target),
  );
  return { settings, findings: [...own, ...placed] };
}

// the sets of settings that a file divides by names, as a list
function gathered(
  data: Tree | readonly unknown[],
  arrangement: Target["arrangement"],
): { data: Tree | readonly unknown[]; back(pointer: Pointer): Pointer } {
  if (!arrangement || Array.isArray(data)) return { data, back: same };
  const sets = arrangement.read(data as Tree);
  return {
    data: sets.map(({ name, settings }) => ({ name, ...settings })),
    back: ([at, ...rest]) => sets[at as number]?.way(rest) ?? rest,
  };
}

// the connection string may be an argument without a name
function withUrlOf(text: string, { connection: layout, dialect }: Target, tree: Tree, program: string): void {
  const key = layout.layout === "url" ? layout.key : layout.layout === "options" ? layout.url : undefined;
  const there = key === undefined ? undefined : getKey(tree, key);
  if (key === undefined || (there !== undefined && !isTree(there))) return;
  const composed = putTogether(text, layout, program);
  if (composed !== undefined) {
    setKey(tree, key, withParameters(composed, there ?? {}));
    return;
  }
  const code = withoutComments(text);
  const urls = findDsns(code).filter(({ bare, end }) => !bare && !goesOn(code, end));
  const found = urls[0] ?? (dialect?.keywords ? findKeywords(code) : undefined);
  if (found) setKey(tree, key, withParameters(text.slice(found.start, found.end), there ?? {}));
}

/** Parameters that a program appends to a connection string. */
function appendedIn(text: string): Tree {
  const code = withoutComments(text);
  const appended = findDsns(code).filter(({ bare, start }) => bare && isAppended(code, start));
  return Object.fromEntries(appended.flatMap(({ start, end }) => [...new URLSearchParams(code.slice(start, end))]));
}

// what a program sets on what was read of a connection string holds before what is in it
function withParameters(dsn: string, parameters: Tree): string {
  const own = Object.entries(parameters).filter(([, value]) => !isPlaceholder(value));
  if (!dsn.includes("://"))
    return [dsn, ...own.map(([name, value]) => `${name}='${String(value).replace(/['\\]/g, "\\$&")}'`)].join(" ");
  const pairs = own.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
  return pairs === "" ? dsn : `${dsn}${dsn.includes("?") ? "&" : "?"}${pairs}`;
}

// a URL that a call puts together of its parts; what is filled in later is left out
function putTogether(text: string, layout: Layout, program: string): string | undefined {
  const own = layout.layout === "url" ? layout.program : undefined;
  const language = languageOf(program);
  const call = own && onlyCalls(text, [own.call], language.grammar!);
  if (!own || call === undefined || call === text) return undefined;
  const { data } = programReader(language)!.read(call, { name: own.call });
  const part = (name: keyof typeof own.names) => {
    const value = getKey(data, own.names[name]);
    return value === null || isPlaceholder(value) ? undefined : value;
  };
  const one = (name: keyof typeof own.names) => (typeof part(name) === "string" ? (part(name) as string) : undefined);
  const port = Number(part("port") ?? Number.NaN);
  const query = part("query");
  return formatDsn({
    form: "uri",
    hosts: [{ host: one("host"), port: Number.isInteger(port) ? port : undefined }],
    user: one("user"),
    password: one("password"),
    database: one("database"),
    params: isTable(query)
      ? Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
      : {},
  });
}

// a text of the program may hold settings, whatever its name; what is set beside the only one goes before what it says
function withTables({ spelling }: Target, whole: object, tree: Tree): void {
  const found = Object.entries(whole).flatMap(([name, value]) => {
    const table = typeof value === "string" ? spelling?.table?.(value, name) : undefined;
    return table ? [{ name, table }] : [];
  });
  const beside = found.length === 1 ? { ...tree } : {};
  for (const key of Object.keys(beside)) delete tree[key];
  for (const { name, table } of found) tree[name] = { ...table, ...beside };
}

// a file of that kind has the settings under keys of its own
function moved(
  data: object,
  keys: NonNullable<FileKind["keys"]>,
  words: FileKind["words"] = {},
): { data: Tree; way(pointer: Pointer): Pointer } {
  const tree: Tree = {};
  const table = plain(data);
  const from: [native: string[], own: string[]][] = [];
  for (const [key, native] of Object.entries(keys)) {
    const value = getKey(table, key);
    const meant = typeof value === "string" ? getKey(words[key], value) : undefined;
    if (value === undefined) continue;
    // what is set from a variable says less than what is set by itself
    if (native !== "" && isPlaceholder(value) && getKey(tree, native) !== undefined) continue;
    from.push([native === "" ? [] : native.split("."), key.split(".")]);
    if (native !== "") setKey(tree, native, meant ?? value);
    else if (isTable(value)) Object.assign(tree, withoutPlaceholders(plain(value)));
  }
  from.sort(([one], [two]) => two.length - one.length);
  const way = (pointer: Pointer) => {
    const found = from.find(([native]) => native.every((step, at) => pointer[at] === step));
    return found ? [...found[1], ...pointer.slice(found[0].length)] : pointer;
  };
  return { data: tree, way };
}

// a member that is made by a call says nothing
function withoutPlaceholders(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([, value]) => !isPlaceholder(value)));
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

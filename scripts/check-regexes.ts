// Checks that every regular expression in src matches in linear time. Input is hostile: an expression that backtracks hangs the
// process. `--write` keeps the answers in known-regexes.json, which makes the next runs short; `--all` does without them.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { parseAst } from "rolldown/parseAst";
import { EXCEPTIONS } from "./regex-exceptions.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Regex {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

/** What recheck says: `safe`, or why not. */
type Answer = string;

// ---- finding them

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) if (typeof child === "object") yield* nodesIn(child);
  }
}

interface Module {
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly Node[];
  /** Initializers of the constants, anywhere in the file, by name. */
  readonly constants: ReadonlyMap<string, Node>;
  /** Path of the module that a name is imported from. */
  readonly imports: ReadonlyMap<string, string>;
}

const modules = new Map<string, Module>();

function moduleAt(path: string): Module {
  const known = modules.get(path);
  if (known) return known;
  const text = readFileSync(path, "utf8");
  const nodes = [...nodesIn(parseAst(text, { lang: "ts" }))];
  const constants = new Map<string, Node>();
  const imports = new Map<string, string>();
  for (const node of nodes) {
    const id = node.id as Node | undefined;
    if (node.type === "VariableDeclarator" && id?.type === "Identifier" && isNode(node.init))
      constants.set(id.name as string, node.init);
    const from = (node.source as { value?: unknown } | undefined)?.value;
    if (node.type !== "ImportDeclaration" || typeof from !== "string" || !from.startsWith(".")) continue;
    for (const specifier of node.specifiers as Node[])
      imports.set((specifier.local as { name: string }).name, resolve(dirname(path), from));
  }
  const module = { path, text, nodes, constants, imports };
  modules.set(path, module);
  return module;
}

// what the value of an expression is not known from the source: one name, or several joined by "|"
const ONE = ["alpha"];
const SEVERAL = ["alpha|beta"];

/** The texts that an expression can evaluate to. What is known only at run time is taken to be plain names. */
function textsOf(node: Node, module: Module): readonly string[] {
  const child = (key: string) => node[key] as Node;
  switch (node.type) {
    case "Literal": {
      const { regex, value } = node as unknown as { regex?: { pattern: string }; value: unknown };
      return [regex ? regex.pattern : String(value)];
    }
    case "TemplateLiteral": {
      const quasis = node.quasis as { value: { cooked: string } }[];
      const values = node.expressions as Node[];
      return quasis.reduce<readonly string[]>(
        (texts, { value }, at) => {
          const written = both(texts, [value.cooked]);
          return values[at] ? both(written, textsOf(values[at], module)) : written;
        },
        [""],
      );
    }
    case "BinaryExpression":
      return both(textsOf(child("left"), module), textsOf(child("right"), module));
    case "ConditionalExpression":
      return [...textsOf(child("consequent"), module), ...textsOf(child("alternate"), module)];
    case "Identifier": {
      const name = node.name as string;
      const value = module.constants.get(name);
      if (value) return textsOf(value, module);
      const from = module.imports.get(name);
      const imported = from === undefined ? undefined : moduleAt(from);
      const initializer = imported?.constants.get(name);
      return imported && initializer ? textsOf(initializer, imported) : ONE;
    }
    case "MemberExpression":
      return (child("property") as { name?: string }).name === "source" ? textsOf(child("object"), module) : ONE;
    case "CallExpression": {
      const { object, property } = child("callee") as unknown as { object?: Node; property?: { name?: string } };
      const [first] = node.arguments as { value?: unknown }[];
      if (property?.name === "join" && first?.value === "|") {
        // alternatives that are linear each are so together
        return object?.type === "ArrayExpression"
          ? (object.elements as Node[]).flatMap((element) => textsOf(element, module))
          : SEVERAL;
      }
      if (property?.name === "slice" && object && typeof first?.value === "number") {
        const { value } = first as { value: number };
        return textsOf(object, module).map((text) => text.slice(value));
      }
      return ONE;
    }
    case "TSAsExpression":
    case "TSNonNullExpression":
      return textsOf(child("expression"), module);
    default:
      return ONE;
  }
}

const both = (left: readonly string[], right: readonly string[]) => left.flatMap((a) => right.map((b) => a + b));

function regexesIn(path: string, file: string): Regex[] {
  const module = moduleAt(path);
  const found: Regex[] = [];
  for (const node of module.nodes) {
    const line = () => module.text.slice(0, node.start).split("\n").length;
    const { regex } = node as { regex?: { pattern: string; flags: string } };
    if (node.type === "Literal" && regex) found.push({ file, line: line(), source: regex.pattern, flags: regex.flags });
    const { name } = (node.callee ?? {}) as { name?: string };
    if ((node.type !== "NewExpression" && node.type !== "CallExpression") || name !== "RegExp") continue;
    const [source, flags] = node.arguments as Node[];
    // a literal as the argument is found as such
    if (!source || (source as { regex?: unknown }).regex) continue;
    // flags that are known only at run time do not change how long it takes
    const stated = flags === undefined ? "" : textsOf(flags, module)[0]!;
    const written = /^[a-z]{0,8}$/.test(stated) && new Set(stated).size === stated.length ? stated : "";
    for (const text of textsOf(source, module)) found.push({ file, line: line(), source: text, flags: written });
  }
  return found;
}

// ---- checking them

const keyOf = ({ source, flags }: Pick<Regex, "source" | "flags">) => `/${source}/${flags}`;

// An attack succeeds if it takes more than so many steps: counted, since a limit of time depends on how busy the machine is.
// A linear expression of bounded quantifiers takes up to some hundred steps for each character.
const PARAMETERS = {
  timeout: 60_000,
  incubationTimeout: null,
  attackTimeout: null,
  attackLimit: 10_000_000,
  maxAttackStringSize: 30_000,
  maxIteration: 4,
  maxInitialGenerationSize: 120,
  maxGenerationSize: 40,
  mutationSize: 20,
  crossoverSize: 10,
};

/**
 * The expression with a smaller maximum of its repetition, if only one has a large one: that takes at most so many steps for
 * each character, and recheck proves in little time what it could only try for the large one.
 */
function shortened(source: string): string {
  const large = source.match(LARGE) ?? [];
  return large.length === 1 ? source.replace(LARGE, (_, min: string) => `{${Math.min(Number(min), 2)},4}`) : source;
}
const LARGE = /\{(\d+),(?:[2-9]\d|\d{3,4})\}/g;

if (!isMainThread) {
  process.env.RECHECK_SYNC_BACKEND = "pure";
  const { checkSync } = createRequire(import.meta.url)("recheck") as typeof import("recheck");
  parentPort!.on("message", ({ source, flags }: Regex) => {
    // "d" only adds positions to the result, and recheck does not know it
    const result = checkSync(shortened(source), flags.replace("d", ""), PARAMETERS);
    const reason =
      result.status === "vulnerable"
        ? result.complexity.summary
        : result.status === "unknown"
          ? result.error.kind
          : "safe";
    parentPort!.postMessage(reason satisfies Answer);
  });
}

/** Lets workers answer for those whose answer is not known yet, the longest ones first. */
async function answer(regexes: readonly Regex[], known: Map<string, Answer>): Promise<void> {
  const waiting = [...new Map(regexes.map((regex) => [keyOf(regex), regex])).values()]
    .filter((regex) => !known.has(keyOf(regex)))
    .sort((a, b) => b.source.length - a.source.length);
  const run = () =>
    new Promise<void>((done, failed) => {
      const worker = new Worker(new URL(import.meta.url));
      let current: Regex | undefined;
      const next = () => {
        current = waiting.shift();
        if (current) worker.postMessage(current);
        else worker.terminate().then(() => done());
      };
      worker.on("message", (reason: Answer) => {
        known.set(keyOf(current!), reason);
        next();
      });
      worker.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "ERR_WORKER_OUT_OF_MEMORY" || !current) return failed(error);
        known.set(keyOf(current), "out of memory");
        run().then(done, failed);
      });
      next();
    });
  if (waiting.length > 0)
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, run));
}

interface Known {
  /** What the answers depend on: the version of recheck and the parameters. */
  readonly version: string;
  readonly answers: readonly (readonly [regex: string, answer: Answer])[];
}

/** Answers of former runs: those in the repository, so that a run is short, and those of this checkout. */
function readKnown(paths: readonly string[], version: string): Map<string, Answer> {
  const known = paths.filter((path) => existsSync(path)).map((path) => JSON.parse(readFileSync(path, "utf8")) as Known);
  return new Map(known.flatMap((one) => (one.version === version ? one.answers : [])));
}

if (isMainThread) {
  const src = join(root, "src");
  const names = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const regexes = names.sort().flatMap((name) => regexesIn(join(src, name), `src/${name}`));
  const { version } = createRequire(import.meta.url)("recheck/package.json") as { version: string };
  const shared = join(root, "scripts/known-regexes.json");
  const cache = join(root, "node_modules/.cache/poolcfg-regexes.json");
  const key = `${version} ${JSON.stringify(PARAMETERS)}`;
  // --all asks about every expression again, --write keeps the answers in the repository
  const answers = process.argv.includes("--all") ? new Map<string, Answer>() : readKnown([shared, cache], key);
  const exceptionFor = (regex: Regex) =>
    EXCEPTIONS.find(({ file, regex: written }) => file === regex.file && written === keyOf(regex));
  await answer(
    regexes.filter((regex) => !exceptionFor(regex)),
    answers,
  );
  mkdirSync(dirname(cache), { recursive: true });
  writeFileSync(cache, JSON.stringify({ version: key, answers: [...answers] } satisfies Known));
  if (process.argv.includes("--write")) {
    const safe = [...new Set(regexes.map(keyOf))].filter((regex) => answers.get(regex) === "safe").sort();
    const kept: Known = { version: key, answers: safe.map((regex) => [regex, "safe"]) };
    // a line for each, so that a change shows as such
    const lines = kept.answers.map((answer) => `    ${JSON.stringify(answer)}`);
    writeFileSync(
      shared,
      `{\n  "version": ${JSON.stringify(kept.version)},\n  "answers": [\n${lines.join(",\n")}\n  ]\n}\n`,
    );
  }

  const used = new Set(regexes.flatMap((regex) => exceptionFor(regex) ?? []));
  const failures = regexes.flatMap((regex) => {
    const reason = exceptionFor(regex) ? "safe" : answers.get(keyOf(regex))!;
    return reason === "safe" ? [] : [`${regex.file}:${regex.line} ${reason}: ${keyOf(regex)}`];
  });
  const unused = EXCEPTIONS.filter((exception) => !used.has(exception));
  for (const failure of failures) console.error(failure);
  for (const { file, regex } of unused)
    console.error(`scripts/regex-exceptions.ts: unused exception for ${regex} in ${file}`);
  if (failures.length > 0)
    console.error("Rewrite these with quantifiers that cannot match the same text in two ways, or scan by hand.");
  console.log(`${regexes.length} regular expressions, ${failures.length} that are not linear, ${used.size} exceptions`);
  if (failures.length + unused.length > 0) process.exitCode = 1;
}

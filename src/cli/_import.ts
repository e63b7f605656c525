// what `import` is given: a file, a folder, a program, stdin or a connection string

import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Boundary } from "../files/boundary.ts";
import { nodeFiles } from "../files/node.ts";
import { formatOf, readDocumentFile, readText } from "../formats/read.ts";
import { claimsOf, isProgram } from "../import/files.ts";
import { type FoundFile, wellKnown } from "../import/folder.ts";
import type { ImportOptions } from "../import/index.ts";
import { documentInput, foreignInput, type Input, readInput } from "../import/input.ts";
import { readerByName } from "../import/readers.ts";
import { projectAt } from "../lint/project.ts";
import { findTable, readConfigFile } from "../load/files.ts";
import { isTabular } from "../mapping/layout.ts";
import { findTarget } from "../render/find-target.ts";
import { existing } from "./_existing.ts";
import { readStdin } from "./_io.ts";
import { looksLikeDsn } from "./_load.ts";
import { fleetHint } from "./_manifests.ts";
import type { Call } from "./commands/_define.ts";
import { oneLine } from "./reporters/_text.ts";

/** What was given, read. */
export interface Given {
  readonly input: Input;
  /** As shown to people. */
  readonly source: string;
}

/** Reads what the operand names. */
export async function given(call: Call, options: ImportOptions): Promise<Given> {
  const { io, args } = call;
  const [operand = "-"] = args;
  if (operand === "-") {
    const text = new TextDecoder().decode(await readStdin(io));
    if (text.trim() === "") throw new PoolcfgError("input", "There is nothing to import: stdin is empty.");
    return { input: readInput(text, { ...options, name: "<stdin>" }), source: "<stdin>" };
  }
  const path = resolve(io.cwd, operand);
  if (!existsSync(path) && looksLikeDsn(operand))
    return { input: readInput(operand, { ...options, name: "DSN" }), source: "DSN" };
  if (!existsSync(path) && operand.includes("#")) return fromTable(call, options, operand);
  const file = isFolder(path) ? choose(call, operand, path) : operand;
  return { input: await fromFile(call, options, file), source: file };
}

function fromTable({ io }: Call, options: ImportOptions, operand: string): Given {
  const hash = operand.lastIndexOf("#");
  const file = operand.slice(0, hash);
  const path = resolve(io.cwd, file);
  const read = readerByName(path);
  // a file of another tool is read as that tool reads it: with its templates and merge keys
  if (read?.program === undefined && read !== undefined && claimsOf(path).length > 0) {
    boundaryAt(path, io.cwd).refuseLink(path, file);
    const hints = hintsAt(dirname(path), path);
    const wanted = options.from === "auto" ? undefined : findTarget(options.from);
    const text = readText(path, io.cwd, nodeFiles);
    const input = foreignInput(text, read, { name: file, path, hints, env: io.env, wanted });
    const pointer = findTable(
      input.document!,
      operand
        .slice(hash + 1)
        .split(".")
        .filter(Boolean),
    );
    return { input: { ...input, pointer }, source: operand };
  }
  const { document, pointer } = readConfigFile(operand, io.cwd, nodeFiles, (folder) =>
    nodeFiles.boundary(folder, io.cwd),
  );
  const hints = hintsAt(dirname(document.path ?? io.cwd), document.name);
  return { input: documentInput(document, formatOf(document.name)!, hints, pointer), source: operand };
}

async function fromFile(call: Call, options: ImportOptions, file: string): Promise<Input> {
  const { io } = call;
  const path = resolve(io.cwd, file);
  boundaryAt(path, io.cwd).refuseLink(path, file);
  const hints = hintsAt(dirname(path), path);
  // a connection string may stand in any text, also in code that is not run
  const layout = options.from === "auto" ? undefined : findTarget(options.from).connection;
  const asText = layout !== undefined && !isTabular(layout);
  if (isProgram(path) && (call.options.exec === true || !asText)) return fromProgram(call, file, path, hints);
  const read = readerByName(path);
  if (read !== undefined && (!asText || read.format === "dotenv")) {
    const wanted = options.from === "auto" ? undefined : findTarget(options.from);
    return foreignInput(readText(path, io.cwd, nodeFiles), read, { name: file, path, hints, env: io.env, wanted });
  }
  const text = existing(path, file);
  const variable = variableIn(text);
  const from = asText || hints.claims.some(({ target }) => !isTabular(target.connection));
  if (from && variable !== undefined) return fromVariable(call, variable, path, file, hints);
  if (/\.prisma$/i.test(path) && !/^[ \t]*url[ \t]*=/m.test(text))
    throw new PoolcfgError(
      "input",
      `${file} has no url. Prisma 7 keeps the connection string in prisma.config.ts: import that with --exec, or import the .env file that sets DATABASE_URL.`,
    );
  return { ...readInput(text, { ...options, name: file }), hints };
}

async function fromProgram(
  { io, options }: Call,
  file: string,
  path: string,
  hints: ReturnType<typeof hintsAt>,
): Promise<Input> {
  const { runProgram, TIME_LIMIT, whyNotRunnable } = await import("./_program.ts");
  if (options.exec !== true) {
    const { optionsInProgram } = await import("../import/options-in-program.ts");
    const from = options.from as string | undefined;
    const target = from === undefined || from === "auto" ? undefined : findTarget(from);
    const pool = options.pool as string | undefined;
    const found = optionsInProgram(existing(path, file), file, { target, pool, hints });
    if (found) return found;
    const what = `${file} is a program: to read its settings, poolcfg would run it with Node, with your environment and rights, for ${TIME_LIMIT / 1_000} s at most.`;
    const id = options.from ?? (hints.claims.length === 1 ? hints.claims[0]!.target.id : "<id>");
    const json = `node -p 'JSON.stringify(require("${isAbsolute(file) ? "" : "./"}${file}"))' | poolcfg import - --from ${id}`;
    throw new PoolcfgError(
      "usage",
      `${what} Nothing was run. Say --exec if you trust it, or print the settings as JSON: ${json}`,
    );
  }
  const why = whyNotRunnable(path);
  if (why !== undefined) throw new PoolcfgError("input", `${file} cannot be run: ${why}`);
  const source = existing(path, file);
  const { data, remarks } = await runProgram({ path, name: file, source, env: io.env });
  return { kind: "tables", name: file, data, hints, remarks };
}

/** The variable that a text takes its connection string from: `url = env("DATABASE_URL")`. */
function variableIn(text: string): string | undefined {
  return /^[ \t]*url[ \t]*=[ \t]*env\([ \t]*["'](\w{1,100})["'][ \t]*\)/m.exec(text)?.[1];
}

// where the tools look: beside the file, and above it up to the working directory
function fromVariable({ io }: Call, variable: string, path: string, file: string, hints: Input["hints"]): Input {
  const folders = [dirname(path), dirname(dirname(path)), io.cwd];
  const dotenv = folders
    .map((folder) => join(folder, ".env"))
    // a .env file above the project is not the project's
    .find((name) => boundaryAt(path, io.cwd).has(dirname(name)) && existsSync(name) && statSync(name).isFile());
  const own = io.env[variable];
  if (own)
    return { kind: "variables", name: "the environment", data: { [variable]: own }, variable, ...(hints && { hints }) };
  if (dotenv === undefined)
    throw new PoolcfgError(
      "input",
      `${file} takes its connection string from ${variable}, which is neither in the environment nor in a .env file beside it. Set it, or give the connection string itself.`,
    );
  boundaryAt(dotenv, io.cwd).refuseLink(dotenv, dotenv);
  const document = readDocumentFile(dotenv, { files: nodeFiles, cwd: io.cwd, format: "dotenv", env: io.env });
  return { ...documentInput(document, "dotenv", hints ?? {}), variable };
}

function choose({ io }: Call, operand: string, folder: string): string {
  const found = wellKnown(folder);
  if (found.length === 0)
    throw new PoolcfgError(
      "input",
      `${operand} holds no file that poolcfg knows, such as knexfile.json or .env. Name the file, and say --from.${fleetHint(folder, operand)}`,
    );
  // variables belong to whatever else is there
  const own = found.filter(({ targets }) => targets.length > 0);
  const [first, ...others] = own.length > 0 ? own : found;
  const named = ({ path }: FoundFile) => relative(io.cwd, join(folder, path)) || path;
  if (others.length === 0) {
    io.stderr.write(`found in ${operand}:\n${found.map((file) => `  ${line(named(file), file)}\n`).join("")}`);
    return named(first!);
  }
  const list = found.map((file) => `\n  ${line(named(file), file)}`).join("");
  throw new PoolcfgError(
    "usage",
    `${operand} holds several files to import:${list}\nName one of them: poolcfg import ${oneLine(named(first!))}`,
  );
}

function line(path: string, file: FoundFile): string {
  const whose = file.targets.map(({ title }) => title).join(" or ");
  const program = isProgram(path) ? "; a program, read without running it" : "";
  return `${oneLine(path)} (${whose === "" ? "variables" : `by its name: ${whose}`}${program})`;
}

function hintsAt(folder: string, path: string) {
  const { dependency } = projectAt(folder);
  return { claims: claimsOf(path, dependency), dependency };
}

// of the project that a file is in, whose other files may have any names
function boundaryAt(path: string, cwd: string): Boundary {
  return nodeFiles.boundary(dirname(path), cwd);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

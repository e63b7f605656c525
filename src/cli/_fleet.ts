// reads what fleet is given, and writes what comes of it

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { nodeFiles } from "../files/node.ts";
import { type Checked, checkFleet } from "../fleet/check.ts";
import { addPath, addText, noSources, type Sources } from "../fleet/input.ts";
import { type Change, changesBetween, type Lock, lockOf, readLock, writeLock } from "../fleet/lock.ts";
import { writeStarter } from "../fleet/starter.ts";
import { type Suggestion, suggest } from "../fleet/suggest.ts";
import { readText } from "../formats/read.ts";
import { maskLine } from "../text/mask.ts";
import { readStdin, wantsColor } from "./_io.ts";
import { exitCode, report } from "./_report.ts";
import { writeAtomic } from "./_write.ts";
import type { Call } from "./commands/_define.ts";
import { explainService } from "./fleet/explain.ts";
import { writeJson } from "./fleet/json.ts";
import { writeMarkdown } from "./fleet/markdown.ts";
import { writeSql } from "./fleet/sql.ts";
import { writeSuggestions } from "./fleet/suggest.ts";
import { writeSvg } from "./fleet/svg.ts";
import { writeText } from "./fleet/text.ts";

/** A fleet that was checked, and where it was read. */
export interface Given extends Checked {
  readonly sources: Sources;
}

/** Reads the operands and weighs them. */
export async function checked(call: Call): Promise<Given> {
  const { args, io } = call;
  const { root } = call.options;
  const sources = noSources(root, io.cwd, call.options.render === true);
  for (const operand of args.length > 0 ? args : [nearest(io.cwd)]) {
    if (operand !== "-") addPath(sources, operand, io.cwd);
    else {
      const text = new TextDecoder().decode(await readStdin(io));
      if (text.trim() === "") throw new PoolcfgError("input", "There is no manifest on stdin: it is empty.");
      addText(sources, text, "<stdin>", io.cwd);
    }
  }
  const result = checkFleet(sources, { cwd: io.cwd, root, ...limits(call) });
  return { ...result, sources };
}

/** Writes the fleet in the format that was asked for, and gives the exit code. */
export function writeFleet(call: Call, { sources, ...fleet }: Given): number {
  const { options, io } = call;
  const { format = "text", verbose = false } = options;
  if (options.explain !== undefined) {
    io.stdout.write(explained(fleet, options.explain as string));
    return exitCode(fleet.findings, options);
  }
  const lock =
    options.lock || options.before !== undefined ? lockOf(fleet.weighed, inputsOf(sources, io.cwd)) : undefined;
  const before = options.before as string | undefined;
  const changes =
    lock && before !== undefined
      ? changesBetween(readLock(readText(before, io.cwd, nodeFiles), before), lock)
      : undefined;
  if (lock && options.lock) {
    writeAtomic(resolve(io.cwd, LOCK_NAME), writeLock(lock), { shown: LOCK_NAME });
    io.stderr.write(`wrote ${LOCK_NAME}\n`);
  }
  if (typeof options.svg === "string") {
    writeAtomic(resolve(io.cwd, options.svg), writeSvg(fleet, options.allowIncomplete), { shown: options.svg });
    io.stderr.write(`wrote ${maskLine(options.svg)}\n`);
  }
  const suggestions = options.suggest ? suggest(fleet.weighed) : undefined;
  if (options.sql) {
    if (!suggestions) throw new PoolcfgError("usage", "--sql writes what --suggest suggests; give both.");
    io.stdout.write(writeSql(fleet.weighed, suggestions));
    return exitCode(fleet.findings, options);
  }
  const more = { ...(suggestions && { suggestions }), ...(changes && { changes }) };
  const own = WRITERS[format];
  if (own) io.stdout.write(own(fleet, more, options.allowIncomplete));
  else {
    if (format === "text") {
      const style = { color: wantsColor(options.color, io.stdout, io.env) };
      io.stdout.write(
        `${writeText(fleet, style, verbose, changes)}${suggestions ? writeSuggestions(suggestions) : ""}`,
      );
    }
    report(call, { findings: fleet.findings, sources: sources.used });
  }
  return exitCode(fleet.findings, options);
}

/** What is written besides the fleet. */
export interface More {
  readonly suggestions?: readonly Suggestion[];
  readonly changes?: readonly Change[];
}

type Writer = (fleet: Checked, more: More, allowIncomplete: boolean | undefined) => string;

const WRITERS: Readonly<Record<string, Writer | undefined>> = { json: writeJson, markdown: writeMarkdown };

/** The calculation of every service of that name. */
function explained({ services }: Checked, name: string): string {
  const found = services.filter((service) => service.name === name || service.workload === name.toLowerCase());
  if (found.length > 0) return found.map((service) => explainService(service)).join("\n");
  const known = services.slice(0, MOST_NAMED).map((service) => maskLine(service.name));
  const more = services.length > MOST_NAMED ? ` and ${services.length - MOST_NAMED} more` : "";
  throw new PoolcfgError(
    "usage",
    `--explain: no service is called ${JSON.stringify(maskLine(name.slice(0, 100)))}. There are: ${known.length === 0 ? "none" : `${known.join(", ")}${more}`}.`,
  );
}

const MOST_NAMED = 20;

const LOCK_NAME = "fleet.lock";

/** The texts that were read, with hashes of those that can be read again. */
function inputsOf({ used }: Sources, cwd: string): Lock["inputs"] {
  return [...new Set(used)].map((path) => {
    if (path === "<stdin>") return { path };
    const sha256 = createHash("sha256")
      .update(readText(path, cwd, nodeFiles))
      .digest("hex");
    return { path: relative(cwd, resolve(cwd, path)).replaceAll("\\", "/"), sha256 };
  });
}

/** Writes a fleet file of what was found. */
export function initFleet({ args, options, io }: Call, { sources, ...fleet }: Given): number {
  const [name] = FLEET_NAMES;
  if (sources.files.length > 0)
    throw new PoolcfgError(
      "usage",
      "--init makes a fleet file of manifests, and a fleet file is among what was given.",
    );
  if (existsSync(join(io.cwd, name)) && !options.force)
    throw new PoolcfgError("usage", `${name} is already there; --force replaces it.`);
  // what came on stdin cannot be read again
  const manifests = args.includes("-") ? [] : args;
  writeAtomic(join(io.cwd, name), writeStarter(fleet, manifests), { shown: name });
  const gaps = fleet.notCounted.length;
  const open = gaps > 0 ? `, and ${gaps} as comments, because the size of their pools is not known` : "";
  io.stderr.write(`wrote ${name}: ${fleet.services.length} services${open}; check them with poolcfg fleet\n`);
  return 0;
}

/** Names that are looked for in the working directory. */
const FLEET_NAMES = ["fleet.toml", "fleet.yaml", "fleet.yml", "fleet.json"] as const;

function nearest(cwd: string): string {
  const name = FLEET_NAMES.find((file) => existsSync(join(cwd, file)));
  if (name !== undefined) return name;
  throw new PoolcfgError(
    "usage",
    "There is no fleet.toml here. Name a fleet file, a manifest or a folder of manifests, or give manifests on stdin: helm template . | poolcfg fleet -",
  );
}

function limits({ options }: Call): { maxConnections?: number } {
  const said = options.maxConnections as string | undefined;
  if (said === undefined) return {};
  if (!/^[1-9]\d{0,5}$/.test(said) || Number(said) > 262_143)
    throw new PoolcfgError(
      "usage",
      `--max-connections takes a whole number from 1 to 262143, not ${JSON.stringify(said.slice(0, 40))}.`,
    );
  return { maxConnections: Number(said) };
}

// reads what fleet is given, and writes what comes of it

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { type Checked, checkFleet } from "../fleet/check.ts";
import { addPath, addText, noSources, type Sources } from "../fleet/input.ts";
import { writeStarter } from "../fleet/starter.ts";
import { type Suggestion, suggest } from "../fleet/suggest.ts";
import { maskLine } from "../text/mask.ts";
import { readStdin, wantsColor } from "./_io.ts";
import { exitCode, report } from "./_report.ts";
import { writeAtomic } from "./_write.ts";
import type { Call } from "./commands/_define.ts";
import { writeJson } from "./fleet/json.ts";
import { writeMarkdown } from "./fleet/markdown.ts";
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
  const sources = noSources(root, io.cwd);
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
  if (typeof options.svg === "string") {
    writeAtomic(resolve(io.cwd, options.svg), writeSvg(fleet, options.allowIncomplete), { shown: options.svg });
    io.stderr.write(`wrote ${maskLine(options.svg)}\n`);
  }
  const suggestions = options.suggest ? suggest(fleet.weighed) : undefined;
  const own = WRITERS[format];
  if (own) io.stdout.write(own(fleet, suggestions, options.allowIncomplete));
  else {
    if (format === "text") {
      const style = { color: wantsColor(options.color, io.stdout, io.env) };
      io.stdout.write(`${writeText(fleet, style, verbose)}${suggestions ? writeSuggestions(suggestions) : ""}`);
    }
    report(call, { findings: fleet.findings, sources: sources.used });
  }
  return exitCode(fleet.findings, options);
}

type Writer = (
  fleet: Checked,
  suggestions: readonly Suggestion[] | undefined,
  allowIncomplete: boolean | undefined,
) => string;

const WRITERS: Readonly<Record<string, Writer | undefined>> = { json: writeJson, markdown: writeMarkdown };

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

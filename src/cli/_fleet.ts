// reads what fleet is given, and writes what comes of it
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PoolcfgError } from "../errors.ts";
import { type Checked, checkFleet } from "../fleet/check.ts";
import { addPath, addText, noSources, type Sources } from "../fleet/input.ts";
import { readStdin, wantsColor } from "./_io.ts";
import { exitCode, report } from "./_report.ts";
import type { Call } from "./commands/_define.ts";
import { writeJson } from "./fleet/json.ts";
import { writeMarkdown } from "./fleet/markdown.ts";
import { writeText } from "./fleet/text.ts";

/** A fleet that was checked, and where it was read. */
export interface Given extends Checked {
  readonly sources: Sources;
}

/** Reads the operands and weighs them. */
export async function checked(call: Call): Promise<Given> {
  const { args, io } = call;
  const sources = noSources();
  for (const operand of args.length > 0 ? args : [nearest(io.cwd)]) {
    if (operand !== "-") addPath(sources, operand, io.cwd);
    else {
      const text = new TextDecoder().decode(await readStdin(io));
      if (text.trim() === "") throw new PoolcfgError("input", "There is no manifest on stdin: it is empty.");
      addText(sources, text, "<stdin>", io.cwd);
    }
  }
  const result = checkFleet(sources, { cwd: io.cwd, ...limits(call) });
  return { ...result, sources };
}

/** Writes the fleet in the format that was asked for, and gives the exit code. */
export function writeFleet(call: Call, { sources, ...fleet }: Given): number {
  const { options, io } = call;
  const { failOn, format = "text", verbose = false } = options;
  const own = WRITERS[format];
  if (own) io.stdout.write(own(fleet));
  else {
    if (format === "text")
      io.stdout.write(writeText(fleet, { color: wantsColor(options.color, io.stdout, io.env) }, verbose));
    report(call, { findings: fleet.findings, sources: sources.used });
  }
  return exitCode(fleet.findings, failOn);
}

const WRITERS: Readonly<Record<string, ((fleet: Checked) => string) | undefined>> = {
  json: writeJson,
  markdown: writeMarkdown,
};

/** Names that are looked for in the working directory. */
const FLEET_NAMES = ["fleet.toml", "fleet.yaml", "fleet.yml", "fleet.json"];

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

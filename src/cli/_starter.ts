// what `init` takes over from the project: targets, settings in files of other tools, parameters of the connection string
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isPoolcfgError } from "../diagnostics/errors.ts";
import { nodeFiles } from "../files/node.ts";
import { isProgram } from "../import/files.ts";
import { wellKnown } from "../import/folder.ts";
import { type Imported, importFrom } from "../import/import.ts";
import { ignoredParameters } from "../lint/ignored-parameters.ts";
import { toFileValue } from "../mapping/value.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { valueAt } from "../model/paths.ts";
import type { Settings, Starter } from "../project/starter.ts";
import { targetNamed } from "../render/find-target.ts";
import { maskLine } from "../text/mask.ts";
import { type DetectedInspection, inspectDetected } from "./_detected.ts";
import { given } from "./_import.ts";
import type { Call } from "./commands/_define.ts";

/** What the starter of this folder has besides its template; `said` are lines for people. */
export interface FoundStarter extends Omit<Starter, "preset"> {
  readonly said: readonly string[];
}

/** Looks at the folder of the new file. It runs nothing, and copies no secret. */
export async function starterFor(call: Call, folder: string): Promise<FoundStarter> {
  const plain: Call = { ...call, options: {} };
  const detected = await inspectDetected(plain, { config: {}, cwd: folder, targets: undefined }, folder);
  const targets = detected.detection?.targets ?? [];
  const ids = targets.map(({ id }) => id);
  const base = new Map<Path, unknown>();
  const profiles = new Map<string, Settings>();
  const notes: string[] = [];
  const said: string[] = [];
  for (const { path, targets: owners } of wellKnown(folder)) {
    const owner = owners.find(({ id }) => ids.includes(id));
    if (!owner) continue;
    if (isProgram(path)) {
      said.push(`${path} is a program, and was not run: poolcfg import ${path} --exec prints its settings`);
      continue;
    }
    const found = await settingsOf(plain, join(folder, path), owner.id);
    if (!found) continue;
    for (const [key, value] of found.base) base.set(key, value);
    for (const [name, settings] of found.profiles) profiles.set(name, settings);
    if (found.base.size + found.profiles.size === 0) continue;
    notes.push(`Taken over from ${maskLine(path)}. Passwords were left out: set PGPASSWORD or DATABASE_URL.`);
    said.push(`took over settings from ${maskLine(path)}`);
  }
  const moved = ignoredIn(detected);
  for (const [path, value] of moved) base.set(path, value);
  if (moved.size > 0) {
    notes.push("Taken over from the parameters of DATABASE_URL, which the library ignores there.");
    said.push("took over parameters of DATABASE_URL; poolcfg validate --fix removes them there");
  }
  if (Object.hasOwn(detected.origins, "connection.url") && detected.origins["connection.url"]!.source !== "default")
    notes.push(`The connection string stays in ${maskLine(detected.origins["connection.url"]!.label)}.`);
  const local = "node_modules/poolcfg/schemas/config.schema.json";
  const schema = existsSync(join(folder, local))
    ? `./${local}`
    : `https://unpkg.com/poolcfg/schemas/config.schema.json`;
  return { schema, targets: ids, base, profiles, notes: [...new Set(notes)], said };
}

/** The parameters of the connection string that a detected target ignores. */
function ignoredIn({ detection, origins, config }: DetectedInspection): Map<Path, unknown> {
  const url = config.connection.url?.reveal();
  const ignored = (detection?.targets ?? []).flatMap(({ id }) => {
    const target = targetNamed(id);
    return target ? ignoredParameters(target, url, (path) => (origins[path] ? [origins[path]] : [])) : [];
  });
  return new Map(ignored.map(({ path }) => [path, toFileValue(FIELDS.get(path)!, valueAt(config, path) as never)]));
}

/** Environments that files of settings are divided by. */
const ENVIRONMENTS = ["development", "test", "staging", "production"];

async function settingsOf(
  call: Call,
  file: string,
  from: string,
): Promise<Pick<Starter, "base" | "profiles"> | undefined> {
  const of = async (environment?: string) => {
    try {
      const options = { from, statedOnly: true, env: {}, ...(environment !== undefined && { environment }) };
      const { input } = await given({ ...call, args: [file] }, options);
      return plainSettings(importFrom(input, options, nodeFiles));
    } catch (error) {
      if (isPoolcfgError(error)) return undefined;
      throw error;
    }
  };
  const each = new Map<string, Settings>();
  for (const name of ENVIRONMENTS) {
    const settings = await of(name);
    if (settings) each.set(name, settings);
  }
  const [first] = each.values();
  if (!first) {
    const whole = await of();
    return whole && { base: whole, profiles: new Map() };
  }
  const isCommon = ([path, value]: [Path, unknown]) =>
    [...each.values()].every((settings) => JSON.stringify(settings.get(path)) === JSON.stringify(value));
  const base = new Map([...first].filter(isCommon));
  const rest = [...each].map(
    ([name, settings]) => [name, new Map([...settings].filter(([path]) => !base.has(path)))] as const,
  );
  return { base, profiles: new Map(rest.filter(([, settings]) => settings.size > 0)) };
}

function plainSettings({ values }: Imported): Settings {
  const entries = Object.entries(values) as [Path, unknown][];
  return new Map(entries.filter(([path]) => !FIELDS.get(path)?.kind.startsWith("secret")));
}

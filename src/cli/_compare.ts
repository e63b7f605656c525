// where two configs, or two targets, differ

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { entriesOf, type Target } from "../mapping/define.ts";
import { type Config, FIELDS } from "../model/model.ts";
import { valueAt } from "../model/paths.ts";
import { didYouMean } from "../model/spellings.ts";
import { targetNamed } from "../render/find-target.ts";
import { targets } from "../targets/registry.gen.ts";
import { maskLine } from "../text/mask.ts";
import { MASK, Secret } from "../text/secret.ts";
import { inspect } from "./_load.ts";
import { isHidden, shownValue } from "./_values.ts";
import type { Call } from "./commands/_define.ts";

/** One setting in which the two differ, in words. */
export interface Difference {
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/** Compares what two operands name; `sound` is false if a config has errors. */
export async function compare(
  call: Call,
  a: string,
  b: string,
): Promise<{ differences: Difference[]; titles: [string, string]; sound: boolean }> {
  const [left, right] = [await sideOf(call, a), await sideOf(call, b)];
  const titles: [string, string] = [maskLine(a), maskLine(b)];
  if ("target" in left && "target" in right)
    return { titles, differences: betweenTargets(left.target, right.target), sound: true };
  if ("config" in left && "config" in right)
    return { titles, differences: betweenConfigs(left, right), sound: left.sound && right.sound };
  throw new PoolcfgError(
    "usage",
    `${JSON.stringify(a)} and ${JSON.stringify(b)} are a target and a config; name two of a kind.`,
  );
}

type Side = { readonly target: Target } | Loaded;

interface Loaded {
  readonly config: Config;
  readonly origins: Readonly<Record<string, Origin>>;
  /** Whether every value could be read; else a default is compared in the place of some. */
  readonly sound: boolean;
}

async function sideOf(call: Call, name: string): Promise<Side> {
  const target = targetNamed(name);
  if (target) return { target };
  const profile = /^profile:(.+)$/.exec(name)?.[1];
  if (profile !== undefined) return load(call, name, { profile });
  const file = name.split("#")[0]!;
  if (existsSync(resolve(call.io.cwd, name)) || existsSync(resolve(call.io.cwd, file)))
    return load(call, name, { config: name });
  const meant = didYouMean(
    name,
    targets.map(({ id }) => id),
  );
  throw new PoolcfgError(
    "usage",
    `${JSON.stringify(name.slice(0, 80))} is neither a target nor a file here${meant ? `; did you mean ${meant}?` : "."} Write a profile as profile:NAME.`,
  );
}

async function load(call: Call, name: string, more: { profile?: string; config?: string }): Promise<Side> {
  const options = more.config === undefined ? call.options : { ...call.options, config: more.config };
  const { config, findings, origins } = await inspect(
    { ...call, options },
    more.profile === undefined ? {} : { profile: more.profile },
  );
  const unknown = more.profile === undefined ? undefined : findings.find(({ origin }) => origin?.name === "--profile");
  if (unknown) throw new PoolcfgError("usage", `${unknown.message}; known here: ${unknown.legal}.`);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (errors > 0) call.io.stderr.write(`note: ${maskLine(name)} has errors; poolcfg validate tells which.\n`);
  return { config, origins, sound: errors === 0 };
}

function betweenConfigs(a: Loaded, b: Loaded): Difference[] {
  return [...FIELDS].flatMap(([path, field]) => {
    const [left, right] = [valueAt(a.config, path), valueAt(b.config, path)];
    if (plain(left) === plain(right)) return [];
    const shown = ({ origins }: Loaded, value: unknown) => (isHidden(origins, path) ? MASK : shownValue(field, value));
    const [shownA, shownB] = [shown(a, left), shown(b, right)];
    // two secrets that differ and look the same
    return [{ path, a: shownA, b: shownA === shownB ? `${shownB.includes(MASK) ? shownB : MASK} (another)` : shownB }];
  });
}

function betweenTargets(a: Target, b: Target): Difference[] {
  return entriesOf(a).flatMap(([path]) => {
    const [left, right] = [cell(a, path), cell(b, path)];
    return left === right ? [] : [{ path, a: left, b: right }];
  });
}

function cell(target: Target, path: string): string {
  const found = entriesOf(target).find(([own]) => own === path)?.[1];
  if (found === undefined) return "–";
  if (found.support === "none") return "not supported";
  return `${found.keys.join(", ")}${found.support === "partial" ? " (partial)" : ""}`;
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.map(plain));
  return value instanceof Secret ? value.reveal() : (JSON.stringify(value) ?? "");
}

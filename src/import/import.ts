// another tool's settings to canonical ones, by the same tables that render them
import { type Kind, readOptions } from "../diagnostics/arguments.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { type Finding, sortFindings } from "../diagnostics/finding.ts";
import type { Files } from "../files/file-system.ts";
import { applySeverities } from "../lint/index.ts";
import { toFileValue } from "../mapping/value.ts";
import { FIELDS, type Path } from "../model/model.ts";
import type { RuleSetting } from "../model/rule-setting.ts";
import { writeCanonical } from "../model/to-toml.ts";
import { findTarget } from "../render/find-target.ts";
import { maskDsn } from "../text/redact.ts";
import { type Input, type Read, readInput, readText } from "./input.ts";
import { type Omission, withoutSecretValues } from "./secrets.ts";
import { readTables } from "./table.ts";
import { readVariables } from "./variables.ts";

/** How another tool's settings are read. */
export interface ImportOptions {
  /** Id of the target that the settings are for, or `auto`. */
  readonly from: string;
  /** Name of the file, for messages; `auto` and the format go by it, too. */
  readonly name?: string;
  /** Leave out what nobody stated: else a default of the tool that differs from the canonical one is stated. */
  readonly statedOnly?: boolean;
  /** Which of several environments to read: `production`. */
  readonly environment?: string;
  /** Which of several pools of a program to read: its name there, or its line. */
  readonly pool?: string;
  /** Variables: what a `.env` file may refer to, and `NODE_ENV`, the environment that is read where none is named. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Write secrets into `text`. Default: they are left out, and `omitted` tells what to set instead. */
  readonly withSecrets?: boolean;
  /** Severities, as `[rules]` of a config sets them. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** What another tool's settings say in canonical words. */
export interface Imported {
  /** Canonical settings by path, as a config file holds them: `"30s"`, `"off"`. Secrets among them are plain. */
  readonly values: Partial<Record<Path, unknown>>;
  /** The same as a TOML config file, with comments; without secrets by default. */
  readonly text: string;
  /** The settings of which `text` has nothing, or all but the secret, because of `withSecrets`. */
  readonly omitted: readonly Omission[];
  readonly findings: readonly Finding[];
  /** Id of the target that the settings were read as; absent where they are of no tool in particular. */
  readonly from?: string;
  /** How that was known, where it was not said. */
  readonly recognised?: string;
  /** The environment that was read because `NODE_ENV` names it, where none was asked for. */
  readonly environment?: string;
}

/**
 * Reads what a program passes to be imported, by the contract of `importConfig`.
 *
 * @param caller name of the public function, for messages.
 * @param files that the variables of a `.env` file may name.
 */
export function importInput(caller: string, input: string | object, options: ImportOptions, files: Files): Imported {
  const own = readOptions(caller, options, KINDS);
  if (own.from === undefined)
    throw new PoolcfgError("usage", `${caller} needs the option from: the id of a target, or auto.`);
  if (typeof input !== "string" && (typeof input !== "object" || input === null))
    throw new PoolcfgError("usage", `The input of ${caller} must be a text or an object.`);
  return importFrom(readInput(input, own), own, files);
}

/** What each option takes, but for `from`. */
export const IMPORT_KINDS: Readonly<Record<Exclude<keyof ImportOptions, "from">, readonly Kind[]>> = {
  name: ["text"],
  statedOnly: ["flag"],
  environment: ["text"],
  pool: ["text"],
  env: ["variables"],
  withSecrets: ["flag"],
  rules: ["table"],
};

const KINDS: Readonly<Record<keyof ImportOptions, readonly Kind[]>> = { ...IMPORT_KINDS, from: ["text"] };

/** The same for input that has been read, and of which more is known. */
export function importFrom(input: Input, options: ImportOptions, files: Files): Imported {
  const wanted = options.from === "auto" ? undefined : findTarget(options.from);
  const read = READERS[input.kind](input, wanted, options, files);
  const { target, recognised, environment, remarks = [] } = read;
  const { settings, findings } = read.outcome;
  const stated = [...settings.values].filter(([, { implied }]) => !(implied && options.statedOnly));
  const lines = stated.map(([path, { value, note }]) => {
    return { path, value: toFileValue(FIELDS.get(path)!, value as never), ...(note !== undefined && { note }) };
  });
  const source = `${target?.title ?? ANYONES[input.kind]}${environment === undefined ? "" : `, environment ${environment}`}`;
  const unstated = options.statedOnly ? [] : (settings.unstated ?? []);
  const remark = [`imported from ${source}`, ...remarks, ...settings.remarks, ...unstated];
  const mounted = stated.flatMap(([path, { mounted }]) => (mounted ? path : []));
  const { kept, omitted } = withoutSecretValues(lines, mounted);
  const notes = omitted.map(({ path, what, instead }) => `${path} is written without ${what}; ${instead}`);
  return {
    values: Object.fromEntries(lines.map(({ path, value }) => [path, value])),
    text: options.withSecrets
      ? writeCanonical(lines, remark)
      : writeCanonical(kept, [...remark, ...notes].map(maskDsn)),
    omitted,
    findings: sortFindings(applySeverities(findings, options.rules ?? {})),
    ...(target && { from: target.id }),
    ...(recognised !== undefined && { recognised }),
    ...(environment !== undefined && { environment }),
  };
}

const ANYONES: Readonly<Record<Input["kind"], string>> = {
  tables: "a file",
  text: "a connection string",
  variables: "variables",
};

const READERS: Readonly<Record<Input["kind"], Read>> = { tables: readTables, text: readText, variables: readVariables };

// loads a config from the files and the environment of this machine
import { type Kind, readOptions } from "../diagnostics/arguments.ts";
import { createFinding } from "../diagnostics/catalogue.ts";
import { isPoolcfgError, PoolcfgError } from "../diagnostics/errors.ts";
import { type Finding, type Suppressed, sortFindings } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { nodeFiles, withFiles } from "../files/node.ts";
import { NO_PROJECT, type Project } from "../lint/define.ts";
import { projectAt } from "../lint/project.ts";
import type { ConfigInput } from "../model/input.ts";
import type { Config } from "../model/model.ts";
import { chooseTargets } from "../render/find-target.ts";
import { BOOT_FATAL, refuseFatal } from "./boot.ts";
import { type Around, type Checks, checkSources, type How, type Read, readConfig, readSources } from "./config.ts";
import type { Variables } from "./environment.ts";
import type { LibpqValue } from "./service.ts";

/** Where a config is read from. Nothing is read that is not named here or described under a default. */
export interface LoadOptions {
  /** Folder that paths are relative to and discovery begins in. Default: the working directory. */
  readonly cwd?: string;
  /** `FILE[#table.path]`, or the config itself. Default: the nearest `poolcfg.{toml,yaml,yml,json}`, here or above. */
  readonly config?: string | ConfigInput;
  /**
   * Folder that other files may be read from which a config or a `.env` file names, by `extends` and `*_FILE`. Default: the
   * git repository of that file, or the folder that it is in; `loadPoolConfig` reads them from anywhere. Variables of the
   * environment may name any file.
   */
  readonly root?: string | undefined;
  /** A text in place of a config file. */
  readonly text?: { readonly name: string; readonly content: string | Uint8Array; readonly format: string };
  /** Profile to apply. Default: `POOLCFG_PROFILE`, else `NODE_ENV` where a profile has that name. */
  readonly profile?: string | undefined;
  /** Named pool whose settings are to stand in `config.pool`. */
  readonly pool?: string | undefined;
  /** Environment variables; false for none. Default: `process.env`. */
  readonly env?: Variables | false;
  /** `.env` files: true for `.env` in `cwd` if it is there (the default), false for none, or paths. */
  readonly dotenv?: boolean | string | readonly string[];
  /** A connection string, in place of `DATABASE_URL`. */
  readonly dsn?: string | undefined;
  /** The driver, pool or target that reads the connection string. Default: detected from its parameters, else that of the targets, else libpq. */
  readonly dialect?: string | undefined;
  /** Settings that go before every other source: `{ "pool.max": 5 }` or `{ pool: { max: 5 } }`. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
  /** Targets whose rules are run too: `["knex", "prisma@7"]`. Default: `targets` in the config. */
  readonly targets?: readonly string[] | undefined;
}

/** How a config is loaded at boot. */
export interface BootOptions extends LoadOptions {
  /**
   * Whether there must be a config file. `true`: it is an error if there is none; `false`: that is not reported. Default: it is
   * reported, to `onFinding` or as a warning of the process.
   */
  readonly required?: boolean | undefined;
  /**
   * Called with each finding that does not fail the boot, in the order of their places; nothing is called if the boot fails.
   * What it throws is thrown by the call that loads. Default: no config file, a misspelt variable and a profile that is almost
   * named are warnings of the process, once each, and other findings are not looked for.
   */
  readonly onFinding?: ((finding: Finding) => void) | undefined;
  /** Called once with the files that were read, before `onFinding`, and also if the boot fails. Default: none. */
  readonly onFiles?: ((files: LoadedFiles) => void) | undefined;
}

/** The files that a config was read from, by absolute path. */
export interface LoadedFiles {
  /** The config file; undefined if there is none, or if it was given as a text or an object. */
  readonly config: string | undefined;
  /** The files that it extends, in ascending order of precedence. */
  readonly extended: readonly string[];
  /** The `.env` files, in ascending order of precedence. */
  readonly dotenv: readonly string[];
}

/** A config, sound or not, with everything that is to be said about it. */
export interface Inspection {
  /** The effective config; where a value is unsound, the next lower source's or the default. */
  readonly config: Config;
  /** Every finding, sorted by place. */
  readonly findings: Finding[];
  /** Findings that a comment or `[rules]` accepts, with the reason; they are not among the others. */
  readonly ignored: readonly Suppressed[];
  /** Where each value came from, by canonical path. */
  readonly origins: Record<string, Origin>;
}

/** The same with what only a connection of poolcfg's own needs. */
export interface Loaded extends Inspection {
  /** Libpq's parameters of the connection, from its string, its service or a variable, by keyword. */
  readonly parameters: ReadonlyMap<string, LibpqValue>;
}

/**
 * Loads the config, and fails if it cannot be used: a source cannot be read, a name is not known, a value is out of range, or
 * values exclude each other. The list of rules that fail a boot is part of the interface: a minor version does not add to it.
 *
 * @returns the config: times in milliseconds, off is null, secrets in `Secret`.
 * @throws PoolConfigError with each of these errors.
 * @throws PoolcfgError `input` for a file that cannot be read, or is required and not there; `usage` for a wrong option.
 * @example
 *     const config = await loadPoolConfig({ onFinding: ({ message }) => console.warn(message) });
 */
export async function loadPoolConfig(options: BootOptions = {}): Promise<Config> {
  // of a promise that nobody awaits, V8 does not know who called
  const called = new Error();
  try {
    const known = optionsFor("loadPoolConfig", options);
    const how = atBoot(known);
    const sources = await withFiles((files) => readSources(known, { files, variables: variablesFor(known) }, how));
    return accept(known, checkSources(sources, checksFor(NO_PROJECT), how));
  } catch (error) {
    throw startingAt(error, loadPoolConfig, called);
  }
}

/**
 * The same as `loadPoolConfig`, without a promise.
 *
 * @returns the config: times in milliseconds, off is null, secrets in `Secret`.
 * @throws PoolConfigError with each error that fails the boot.
 * @throws PoolcfgError `input` for a file that cannot be read, or is required and not there; `usage` for a wrong option.
 */
export function loadPoolConfigSync(options: BootOptions = {}): Config {
  try {
    const known = optionsFor("loadPoolConfigSync", options);
    return accept(known, readConfig(known, aroundFor(known, NO_PROJECT), atBoot(known)));
  } catch (error) {
    throw startingAt(error, loadPoolConfigSync);
  }
}

function atBoot({ onFinding }: BootOptions): How {
  return { unbounded: true, only: onFinding === undefined ? BOOT_FATAL : undefined };
}

/** Lets the stack of an error begin at the line that loads: Node prints that line with an uncaught error. */
function startingAt(error: unknown, loader: (options: BootOptions) => unknown, called?: Error): unknown {
  if (!isPoolcfgError(error)) return error;
  Error.captureStackTrace(error, loader);
  const frames = called?.stack?.split("\n").slice(2) ?? [];
  if (!/\n {4}at /.test(error.stack ?? "")) error.stack = [error.stack, ...frames].join("\n");
  return error;
}

function accept({ onFiles, onFinding, required, ...options }: BootOptions, read: Read): Config {
  const { config, findings, loadedFiles } = read;
  onFiles?.(loadedFiles);
  const absent = loadedFiles.config === undefined && options.config === undefined && options.text === undefined;
  if (absent && required === true)
    throw new PoolcfgError("input", `${noConfig(options)}. Write one, or name it with the option config.`);
  const others = refuseFatal(absent && required !== false ? [...findings, withoutConfig(options)] : findings);
  for (const finding of others)
    if (onFinding) onFinding(finding);
    else if (WARNED.has(finding.rule)) warnOnce(finding);
  return config;
}

/** What is a warning of the process if nobody takes the findings: the settings may be other ones than were meant. */
const WARNED: ReadonlySet<string> = new Set(["no-config", "profile-not-applied", "unknown-variable"]);

/** The warnings that this process was given: each is reported once, however often a config is loaded. */
const warned = new Set<string>();

function warnOnce({ rule, message, help }: Finding): void {
  if (warned.has(message)) return;
  warned.add(message);
  const text = help === undefined ? `${message}.` : `${message}. ${help}`;
  process.emitWarning(text, { type: "PoolcfgWarning", code: rule });
}

function noConfig({ cwd = process.cwd() }: LoadOptions): string {
  return `There is no poolcfg.{toml,yaml,yml,json} in ${nodeFiles.resolve(cwd, ".")} or above`;
}

function withoutConfig(options: LoadOptions): Finding {
  return createFinding("no-config", {
    severity: "info",
    message: `${noConfig(options)}: only the environment and the defaults apply`,
    help: "Write a config, or pass required: false if none is needed.",
  });
}

/**
 * Loads the config whatever is wrong with it.
 *
 * @returns the config, every finding and the origin of every value; it never throws for a fault in a config.
 * @throws PoolcfgError `input` for a file that cannot be read, `usage` for a wrong option.
 */
export function inspectPoolConfig(given: LoadOptions = {}): Inspection {
  const options = optionsFor("inspectPoolConfig", given);
  const { parameters: _, ...inspection } = inspectFor(options, projectAt(options.cwd ?? process.cwd()));
  return inspection;
}

function optionsFor(caller: string, given: BootOptions): BootOptions {
  const options = readOptions(caller, given, KINDS);
  if (options.text === undefined) return options;
  const text = readOptions(`${caller}, text`, options.text, TEXT_KINDS);
  const { name, content, format } = text;
  if (name === undefined || content === undefined || format === undefined)
    throw new PoolcfgError("usage", `The option text of ${caller} needs name, content and format.`);
  return { ...options, text };
}

const KINDS: Readonly<Record<keyof BootOptions, readonly Kind[]>> = {
  cwd: ["text"],
  config: ["text", "table"],
  root: ["text"],
  text: ["any"],
  profile: ["text"],
  pool: ["text"],
  env: ["variables", "false"],
  dotenv: ["flag", "text", "texts"],
  dsn: ["text"],
  dialect: ["text"],
  overrides: ["table"],
  targets: ["texts"],
  required: ["flag"],
  onFinding: ["function"],
  onFiles: ["function"],
};

const TEXT_KINDS: Readonly<Record<keyof NonNullable<LoadOptions["text"]>, readonly Kind[]>> = {
  name: ["text"],
  content: ["text", "bytes"],
  format: ["text"],
};

/** The same for a project that is known otherwise than by its folder, and with what a live server answered. */
export function inspectFor(options: LoadOptions, project: Project, how?: How): Loaded {
  const { findings, loadedFiles: _, ...rest } = readConfig(options, aroundFor(options, project), how);
  return { ...rest, findings: sortFindings(findings) };
}

function aroundFor(options: LoadOptions, project: Project): Around & Checks {
  return { files: nodeFiles, variables: variablesFor(options), ...checksFor(project) };
}

function variablesFor({ env }: LoadOptions): Variables {
  return env === false ? {} : (env ?? process.env);
}

function checksFor(project: Project): Checks {
  // the targets are loaded only if there is one to choose
  return { project, chooseTargets: (ids) => (ids.length === 0 ? [] : chooseTargets(ids)) };
}

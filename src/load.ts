// loads a config from the files and the environment of this machine
import { type Kind, readOptions } from "./arguments.ts";
import { PoolcfgError } from "./errors.ts";
import { type Accepted, type Finding, sortFindings } from "./finding.ts";
import { type Around, type How, readConfig, usableConfig } from "./layer/config.ts";
import type { Variables } from "./layer/environment.ts";
import type { LibpqValue } from "./layer/service.ts";
import { nodeFiles } from "./node-files.ts";
import type { Origin } from "./origin.ts";
import { projectAt } from "./project.ts";
import { NO_PROJECT, type Project } from "./rules/_define.ts";
import type { ConfigInput } from "./schema/input.ts";
import type { Config } from "./schema/model.ts";
import { chooseTargets } from "./targets/_find.ts";

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
  /** Dialect of the connection string's pool parameters. Default: recognised by the parameters. */
  readonly dialect?: string | undefined;
  /** Settings that go before every other source: `{ "pool.max": 5 }` or `{ pool: { max: 5 } }`. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
  /** Targets whose rules are checked too: `["knex", "prisma@7"]`. */
  readonly targets?: readonly string[] | undefined;
}

/** A config, sound or not, with everything that is to be said about it. */
export interface Inspection {
  /** The effective config; where a value is unsound, the next lower source's or the default. */
  readonly config: Config;
  /** Every finding, sorted by place. */
  readonly findings: Finding[];
  /** Findings that a comment or `[rules]` accepts, with the reason; they are not among the others. */
  readonly ignored: readonly Accepted[];
  /** Where each value came from, by canonical path. */
  readonly origins: Record<string, Origin>;
}

/** The same with what only a connection of poolcfg's own needs. */
export interface Loaded extends Inspection {
  /** Libpq's parameters of the connection, from its string, its service or a variable, by keyword. */
  readonly parameters: ReadonlyMap<string, LibpqValue>;
}

/**
 * Loads the config and hands it out only if it is sound.
 *
 * @returns the config: times in milliseconds, off is null, secrets in `Secret`.
 * @throws PoolConfigError with every finding, if one of them is an error.
 * @throws PoolcfgError `input` for a file that cannot be read, `usage` for a wrong option.
 * @example
 *     const config = await loadPoolConfig();
 */
export async function loadPoolConfig(options: LoadOptions = {}): Promise<Config> {
  return loadPoolConfigSync(options);
}

/**
 * The same as `loadPoolConfig`, without a promise.
 *
 * @returns the config: times in milliseconds, off is null, secrets in `Secret`.
 * @throws PoolConfigError with every finding, if one of them is an error.
 * @throws PoolcfgError `input` for a file that cannot be read, `usage` for a wrong option.
 */
export function loadPoolConfigSync(given: LoadOptions = {}): Config {
  const options = optionsFor("loadPoolConfig", given);
  return usableConfig(options, aroundFor(options, NO_PROJECT), { unbounded: true });
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

function optionsFor(caller: string, given: LoadOptions): LoadOptions {
  const options = readOptions(caller, given, KINDS);
  if (options.text === undefined) return options;
  const text = readOptions(`${caller}, text`, options.text, TEXT_KINDS);
  const { name, content, format } = text;
  if (name === undefined || content === undefined || format === undefined)
    throw new PoolcfgError("usage", `The option text of ${caller} needs name, content and format.`);
  return { ...options, text };
}

const KINDS: Readonly<Record<keyof LoadOptions, readonly Kind[]>> = {
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
};

const TEXT_KINDS: Readonly<Record<keyof NonNullable<LoadOptions["text"]>, readonly Kind[]>> = {
  name: ["text"],
  content: ["text", "bytes"],
  format: ["text"],
};

/** The same for a project that is known otherwise than by its folder, and with what a live server answered. */
export function inspectFor(options: LoadOptions, project: Project, how?: How): Loaded {
  const { findings, ...rest } = readConfig(options, aroundFor(options, project), how);
  return { ...rest, findings: sortFindings(findings) };
}

function aroundFor(options: LoadOptions, project: Project): Around {
  const variables = options.env === false ? {} : (options.env ?? process.env);
  // the targets are loaded only if there is one to choose
  const choose: Around["chooseTargets"] = (ids) => (ids.length === 0 ? [] : chooseTargets(ids));
  return { files: nodeFiles, variables, project, chooseTargets: choose };
}

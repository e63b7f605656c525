// sources to one config: which there are, who wins, and what is wrong with them
import { existsSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Kind, readOptions } from "./arguments.ts";
import type { Document } from "./document.ts";
import { rangeAt } from "./document.ts";
import { dialectOf } from "./dsn/params.ts";
import { PoolConfigError, PoolcfgError } from "./errors.ts";
import { type Accepted, type Finding, sortFindings } from "./finding.ts";
import { sift } from "./ignore.ts";
import { assemble } from "./layer/assemble.ts";
import { Boundary } from "./layer/boundary.ts";
import { type LibpqVariables, readConnections } from "./layer/connections.ts";
import { dotenvFindings } from "./layer/dotenv.ts";
import type { Entry, Stated } from "./layer/entry.ts";
import { type Environment, readEnvironment, type Variables } from "./layer/environment.ts";
import { discover, type Layer, readChain, readConfigFile, readPreset } from "./layer/files.ts";
import { hider } from "./layer/hidden.ts";
import { merge } from "./layer/merge.ts";
import { readOverrides } from "./layer/overrides.ts";
import { chooseProfile } from "./layer/profile.ts";
import type { LibpqValue } from "./layer/service.ts";
import { applySeverities, type LintOptions, lint } from "./lint.ts";
import { Origin } from "./origin.ts";
import { NO_PROJECT, projectAt } from "./project.ts";
import type { Project } from "./rules/_define.ts";
import { raise } from "./rules/_raise.ts";
import type { ConfigInput } from "./schema/input.ts";
import type { Config } from "./schema/model.ts";
import { readDocumentFile, readDocumentText } from "./sources/read.ts";

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
  const { config, findings } = gather(options, NO_PROJECT, { graveOnly: true, unbounded: true });
  if (!findings.some(({ severity }) => severity === "error")) return config;
  throw new PoolConfigError(sortFindings(gather(options, NO_PROJECT, { unbounded: true }).findings));
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
  const { findings, ...rest } = gather(options, project, how);
  return { ...rest, findings: sortFindings(findings) };
}

interface How extends Omit<LintOptions, "pool"> {
  /** Whether a config may name any file: at boot it is the application's own, which could read them as well. */
  readonly unbounded?: boolean;
  /** Whether the settings are those of another machine, whose service files are not here. */
  readonly elsewhere?: boolean;
}

function gather(options: LoadOptions, project: Project, how: How = {}): Loaded {
  const cwd = resolve(options.cwd ?? process.cwd());
  if (options.dialect !== undefined) dialectOf(options.dialect);
  const variables = options.env === false ? {} : (options.env ?? process.env);
  const boundaryAt =
    how.unbounded && options.root === undefined
      ? undefined
      : (folder: string) => new Boundary(folder, cwd, options.root);
  const dotenvs = dotenvDocuments(options, cwd, variables, boundaryAt);
  const fromDotenv = dotenvs.map((document) => {
    const boundary = boundaryAt?.(dirname(document.path!));
    return readEnvironment(document.data as Variables, "dotenv", { cwd, document, boundary });
  });
  const fromEnv = readEnvironment(variables, "env", { cwd });
  const { chain, findings: findingsOfFiles } = fileLayers(options, cwd, boundaryAt);
  const argument = readOverrides(options.overrides);

  const stated: Stated[] = [...chain.map((layer) => layer.stated), ...environments(fromDotenv, fromEnv), argument];
  const findings = [...findingsOfFiles, ...stated.flatMap((layer) => layer.findings)];
  for (const document of dotenvs) findings.push(...dotenvFindings(document));
  const extras = stated.flatMap((layer) => layer.extras);
  const profile = chooseProfile(
    options.profile,
    Object.assign({}, ...dotenvs.map(({ data }) => data), variables),
    extras,
    findings,
  );

  const files = chain.map(({ stated }) => stated.entries.filter((entry) => entry.profile === undefined));
  const profiles = chain.map(({ stated }) => stated.entries.filter((entry) => entry.profile !== undefined));
  const libpq = [...fromDotenv, fromEnv].flatMap((environment) => environment.libpq.entries);
  const above = [
    ...fromDotenv.map((environment) => environment.stated.entries),
    fromEnv.stated.entries,
    argument.entries,
    dsnArgument(options),
  ];
  const { dsn, service, parameters } = readConnections(
    [...files, ...profiles.map((layer) => layer.filter((entry) => entry.profile === profile)), ...above],
    {
      options,
      cwd,
      variables,
      boundaryAt,
      elsewhere: how.elsewhere === true,
      libpq: [...libpqIn(dotenvs, boundaryAt), { variables, source: "env" }],
    },
    findings,
  );
  const merged = merge([...files, ...profiles, once(libpq), service, dsn, ...above], profile);

  const { config, origins, subjects, ruleFindings } = assemble(merged, extras, profile, options.pool);
  const all = [
    ...findings,
    ...merged.findings,
    ...ruleFindings,
    ...lint(subjects, options.targets ?? [], project, { ...how, pool: options.pool, unsure: hasErrors(findings) }),
  ];
  const sifted = sift(
    all,
    [...dotenvs, ...chain.flatMap(({ document }) => document ?? [])],
    config.rules,
    // another target, or none, may be checked elsewhere
    ({ scope, optional }) => (scope === "pool" || scope === "config") && !optional && !how.graveOnly,
  );
  const hide = hider(merged, dotenvs);
  return {
    config,
    origins,
    parameters,
    findings: applySeverities(sifted.findings, config.rules).map(hide),
    ignored: sifted.ignored.map((accepted) => ({ ...accepted, finding: hide(accepted.finding) })),
  };
}

function libpqIn(
  dotenvs: readonly Document[],
  boundaryAt: ((folder: string) => Boundary) | undefined,
): LibpqVariables[] {
  return dotenvs.map((document) => ({
    variables: document.data as Variables,
    source: "dotenv",
    document,
    boundary: document.path === undefined ? undefined : boundaryAt?.(dirname(document.path)),
  }));
}

// a key that is not known, a text that cannot be read
function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}

function environments(fromDotenv: readonly Environment[], fromEnv: Environment): Stated[] {
  return [...fromDotenv, fromEnv].flatMap(({ stated, libpq }) => [stated, libpq]);
}

type BoundaryAt = ((folder: string) => Boundary) | undefined;

function fileLayers(
  options: LoadOptions,
  cwd: string,
  boundaryAt: BoundaryAt,
): { chain: Layer[]; findings: Finding[] } {
  const { text, config } = options;
  const findings: Finding[] = [];
  let chain: Layer[] = [];
  if (text) {
    const document = readDocumentText(text.content, { name: text.name, format: text.format });
    chain = readChain(document, [], cwd, boundaryAt?.(cwd));
  } else if (typeof config === "object") chain = readChain(inCode(config), [], cwd, boundaryAt?.(cwd));
  else {
    const [found, ...others] = config === undefined ? discover(cwd) : [config];
    if (found !== undefined) {
      const { document, pointer } = readConfigFile(found, cwd, boundaryAt);
      chain = readChain(document, pointer, cwd, boundaryAt?.(dirname(document.path!)));
      if (others.length > 0) findings.push(shadowed(document, others));
    }
  }
  const document = chain.at(-1)?.document;
  if (document && typeof config !== "object" && chain.every(({ stated }) => isNothing(stated)))
    findings.push(setsNothing(document));
  const presets = chain.flatMap((layer) => layer.stated.extras.filter(({ kind }) => kind === "preset"));
  const preset = presets.at(-1);
  return { chain: preset ? [readPreset(preset), ...chain] : chain, findings };
}

function isNothing({ entries, extras, findings }: Stated): boolean {
  return entries.length === 0 && extras.length === 0 && findings.length === 0;
}

function setsNothing(document: Document): Finding {
  return raise("empty-config", {
    message: `${document.name} sets nothing: only the environment and the defaults apply`,
    origin: new Origin("file", { document, pointer: [] }),
    help: "Set something in it, or remove it. A line that begins with # is a comment.",
  });
}

function shadowed(document: Document, others: readonly string[]): Finding {
  const names = others.map((other) => basename(other)).join(" and ");
  return raise("shadowed-config", {
    message: `${names} in the same folder ${others.length === 1 ? "is" : "are"} not read: ${document.name} takes precedence`,
    origin: new Origin("file", { document, pointer: [] }),
    help: "Keep one of them.",
  });
}

function dotenvDocuments(
  { dotenv = true }: LoadOptions,
  cwd: string,
  env: Variables,
  boundaryAt: BoundaryAt,
): Document[] {
  if (dotenv === false) return [];
  const names = dotenv === true ? [".env"].filter((name) => isThere(resolve(cwd, name))) : [dotenv].flat();
  return names.map((name) => {
    const path = resolve(cwd, name);
    boundaryAt?.(dirname(path)).refuseLink(path, name);
    return readDocumentFile(name, { cwd, format: "dotenv", env });
  });
}

// a folder of that name is a virtual environment of Python
function isThere(path: string): boolean {
  return existsSync(path) && !statSync(path).isDirectory();
}

function dsnArgument({ dsn }: LoadOptions): Entry[] {
  if (dsn === undefined) return [];
  const document: Document = {
    name: "DSN",
    text: dsn,
    data: {},
    problems: [],
    locate: () => rangeAt(dsn, 0, dsn.length),
  };
  return [{ path: "connection.url", raw: dsn, origin: new Origin("argument", { document, pointer: [] }) }];
}

// a variable in the process environment goes before the same one in a .env file, and is no duplicate of it
function once(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.path, entry])).values()];
}

function inCode(config: ConfigInput): Document {
  return { name: "config", text: "", data: config, problems: [], locate: () => undefined };
}

// sources to one config: which there are, who wins, and what is wrong with them

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document } from "../diagnostics/document.ts";
import { rangeAt } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Boundary } from "../files/boundary.ts";
import { basename, type Files } from "../files/file-system.ts";
import { readDocumentFile, readDocumentText } from "../formats/read.ts";
import type { Project } from "../lint/define.ts";
import { softenImplied } from "../lint/implied.ts";
import { applySeverities, type LintOptions, lint } from "../lint/index.ts";
import { applySuppressions } from "../lint/suppressions.ts";
import type { ChosenTarget } from "../mapping/define.ts";
import type { ConfigInput } from "../model/input.ts";
import { buildConfig } from "./assemble.ts";
import { type LibpqVariables, readConnections } from "./connections.ts";
import { type DirectUrl, directUrls } from "./direct-urls.ts";
import { dotenvFindings } from "./dotenv.ts";
import type { Entry, Extra, Stated } from "./entry.ts";
import { type Environment, readEnvironment, type Variables } from "./environment.ts";
import { discover, type Layer, readChain, readConfigFile, readPreset } from "./files.ts";
import { checkDriverId } from "./find-driver.ts";
import { hider } from "./hidden.ts";
import type { Loaded, LoadedFiles, LoadOptions } from "./index.ts";
import { merge } from "./merge.ts";
import { readOverrides } from "./overrides.ts";
import { chooseProfile } from "./profile.ts";
import { knownTargets, statedTargets, targetIds } from "./targets.ts";

/** What the sources are read from. */
export interface Around {
  readonly files: Files;
  /** Environment variables. */
  readonly variables: Variables;
}

/** What the config is checked with. */
export interface Checks {
  readonly project: Project;
  /** Finds the targets of these ids. @throws PoolcfgError `target` for an id that is not known. */
  chooseTargets(ids: readonly string[]): readonly ChosenTarget[];
}

/** How a config is read and checked. */
export interface How extends Omit<LintOptions, "pool"> {
  /** Whether a config may name any file: at boot it is the application's own, which could read them as well. */
  readonly unbounded?: boolean;
  /** Whether the settings are those of another machine, whose service files are not here. */
  readonly elsewhere?: boolean;
  /** Gives the targets of the project; called if neither the config nor an option names any. Default: none. */
  readonly detectTargets?: () => readonly string[];
}

/** Every source, read and not yet merged. */
export interface Sources {
  readonly options: LoadOptions;
  readonly dotenvs: readonly Document[];
  readonly chain: readonly Layer[];
  /** Settings in ascending order of precedence. */
  readonly layers: readonly (readonly Entry[])[];
  /** What is no setting of a pool: profiles, rules, targets. */
  readonly extras: readonly Extra[];
  readonly profile: string | undefined;
  readonly parameters: Loaded["parameters"];
  readonly directUrls: readonly DirectUrl[];
  readonly findings: readonly Finding[];
}

/** A config with the files that it was read from. */
export interface Read extends Loaded {
  readonly loadedFiles: LoadedFiles;
}

/**
 * Reads every source. It does nothing but by `around`, so that it is the same for files of this machine and for texts.
 *
 * @throws PoolcfgError `input` for a file that cannot be read, `usage` for an option with no valid value.
 */
export function readSources(options: LoadOptions, { files, variables }: Around, how: How = {}): Sources {
  const cwd = files.resolve(files.cwd(), options.cwd ?? ".");
  if (options.dialect !== undefined) checkDriverId(options.dialect);
  const boundaryAt =
    how.unbounded && options.root === undefined
      ? undefined
      : (folder: string) => files.boundary(folder, cwd, options.root);
  const dotenvs = dotenvDocuments(options, { files, cwd, variables, boundaryAt });
  const fromDotenv = dotenvs.map((document) => {
    const boundary = boundaryAt?.(files.dirname(document.path!));
    return readEnvironment(document.data as Variables, "dotenv", { files, cwd, document, boundary });
  });
  const fromEnv = readEnvironment(variables, "env", { files, cwd });
  const { chain, findings: findingsOfFiles } = fileLayers(options, { files, cwd, boundaryAt });
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

  const layers = chain.map(({ stated }) => stated.entries.filter((entry) => entry.profile === undefined));
  const profiles = chain.map(({ stated }) => stated.entries.filter((entry) => entry.profile !== undefined));
  const libpq = [...fromDotenv, fromEnv].flatMap((environment) => environment.libpq.entries);
  const above = [
    ...fromDotenv.map((environment) => environment.stated.entries),
    fromEnv.stated.entries,
    argument.entries,
    dsnArgument(options),
  ];
  const { dsn, service, startup, parameters } = readConnections(
    [...layers, ...profiles.map((layer) => layer.filter((entry) => entry.profile === profile)), ...above],
    {
      options: { ...options, targets: targetIds(options, extras) },
      files,
      cwd,
      variables,
      boundaryAt,
      elsewhere: how.elsewhere === true,
      libpq: [...libpqIn(dotenvs, files, boundaryAt), { variables, source: "env" }],
    },
    findings,
  );
  return {
    options,
    dotenvs,
    chain,
    layers: [...layers, ...profiles, [...once(libpq), ...startup], service, dsn, ...above],
    extras,
    profile,
    parameters,
    directUrls: directUrls(variables, dotenvs),
    findings,
  };
}

/** Whether any target is named, so that `chooseTargets` is called. */
export function namesTargets({ options, extras }: Sources): boolean {
  return (options.targets ?? []).length > 0 || extras.some(({ kind }) => kind === "targets");
}

/**
 * Merges the sources and checks the result. It reads nothing.
 *
 * @returns the config with its findings, which are not sorted.
 */
export function checkSources(sources: Sources, { project, chooseTargets }: Checks, how: How = {}): Read {
  const { options, dotenvs, chain, extras, profile, parameters } = sources;
  const findings = [...sources.findings];
  const merged = merge(sources.layers, profile);
  const { config, origins, subjects, ruleFindings } = buildConfig(merged, extras, profile, options.pool);
  const named = statedTargets(extras, findings);
  if (named) config.targets = named.ids;
  // a start that runs a few rules alone needs no targets
  const own = named && !how.only ? knownTargets(named, chooseTargets, findings) : [];
  const detected = options.targets || named || !how.detectTargets ? [] : chooseTargets(how.detectTargets());
  const all = [
    ...findings,
    ...merged.findings,
    ...ruleFindings,
    ...softenImplied(
      lint(subjects, options.targets ? chooseTargets(options.targets) : [...own, ...detected], project, {
        ...how,
        directUrls: sources.directUrls,
        pool: options.pool,
        unsure: hasErrors(findings),
      }),
    ),
  ];
  const applied = applySuppressions(
    all,
    [...dotenvs, ...chain.flatMap(({ document }) => document ?? [])],
    config.rules,
    // another target, or none, may be checked elsewhere
    ({ scope, optional }) => (scope === "pool" || scope === "config") && !optional && !how.errorsOnly && !how.only,
  );
  const hide = hider(merged, dotenvs);
  return {
    loadedFiles: filesOf(options, chain, dotenvs),
    config,
    origins,
    parameters,
    findings: applySeverities(applied.findings, config.rules).map(hide),
    ignored: applied.ignored.map((suppressed) => ({ ...suppressed, finding: hide(suppressed.finding) })),
  };
}

/** Reads every source, merges them and checks the result: see `readSources` and `checkSources`. */
export function readConfig(options: LoadOptions, around: Around & Checks, how: How = {}): Read {
  return checkSources(readSources(options, around, how), around, how);
}

function libpqIn(dotenvs: readonly Document[], files: Files, boundaryAt: BoundaryAt): LibpqVariables[] {
  return dotenvs.map((document) => ({
    variables: document.data as Variables,
    source: "dotenv",
    document,
    boundary: document.path === undefined ? undefined : boundaryAt?.(files.dirname(document.path)),
  }));
}

function filesOf(options: LoadOptions, chain: readonly Layer[], dotenvs: readonly Document[]): LoadedFiles {
  const paths = chain.flatMap(({ document }) => document?.path ?? []);
  const isFile = typeof options.config !== "object" && !options.text;
  const config = isFile ? chain.at(-1)?.document?.path : undefined;
  return {
    config,
    extended: paths.filter((path) => path !== config),
    dotenv: dotenvs.flatMap(({ path }) => path ?? []),
  };
}

// a key that is not known, a text that cannot be read
function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}

function environments(fromDotenv: readonly Environment[], fromEnv: Environment): Stated[] {
  return [...fromDotenv, fromEnv].flatMap(({ stated, libpq }) => [stated, libpq]);
}

type BoundaryAt = ((folder: string) => Boundary) | undefined;

interface Places {
  readonly files: Files;
  readonly cwd: string;
  readonly boundaryAt: BoundaryAt;
}

function fileLayers(options: LoadOptions, { files, cwd, boundaryAt }: Places): { chain: Layer[]; findings: Finding[] } {
  const { text, config } = options;
  const findings: Finding[] = [];
  let chain: Layer[] = [];
  if (text) {
    const document = readDocumentText(text.content, { name: text.name, format: text.format });
    chain = readChain(document, [], cwd, files, boundaryAt?.(cwd));
  } else if (typeof config === "object") chain = readChain(inCode(config), [], cwd, files, boundaryAt?.(cwd));
  else {
    const [found, ...others] = config === undefined ? discover(cwd, files) : [config];
    if (found !== undefined) {
      const { document, pointer } = readConfigFile(found, cwd, files, boundaryAt);
      chain = readChain(document, pointer, cwd, files, boundaryAt?.(files.dirname(document.path!)));
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
  return createFinding("empty-config", {
    message: `${document.name} sets nothing: only the environment and the defaults apply`,
    origin: new Origin("file", { document, pointer: [] }),
    help: "Set something in it, or remove it. A line that begins with # is a comment.",
  });
}

function shadowed(document: Document, others: readonly string[]): Finding {
  const names = others.map((other) => basename(other)).join(" and ");
  return createFinding("shadowed-config", {
    message: `${names} in the same folder ${others.length === 1 ? "is" : "are"} not read: ${document.name} takes precedence`,
    origin: new Origin("file", { document, pointer: [] }),
    help: "Keep one of them.",
  });
}

function dotenvDocuments(
  { dotenv = true }: LoadOptions,
  { files, cwd, variables, boundaryAt }: Places & { readonly variables: Variables },
): Document[] {
  if (dotenv === false) return [];
  const names = dotenv === true ? [".env"].filter((name) => isThere(files.resolve(cwd, name), files)) : [dotenv].flat();
  return names.map((name) => {
    const path = files.resolve(cwd, name);
    boundaryAt?.(files.dirname(path)).refuseLink(path, name);
    return readDocumentFile(name, { files, cwd, format: "dotenv", env: variables });
  });
}

// a folder of that name is a virtual environment of Python
function isThere(path: string, files: Files): boolean {
  return files.exists(path) && !files.isFolder(path);
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

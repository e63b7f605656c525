// the public surface of poolcfg/core: poolcfg for texts. It reads no file, no environment and no network, and imports no module
// of Node, so that it also runs in browsers and workers
import { type Kind, readOptions, readText } from "./diagnostics/arguments.ts";
import { PoolcfgError } from "./diagnostics/errors.ts";
import { sortFindings } from "./diagnostics/finding.ts";
import { normalized, type TextFile, type TextFiles, textFiles } from "./files/texts.ts";
import type { Imported, ImportOptions } from "./import/import.ts";
import type { ErrorExplanation } from "./known-errors/_explanation.ts";
import type { Project } from "./lint/define.ts";
import type { Checks, How, Read } from "./load/config.ts";
import type { Inspection, LoadOptions } from "./load/index.ts";
import type { Config } from "./model/model.ts";
import type { Rendered, RenderOptions } from "./render/index.ts";
import type { TargetId } from "./targets/registry.gen.ts";

export { type ErrorCode, isPoolcfgError, PoolConfigError, PoolcfgError } from "./diagnostics/errors.ts";
export type { Edit, Finding, Severity, Suppressed } from "./diagnostics/finding.ts";
export type { Origin, SourceKind } from "./diagnostics/origin.ts";
export type { DsnHost } from "./dsn/servers.ts";
export type { TextFile } from "./files/texts.ts";
export type { Imported, ImportOptions } from "./import/import.ts";
export type { ErrorExplanation } from "./known-errors/_explanation.ts";
export type { Inspection } from "./load/index.ts";
export { type DsnOptions, type ParsedDsn, parseDsn } from "./load/parse-dsn.ts";
export type { Percent } from "./model/field.ts";
export { type ConfigInput, definePoolConfig, type NamedPoolInput } from "./model/input.ts";
export type { Config, NamedPool, OwnConnection, Path, ValueAt } from "./model/model.ts";
export type { RuleSetting } from "./model/rule-setting.ts";
export type { Deviation, Form, Rendered, RenderOptions } from "./render/index.ts";
export type { TargetId } from "./targets/registry.gen.ts";
export { Secret } from "./text/secret.ts";

/** The texts that a config is read from. */
export interface TextSources
  extends Pick<LoadOptions, "profile" | "pool" | "dsn" | "dialect" | "overrides" | "targets"> {
  /** The config file, and what it may name: files of `extends`, `.env` files, files of `*_FILE` variables. Default: none. */
  readonly files?: readonly TextFile[];
  /**
   * `FILE[#table.path]`, one of `files`, or the config itself. Default: the first of `poolcfg.{toml,yaml,yml,json}` among
   * `files`; if there is none, the only file that is not a `.env` file.
   */
  readonly config?: LoadOptions["config"];
  /** Environment variables. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `.env` files among `files`: true for `.env` if it is there (the default), false for none, or names. */
  readonly dotenv?: boolean | string | readonly string[];
}

/** A config with everything that was found in its sources. */
export interface TextInspection extends Inspection {
  /** Names of the files that nothing read: no config, `extends` or variable names them. They were not checked. */
  readonly unread: readonly string[];
}

/**
 * Loads a config from texts, as `loadPoolConfig` does from files.
 *
 * @returns the config: times in milliseconds, off is null, secrets in `Secret`.
 * @throws PoolConfigError with every finding, if the config cannot be used.
 * @throws PoolcfgError `input` for a text that cannot be read, `usage` for a wrong option, `target` for an unknown target.
 * @example
 *     import { loadConfig } from "poolcfg/core";
 *     const config = await loadConfig({ files: [{ name: "poolcfg.toml", text: "[pool]\nmax = 20\n" }] });
 */
export async function loadConfig(sources: TextSources): Promise<Config> {
  const [{ BOOT_FATAL, refuseFatal }, { read }] = await Promise.all([
    import("./load/boot.ts"),
    readTexts("loadConfig", sources),
  ]);
  const { config, findings } = await read({ only: BOOT_FATAL });
  refuseFatal(findings);
  return config;
}

/**
 * Checks a config, as `poolcfg validate` does, but for what only a folder can show: git, and the installed packages.
 *
 * @returns the config, every finding and the origin of every value; it never throws for a problem in a config.
 * @throws PoolcfgError `input` for a text that cannot be read, `usage` for a wrong option, `target` for an unknown target.
 * @example
 *     import { lintConfig } from "poolcfg/core";
 *     const files = [{ name: "poolcfg.toml", text: "[pool]\nmax = 20\n" }];
 *     const { findings } = await lintConfig({ files, targets: ["knex"] });
 */
export async function lintConfig(sources: TextSources): Promise<TextInspection> {
  const { files, read } = await readTexts("lintConfig", sources);
  const { config, findings, ignored, origins } = await read({});
  return { config, findings: sortFindings(findings), ignored, origins, unread: files.unread() };
}

/**
 * Renders a config as the settings of a target, as `render` of `poolcfg` does.
 *
 * @param config of one pool, as `loadConfig` returns it.
 * @param target id of the target, such as `knex` or `prisma@7`.
 * @returns value, text and deviations. A deviation of severity `error` means that the settings must not be used as they are.
 * @throws PoolcfgError `target` for an unknown target, `usage` for a form that it does not have or a wrong option, `config` for
 * text that cannot be sent to a server.
 */
export async function render(
  config: Config,
  target: TargetId | (string & {}),
  options: RenderOptions = {},
): Promise<Rendered> {
  return (await import("./render/index.ts")).render(config, target, options);
}

/** How another tool's settings are read from a text. */
export interface ImportTextOptions extends Omit<ImportOptions, "from"> {
  /** Id of the target that the settings are for, such as `knex`. Default: detected from the name and the text. */
  readonly target?: TargetId | "auto" | (string & {});
}

/**
 * Converts another tool's settings, as `poolcfg import` does. Programs are read and not run.
 *
 * @param input the text of a file, a connection string, or an options object.
 * @returns canonical settings, as values and as the text of a config file.
 * @throws PoolcfgError `target` for an unknown target, `usage` if one of several tools or environments must be named, `input` if
 * there is nothing to read.
 */
export async function importSettings(input: string | object, options: ImportTextOptions = {}): Promise<Imported> {
  const { IMPORT_KINDS, importInput } = await import("./import/import.ts");
  const { target = "auto", ...rest } = readOptions("importSettings", options, { ...IMPORT_KINDS, target: ["text"] });
  return importInput("importSettings", input, { ...rest, from: target }, textFiles([]));
}

/**
 * Explains an error message of a driver, a pool, a pooler or the server.
 *
 * @param text the message, or a longer text that contains it, such as a log. At most 1 MiB.
 * @returns what each known message means and what to do, the root cause first; empty if none is known. The text is not in it.
 * @throws PoolcfgError `usage` for anything but text, `input` for text over the limit.
 */
export async function explainError(text: string): Promise<ErrorExplanation[]> {
  const message = readText("The message", text);
  if (message.length > LONGEST)
    throw new PoolcfgError("input", "The message is longer than 1 MiB. Pass the part of it that has the error.");
  const [{ recognise }, { explanationOf }] = await Promise.all([
    import("./known-errors/_recognise.ts"),
    import("./known-errors/_explanation.ts"),
  ]);
  return recognise(message).map(explanationOf);
}

/** Texts are in no repository, and nothing is installed beside them. */
const NO_FOLDER: Project = { gitStatus: () => "outside", dependency: () => undefined, installed: () => undefined };

/** Length of a message, in characters. A longer one takes seconds, in which a page does not respond. */
const LONGEST = 1024 * 1024;

const KINDS: Readonly<Record<keyof TextSources, readonly Kind[]>> = {
  files: ["list"],
  config: ["text", "table"],
  profile: ["text"],
  pool: ["text"],
  env: ["variables"],
  dotenv: ["flag", "text", "texts"],
  dsn: ["text"],
  dialect: ["text"],
  overrides: ["table"],
  targets: ["texts"],
};

const FILE_KINDS: Readonly<Record<keyof TextFile, readonly Kind[]>> = { name: ["text"], text: ["text", "bytes"] };

async function readTexts(
  caller: string,
  sources: TextSources,
): Promise<{ files: TextFiles; read(how: How): Promise<Read> }> {
  const { files: given = [], env = {}, config: named, ...options } = readOptions(caller, sources, KINDS);
  const list = readFiles(caller, given);
  const files = textFiles(list);
  const config = named ?? (await onlyConfig(caller, list, files));
  const { checkSources, namesTargets, readSources } = await import("./load/config.ts");
  return {
    files,
    async read(how) {
      const own = { ...options, ...(config !== undefined && { config }) };
      const read = readSources(own, { files, variables: env }, how);
      // the targets are many, and most checks need none
      const { chooseTargets } = namesTargets(read) ? await import("./render/find-target.ts") : NO_TARGETS;
      return checkSources(read, { project: NO_FOLDER, chooseTargets }, how);
    },
  };
}

const NO_TARGETS: Pick<Checks, "chooseTargets"> = { chooseTargets: () => [] };

function readFiles(caller: string, given: readonly TextFile[]): TextFile[] {
  const names = new Set<string>();
  return given.map((one, at) => {
    const { name, text } = readOptions(`${caller}, files[${at}]`, one, FILE_KINDS);
    if (name === undefined || text === undefined)
      throw new PoolcfgError("usage", `files[${at}] of ${caller} needs name and text.`);
    if (names.has(normalized(name)))
      throw new PoolcfgError("usage", `files of ${caller} has two texts with the name ${JSON.stringify(name)}.`);
    names.add(normalized(name));
    return { name, text };
  });
}

/** The file that is the config although it does not have the usual name; undefined if one has, or if there is no other file. */
async function onlyConfig(caller: string, list: readonly TextFile[], files: TextFiles): Promise<string | undefined> {
  const [{ configsIn }, { formatOf }] = await Promise.all([import("./load/files.ts"), import("./formats/read.ts")]);
  if (configsIn(files.cwd(), files).length > 0) return undefined;
  const [only, ...others] = list.filter(({ name }) => formatOf(name) !== "dotenv");
  if (others.length === 0) return only?.name;
  throw new PoolcfgError(
    "usage",
    `${caller} needs the option config: none of the files has the name poolcfg.toml, .yaml, .yml or .json. Name one of them.`,
  );
}

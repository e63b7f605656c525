// moves settings out of a connection string, where the library ignores them, into the config
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { queryNames, splitUri } from "../dsn/split.ts";
import { nodeFiles } from "../files/node.ts";
import { readDocumentFile } from "../formats/read.ts";
import { gitStatus } from "../git/status.ts";
import { type IgnoredParameter, ignoredParameters } from "../lint/ignored-parameters.ts";
import { discover } from "../load/files.ts";
import { offsetOf, toFileValue } from "../mapping/value.ts";
import { FIELDS } from "../model/model.ts";
import { valueAt } from "../model/paths.ts";
import { cases } from "../model/spellings.ts";
import { snakePath, tomlValue } from "../model/to-toml.ts";
import { targetNamed } from "../render/find-target.ts";
import { type DetectedInspection, inspectDetected } from "./_detected.ts";
import { sourceOptions } from "./_load.ts";
import { writeAtomic } from "./_write.ts";
import type { Call } from "./commands/_define.ts";
import { printable } from "./reporters/_text.ts";

/** One file as it is to become. */
export interface MovedFile {
  readonly path: string;
  readonly name: string;
  /** Undefined if there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What is to be moved: the config is first, so that no setting is lost in between. */
export interface Move {
  readonly files: readonly [config: MovedFile, source: MovedFile];
  readonly names: readonly string[];
  readonly target: string;
}

/** Plans the move; undefined if there is nothing to move, with the reason for people if something could not be. */
export async function planMove(call: Call): Promise<{ readonly move?: Move; readonly refused?: string }> {
  if (call.args.length > 1) return {};
  const [source] = call.args;
  const more = source === undefined ? {} : await sourceOptions(call, source);
  if (more.text !== undefined || more.dsn !== undefined) return {};
  const targets = call.options.target as string[] | undefined;
  const inspection = await inspectDetected(call, { ...more, ...(targets && { targets }) });
  const [ignored, target] = ignoredIn(inspection, targets);
  const { cwd } = call.io;
  const url = inspection.config.connection.url?.reveal();
  const origin = inspection.origins["connection.url"];
  const path = origin?.document?.path;
  const offset = url !== undefined && origin && !origin.hidden ? offsetOf(url, origin) : undefined;
  if (ignored.length === 0 || target === undefined || url === undefined) return {};
  if (path === undefined || offset === undefined || origin?.source !== "dotenv") return {};
  const names = ignored.map(({ name }) => name);
  const rest = withoutParameters(origin.document!.text, offset, url, new Set(names));
  if (rest === undefined) return {};
  const config =
    typeof call.options.config === "string" ? resolve(cwd, call.options.config) : discover(cwd, nodeFiles)[0];
  const file = config ?? join(cwd, "poolcfg.toml");
  const shown = relative(cwd, file) || file;
  if (!file.endsWith(".toml"))
    return { refused: `${names.join(", ")}: move them to ${shown} by hand, which is not TOML` };
  const tracked = [file, path].filter((one) => existsSync(one) && gitStatus(one) === "tracked" && !isNamed(one, call));
  if (tracked.length > 0) {
    const list = tracked.map((one) => relative(cwd, one) || one).join(" and ");
    return {
      refused: `${names.join(", ")}: ${list} ${tracked.length === 1 ? "is" : "are"} tracked by git and not named on the command line, so nothing was moved`,
    };
  }
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const after = withSettings(before ?? "", file, ignored, inspection);
  if (after === undefined) return { refused: `${names.join(", ")}: set them in ${shown} by hand` };
  return {
    move: {
      files: [
        { path: file, name: shown, before, after },
        { path, name: relative(cwd, path) || path, before: origin.document!.text, after: rest },
      ],
      names,
      target,
    },
  };
}

/** Writes the config, then the file with the connection string; if the second cannot be written, the first is as before. */
export function applyMove({ files: [config, source], names }: Move, call: Call): void {
  if (readFileSync(source.path, "utf8") !== source.before) return;
  writeAtomic(config.path, config.after, { shown: config.name });
  try {
    writeAtomic(source.path, source.after, { shown: source.name });
  } catch (error) {
    if (config.before === undefined) rmSync(config.path);
    else writeAtomic(config.path, config.before, { shown: config.name });
    throw error;
  }
  call.io.stderr.write(
    `moved ${printable(names.join(", "))} from ${printable(source.name)} to ${printable(config.name)}\n`,
  );
}

function ignoredIn(
  { config, origins, detection }: DetectedInspection,
  targets: readonly string[] | undefined,
): [readonly IgnoredParameter[], string | undefined] {
  const ids = targets ?? config.targets ?? detection?.targets.map(({ id }) => id) ?? [];
  for (const id of ids) {
    const target = targetNamed(id);
    const ignored = target
      ? ignoredParameters(target, config.connection.url?.reveal(), (path) => (origins[path] ? [origins[path]] : []))
      : [];
    // a setting that another target reads there would be lost to it
    if (ignored.length > 0 && ids.length === 1) return [ignored, id];
  }
  return [[], undefined];
}

function isNamed(path: string, { args, options, io }: Call): boolean {
  const named = [...args, ...(options.dotenv ?? []), ...(typeof options.config === "string" ? [options.config] : [])];
  return named.some((one) => resolve(io.cwd, one) === path);
}

/** The text of a file without some parameters of the URL at an offset; undefined if they are not all found there. */
function withoutParameters(text: string, offset: number, url: string, names: ReadonlySet<string>): string | undefined {
  const split = splitUri(url);
  if (!split?.query || text.slice(offset, offset + url.length) !== url) return undefined;
  const { start, end } = split.query;
  const pairs = url.slice(start, end).split("&");
  const found = queryNames(url, split.query);
  if (found.length !== pairs.length || ![...names].every((name) => found.includes(name))) return undefined;
  const kept = pairs.filter((_, at) => !names.has(found[at]!));
  const query = kept.length === 0 ? "" : `?${kept.join("&")}`;
  return `${text.slice(0, offset + start - 1)}${query}${text.slice(offset + end)}`;
}

/** The config with the settings in it; undefined if it has them in a form that is not changed automatically. */
function withSettings(
  text: string,
  file: string,
  ignored: readonly IgnoredParameter[],
  { config }: DetectedInspection,
): string | undefined {
  let result = text;
  for (const { path } of ignored) {
    const value = tomlValue(toFileValue(FIELDS.get(path)!, valueAt(config, path) as never));
    const next = text === "" ? appended(result, path, value) : changed(result, file, path, value);
    if (next === undefined) return undefined;
    result = next;
  }
  return result;
}

function changed(text: string, file: string, path: IgnoredParameter["path"], value: string): string | undefined {
  const [group = "", key = ""] = path.split(".");
  const document = readDocumentFile(file, { files: { ...nodeFiles, read: () => Buffer.from(text) }, cwd: "/" });
  if (document.problems.length > 0) return undefined;
  const data = document.data as Record<string, Record<string, unknown>>;
  const profiles = Object.values((data.profiles ?? {}) as Record<string, Record<string, Record<string, unknown>>>);
  const has = (table: Record<string, unknown> | undefined) =>
    cases(key).find((name) => table !== undefined && Object.hasOwn(table, name));
  // a profile would take precedence over what is moved
  if (profiles.some((profile) => has(profile?.[group]) !== undefined)) return undefined;
  const known = has(data[group]);
  if (known !== undefined) {
    const range = document.locate([group, known], "value");
    return range && `${text.slice(0, range.start)}${value}${text.slice(range.end)}`;
  }
  const header = new RegExp(`^\\[${group}\\][^\\n]*$`, "m").exec(text);
  if (header === null) return Object.hasOwn(data, group) ? undefined : appended(text, path, value);
  const at = header.index + header[0].length;
  return `${text.slice(0, at)}\n${snakePath(path).slice(group.length + 1)} = ${value}${text.slice(at)}`;
}

function appended(text: string, path: IgnoredParameter["path"], value: string): string {
  const snake = snakePath(path);
  const dot = snake.indexOf(".");
  const [table, line] = [`[${snake.slice(0, dot)}]`, `${snake.slice(dot + 1)} = ${value}\n`];
  const at = text.indexOf(`${table}\n`);
  if (at >= 0) return `${text.slice(0, at + table.length + 1)}${line}${text.slice(at + table.length + 1)}`;
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${text === "" ? "" : "\n"}${table}\n${line}`;
}

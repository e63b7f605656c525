// the config that `init` writes: the starter with what the project already has

import { FIELDS, type Path } from "../model/model.ts";
import { snakePath, tomlValue } from "../model/to-toml.ts";

/** Settings as a file has them, by path. */
export type Settings = ReadonlyMap<Path, unknown>;

/** What the project has. */
export interface Starter {
  readonly preset?: string | undefined;
  /** Address of the schema for editors. */
  readonly schema: string;
  readonly targets: readonly string[];
  readonly base: Settings;
  /** By the name of the environment. */
  readonly profiles: ReadonlyMap<string, Settings>;
  /** Comment lines about where settings come from. */
  readonly notes: readonly string[];
}

/**
 * Fills the template in.
 *
 * @param template a config in which every setting of `base` may be commented out: `# max = 10   # the maximum`.
 */
export function fillStarter(template: string, { preset, schema, targets, base, profiles, notes }: Starter): string {
  const left = new Map([...base].map(([path, value]) => [snakePath(path), tomlValue(value)]));
  let table = "";
  const lines = template.split("\n").map((line) => {
    const header = /^\[([\w.]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = header;
    const key = /^# (\w+) = /.exec(line)?.[1];
    const path = `${table}.${key}`;
    const value = key === undefined ? undefined : left.get(path);
    if (value === undefined) return line;
    left.delete(path);
    const at = line.indexOf("  # ");
    return `${key} = ${value}${at < 0 ? "" : line.slice(at)}`;
  });
  const rest = [...left].map(([path, value]) => {
    const dot = path.lastIndexOf(".");
    return { table: path.slice(0, dot), line: `${path.slice(dot + 1)} = ${value}` };
  });
  for (const { table: name, line } of rest) {
    const at = lines.indexOf(`[${name}]`);
    if (at < 0) lines.push(`[${name}]`, line, "");
    else lines.splice(at + 1, 0, line);
  }
  const top = [
    ...(preset === undefined ? [] : [`preset = ${tomlValue(preset)}`]),
    ...(targets.length === 0 ? [] : [`targets = ${tomlValue([...targets])}`]),
  ];
  const first = lines.findIndex((line) => line.startsWith("["));
  const about = notes.length > 0 ? ["", ...notes.map((note) => `# ${note}`)] : [];
  const head = [`#:schema ${schema}`, ...lines.slice(0, first).filter((line, at) => line !== "" || at < first - 1)];
  const whole = [...head, ...about, ...(top.length > 0 ? ["", ...top] : []), "", ...lines.slice(first)];
  return `${whole.join("\n").trimEnd()}\n${profilesText(profiles)}`;
}

function profilesText(profiles: Starter["profiles"]): string {
  return [...profiles]
    .flatMap(([name, settings]) => {
      const tables = new Map<string, string[]>();
      for (const path of FIELDS.keys()) {
        if (!settings.has(path)) continue;
        const snake = snakePath(path);
        const dot = snake.lastIndexOf(".");
        const rows = tables.get(snake.slice(0, dot)) ?? [];
        rows.push(`${snake.slice(dot + 1)} = ${tomlValue(settings.get(path))}`);
        tables.set(snake.slice(0, dot), rows);
      }
      return [...tables].map(([table, rows]) => `\n[profiles.${keyOf(name)}.${table}]\n${rows.join("\n")}\n`);
    })
    .join("");
}

function keyOf(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : tomlValue(name);
}

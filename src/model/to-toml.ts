// canonical settings as the text of a TOML config file
import { escapeLiteral, points } from "../text/characters.ts";
import { FIELDS, type Path } from "./model.ts";
import { cases } from "./spellings.ts";

/** One setting to write, with a comment beside it. */
export interface Line {
  readonly path: Path;
  /** As a file holds it: a count, `"30s"`, `"off"`. */
  readonly value: unknown;
  readonly note?: string;
}

/**
 * Writes settings as TOML, in the order of the model.
 *
 * @param heading comment lines above everything.
 */
export function writeCanonical(lines: readonly Line[], heading: readonly string[] = []): string {
  const order = [...FIELDS.keys()];
  const sorted = [...lines].sort(
    (a, b) => depth(a.path) - depth(b.path) || order.indexOf(a.path) - order.indexOf(b.path),
  );
  const tables = new Map<string, string[]>();
  for (const { path, value, note } of sorted) {
    const dot = path.lastIndexOf(".");
    const rows = tables.get(path.slice(0, dot)) ?? [];
    tables.set(path.slice(0, dot), rows);
    rows.push(`${path.slice(dot + 1)} = ${tomlValue(value)}${note === undefined ? "" : ` # ${comment(note)}`}`);
  }
  const names = [...tables.keys()].sort(
    (a, b) =>
      order.findIndex((path) => path.startsWith(`${a}.`)) - order.findIndex((path) => path.startsWith(`${b}.`)) ||
      a.length - b.length,
  );
  const blocks = names.map((name) => `[${name}]\n${tables.get(name)!.join("\n")}\n`);
  const head = heading.map((line) => `# ${comment(line)}\n`).join("");
  return [...(head === "" ? [] : [head]), ...blocks].join("\n");
}

/** Writes one value as TOML. Text is quoted so that any of it survives. */
export function tomlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(", ")}]`;
  if (typeof value !== "string") return String(value);
  // half a surrogate pair has no UTF-8
  const whole = value.toWellFormed();
  return escapeLiteral(JSON.stringify(whole), points);
}

function depth(path: string): number {
  return path.split(".").length;
}

function comment(text: string): string {
  return escapeLiteral(text.replace(/[\u0000-\u001f\u007f]+/g, " "));
}

/** The key of a setting as files that poolcfg writes have it: `pool.acquire_timeout`. */
export function snakePath(path: Path): string {
  return path
    .split(".")
    .map((name) => cases(name)[1] ?? name)
    .join(".");
}

/** One setting as a line of TOML that is right above the first table: `pool.acquire_timeout = "20s"`. */
export function settingLine(path: Path, value: unknown): string {
  return `${snakePath(path)} = ${tomlValue(value)}`;
}

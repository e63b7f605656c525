// what was rendered for each measurement, so that a change of a table shows that it is not what was measured
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Form } from "../../src/mapping/define.ts";
import type { Path } from "../../src/model/model.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { dataForm } from "../targets/_config.ts";
import { loaded, type Settings } from "./_options.ts";
import type { Results } from "./_run.ts";
import type { Driver } from "./drivers/_driver.ts";

const FILE = new URL("measured.json", import.meta.url);

/** Lines and parameters of rendered texts, by form. */
export type Lines = Readonly<Partial<Record<Form, readonly string[]>>>;

/** What was rendered for the pools of one measurement. */
export interface Rendering {
  readonly settings: Settings;
  /** What the settings change in the texts. */
  readonly lines: Lines;
}

/** What was measured of one target. */
export interface TargetRecord {
  /** The lines that name the server, the role and the database. */
  readonly connection: Lines;
  /** By the path that was measured. What was found to have no effect is not here. */
  readonly fields: Readonly<Partial<Record<Path, readonly Rendering[]>>>;
}

export type Records = Readonly<Record<string, TargetRecord>>;

/** Where the measured pools connected to, in the terms of the record. */
const PLACE = {
  "connection.host": "db.example.com",
  "connection.port": 6432,
  "connection.user": "web",
  "connection.password": "correct-horse",
  "connection.database": "shop",
} as const satisfies Settings;

const USUAL: Settings = {
  "connection.ssl.mode": "disable",
  "connection.applicationName": "measured",
  "pool.maxLifetimeJitter": "0s",
};

const noted = new Map<string, Map<Path, Map<string, Settings>>>();
const notedForms = new Map<string, readonly Form[]>();

/** Keeps the settings that pools were opened with to measure a path, and the forms in which they were rendered. */
export function noteSettings(
  target: string,
  path: Path,
  opened: readonly Settings[],
  { format, forms = ["options", "code"] }: Pick<Driver, "format" | "forms">,
): void {
  const data = format ?? dataForm(targets.find(({ id }) => id === target)!);
  notedForms.set(target, [...new Set(forms.map((form) => (form === "code" ? form : data)))]);
  const paths = noted.get(target) ?? new Map<Path, Map<string, Settings>>();
  noted.set(target, paths);
  const settings = paths.get(path) ?? new Map<string, Settings>();
  paths.set(path, settings);
  for (const one of opened) {
    const kept = withoutPlace(one);
    if (Object.keys(kept).length > 0) settings.set(JSON.stringify(kept), kept);
  }
}

/** Writes what was rendered for the measurements of a run; what was not measured stays as it is. */
export async function writeRecords({ targets: measured }: Pick<Results, "targets">): Promise<void> {
  const records: Record<string, TargetRecord> = { ...(await readRecords()) };
  for (const result of measured) {
    if ("unmeasured" in result) continue;
    const forms = notedForms.get(result.target) ?? [];
    const fields = Object.entries(result.fields).flatMap(([path, { verdict }]) => {
      const settings = [
        ...(noted
          .get(result.target)
          ?.get(path as Path)
          ?.values() ?? []),
      ];
      if (verdict === "none" || settings.length === 0) return [];
      const renderings = settings.map((one) => ({ settings: one, lines: changedLines(result.target, one, forms) }));
      return [[path, renderings] as const];
    });
    records[result.target] = {
      connection: connectionLines(result.target, forms),
      fields: Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1))),
    };
  }
  await writeFile(FILE, textOf(records));
}

// a line for each rendering, so that a difference shows what has changed
function textOf(records: Records): string {
  const members = (entries: readonly string[], indent: string) =>
    entries.length === 0 ? "" : `\n${entries.map((entry) => `${indent}${entry}`).join(",\n")}\n${indent.slice(2)}`;
  const targets = Object.entries(records)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, { connection, fields }]) => {
      const paths = Object.entries(fields).map(([path, renderings]) => {
        const texts = renderings.map((rendering) => JSON.stringify(rendering));
        return `${JSON.stringify(path)}: [${members(texts, "        ")}]`;
      });
      const own = [`"connection": ${JSON.stringify(connection)}`, `"fields": {${members(paths, "      ")}}`];
      return `${JSON.stringify(id)}: {${members(own, "    ")}}`;
    });
  return `{${members(targets, "  ")}}\n`;
}

/** What was rendered for the measurements so far. */
export async function readRecords(): Promise<Records> {
  return JSON.parse(await readFile(FILE, "utf8"));
}

/** What settings change in the texts of a target, as its table is now. */
export function changedLines(target: string, settings: Settings, forms: readonly Form[]): Lines {
  const base = linesOf(target, {}, forms);
  return Object.fromEntries(
    Object.entries(linesOf(target, settings, forms)).map(([form, lines]) => {
      const before = [...base[form as Form]!];
      const changed = lines.filter((line) => {
        const at = before.indexOf(line);
        if (at >= 0) before.splice(at, 1);
        return at < 0;
      });
      return [form, changed];
    }),
  );
}

/** The lines of the texts of a target that name where it connects to, as its table is now. */
export function connectionLines(target: string, forms: readonly Form[]): Lines {
  const words = Object.values(PLACE).map(String);
  return Object.fromEntries(
    Object.entries(linesOf(target, {}, forms)).map(([form, lines]) => [
      form,
      lines.filter((line) => words.some((word) => line.includes(word))),
    ]),
  );
}

/** Paths without a line of their own: where the pool connects to. */
function withoutPlace(settings: Settings): Settings {
  const kept = Object.entries(settings).filter(
    ([path]) => !(path in PLACE) && path !== "connection.url" && path !== "connection.replicas",
  );
  // certificates are made for each run
  const isFile = (path: string) => /^connection\.ssl\.(?:ca|cert|key)$/.test(path);
  return Object.fromEntries(
    kept.map(([path, value]) => [path, isFile(path) ? `/etc/ssl/${basename(String(value))}` : value]),
  );
}

function linesOf(id: string, settings: Settings, forms: readonly Form[]): Record<string, readonly string[]> {
  const { config, origins } = loaded({ ...PLACE, ...USUAL, ...settings });
  return Object.fromEntries(
    forms.map((form) => {
      const { text } = render(config, id, { format: form, origins });
      return [form, form === "json" ? flat(JSON.parse(text)) : wordsOf(text)];
    }),
  );
}

/** Lines and parameters. What holds no letter or digit is layout. */
function wordsOf(text: string): string[] {
  const lines = text.split(/[\n?&;]/).map((line) => line.trim());
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line));
}

function flat(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [`${at} = ${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([key, member]) => flat(member, at === "" ? key : `${at}.${key}`));
}

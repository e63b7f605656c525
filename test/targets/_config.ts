// reads the shared configs of this folder's tests, without the loader
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { Origin } from "../../src/diagnostics/origin.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import type { Form, Target } from "../../src/mapping/define.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import { type Config, FIELDS, type Path } from "../../src/model/model.ts";
import { syntaxes } from "../../src/render/syntaxes/registry.gen.ts";

const FOLDER = new URL("../configs/", import.meta.url);

/** Names of the shared configs. */
export const CONFIGS: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".toml"))
  .map((name) => name.slice(0, -".toml".length))
  .sort();

export interface Given {
  readonly config: Config;
  readonly origins: Record<string, Origin>;
}

/** Reads one of the shared configs. */
export function readConfig(name: string): Given {
  return configOf(flatten(parse(readFileSync(new URL(`${name}.toml`, FOLDER), "utf8"))));
}

/** Makes a config of settings as a file holds them, by path. */
export function configOf(settings: Readonly<Record<string, unknown>>): Given {
  const config = defaultConfig();
  const origins: Record<string, Origin> = {};
  const set = (path: string, raw: unknown, source: "file" | "dsn") => {
    const field = FIELDS.get(path as Path);
    if (!field) throw new Error(`no field ${path}`);
    const result = field.schema["~standard"].validate(raw) as { value: unknown; issues?: unknown };
    if (result.issues) throw new Error(`${path} does not take ${JSON.stringify(raw)}`);
    assign(config as never, path, result.value);
    origins[path] = new Origin(source);
  };
  const url = settings["connection.url"];
  if (typeof url === "string") {
    const { dsn, settings: stated } = readConnectionString(url, {});
    for (const { path, value } of stated) {
      assign(config as never, path, value);
      origins[path] = new Origin("dsn");
    }
    if (dsn.params.sslmode !== undefined) set("connection.ssl.mode", dsn.params.sslmode, "dsn");
  }
  for (const [path, raw] of Object.entries(settings)) set(path, raw, "file");
  if (origins["pool.max"] && !origins["pool.maxIdle"]) config.pool.maxIdle = config.pool.max;
  return { config, origins };
}

/** Whether a form is a program, which contains no secret. */
export function isProgram(form: Form): boolean {
  return syntaxes.find(({ id }) => id === form)!.code;
}

/** The form that settings go to and fro in: not code where there is another, because code holds no secret. */
export function dataForm({ forms }: Target): Form {
  return forms.includes("json") ? "json" : (forms.find((form) => !isProgram(form)) ?? forms[0]);
}

function flatten(table: object, prefix = ""): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    const path = `${prefix}${key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
    if (path === "pools") continue;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      Object.assign(flat, flatten(value, `${path}.`));
    else flat[path] = value;
  }
  return flat;
}

function assign(config: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop()!;
  let at = config;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  at[last] = value;
}

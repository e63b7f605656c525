// what the environment says, the process's own or a .env file's

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document } from "../diagnostics/document.ts";
import { Origin, type SourceKind } from "../diagnostics/origin.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import type { Boundary } from "../files/boundary.ts";
import { type Files, textOf } from "../files/file-system.ts";
import { fromText } from "../mapping/value.ts";
import { FIELDS, isField, model, type Path } from "../model/model.ts";
import { cases, didYouMean, envName, type Group, isTypo, spellings } from "../model/spellings.ts";
import { nothingStated, type Stated } from "./entry.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** What a set of variables states. `libpq` holds the `PG*` ones, which only fill what a connection string leaves open. */
export interface Environment {
  readonly stated: Stated;
  readonly libpq: Stated;
}

/** Largest file that a `…_FILE` variable may name. */
const MOUNTED_LIMIT = 1024 * 1024;

/** Where variables come from, and which files they may name. */
export interface Surroundings {
  readonly files: Files;
  /** Folder that the paths of files are relative to. */
  readonly cwd: string;
  /** The `.env` file that they are in; undefined for those of the process. */
  readonly document?: Document;
  /** Limits the files that may be named; without it, any may be. */
  readonly boundary?: Boundary | undefined;
}

/** Reads variables into entries. */
export function readEnvironment(variables: Variables, source: SourceKind, around: Surroundings): Environment {
  const stated = nothingStated();
  const libpq = nothingStated();
  const seen = new Set<string>();
  for (const name of Object.keys(variables)) {
    const variable = settingOf(name) === undefined ? name.replace(/_FILE$/, "") : name;
    const path = settingOf(variable);
    if (path === undefined || seen.has(variable)) continue;
    seen.add(variable);
    const found = lookUp(variables, variable, source, around, stated);
    if (!found) continue;
    const into = variable.startsWith("PG") ? libpq : stated;
    const field = FIELDS.get(path)!;
    if (found.text.trim() === "") {
      stated.findings.push(
        createFinding("empty-value", {
          message: `${found.name} is set and empty, so it is passed over`,
          path,
          origin: found.origin,
          help: "Give it a value, or do not set it.",
        }),
      );
    } else into.entries.push({ path, raw: fromText(field, found.text), origin: found.origin });
  }
  misspelt(variables, source, around.document, stated);
  return { stated, libpq };
}

function lookUp(
  variables: Variables,
  variable: string,
  source: SourceKind,
  { files, cwd, document, boundary }: Surroundings,
  stated: Stated,
) {
  const isBorrowed = (name: string) => document?.fromEnvironment?.has(name) === true;
  const origin = (name: string, hidden = isBorrowed(name)) =>
    new Origin(source, { name, hidden, ...(document && { document, pointer: [name] }) });
  const text = variables[variable];
  if (text !== undefined) return { text, name: variable, origin: origin(variable) };
  const name = `${variable}_FILE`;
  const file = variables[name];
  if (file === undefined || file === "") return undefined;
  const path = files.resolve(cwd, file);
  const isOfSystem = files.isOfSystem(path);
  const shown = isBorrowed(name) ? "a file (not shown, since its name comes from the environment)" : shownFile(file);
  if (isOfSystem || (boundary && !boundary.has(path))) {
    stated.findings.push(
      createFinding("file-outside-project", {
        message: `${name} names ${shown}, which is outside of the project folder and was not read`,
        origin: origin(name),
        help: isOfSystem
          ? "Name a file that has the value in it."
          : `Set ${name} in the environment, not in ${document?.name ?? "a file"}, or allow the folder with --root.`,
      }),
    );
    return undefined;
  }
  try {
    const content = textOf(files.read(path, MOUNTED_LIMIT));
    return { text: content.replace(/\r?\n$/, ""), name, origin: origin(name, true) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    stated.findings.push(
      createFinding("unreadable-secret-file", {
        message: `${name} names ${shown}, which cannot be read: ${reason}`,
        origin: origin(name),
        help: "Mount the file, or correct its path.",
      }),
    );
    return undefined;
  }
}

// what is no path is the secret itself, put into the wrong variable
function shownFile(file: string): string {
  const isPath = /^(?:\.{0,2}[/\\]|[A-Za-z]:[/\\])/.test(file) && !file.includes("://") && file.length < 1_000;
  return isPath ? `the file ${JSON.stringify(file)}` : "a file (not shown, since it may be the secret itself)";
}

/** The setting that a variable gives, or undefined: `POOL_MAX`, `POOL_MAX_CONNECTIONS`, `CONNECTION_SSL_MODE`, `PGHOST`. */
export function settingOf(variable: string): Path | undefined {
  if (variable === "DATABASE_URL") return "connection.url";
  if (variable.startsWith("PG")) return libpqNames().get(variable);
  if (variable !== variable.toUpperCase()) return undefined;
  return inGroup(model, variable.toLowerCase(), "");
}

/** Whether a variable gives a setting, or names the file that does. */
export function isRead(variable: string): boolean {
  return settingOf(variable) !== undefined || settingOf(variable.replace(/_FILE$/, "")) !== undefined;
}

// group by group, so that only the tables of groups that are spoken of are made
function inGroup(group: Group, words: string, prefix: string): Path | undefined {
  for (const [name, member] of Object.entries(group)) {
    if (isField(member)) continue;
    const start = `${cases(name)[1] ?? name}_`;
    if (!words.startsWith(start)) continue;
    const rest = words.slice(start.length);
    const key = spellings(member as Group).get(rest);
    const path = `${prefix}${name}.${key?.name}` as Path;
    return FIELDS.has(path) ? path : inGroup(member as Group, rest, `${prefix}${name}.`);
  }
  return undefined;
}

let libpq: Map<string, Path> | undefined;

function libpqNames(): Map<string, Path> {
  libpq ??= new Map([...FIELDS].flatMap(([path, { facts }]) => (facts.env ? [[facts.env, path] as const] : [])));
  return libpq;
}

// other programs share the environment, so only a name that is nearly one of ours is reported
function misspelt(variables: Variables, source: SourceKind, document: Document | undefined, stated: Stated): void {
  const candidates = Object.keys(variables).filter((name) => OURS.test(name) && !isRead(name));
  for (const name of candidates.slice(0, MOST_COMPARED)) {
    const help = adviceOn(name, variables);
    if (help === undefined) continue;
    const origin = new Origin(source, { name, ...(document && { document, pointer: [name] }) });
    stated.findings.push(
      createFinding("unknown-variable", { message: `${name} is not read by poolcfg`, origin, help }),
    );
  }
}

/** Names that are compared with ours: an environment has few of them, and a hostile file must not take long. */
const MOST_COMPARED = 200;

/** How names begin that may be misspelt ones of ours. */
const OURS = new RegExp(
  `^(?:PG[A-Z]|POOLCFG_|DAT|${Object.keys(model)
    .map((group) => `${envName(group)}_`)
    .join("|")})`,
);

function adviceOn(variable: string, variables: Variables): string | undefined {
  const [, name = variable, file = ""] = /^(.+?)(_FILE)?$/.exec(variable) ?? [];
  const meant = meantBy(name, variables);
  if (meant !== undefined) return `Did you mean ${meant}${file}?`;
  // no other program is likely to have this prefix
  const ofPool = name.startsWith("POOL_") ? named("pool") : [];
  return didYouMean(name, ofPool) && `It is none of ${ofPool.join(", ")}.`;
}

function meantBy(name: string, variables: Variables): string | undefined {
  if (name.startsWith("POOLCFG_")) return slip(name, ["POOLCFG_PROFILE"]);
  // who sets both reads the other one
  if (name.startsWith("DAT")) return variables.DATABASE_URL === undefined ? slip(name, ["DATABASE_URL"]) : undefined;
  if (!name.startsWith("PG")) return slip(name, named(name.slice(0, name.indexOf("_")).toLowerCase()));
  const isLibpq = [...LIBPQ.values()].some(({ env }) => env === name);
  return isLibpq ? undefined : slip(name, [...libpqNames().keys()]);
}

function named(group: string): string[] {
  return [...FIELDS.keys()].filter((path) => path.startsWith(`${group}.`)).map(envName);
}

function slip(name: string, known: readonly string[]): string | undefined {
  return name !== known[0] && isTypo(name, known) ? didYouMean(name, known) : undefined;
}

// what the environment says, the process's own or a .env file's
import { readFileSync, statSync } from "node:fs";
import type { Document } from "../document.ts";
import { Origin, type SourceKind } from "../origin.ts";
import { raise } from "../rules/_raise.ts";
import { FIELDS, model, type Path } from "../schema/model.ts";
import { nothingStated, type Stated } from "./entry.ts";
import { cases, didYouMean, envName, type Group, spellings } from "./keys.ts";
import { fromText } from "./value.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** What a set of variables states. `libpq` holds the `PG*` ones, which only fill what a connection string leaves open. */
export interface Environment {
  readonly stated: Stated;
  readonly libpq: Stated;
}

/** Largest file that a `…_FILE` variable may name. */
const MOUNTED_LIMIT = 1024 * 1024;

/** Reads variables into entries. `document` is the `.env` file they stand in, if they do. */
export function readEnvironment(variables: Variables, source: SourceKind, document?: Document): Environment {
  const stated = nothingStated();
  const libpq = nothingStated();
  for (const [variable, path] of names()) {
    const found = lookUp(variables, variable, source, document, stated);
    if (!found) continue;
    const into = variable.startsWith("PG") ? libpq : stated;
    const field = FIELDS.get(path)!;
    if (found.text.trim() === "") {
      stated.findings.push(
        raise("empty-value", {
          message: `${found.name} is set and empty, so it is passed over`,
          path,
          origin: found.origin,
          help: "Give it a value, or do not set it.",
        }),
      );
    } else into.entries.push({ path, raw: fromText(field, found.text), origin: found.origin });
  }
  misspelt(variables, source, document, stated);
  return { stated, libpq };
}

function lookUp(
  variables: Variables,
  variable: string,
  source: SourceKind,
  document: Document | undefined,
  stated: Stated,
) {
  const origin = (name: string) => new Origin(source, { name, ...(document && { document, pointer: [name] }) });
  const text = variables[variable];
  if (text !== undefined) return { text, name: variable, origin: origin(variable) };
  const name = `${variable}_FILE`;
  const file = variables[name];
  if (file === undefined || file === "") return undefined;
  try {
    const { size } = statSync(file);
    if (size > MOUNTED_LIMIT) throw new Error(`it holds ${size} bytes; the limit is ${MOUNTED_LIMIT}`);
    return { text: readFileSync(file, "utf8").replace(/\r?\n$/, ""), name, origin: origin(name) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    stated.findings.push(
      raise("unreadable-secret-file", {
        message: `${name} names the file ${JSON.stringify(file)}, which cannot be read: ${reason}`,
        origin: origin(name),
        help: "Mount the file, or correct its path.",
      }),
    );
    return undefined;
  }
}

let known: Map<string, Path> | undefined;

/** Every variable that is read, and the setting it gives. */
export function names(): ReadonlyMap<string, Path> {
  if (known) return known;
  known = new Map([["DATABASE_URL", "connection.url"]]);
  for (const [path, field] of FIELDS) {
    known.set(envName(path), path);
    if (field.facts.env) known.set(field.facts.env, path);
  }
  for (const [name, group] of Object.entries(model)) {
    for (const [spelling, key] of spellings(group as Group)) {
      const path = `${name}.${key.name}` as Path;
      if (FIELDS.has(path) && cases(spelling)[1] === spelling) known.set(`${name}_${spelling}`.toUpperCase(), path);
    }
  }
  return known;
}

// other programs share the environment, so only names that begin like ours and nearly are ours are spoken of
function misspelt(variables: Variables, source: SourceKind, document: Document | undefined, stated: Stated): void {
  for (const name of Object.keys(variables)) {
    if (!name.startsWith("POOL_") || names().has(name) || names().has(name.replace(/_FILE$/, ""))) continue;
    const meant = didYouMean(
      name,
      [...names().keys()].filter((word) => word.startsWith("POOL_")),
    );
    if (!meant) continue;
    const origin = new Origin(source, { name, ...(document && { document, pointer: [name] }) });
    stated.findings.push(
      raise("unknown-variable", { message: `${name} is not read by poolcfg`, origin, help: `Did you mean ${meant}?` }),
    );
  }
}

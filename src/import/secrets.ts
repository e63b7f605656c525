// settings without their secrets, as they may be committed

import { scanDsn } from "../dsn/parse.ts";
import { isReference, withoutSecrets } from "../dsn/strip.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { envName } from "../model/spellings.ts";
import type { Line } from "../model/to-toml.ts";
import { isSecretParam, maskDsn } from "../text/redact.ts";

/** A secret that is left out of a setting, or of which the setting consists. */
export interface Omission {
  readonly path: Path;
  /** `the password`, `the private key`. */
  readonly what: string;
  /** What to do, in words: `set PGPASSWORD in the environment`. */
  readonly instead: string;
  /** Whether nothing is left of the setting. */
  readonly whole: boolean;
}

/**
 * Takes the secrets out of settings.
 *
 * @param mounted paths of the values that were read from mounted files.
 */
export function withoutSecretValues(
  lines: readonly Line[],
  mounted: readonly Path[],
): { kept: Line[]; omitted: Omission[] } {
  const kept: Line[] = [];
  const omitted: Omission[] = [];
  for (const line of lines) {
    const left = mounted.includes(line.path) ? undefined : withoutSecret(line.path, line.value);
    if (left === undefined)
      omitted.push({ ...(WORDS[line.path as "connection.url"] ?? other(line.path)), path: line.path, whole: true });
    else kept.push(left === line.value ? line : { ...line, value: left });
    if (left !== undefined && left !== line.value)
      omitted.push({ ...partOf(line, left), path: line.path, whole: false });
  }
  return { kept, omitted };
}

/** What is left of a value; undefined for nothing. */
function withoutSecret(path: Path, value: unknown): unknown {
  if (Array.isArray(value)) {
    const left = value.map((one) => withoutSecret("connection.url", one));
    if (left.includes(undefined)) return undefined;
    return left.some((one, at) => one !== value[at]) ? left : value;
  }
  if (typeof value !== "string" || value === "") return value;
  if (path === "connection.url") return withoutSecrets(value);
  if (FIELDS.get(path)?.kind === "secret") return isReference(value) ? value : undefined;
  // a connection string in the wrong place, and a key in the place of the file with it
  return maskDsn(value) !== value || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value) ? undefined : value;
}

type Words = Pick<Omission, "what" | "instead">;

const WORDS: Partial<Record<Path, Words>> = {
  "connection.url": { what: "the connection string", instead: "set DATABASE_URL in the environment" },
  "connection.password": { what: "the password", instead: "set PGPASSWORD in the environment" },
  "connection.replicas": { what: "the connection strings", instead: "set CONNECTION_REPLICAS in the environment" },
  "connection.ssl.key": { what: "the private key", instead: "put it into a file, and name that in PGSSLKEY" },
};

function other(path: Path): Words {
  return { what: "a secret value", instead: `set ${envName(path)} in the environment` };
}

function partOf({ path, value }: Line, left: unknown): Words {
  if (path !== "connection.url") return { ...WORDS[path]!, what: "the passwords" };
  const params = (text: unknown) => Object.keys(scanDsn(String(text)).dsn.params).filter(isSecretParam);
  // only a connection string can have these
  const all = params(value).length > params(left).length;
  return all
    ? { what: "the secrets in it", instead: "set DATABASE_URL in the environment" }
    : { what: "the password", instead: "set PGPASSWORD in the environment" };
}

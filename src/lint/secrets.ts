// secrets that are written into files

import type { Origin } from "../diagnostics/origin.ts";
import { scanDsn } from "../dsn/parse.ts";
import { isReference } from "../dsn/strip.ts";
import type { Path } from "../model/model.ts";
import { isSecretParam } from "../text/redact.ts";
import type { Context } from "./define.ts";

/** One secret in plain text in a file. */
export interface WrittenSecret {
  readonly path: Path;
  readonly origin: Origin;
  /** Absolute path of the file. */
  readonly file: string;
  /** `a password`, `a private key`. */
  readonly what: string;
  /** What to do instead. */
  readonly instead: string;
}

/** The settings that may have a secret in them, and what takes its place. */
const SECRETS = {
  "connection.url": "Set DATABASE_URL in the environment instead",
  "connection.password": "Set PGPASSWORD in the environment instead",
  "connection.replicas": "Set CONNECTION_REPLICAS in the environment instead",
  "connection.ssl.key": "Name a file with the key instead",
} as const;

/** Paths of the settings that may have a secret in them. */
export const SECRET_PATHS = Object.keys(SECRETS) as (keyof typeof SECRETS)[];

/** Every secret that a file of this project has in plain text, in profiles that are not selected, too. */
export function writtenSecrets({ stated, unselected }: Pick<Context, "stated" | "unselected">): WrittenSecret[] {
  return SECRET_PATHS.flatMap((path) =>
    [...stated(path), ...unselected(path)].flatMap(({ raw, origin }) => {
      const file = origin.document?.path;
      const what = secretIn(path, raw);
      // a parameter is reported with its connection string, and a mounted file is not the one that names it
      if (file === undefined || what === undefined || origin.source === "dsn" || isMounted(origin)) return [];
      return { path, origin, file, what, instead: SECRETS[path] };
    }),
  );
}

function isMounted({ hidden, name }: Origin): boolean {
  return hidden && name?.endsWith("_FILE") === true;
}

function secretIn(path: Path, raw: unknown): string | undefined {
  if (Array.isArray(raw)) return raw.map((one) => secretIn("connection.url", one)).find((one) => one !== undefined);
  if (typeof raw !== "string") return undefined;
  if (path === "connection.ssl.key") return raw.includes("PRIVATE KEY-----") ? "a private key" : undefined;
  if (path === "connection.password") return isLiteral(raw) ? "a password" : undefined;
  const { password, params } = scanDsn(raw).dsn;
  const others = Object.keys(params).filter(isSecretParam);
  return [password, ...others.map((name) => params[name])].some(isLiteral) ? "a password" : undefined;
}

function isLiteral(text: string | undefined): boolean {
  return text !== undefined && text !== "" && !isReference(text);
}

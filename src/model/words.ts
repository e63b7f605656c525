// values of settings in the words of a message

import { MASK, Secret } from "../text/secret.ts";
import { formatDuration } from "./duration.ts";
import { FIELDS, type Path } from "./model.ts";
import { isTargetPath, isTime } from "./paths.ts";

/** The settings whose value is a length of time. */
export const TIMES: readonly Path[] = [...FIELDS].filter(([, { kind }]) => isTime(kind)).map(([path]) => path);

/** The settings of the pool. */
export const POOL: readonly Path[] = [...FIELDS.keys()].filter((path) => path.startsWith("pool."));

/** The settings of the pool and its sessions: who states one of them has a pool in mind. */
export const POOL_AND_SESSION: readonly Path[] = [...FIELDS.keys()].filter((path) => /^(?:pool|session)\./.test(path));

/** The settings that a target has or has not; the rest are about the server, or have a place of their own. */
export const RENDERED = [...FIELDS.keys()].filter(isTargetPath);

/** A value as it would stand in a file; a secret is masked. */
export function formatValue(path: Path, value: unknown): string {
  if (value === null) return "off";
  if (value === undefined) return "not set";
  if (value instanceof Secret) return MASK;
  if (typeof value === "number" && TIMES.includes(path)) return formatDuration(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "string" && value.length > 60 ? `${value.slice(0, 60)}…` : String(value);
}

/** Whether no connection to the host leaves the machine. */
export function isLocal(host: string): boolean {
  return host === "" || /^(?:localhost|127\.[\d.]+|\[?::1\]?|[/@].*)$/is.test(host);
}

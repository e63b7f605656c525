// values as they are shown: durations in words, off, secrets masked

import type { Origin } from "../diagnostics/origin.ts";
import { formatDuration } from "../model/duration.ts";
import type { Field } from "../model/field.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { followed, isTime } from "../model/paths.ts";
import { maskText } from "../text/mask.ts";
import { maskDsn } from "../text/redact.ts";
import { MASK, Secret } from "../text/secret.ts";

/** The value of a field in words: `30s`, `off`, `***`; `–` where there is none. */
export function shownValue(field: Field, value: unknown): string {
  if (value === undefined) return "–";
  if (value === null) return "off";
  if (typeof value === "number" && isTime(field.kind)) return formatDuration(value);
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((item) => shownValue(field, item)).join(", ");
  // a private key, or a connection string where a host belongs
  return value instanceof Secret ? masked(field, value) : maskText(String(value));
}

/**
 * The config as plain data: milliseconds, off as null, secrets masked; a connection string keeps all but its password.
 *
 * @param origins where each value comes from: what a `_FILE` variable brings is a secret, whatever it sets.
 */
export function plainConfig(config: object, origins: Readonly<Record<string, Origin>>): Record<string, unknown> {
  return plain(config, "", (path) => isHidden(origins, path)) as Record<string, unknown>;
}

/** Whether a value is a secret because of where it comes from, or follows one that is. */
export function isHidden(origins: Readonly<Record<string, Origin>>, path: string): boolean {
  const origin = origins[path];
  if (origin?.source !== "default") return origin?.hidden === true;
  const [, pool = "", own] = /^(pools\.[^.]*\.)?(.*)$/.exec(path)!;
  const field = FIELDS.get(own as Path);
  const other = field && followed(field);
  return other !== undefined && isHidden(origins, `${pool}${other}`);
}

/** Values as a file holds them, by path, with their secrets masked. */
export function maskedValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const mask = (field: Field | undefined, value: unknown) =>
    typeof value === "string" ? masked(field, new Secret(value)) : MASK;
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => {
      const field = FIELDS.get(path as Path);
      if (field?.kind !== "secret" && field?.kind !== "list") return [path, value];
      return [path, Array.isArray(value) ? value.map((item) => mask(field, item)) : mask(field, value)];
    }),
  );
}

/** The default of a field in words. */
export function shownDefault(field: Field): string {
  const other = followed(field);
  if (other !== undefined) return `the value of ${other}`;
  return field.default === undefined ? "none" : shownValue(field, field.default);
}

function plain(value: unknown, path: string, hidden: (path: string) => boolean): unknown {
  if (hidden(path)) return MASK;
  // a named pool's settings are those of the main one, below its name
  if (value instanceof Secret) return masked(FIELDS.get(path.replace(/^pools\.[^.]*\./, "") as Path), value);
  if (Array.isArray(value)) return value.map((item) => plain(item, path, hidden));
  if (typeof value === "string") return maskText(value);
  if (typeof value !== "object" || value === null) return value;
  const join = (key: string) => (path === "" ? key : `${path}.${key}`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member, join(key), hidden)]));
}

const DSN_FIELDS = new Set([FIELDS.get("connection.url"), FIELDS.get("connection.replicas")]);

/** Only what reads as a connection string is shown in part. */
function masked(field: Field | undefined, secret: Secret): string {
  const text = secret.reveal();
  const isDsn = DSN_FIELDS.has(field) && /^[a-z][a-z0-9+.:-]{0,40}:\/\/[^\s]*$/i.test(text);
  return isDsn ? maskDsn(text) : MASK;
}

// reads a service of pg_service.conf, as libpq 18 does
import { LIBPQ } from "./_libpq.ts";

/** One setting of a service. */
export interface ServiceSetting {
  readonly name: string;
  readonly value: string;
  /** Where the line begins in the file, and where it ends, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** What a file says about a service: its settings, undefined if the service is not there, or why it cannot be read. */
export type ServiceResult = { readonly settings: readonly ServiceSetting[] | undefined } | { readonly error: string };

/**
 * Finds a service in the text of a service file. The first section of that name counts, and in it the first line of each
 * keyword. Errors name lines, never their text, because the file may be any file.
 * - Source: https://www.postgresql.org/docs/18/libpq-pgservice.html, version 18, 2026-11-29.
 */
export function readService(text: string, service: string): ServiceResult {
  const settings = new Map<string, ServiceSetting>();
  let inside = false;
  let number = 0;
  let start = 0;
  for (const whole of text.split("\n")) {
    number += 1;
    const at = start;
    start += whole.length + 1;
    const line = trimEnd(whole).replace(/^[ \t]+/, "");
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("[")) {
      if (inside) break;
      // as libpq: what follows the bracket does not matter
      inside = line.startsWith(`[${service}]`);
      continue;
    }
    if (!inside) continue;
    const equals = line.indexOf("=");
    if (equals < 0) return { error: `line ${number} has no "="` };
    const name = line.slice(0, equals);
    if (name === "service" || name === "servicefile")
      return { error: `line ${number} names another service, which is not supported there` };
    if (!LIBPQ.has(name)) return { error: `line ${number} has a keyword that libpq does not know` };
    const value = line.slice(equals + 1);
    if (!settings.has(name)) settings.set(name, { name, value, start: at, end: at + whole.length });
  }
  return { settings: inside || settings.size > 0 ? [...settings.values()] : undefined };
}

// no pattern: one for the end of a line takes quadratic time
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && /[ \t\v\f\r]/.test(line[end - 1]!)) end--;
  return line.slice(0, end);
}

// reads the password of a connection from a password file, as libpq does
import { statSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join } from "node:path";
import { readPlainFile } from "../files/bytes.ts";

/** What a line of a password file is compared with. */
export interface PasswordKey {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** A password file as it was found. */
export interface PasswordFile {
  passwordFor(key: PasswordKey): string | undefined;
  /** Why the file does not count, although it is there; undefined if it counts, or is not there. */
  readonly ignored?: string;
}

const LIMIT = 1024 * 1024;

/**
 * Opens a password file. As with libpq, a file that is not there says nothing, and one that others may read is ignored.
 * - Source: https://www.postgresql.org/docs/18/libpq-pgpass.html, version 18, 2026-11-29.
 */
export function openPasswordFile(path: string): PasswordFile {
  const none = (ignored?: string): PasswordFile => ({
    passwordFor: () => undefined,
    ...(ignored !== undefined && { ignored: `The password file ${path} is ignored: ${ignored}` }),
  });
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return none("it is not a plain file.");
    if (platform() !== "win32" && (stats.mode & 0o077) !== 0)
      return none("group or others have access to it; run chmod 0600 on it.");
    const lines = Buffer.from(readPlainFile(path, LIMIT)).toString("utf8").split("\n");
    return { passwordFor: (key) => passwordIn(lines, key) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? none() : none(`it cannot be read (${code ?? message}).`);
  }
}

/** The file that libpq reads if none is named. */
export function defaultPasswordFile(variables: Readonly<Record<string, string | undefined>>): string {
  if (platform() === "win32" && variables.APPDATA) return join(variables.APPDATA, "postgresql", "pgpass.conf");
  return join(variables.HOME || homedir(), ".pgpass");
}

function passwordIn(lines: readonly string[], { host, port, database, user }: PasswordKey): string | undefined {
  for (const whole of lines) {
    const line = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    if (line === "" || line.startsWith("#")) continue;
    const [fields, at] = fieldsOf(line, 4);
    const wanted = [host, String(port), database, user];
    if (fields.length !== 4 || !fields.every(({ text, any }, index) => any || text === wanted[index])) continue;
    return fieldsOf(line.slice(at), 1)[0][0]?.text ?? unescaped(line.slice(at));
  }
  return undefined;
}

interface Field {
  readonly text: string;
  /** Whether it is an asterisk, which stands for anything; one that is escaped is not. */
  readonly any: boolean;
}

/** The first fields of a line, each up to a colon that is not escaped, and where the rest begins. */
function fieldsOf(line: string, count: number): [fields: Field[], rest: number] {
  const fields: Field[] = [];
  let start = 0;
  for (let at = 0; at < line.length && fields.length < count; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === ":") {
      const raw = line.slice(start, at);
      fields.push({ text: unescaped(raw), any: raw === "*" });
      start = at + 1;
    }
  }
  return [fields, start];
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}

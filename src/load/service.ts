// finds the service that a connection names, in the files that libpq looks at

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document } from "../diagnostics/document.ts";
import { rangeAt } from "../diagnostics/document.ts";
import { Origin } from "../diagnostics/origin.ts";
import { readService, type ServiceSetting } from "../dsn/service.ts";
import type { Boundary } from "../files/boundary.ts";
import { type Files, textOf } from "../files/file-system.ts";
import { reasonOf } from "../formats/read.ts";
import { readDsn } from "./dsn.ts";
import { nothingStated, type Stated } from "./entry.ts";

/** A value of libpq's, with the place that it comes from. */
export interface LibpqValue {
  readonly value: string;
  readonly origin: Origin;
  /** Limits the files that it may name; without it, any may be. */
  readonly boundary?: Boundary | undefined;
}

/** Where services are looked for. */
export interface ServiceFiles {
  readonly files: Files;
  readonly cwd: string;
  /** The file that is named: `servicefile`, or PGSERVICEFILE. */
  readonly file?: LibpqValue | undefined;
  readonly home?: string | undefined;
  /** PGSYSCONFDIR. */
  readonly systemFolder?: string | undefined;
}

/** What a service states, and every parameter of it, the ones without a setting of their own included. */
export interface Service {
  readonly stated: Stated;
  readonly parameters: ReadonlyMap<string, LibpqValue>;
}

/** Largest service file that is read. */
const LIMIT = 1024 * 1024;

/** The folder that libpq is built with is not known from outside; these are those of the usual packages. */
const SYSTEM_FOLDERS = [
  "/etc/postgresql-common",
  "/etc/sysconfig/pgsql",
  "/usr/local/pgsql/etc",
  "/usr/local/etc/postgresql",
  "/opt/homebrew/etc/postgresql",
];

/**
 * Resolves a service: from the file that is named, else from `~/.pg_service.conf`, and then from that of the system.
 *
 * @returns what it states; a finding if it is nowhere, or cannot be read, so that no default takes its place.
 */
export function serviceNamed(name: LibpqValue, around: ServiceFiles): Service {
  const { files, file } = around;
  const looked: string[] = [];
  const own =
    file === undefined
      ? files.resolve(around.home ?? files.home(), ".pg_service.conf")
      : files.resolve(around.cwd, file.value);
  if (file?.boundary && !file.boundary.has(own)) return outside(file);
  const folders = around.systemFolder === undefined ? SYSTEM_FOLDERS : [around.systemFolder];
  const places = [own, ...folders.map((folder) => files.resolve(folder, "pg_service.conf"))];
  for (const [at, path] of places.entries()) {
    const named = at === 0 && file !== undefined;
    let text: string;
    try {
      if (files.isOfSystem(path)) throw new Error("it is no file of settings");
      text = textOf(files.read(path, LIMIT));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // only a file that is named must be there
      if (!named && (code === "ENOENT" || code === "ENOTDIR")) continue;
      return unresolved(name, `the service file ${path} cannot be read: ${reasonOf(error)}`);
    }
    looked.push(path);
    const read = readService(text, name.value);
    if ("error" in read) return unresolved(name, `in ${path}, ${read.error}`);
    if (read.settings) return stated(path, text, name.value, read.settings);
  }
  const where = looked.length > 0 ? `it is not in ${looked.join(" or ")}` : `there is no service file (${own})`;
  return unresolved(name, where);
}

function stated(path: string, text: string, service: string, settings: readonly ServiceSetting[]): Service {
  const document: Document = { name: path, text, data: {}, problems: [], locate: () => undefined };
  const origins = new Map(
    settings.map(({ name, start, end }) => [
      name,
      new Origin("file", { document, name: `service ${service}`, range: rangeAt(text, start, end) }),
    ]),
  );
  const [first] = settings;
  const whole = new Origin("file", {
    document,
    name: `service ${service}`,
    range: rangeAt(text, first?.start ?? 0, settings.at(-1)?.end ?? 0),
  });
  const read = readDsn(conninfo(settings), whole, { driver: "libpq" });
  const entries = read.entries.map((entry) => ({ ...entry, origin: origins.get(keywordOf(entry)) ?? whole }));
  const parameters = new Map(settings.map(({ name, value }) => [name, { value, origin: origins.get(name)! }]));
  return { stated: { ...read, entries }, parameters };
}

/** Parameters as a connection string of keywords and values. */
export function conninfo(settings: readonly { readonly name: string; readonly value: string }[]): string {
  return settings.map(({ name, value }) => `${name}='${value.replace(/[\\']/g, "\\$&")}'`).join(" ");
}

// the parts have names of their own in a connection string, and settings that of their parameter
function keywordOf({ path, origin }: Stated["entries"][number]): string {
  const parts: Readonly<Record<string, string>> = {
    "connection.host": "host",
    "connection.port": "port",
    "connection.user": "user",
    "connection.password": "password",
    "connection.database": "dbname",
  };
  return parts[path] ?? origin.name?.split("?").at(-1) ?? "";
}

function outside({ value, origin }: LibpqValue): Service {
  const findings = [
    createFinding("file-outside-project", {
      message: `${origin.name ?? "servicefile"} names the file ${JSON.stringify(value)} outside of the project folder, so it was not read`,
      origin,
      help: "Allow the folder of that file with --root FOLDER.",
    }),
  ];
  return { stated: { ...nothingStated(), findings }, parameters: new Map() };
}

function unresolved({ value, origin }: LibpqValue, why: string): Service {
  const shown = !origin.hidden && /^[\w .-]{1,63}$/.test(value) ? `"${value}"` : "that is named";
  const findings = [
    createFinding("unresolved-service", {
      message: `The service ${shown} is not resolved: ${why}`,
      origin,
      missing: `the service ${shown}`,
      help: "Name the file with servicefile or PGSERVICEFILE, add the service to it, or write the parameters themselves.",
    }),
  ];
  return { stated: { ...nothingStated(), findings }, parameters: new Map() };
}

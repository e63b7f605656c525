// everything that reads a text from outside, by name

import { hideSecrets } from "../../src/cli/_hide.ts";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { findDsns, findKeywords } from "../../src/dsn/find.ts";
import { mendDsn } from "../../src/dsn/repair.ts";
import { addText, noSources } from "../../src/fleet/input.ts";
import { readDotenv } from "../../src/formats/read.ts";
import { importConfig } from "../../src/import/index.ts";
import { symptomsIn } from "../../src/known-errors/_recognise.ts";
import { programReader } from "../../src/languages/_reader.ts";
import { languages } from "../../src/languages/registry.gen.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { syntaxes } from "../../src/render/syntaxes/registry.gen.ts";
import { begins, runsAlone } from "../../src/runtime/statement.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { maskText } from "../../src/text/mask.ts";
import { maskDsn, maskLogins } from "../../src/text/redact.ts";

/** Reads a text; the result shows what was made of it. */
export type Read = (text: string) => unknown;

const named = <T>(items: readonly T[], entry: (item: T) => readonly [string, Read] | undefined) =>
  Object.fromEntries(items.map(entry).filter((pair) => pair !== undefined));

const DIALECTS = ["prisma", "node-postgres", "pgjdbc", "pgxpool", "postgres-js", "npgsql"];

/** Names of files that `import` and `fleet` know a reader by. */
const FILES = [
  "knexfile.json",
  "database.yml",
  "alembic.ini",
  "pgbouncer.ini",
  "odyssey.conf",
  "schema.prisma",
  ".env",
];
const MANIFESTS = ["all.yaml", "plan.json", "Procfile", "docker-compose.yml", "fleet.toml", "noname"];

export const READERS: Readonly<Record<string, Read>> = {
  ...named(["toml", "yaml", "json"], (format) => [
    `source ${format}`,
    (content) =>
      inspectPoolConfig({ text: { name: `x.${format}`, content, format }, env: {}, dotenv: false, cwd: "/" }),
  ]),
  "source .env": (text) => readDotenv(text, ".env"),
  "environment variables": (value) =>
    inspectPoolConfig({
      env: { DATABASE_URL: value, POOL_MAX: value, POOL_IDLE_TIMEOUT: value },
      dotenv: false,
      cwd: "/",
    }),
  "connection string": (dsn) => parseDsn(dsn),
  ...named(DIALECTS, (dialect) => [`connection string of ${dialect}`, (dsn) => parseDsn(dsn, { dialect })]),
  "connection string, mended": (dsn) => mendDsn(dsn),
  "connection strings in a text": (text) => [findDsns(text), findKeywords(text)],
  "mask connection strings": (text) => maskDsn(text),
  "mask logins": (text) => maskLogins(text),
  "mask a text": (text) => maskText(text),
  "hide the secrets of a program": (source) => hideSecrets(source, { source, env: {} }),
  "error message": (text) => symptomsIn(text),
  statement: (sql) => [begins(sql), runsAlone(sql)],
  ...named(
    syntaxes,
    ({ id, reader, looksLike }) =>
      reader && [`syntax ${id}`, (text) => [looksLike?.(text), reader.read(text, { name: "x" })]],
  ),
  ...named(languages, (language) => {
    const reader = programReader(language);
    return reader && [`program ${language.id}`, (text) => reader.read(text, { name: "x" })];
  }),
  "import auto": (text) => importConfig(text, { from: "auto" }),
  ...named(FILES, (name) => [`import ${name}`, (text) => importConfig(text, { from: "auto", name })]),
  ...named(targets, ({ id }) => [`import --from ${id}`, (text) => importConfig(text, { from: id })]),
  ...named(MANIFESTS, (name) => [
    `manifest ${name}`,
    (text) => {
      const sources = noSources();
      addText(sources, text, name, "/");
      return sources;
    },
  ]),
};

/** Reads a text and returns the error that is to be expected of hostile text; any other is thrown. */
export function readHostile(reader: string, text: string): unknown {
  try {
    return READERS[reader]!(text);
  } catch (error) {
    if (!isPoolcfgError(error)) throw error;
    return error;
  }
}

// what is imported: tables, variables or any text, and what is known of it besides

import { isTable } from "../codecs/literal.ts";
import type { Document, Pointer } from "../diagnostics/document.ts";
import { rangeAt } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { findDsns } from "../dsn/find.ts";
import type { Files } from "../files/file-system.ts";
import { readDocumentText } from "../formats/read.ts";
import type { Language } from "../languages/_define.ts";
import { isRead, languageOf } from "../languages/_find.ts";
import { onlyOwn } from "../languages/_own.ts";
import { readDsn } from "../load/dsn.ts";
import { withoutComments } from "../mapping/around-url.ts";
import { readUrl } from "../mapping/decode-url.ts";
import type { Target } from "../mapping/define.ts";
import { isTabular } from "../mapping/layout.ts";
import { findTarget } from "../render/find-target.ts";
import { targets } from "../targets/registry.gen.ts";
import { readAs } from "./connection-string.ts";
import { type Hints, recogniseUrl } from "./detect.ts";
import { partsOf, withProfiles } from "./documents.ts";
import { claimsOf } from "./files.ts";
import type { ImportOptions } from "./import.ts";
import { merged, nothing, type Outcome, plainUrl, raiseUrl } from "./outcome.ts";
import { type ForeignReader, isLikeJson, programByForm, readerByForm, readerByLook, readerByName } from "./readers.ts";

/** Something to import. */
export interface Input {
  /** `tables` of options, `variables` as a `.env` file has them, or a `text` that may hold a connection string. */
  readonly kind: "tables" | "variables" | "text";
  readonly name: string;
  readonly data: unknown;
  /** The language, where the data are names that a program in it gives values to. */
  readonly program?: string;
  /** Whether the text of that program was searched, since there is no grammar for it. */
  readonly scanned?: boolean;
  /** The text of that program with blanks in place of what belongs to other libraries. */
  readonly own?: string;
  /** What is known of it from the call of a program that it is an argument of. */
  readonly known?: {
    readonly target: Target;
    readonly recognised?: string;
    /** The connection string beside the options, if there is no key for it. */
    readonly url?: string;
    /** Why nothing is read. */
    readonly finding?: Finding;
  };
  /** Where it stands in a text with positions. */
  readonly document?: Document;
  /** The way to the table that is to be read; the whole unless said. */
  readonly pointer?: Pointer;
  readonly hints?: Hints;
  /** Comments for the config that comes of it. */
  readonly remarks?: readonly string[];
  /** The variable that holds the connection string, where it is not the usual one. */
  readonly variable?: string;
}

/** Reads input of one kind. */
export type Read = (
  input: Input,
  wanted: Target | undefined,
  options: ImportOptions,
  files: Files,
) => {
  readonly target?: Target | undefined;
  readonly recognised?: string | undefined;
  /** The environment that was read because `NODE_ENV` names it. */
  readonly environment?: string | undefined;
  readonly remarks?: readonly string[];
  readonly outcome: Outcome;
};

/** Finds out what an object or a text is. */
export function readInput(input: string | object, { from, name = "<input>", env }: ImportOptions): Input {
  const hints = { claims: claimsOf(name) };
  if (typeof input !== "string") return { kind: "tables", name, data: input, hints };
  const wanted = from === "auto" ? undefined : findTarget(from);
  const read = textReader(wanted?.keyCase?.template?.(input) ?? input, name, wanted);
  const language = wanted?.language;
  const run = language !== undefined && !isRead(languageOf(language));
  if (wanted && run && isTabular(wanted.connection) && readerByName(name) === undefined && isCode(input))
    throw new PoolcfgError("input", `${name} is a program, and no table of options. ${RUN_IT}`);
  if (read === undefined) return { kind: "text", name, data: input, hints };
  return foreignInput(input, read, { name, hints, env, wanted });
}

/** What is known of a text besides itself. */
interface Circumstances {
  readonly name: string;
  readonly path?: string;
  readonly hints: Hints;
  readonly env?: ImportOptions["env"];
  readonly wanted: Target | undefined;
}

/** Reads a text of another tool as input. */
export function foreignInput(
  text: string,
  { format, program, scanned = false }: ForeignReader,
  { name, path, hints, env, wanted }: Circumstances,
): Input {
  const claimed = (hints.claims ?? []).map(({ target }) => target);
  // several tools may have files of one name, and the same template engine
  const templates = new Set((wanted ? [wanted] : claimed).map(({ keyCase }) => keyCase?.template));
  const template = templates.size === 1 ? [...templates][0] : undefined;
  const options = { name, path, format, merges: true, ...(env && { env }) };
  const own = program === undefined ? text : ownText(text, languageOf(program), wanted);
  const profiles = (wanted ? [wanted] : claimed).find(({ keyCase }) => keyCase?.documents)?.keyCase?.documents;
  const parts = profiles && partsOf(text, profiles.separator);
  const read = (part: string) => readDocumentText(part, options);
  const document =
    parts && parts.length > 1 ? withProfiles(parts.map(read), profiles!.profile) : read(template?.(own) ?? own);
  const input = documentInput({ ...document, text }, typeof format === "string" ? format : format.id, hints);
  return program === undefined ? input : { ...input, program, scanned, own };
}

// of a program that is searched, what sets up the library; other libraries have settings of the same names
function ownText(text: string, { id, program, grammar }: Language, wanted: Target | undefined): string {
  if (program || !grammar) return text;
  const ours = (wanted ? [wanted] : targets.filter(({ language }) => language === id)).flatMap((target) =>
    target.program ? [target.program] : [],
  );
  const all = (key: "opens" | "parts" | "types" | "tables") => ours.flatMap((spec) => spec[key] ?? []);
  const names = { opens: all("opens"), parts: all("parts"), types: all("types"), tables: all("tables") };
  return ours.length === 0 ? text : onlyOwn(text, names, grammar);
}

/** A document as input. */
export function documentInput(document: Document, format: string, hints: Hints, pointer: Pointer = []): Input {
  const { name, data } = document;
  return { kind: format === "dotenv" ? "variables" : "tables", name, data, document, pointer, hints };
}

/** Reads a text that may hold a connection string. */
export const readText = ({ name, data, hints }: Input, wanted: Target | undefined): ReturnType<Read> => {
  const text = data as string;
  const [claim] = wanted ? [] : (hints?.claims ?? []).filter(({ target }) => !isTabular(target.connection));
  const target = wanted ?? claim?.target;
  if (!target) return unnamed(text, name, hints);
  const recognised = claim && "the name of the file";
  const { connection: layout } = target;
  if (layout.layout === "options") return { target, recognised, outcome: readWhole(target, text, name) };
  const read = layout.layout === "url" ? readUrl(target, layout, text) : undefined;
  if (!read?.found) throw nothing(target, name);
  const findings = raiseUrl(read, target, plainDocument(name, text));
  return { target, recognised, outcome: { settings: read.settings, findings } };
};

// a text that is one connection string, which a program gives the tool beside its options
function readWhole(target: Target, text: string, name: string): Outcome {
  const lead = text.length - text.trimStart().length;
  const url = text.trim();
  const range = rangeAt(text, lead, lead + url.length);
  const read = readAs(target, url, new Origin("dsn", { document: plainDocument(name, text), range }));
  if (!read) throw nothing(target, name);
  return read;
}

// a connection string of a tool that is not named
function unnamed(text: string, name: string, hints: Hints | undefined): ReturnType<Read> {
  const all = findDsns(withoutComments(text));
  const found = all.find(({ bare }) => !bare) ?? all[0];
  const lead = text.length - text.trimStart().length;
  const alone = /^[a-z_]{1,40}=\S[^\n]*$/i.test(text.trim()) ? [{ start: lead, end: text.trimEnd().length }] : [];
  const pieces = found ? (found.pieces ?? [found]) : alone;
  const url = pieces.map(({ start, end }) => text.slice(start, end)).join("&");
  if (url === "") {
    const help = "Give a table of options, lines of a .env file, or a connection URL; --from names the tool.";
    throw new PoolcfgError(
      "input",
      `There is nothing to import in ${name}: it has no settings that poolcfg knows. ${help}`,
    );
  }
  const known = recogniseUrl(url, hints);
  if (known) return { ...readText({ kind: "text", name, data: text }, known.target), ...known };
  const { start, end } = pieces[0]!;
  const origin = new Origin("dsn", { document: plainDocument(name, text), range: rangeAt(text, start, end) });
  const { entries, findings } = readDsn(found?.bare ? `postgresql://${url.replace(/^\??/, "?")}` : url, origin, {});
  if (!found?.bare) return { outcome: plainUrl(url, findings) };
  const read = merged([entries]);
  const settings = { values: read.values, faults: [], remarks: [] };
  return { outcome: { settings, findings: [...findings, ...read.findings] } };
}

function textReader(text: string, name: string, wanted: Target | undefined): ForeignReader | undefined {
  const named = readerByName(name);
  const ofVariables =
    named?.format === "dotenv" || (named === undefined && wanted?.connection.layout !== "url" && isVariables(text));
  if (ofVariables) return { format: "dotenv" };
  if (wanted?.connection.layout === "options" && isUrlAlone(text)) return undefined;
  // a connection string may stand in any text, a piece of code for one
  if (wanted && !isTabular(wanted.connection)) return programByForm(text, wanted);
  if (named !== undefined) return named;
  if (isLikeJson(text)) return { format: "json" };
  if (wanted) return readerByForm(text, wanted) ?? (wanted.connection.layout === "options" ? YAML : undefined);
  const likely = readerByLook(text);
  if (likely) return likely;
  if (/^\s*\?/.test(text) || findDsns(text).length > 0) return undefined;
  return isTable(readDocumentText(text, { name, format: "yaml" }).data) && text.includes(":") ? YAML : undefined;
}

function isUrlAlone(text: string): boolean {
  return /^[a-z][a-z0-9+.:-]{0,40}:\/\/\S*$/i.test(text.trim().slice(0, 70_000));
}

const YAML: ForeignReader = { format: "yaml" };

const RUN_IT = "Give its file with --exec, or print the settings as JSON and import that.";

const STATEMENTS: readonly RegExp[] = [
  /^import\b[^:]*["']/,
  /^export\s+(?:default|const)\b/,
  /^(?:const|let|var)\s+[\w${[]/,
  /^module\.exports\s*=/,
];

function isCode(text: string): boolean {
  return withoutComments(text)
    .split("\n")
    .some((line) => STATEMENTS.some((statement) => statement.test(line.trimStart())));
}

/** Whether a text is lines of a `.env` file, and at least one of them sets a variable. */
function isVariables(text: string): boolean {
  const lines = text.slice(0, 100_000).split("\n");
  const own = lines.filter((line) => !/^\s*(?:#|$)/.test(line));
  return own.length > 0 && own.every((line) => /^\s*(?:export\s+)?[A-Z_][A-Z0-9_]{0,80}=/.test(line));
}

function plainDocument(name: string, text: string): Document {
  return { name, text, data: text, problems: [], locate: () => undefined };
}

// how the text of another tool's settings is read: by its name, or by the tool that it is of

import { isTable, plain } from "../codecs/literal.ts";
import { basename } from "../files/file-system.ts";
import type { Reader } from "../formats/_define.ts";
import { formatOf } from "../formats/read.ts";
import { languageOf } from "../languages/_find.ts";
import { programReader } from "../languages/_reader.ts";
import { languages } from "../languages/registry.gen.ts";
import type { Target } from "../mapping/define.ts";
import { spelled } from "../mapping/key-case.ts";
import { syntaxes } from "../render/syntaxes/registry.gen.ts";
import { likeness } from "./unwrap.ts";

/** A reader, and what it makes of a text: a table, or the names that a program gives values to. */
export interface ForeignReader {
  /** The reader, or the id of one that a config of poolcfg is read with. */
  readonly format: string | Reader;
  /** The language of the program. */
  readonly program?: string;
  /** Whether its text is searched, since there is no grammar for it. */
  readonly scanned?: boolean;
}

/** The reader of files of that name; undefined where the name tells none, and for a program that is run. */
export function readerByName(name: string): ForeignReader | undefined {
  const own = formatOf(name);
  if (own !== undefined) return { format: own };
  const base = basename(name).toLowerCase();
  const known = (reader: Reader | undefined) => reader?.extensions.some((end) => base.endsWith(end));
  const syntax = syntaxes.find(({ reader }) => known(reader))?.reader;
  if (syntax) return { format: syntax };
  for (const language of languages) {
    const reader = programReader(language);
    if (reader && known(reader)) return { format: reader, program: language.id };
    const scanner = language.scannedExtensions && programReader(language, true);
    if (scanner && known(scanner)) return { format: scanner, program: language.id, scanned: true };
  }
  return undefined;
}

/** The reader of a text without a name, which is of that tool; undefined where it is none of its forms. */
export function readerByForm(text: string, target: Target): ForeignReader | undefined {
  if (isLikeJson(text) && target.forms.includes("json")) return { format: "json" };
  const own = syntaxes.filter(({ id, reader }) => reader && target.forms.includes(id));
  const likely = own.find(({ looksLike }) => looksLike?.(text));
  if (likely) return { format: likely.reader! };
  const likelyProgram = programByForm(text, target);
  if (likelyProgram) return likelyProgram;
  const language = target.language === undefined ? undefined : languageOf(target.language);
  const program = language && target.program && programReader(language);
  // a piece of a file may have nothing in it that shows the syntax
  const open =
    own.find(({ looksLike }) => looksLike === undefined) ??
    own.find(({ reader }) => !program || knows(target, reader!, text));
  if (open) return { format: open.reader! };
  return program && { format: program, program: language!.id };
}

// whether a text read so has settings of the tool in it
function knows(target: Target, reader: Reader, text: string): boolean {
  const { data, problems } = reader.read(text, { name: "" });
  if (problems.length > 0 || !isTable(data)) return false;
  return likeness(target, spelled(plain(data), target.keyCase).data).keys.length > 0;
}

/** Whether a text begins as JSON does; the name of a section may stand in brackets, too. */
export function isLikeJson(text: string): boolean {
  return /^\s*(?:\{|\[\s*(?:[[\]{"\d-]|(?:true|false|null)\b|$))/.test(text);
}

/** The reader of a text without a name, which is a program that uses that tool; undefined where it looks like none. */
export function programByForm(text: string, target: Target): ForeignReader | undefined {
  if (target.language === undefined) return undefined;
  const language = languageOf(target.language);
  const program = target.program && programReader(language);
  return program && looksLikeProgram(text, language.comment) ? { format: program, program: language.id } : undefined;
}

/** The reader of a text without a name, whatever tool it is of. */
export function readerByLook(text: string): ForeignReader | undefined {
  const likely = syntaxes.find(({ reader, looksLike }) => reader && looksLike?.(text));
  return likely && { format: likely.reader! };
}

// a call, an assignment or a block, which no file of settings has
function looksLikeProgram(text: string, comment: string): boolean {
  // what a setting is set to may look like anything
  const lines = text
    .split("\n")
    .filter((line) => !line.trim().startsWith(comment) && !/^\s*[\w.-]+(?:=|: )/.test(line));
  return lines.some(
    (line) =>
      /[\w)]\(|:=/.test(line) ||
      /[;{]$/.test(line.trimEnd()) ||
      /^(?:import|from|use|require|package|config)\b/.test(line.trimStart()),
  );
}

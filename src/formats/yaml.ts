// YAML 1.2, core schema: one document, no tags of its own, no merge keys
import { Composer, type Document, isScalar, Parser } from "yaml";
import { defineReader, type Fault, failed, type Parsed, wordAt } from "./_define.ts";
import { findSpot, type LocationNode } from "./_places.ts";
import { syntaxError, tooDeep } from "./_problems.ts";
import { toData, toSpots } from "./_yaml.ts";

export default defineReader({ id: "yaml", extensions: [".yaml", ".yml"], maxBytes: 1024 * 1024, parse });

/** Faults of structure after which the parser is stopped: what follows are consequences, and each costs time. */
const FAULT_LIMIT = 20;

/** What the parser says by code, and what is said here. Its own text may quote the file, secrets included. */
const WORDS: Readonly<Record<string, string>> = {
  BAD_ALIAS: "This alias or anchor has no fit name",
  BAD_DIRECTIVE: "This directive is not one of YAML's",
  BAD_DQ_ESCAPE: "A `\\` is followed by a character that has no meaning there",
  BAD_INDENT: "This line is not indented as its place asks for",
  BAD_SCALAR_START: "A text cannot begin with this character unless it stands in quotes",
  BLOCK_AS_IMPLICIT_KEY: "A second `: ` stands on one line; a text that holds one is put in quotes",
  BLOCK_IN_FLOW: "A list or table of the indented kind stands inside brackets",
  DUPLICATE_KEY: "This key stands here for the second time",
  IMPOSSIBLE: "This is not valid YAML",
  KEY_OVER_1024_CHARS: "This key is longer than 1024 characters",
  MISSING_CHAR: "A quote, a bracket, a comma, a colon or a space is missing here",
  MULTILINE_IMPLICIT_KEY: "A key goes over more than one line",
  MULTIPLE_ANCHORS: "A value has two anchors",
  MULTIPLE_TAGS: "A value has two tags",
  MULTIPLE_DOCS: "A second document begins here",
  PROP_BEFORE_SEP: "An anchor or tag stands before the sign that it belongs after",
  TAB_AS_INDENT: "A tab stands where the line is indented; YAML indents with spaces",
  UNEXPECTED_TOKEN: "This is not expected here",
};

function parse(text: string, _env: object, merges: boolean): Parsed {
  const composed = compose(text);
  if ("fault" in composed) return failed(composed.fault);
  const root = composed.document?.contents ?? null;
  if (root === null || (isScalar(root) && root.source === "" && !root.tag))
    return { data: Object.create(null), faults: [], find: () => undefined };
  const { data, faults, ties } = toData(root, text, merges);
  let spots: LocationNode | undefined;
  return {
    data,
    faults,
    find(pointer, part) {
      spots ??= toSpots(root, text, ties);
      return findSpot(spots, pointer, part);
    },
  };
}

function compose(text: string): { document: Document | undefined } | { fault: Fault } {
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    schema: "core",
    merge: false,
    logLevel: "silent",
  });
  let document: Document | undefined;
  let faults = 0;
  let cut: number | undefined;
  const tokens = function* () {
    for (const token of new Parser().parse(text)) {
      if ((token.type === "error" || token.type === "directive") && ++faults > FAULT_LIMIT) {
        cut = token.offset;
        return;
      }
      yield token;
    }
  };
  // an error costs ten times the rest where it carries a stack
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (const next of composer.compose(tokens(), true, text.length)) {
      const error = next.errors[0];
      if (error) return { fault: faultOf(error, text) };
      if (document) {
        const start = next.range?.[0] ?? 0;
        return {
          fault: {
            ...syntaxError(WORDS.MULTIPLE_DOCS!, "Put each config in a file of its own."),
            at: wordAt(text, secondAt(text, start)),
          },
        };
      }
      document = next as Document;
    }
  } catch (error) {
    // the parser recurses, and its stack ends before its input does
    if (error instanceof RangeError) return { fault: { ...tooDeep(), at: [0, 0] } };
    return { fault: { ...syntaxError("This is not valid YAML"), at: [0, 0] } };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  if (cut !== undefined)
    return {
      fault: { ...syntaxError("Too many directives (lines that begin with %) stand here"), at: wordAt(text, cut) },
    };
  return { document };
}

function secondAt(text: string, start: number): number {
  const from = text.lastIndexOf("\n", Math.max(start - 1, 0)) + 1;
  return text.startsWith("---", from) ? from : start;
}

function faultOf(
  { code, message, pos }: { code: string; message: string; pos: [number, number] },
  text: string,
): Fault {
  if (message.includes("call stack")) return { ...tooDeep(), at: wordAt(text, pos[0]) };
  const [start] = pos;
  const help =
    code === "BLOCK_AS_IMPLICIT_KEY" || code === "BAD_SCALAR_START"
      ? 'Put the text in quotes: key: "text".'
      : undefined;
  return { ...syntaxError(WORDS[code] ?? "This is not valid YAML", help), at: wordAt(text, start) };
}

// reads a text in a test, and shows a range as the text that it covers
import type { Document, Pointer } from "../../src/diagnostics/document.ts";
import { readDocumentText } from "../../src/formats/read.ts";

export const FORMATS = ["toml", "yaml", "json", "dotenv"] as const;
export type Format = (typeof FORMATS)[number];

export function read(format: Format, text: string | Uint8Array, env: Record<string, string> = {}): Document {
  return readDocumentText(text, { name: `<${format}>`, format, env });
}

/** `line:column text` of a key or a value. */
export function place(document: Document, pointer: Pointer, part: "key" | "value" = "value"): string | undefined {
  const range = document.locate(pointer, part);
  return range && `${range.line}:${range.column} ${document.text.slice(range.start, range.end)}`;
}

/** `rule line:column text` of every problem. */
export function problems(document: Document): string[] {
  return document.problems.map(({ rule, range }) =>
    range ? `${rule} ${range.line}:${range.column} ${document.text.slice(range.start, range.end)}` : rule,
  );
}

// what is wrong with the text of a .env file, which other programs share

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { isRead } from "./environment.ts";

/**
 * The findings about the text. Of a variable that poolcfg does not read nothing is said, and of a line that sets no
 * variable at all only a note, unless it begins with the name of one that poolcfg reads.
 */
export function dotenvFindings(document: Document): Finding[] {
  return document.problems.flatMap(({ rule, message, help, range, pointer }) => {
    const name = pointer === undefined ? undefined : String(pointer[0]);
    const foreign = name !== undefined && !isRead(name);
    if (foreign && Object.hasOwn(document.data as object, name)) return [];
    const place = { document, ...(range && { range }), ...(pointer && { pointer }) };
    return createFinding(rule, {
      message,
      origin: new Origin("dotenv", place),
      ...(help !== undefined && { help }),
      ...(foreign && { severity: "info" }),
    });
  });
}

// imports another tool's settings, with the files of this machine

import { nodeFiles } from "../files/node.ts";
import { type Imported, type ImportOptions, importInput } from "./import.ts";

export type { Imported, ImportOptions };

/**
 * Reads another tool's settings.
 *
 * @param input an options object, the same as JSON, YAML or TOML, the text of a `.env` file, or text with a connection
 * URL in it.
 * @returns canonical settings. A key that the tool would ignore is a finding, and not among them.
 * @throws PoolcfgError `target` for an unknown tool, `usage` where one of several environments or tools must be named,
 * `input` where there is nothing to read.
 */
export function importConfig(input: string | object, options: ImportOptions): Imported {
  return importInput("importConfig", input, options, nodeFiles);
}

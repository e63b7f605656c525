// the frames around rendered settings, which are files of the package
import { readFileSync } from "node:fs";

const frames = new Map<string, string>();

/**
 * Reads the frame of a target's code form.
 *
 * @param target id of the target.
 * @param extension ending of a file in its language.
 * @returns the text with its slots, such as `{{options}}`.
 */
export function codeFrame(target: string, extension: string): string {
  const known = frames.get(target);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../templates/code/${target}.${extension}`, import.meta.url), "utf8");
  frames.set(target, text);
  return text;
}

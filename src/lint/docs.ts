// how an example is shown to people
import type { Example } from "./define.ts";

/** The files of an example about a fleet, one after the other. */
export function fleetText(example: Example | undefined): string | undefined {
  const files = Object.entries(example?.fleet ?? {});
  if (files.length === 0) return undefined;
  return files.map(([name, text]) => (files.length > 1 ? `# ${name}\n${text}` : text)).join("\n");
}

// which source files import which
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { fileURLToPath } from "node:url";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** Every source file, by its path in `src`. */
export const sourceFiles = readdirSync(src, { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"))
  .sort();

/** The files that a file imports when it is loaded; not those of which it needs only types, nor those that it loads later. */
export function importsOf(name: string): string[] {
  const found = readFileSync(join(src, name), "utf8").matchAll(
    /^(?:import|export)(?!\s+type\b)\s+([^;"]*?)\s*(?:from\s+)?"(\.[^"?]+\.ts)/gm,
  );
  return [...found].flatMap(([, names = "", path]) => {
    const members = /^\{([^}]*)\}$/
      .exec(names)?.[1]
      ?.split(",")
      .filter((member) => member.trim() !== "");
    const typesOnly = members?.every((member) => member.trim().startsWith("type ")) ?? false;
    return typesOnly ? [] : [join(dirname(name), path!)];
  });
}

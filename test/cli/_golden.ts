// texts that are kept in files and compared byte for byte
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const FOLDER = fileURLToPath(new URL("../golden/", import.meta.url));

/** Compares a text with its golden. `UPDATE_GOLDEN=1` writes it; CI refuses that. */
export function expectGolden(path: string, actual: string): void {
  const file = join(FOLDER, path);
  if (process.env.UPDATE_GOLDEN) {
    if (process.env.CI) throw new Error("UPDATE_GOLDEN is set in CI, where goldens are only read.");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  if (!existsSync(file)) throw new Error(`The golden test/golden/${path} is missing; UPDATE_GOLDEN=1 writes it.`);
  expect(actual, `test/golden/${path}`).toBe(readFileSync(file, "utf8"));
}

/** Names of the goldens in a folder, sorted. */
export function goldens(folder: string): string[] {
  return readdirSync(join(FOLDER, folder)).sort();
}

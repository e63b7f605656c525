// the Node releases at hand, on which the package is tried and measured
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** One Node of each major release, oldest first: the one that runs this, and those on the PATH. */
export function nodes() {
  const candidates = [process.execPath, ...(process.env.PATH ?? "").split(delimiter).map((part) => join(part, "node"))];
  const found = new Map();
  for (const path of candidates) {
    if (!existsSync(path)) continue;
    const version = execFileSync(path, ["--version"], { encoding: "utf8" }).trim().slice(1);
    const major = version.split(".")[0];
    if (!found.has(major)) found.set(major, { path, version });
  }
  for (const major of ["20", "24"])
    if (!found.has(major)) console.log(`Node ${major} is not on the PATH, so it is left out`);
  return [...found.values()].sort((a, b) => Number.parseInt(a.version, 10) - Number.parseInt(b.version, 10));
}

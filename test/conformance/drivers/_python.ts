// the libraries of Python, in one program that has them in an environment of its own
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Form } from "../../../src/render/index.ts";
import { missingCommand, Remote } from "../_remote.ts";
import { PASSWORD } from "../_server.ts";
import { atVersion, CACHE } from "../_version.ts";
import type { Driver, Pool } from "./_driver.ts";

const FOLDER = fileURLToPath(new URL("../python/", import.meta.url));
const ENVIRONMENT = `${CACHE}python/`;
const REQUIREMENTS = `${ENVIRONMENT}requirements.txt`;
const INSTALLED = `${ENVIRONMENT}installed.txt`;

// made once, and anew when other versions are asked for
function install(): void {
  const wanted = requirements();
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, "utf8") === wanted) return;
  execFileSync("python3", ["-m", "venv", ENVIRONMENT], { stdio: "inherit" });
  writeFileSync(REQUIREMENTS, wanted);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", REQUIREMENTS];
  execFileSync(`${ENVIRONMENT}bin/python`, pip, { stdio: "inherit" });
  writeFileSync(INSTALLED, wanted);
}

/** The packages and their versions, one a line. */
function requirements(): string {
  return atVersion(readFileSync(`${FOLDER}requirements.txt`, "utf8"), (lock, name, version) =>
    lock.replace(new RegExp(`^${name}==.*$`, "m"), `${name}==${version}`),
  );
}

/** Why nothing of Python can be run here, where that is so. */
export const missingPython = missingCommand("python3", ["-c", "import venv"], "python3 with venv");

/** The interpreter of an environment with the libraries. */
export function pythonWithLibraries(): string {
  install();
  return `${ENVIRONMENT}bin/python`;
}

/** What a program of the folder says, run with the libraries. */
export function runPython(name: string, args: readonly string[]): string {
  return execFileSync(pythonWithLibraries(), [`${FOLDER}${name}`, ...args], { encoding: "utf8" });
}

const program = new Remote(() => ({ command: `${ENVIRONMENT}bin/python`, args: [`${FOLDER}main.py`], cwd: FOLDER }));

/** The driver of a library; `packages` as the requirements name them. */
export function pythonDriver(target: string, packages: readonly string[], format: Form): Driver {
  return {
    packages: [],
    versions() {
      const lines = requirements().trim().split("\n");
      const versions = Object.fromEntries(lines.map((line) => line.split("==") as [string, string]));
      return Object.fromEntries(packages.map((name) => [name, versions[name]!]));
    },
    missing: missingPython,
    format,
    extension: ".py",
    prepare: async () => install(),
    open: (text): Pool => program.pool(target, { text }),
    load: async (file) => ({ file, environment: { PGPASSWORD: PASSWORD } }),
    adopt: (module): Pool => program.pool(target, module),
  };
}

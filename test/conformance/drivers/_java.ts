// what is measured in Java: a program built once from what Maven fetches, one process for each library
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { missingCommand, Remote } from "../_remote.ts";
import { PASSWORD } from "../_server.ts";
import { atVersion, CACHE, SHARED_CACHE } from "../_version.ts";
import type { Driver, Pool } from "./_driver.ts";

const SOURCES = fileURLToPath(new URL("../java/", import.meta.url));
const BUILT = `${CACHE}java/`;
const REPOSITORY = `${SHARED_CACHE}java/repository`;

const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/** Why nothing of Java can be compiled here; undefined where it can. */
export const MISSING_JAVA =
  missingCommand("javac", ["-version"], "JDK") ?? missingCommand("mvn", ["-version"], "Maven");

/** One library: the folder of its `pom.xml`, the class that opens its pools, and what of the `pom.xml` is worth naming. */
export function java(folder: string, library: string, named: readonly string[]) {
  const remote = new Remote(() => ({
    command: "java",
    args: [
      "-cp",
      `${BUILT}${folder}/classes:${BUILT}${folder}/lib/*`,
      "-XX:+UseSerialGC",
      "-Djava.net.preferIPv4Stack=true",
      "Main",
      library,
    ],
    cwd: SOURCES,
    env: { PGPASSWORD: PASSWORD },
  }));
  const open = (settings: unknown): Pool => {
    const { ready, ...pool } = remote.pool(folder, settings);
    // the pool of a program in Java connects when it is asked to
    return { ...pool, made: ready! };
  };
  return {
    packages: [],
    missing: MISSING_JAVA,
    versions: () => versionsIn(pomOf(folder), named),
    prepare: async () => build(folder, library),
    open,
    extension: ".java",
    load: async (file: string) => ({ file }),
    adopt: ({ file }: Readonly<Record<string, unknown>>) => open({ file }),
  } satisfies Partial<Driver>;
}

/** The folder of the libraries that a project names, in which Maven puts them once; `project` is the text of its `pom.xml`. */
export function copyLibraries(folder: string, project: string): string {
  const lib = `${BUILT}${folder}/lib`;
  const copied = `${BUILT}${folder}/copied.xml`;
  if (existsSync(copied) && readFileSync(copied, "utf8") === project) return lib;
  rmSync(lib, { recursive: true, force: true });
  mkdirSync(lib, { recursive: true });
  const pom = `${BUILT}${folder}/pom.xml`;
  writeFileSync(pom, project);
  const own = [`-Dmaven.repo.local=${REPOSITORY}`, `-DoutputDirectory=${lib}`];
  execFileSync("mvn", ["-B", "-q", "-f", pom, ...own, COPY], { stdio: "pipe" });
  writeFileSync(copied, project);
  return lib;
}

function build(folder: string, library: string): void {
  const sources = ["Main", "Library", "Jdbc", library].map((name) => `${SOURCES}${name}.java`);
  const project = pomOf(folder);
  const texts = [project, ...sources.map((file) => readFileSync(file, "utf8"))];
  const sum = createHash("sha256").update(texts.join("\0")).digest("hex");
  const stamp = `${BUILT}${folder}/built`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sum) return;
  rmSync(`${BUILT}${folder}/classes`, { recursive: true, force: true });
  const lib = copyLibraries(folder, project);
  execFileSync("javac", ["-cp", `${lib}/*`, "-d", `${BUILT}${folder}/classes`, ...sources], { stdio: "pipe" });
  writeFileSync(stamp, sum);
}

/** The `pom.xml` of a library, with the version that is measured. */
export function pomOf(folder: string): string {
  return atVersion(readFileSync(`${SOURCES}${folder}/pom.xml`, "utf8"), (pom, name, version) => {
    const [group, artifact] = name.split(":");
    const dependency = `<groupId>${group}</groupId>\n      <artifactId>${artifact}</artifactId>\n      <version>`;
    return pom.replace(new RegExp(`(${dependency})[^<]*`), (_, before) => before + version);
  });
}

function versionsIn(pom: string, named: readonly string[]): Record<string, string> {
  const found = pom.matchAll(/<artifactId>([^<]+)<\/artifactId>\s*<version>([^<]+)<\/version>/g);
  return Object.fromEntries(
    [...found].flatMap(([, name, version]) => (named.includes(name!) ? [[name, version]] : [])),
  );
}

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

const missing = missingCommand("javac", ["-version"], "JDK") ?? missingCommand("mvn", ["-version"], "Maven");

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
    missing,
    versions: () => versionsIn(pomOf(folder), named),
    prepare: async () => build(folder, library),
    open,
    extension: ".java",
    load: async (file: string) => ({ file }),
    adopt: ({ file }: Readonly<Record<string, unknown>>) => open({ file }),
  } satisfies Partial<Driver>;
}

function build(folder: string, library: string): void {
  const sources = ["Main", "Library", "Jdbc", library].map((name) => `${SOURCES}${name}.java`);
  const project = pomOf(folder);
  const texts = [project, ...sources.map((file) => readFileSync(file, "utf8"))];
  const sum = createHash("sha256").update(texts.join("\0")).digest("hex");
  const stamp = `${BUILT}${folder}/built`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sum) return;
  for (const part of ["lib", "classes"]) rmSync(`${BUILT}${folder}/${part}`, { recursive: true, force: true });
  mkdirSync(`${BUILT}${folder}`, { recursive: true });
  const lib = `${BUILT}${folder}/lib`;
  const pom = `${BUILT}${folder}/pom.xml`;
  writeFileSync(pom, project);
  const own = [`-Dmaven.repo.local=${REPOSITORY}`, `-DoutputDirectory=${lib}`];
  execFileSync("mvn", ["-B", "-q", "-f", pom, ...own, COPY], { stdio: "pipe" });
  execFileSync("javac", ["-cp", `${lib}/*`, "-d", `${BUILT}${folder}/classes`, ...sources], { stdio: "pipe" });
  writeFileSync(stamp, sum);
}

/** The `pom.xml` of a library, with the version that is measured. */
function pomOf(folder: string): string {
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

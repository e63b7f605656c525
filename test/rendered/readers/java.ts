// javac, and what HikariCP, Spring Boot, Quarkus, pgjdbc and R2DBC themselves read
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { copyLibraries, MISSING_JAVA, pomOf } from "../../conformance/drivers/_java.ts";
import { type Cell, defineReader, nameOf, type Reading } from "../reader.ts";
import { given, output, readingsOf } from "./_tool.ts";

const SOURCES = fileURLToPath(new URL("../java/", import.meta.url));

/** The class that reads the texts of a target, what else it is compiled with, and the folder of its libraries. */
const LIBRARIES: Readonly<Record<string, readonly [main: string, others: readonly string[], folder: string]>> = {
  hikaricp: ["Hikari", ["Jdbc", "seen/Opened"], "hikaricp"],
  "hikaricp@5": ["Hikari", ["Jdbc", "seen/Opened"], "hikaricp-5"],
  "spring-boot": ["Spring", ["Hikari", "Jdbc"], "spring-boot"],
  "spring-boot@3": ["Spring", ["Hikari", "Jdbc"], "spring-boot-3"],
  quarkus: ["Quarkus", ["Jdbc"], "quarkus"],
  r2dbc: ["R2dbc", [], "rendered"],
};

export default defineReader({
  title: "javac, HikariCP, Spring Boot, SmallRye Config, pgjdbc and R2DBC",
  reads: ({ id }) => Object.hasOwn(LIBRARIES, id),
  unavailable: () => MISSING_JAVA,
  read(cells, folder) {
    const ids = [...new Set(cells.map(({ target }) => target.id))];
    return new Map(
      ids.flatMap((id) => [
        ...readTarget(
          id,
          cells.filter(({ target }) => target.id === id),
          join(folder, id),
        ),
      ]),
    );
  },
});

function readTarget(id: string, cells: readonly Cell[], folder: string): Map<Cell, Reading> {
  const [main, others, libraries] = LIBRARIES[id]!;
  const own = join(folder, "classes");
  mkdirSync(own, { recursive: true });
  const jars = [libraries, "rendered"].map((one) => `${librariesOf(one)}/*`);
  const classes = ["-cp", [own, ...jars].join(":")];
  const programs = cells.filter(({ form }) => form === "code");
  const problems = compile(classes, own, programs, join(folder, "vetted"));
  const opened = programs.filter((cell) => !problems.has(cell));
  const names = ["Main", "Library", "seen/Seen", main, ...others].map((name) => `${SOURCES}${name}.java`);
  output("javac", [...classes, "-d", own, ...names]);
  if (opened.length > 0) compile(classes, own, opened, join(folder, "opened"), stubbed);
  const input = JSON.stringify(cells.map((cell) => ({ ...given(cell), ...textOf(cell), name: nameOf(cell) })));
  const argv = [...classes, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "Main", main];
  const readings = readingsOf(cells, output("java", argv, { input, stdio: ["pipe", "pipe", "ignore"] }));
  return new Map([...readings, ...problems]);
}

function textOf({ form, text, folder }: Cell) {
  if (form !== "env" && form !== "url") return { kind: form };
  const url = form === "env" ? Object.values(parseEnv(text))[0]! : text;
  // a program of Java cannot change its folder, and R2DBC looks for its files at once
  const placed = url.replace(
    /\b(ssl(?:RootCert|Cert|Key)=)([^&\s]+)/g,
    (_, name: string, path: string) => `${name}${encodeURIComponent(join(folder, decodeURIComponent(path)))}`,
  );
  return { kind: "url", text: placed };
}

function stubbed(text: string): string {
  return text
    .replaceAll("System.getenv(", "seen.Seen.getenv(")
    .replaceAll(/\bPath\.of\(/g, "seen.Seen.path(")
    .replace("return new HikariDataSource(config);", "return seen.Opened.open(config);");
}

// one run of the compiler for all; each program has a package of its own
function compile(
  classes: readonly string[],
  own: string,
  cells: readonly Cell[],
  folder: string,
  change = (text: string) => text,
): Map<Cell, Reading> {
  if (cells.length === 0) return new Map();
  const kind = folder.split("/").at(-1);
  const files = cells.map((cell) => {
    mkdirSync(join(folder, nameOf(cell)), { recursive: true });
    const file = join(folder, nameOf(cell), "Database.java");
    writeFileSync(file, `package ${kind}.${nameOf(cell)};\n${change(cell.text)}`);
    return file;
  });
  const argv = [...classes, "-Xlint:all,-path", "-Xmaxerrs", "10000", "-Xmaxwarns", "10000", "-d", own, ...files];
  const { stderr, status } = spawnSync("javac", argv, { encoding: "utf8" });
  const problems = cells.flatMap((cell): [Cell, Reading][] => {
    const lines = stderr.split("\n").filter((line) => line.includes(`/${nameOf(cell)}/Database.java:`));
    return lines.length === 0 ? [] : [[cell, { problem: lines.join("\n") }]];
  });
  if (status !== 0 && problems.length === 0) throw new Error(stderr);
  return new Map(problems);
}

function librariesOf(folder: string): string {
  return copyLibraries(folder, folder === "rendered" ? readFileSync(`${SOURCES}pom.xml`, "utf8") : pomOf(folder));
}

// .NET's own compiler and its reader of connection strings, of Mono; Npgsql itself is in no registry that the tests use
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingCommand } from "../../conformance/_remote.ts";
import { type Cell, defineReader, nameOf, type Reading, type Tls } from "../reader.ts";
import { output, readingOf } from "./_tool.ts";

const SOURCES = fileURLToPath(new URL("../dotnet/", import.meta.url));

/** Names of Npgsql for libpq's modes. */
const MODES: Readonly<Record<string, Tls>> = {
  Disable: "disable",
  Allow: "allow",
  Prefer: "prefer",
  Require: "require",
  VerifyCA: "verify-ca",
  VerifyFull: "verify-full",
};

/** The longest time that is a whole number of seconds, in milliseconds. */
const LONGEST = 2_147_483_000;

export default defineReader({
  title: "mcs and DbConnectionStringBuilder of Mono",
  reads: ({ id, language }, form) => language === "csharp" && id.startsWith("npgsql") && form !== "json",
  unavailable: () =>
    missingCommand("mcs", ["--version"], "mcs, the compiler of Mono") ?? missingCommand("mono", ["--version"], "mono"),
  read(cells, folder) {
    const programs = cells.filter(({ form }) => form === "code");
    const problems = compile(folder, programs);
    const lines = cells.map((cell) => {
      const { form, example, text, folder: cwd } = cell;
      const own = form === "code" ? nameOf(cell) : text.trim();
      const fields = [form, own, cwd, ...Object.entries(example.programEnv).flat()];
      return fields.map((field) => Buffer.from(field).toString("base64")).join("\t");
    });
    const out = output("mono", [join(folder, "reader.exe")], { input: `${lines.join("\n")}\n` }).split("\n");
    return new Map(cells.map((cell, at): [Cell, Reading] => [cell, problems.get(cell) ?? found(out[at]!)]));
  },
});

/** Compiles the programs, each as a method; what the compiler says of one, by its file. */
function compile(folder: string, programs: readonly Cell[]): Map<Cell, Reading> {
  mkdirSync(join(folder, "programs"), { recursive: true });
  const problems = new Map<Cell, Reading>();
  const build = (cells: readonly Cell[]): void => {
    const files = cells.map((cell) => {
      const file = join(folder, "programs", `${nameOf(cell)}.cs`);
      writeFileSync(file, asMethod(cell));
      return file;
    });
    const cases = cells.map((cell) => `case "${nameOf(cell)}": ${nameOf(cell)}.Program.Run(); break;`).join("\n");
    const table = join(folder, "Programs.cs");
    writeFileSync(
      table,
      `static class Programs { public static void Run(string name) { switch (name) {\n${cases}\ndefault: throw new System.Exception("it was not compiled"); } } }\n`,
    );
    const own = ["Main.cs", "Npgsql.cs"].map((name) => `${SOURCES}${name}`);
    const argv = [
      "-warnaserror",
      "-nowarn:219",
      "-r:System.Data.dll",
      `-out:${join(folder, "reader.exe")}`,
      ...own,
      table,
      ...files,
    ];
    const { status, stdout, stderr } = spawnSync("mcs", argv, { encoding: "utf8", maxBuffer: 2 ** 26 });
    if (status === 0) return;
    const said = `${stdout}${stderr}`.split("\n");
    const bad = cells.filter((cell) => {
      const own = said.filter((line) => line.includes(`${nameOf(cell)}.cs(`));
      if (own.length > 0) problems.set(cell, { problem: own.join("\n") });
      return own.length > 0;
    });
    if (bad.length === 0) throw new Error(said.join("\n"));
    build(cells.filter((cell) => !bad.includes(cell)));
  };
  build(programs);
  return problems;
}

// this compiler knows no statements outside of a method, no declaration with `await using`, and no `!` behind a value
function asMethod(cell: Cell): string {
  const lines = cell.text.split("\n");
  const usings = lines.filter((line) => /^using [\w.]+;$/.test(line));
  const body = lines
    .filter((line) => !usings.includes(line))
    .join("\n")
    .replace(/^await using var /gm, "var ")
    .replace(/\)!/g, ")");
  return `${usings.join("\n")}\nnamespace ${nameOf(cell)} { static class Program { public static void Run() {\n${body}\n} } }\n`;
}

function found(line: string): Reading {
  const fields = line.replace(/^!/, "").split("\t");
  const texts = fields.map((field) => Buffer.from(field, "base64").toString());
  if (line.startsWith("!")) return { problem: texts[0]! };
  const values = new Map<string, string>();
  for (let at = 0; at + 1 < texts.length; at += 2) values.set(texts[at]!, texts[at + 1]!);
  const port = values.get("port") ?? "5432";
  const hosts = values.get("host")?.split(",") ?? [];
  const seconds = (key: string) => (values.has(key) ? Number(values.get(key)) * 1_000 || null : undefined);
  const idle = seconds("connection idle lifetime");
  const settings = {
    "pool.max": values.has("maximum pool size") ? Number(values.get("maximum pool size")) : undefined,
    "pool.min": values.has("minimum pool size") ? Number(values.get("minimum pool size")) : undefined,
    "pool.acquireTimeout": seconds("timeout"),
    "pool.maxLifetime": seconds("connection lifetime"),
    // it has no off, so that is the longest time that it takes
    "pool.idleTimeout": idle === LONGEST ? null : idle,
    "pool.healthCheckInterval": seconds("keepalive"),
    "session.queryTimeout": seconds("command timeout"),
    "pool.keepAlive": values.get("tcp keepalive")?.toLowerCase() === "false" ? null : seconds("tcp keepalive time"),
  };
  return readingOf({
    seen: {
      ...(hosts.length > 0 && { server: hosts.map((host) => (hasPort(host) ? host : `${host}:${port}`)).join(",") }),
      database: values.get("database"),
      user: values.get("username"),
      password: values.get("password"),
      tls: MODES[values.get("ssl mode") ?? "Prefer"],
      ...(values.has("target session attributes") && {
        targetSessionAttributes: values.get("target session attributes"),
      }),
      parameters: {
        ...(values.has("application name") && { application_name: values.get("application name")! }),
        ...(values.has("search path") && { search_path: values.get("search path")! }),
      },
      options: values.get("options") ?? "",
    },
    settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  });
}

// an address of IPv6 has colons of its own
function hasPort(host: string): boolean {
  return /^[^:/]+:\d+$/.test(host) || /^\[.*\]:\d+$/.test(host);
}

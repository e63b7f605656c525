// cargo with every warning an error, then the pools of the libraries themselves, without connections
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingCommand } from "../../conformance/_remote.ts";
import { type Cell, defineReader, nameOf, type Reading } from "../reader.ts";
import { given, output, type Printed, readingOf } from "./_tool.ts";

const SOURCES = fileURLToPath(new URL("../rust/", import.meta.url));
const CARGO = {
  ...process.env,
  CARGO_TARGET_DIR: fileURLToPath(new URL("../../conformance/.cache/rust", import.meta.url)),
};

const TARGETS = ["bb8", "deadpool", "diesel", "sqlx"];

/** Calls of the programs, and what stands for them where no server is to be reached. */
const STUBS: readonly (readonly [RegExp, string])[] = [
  [/^use native_tls::TlsConnector;$/m, "use crate::seen;"],
  [/\bTlsConnector::builder\(\)/, "seen::tls()"],
  [
    /^( *)(let manager = )?Manager::new\(config, (\w+)\)/m,
    "$1crate::seen::address(&config);\n$1$2Manager::new(config, $3)",
  ],
  [/\.build\(manager\)/, ".seen(manager)"],
  [/\.build\(ConnectionManager::new\(url\)\)/, ".seen(url)"],
  [/\.connect_with\(connection\)/, ".seen_with(connection)"],
  [/^( *)(let pool = )?config\.create_pool\(/m, "$1crate::seen::deadpool(&config);\n$1$2config.create_pool("],
];

export default defineReader({
  title: "cargo with -D warnings, sqlx, bb8, deadpool and diesel",
  reads: ({ id }, form) => TARGETS.includes(id) && (form === "code" || id === "deadpool"),
  unavailable: () =>
    missingCommand("cargo", ["--version"], "cargo") ??
    missingCommand("pkg-config", ["--exists", "libpq", "openssl"], "libpq and OpenSSL to build with"),
  read(cells, folder) {
    cpSync(SOURCES, folder, { recursive: true });
    const programs = cells.filter(({ form }) => form === "code");
    const problems = vetted(folder, programs);
    opened(
      folder,
      programs.filter((cell) => !problems.has(cell)),
    );
    const input = cells.map((cell) => ({ ...given(cell), name: nameOf(cell), kind: cell.form }));
    const program = join(CARGO.CARGO_TARGET_DIR, "debug", "opened");
    const lines = output(program, [], { input: JSON.stringify(input) })
      .trimEnd()
      .split("\n");
    return new Map(
      cells.map((cell, at): [Cell, Reading] => [cell, problems.get(cell) ?? found(JSON.parse(lines[at]!) as Line)]),
    );
  },
});

function opened(folder: string, programs: readonly Cell[]): void {
  const source = join(folder, "opened", "src");
  const arms = programs.map((cell) => {
    const name = nameOf(cell);
    const stub = STUBS.reduce((text, [call, other]) => text.replace(call, other), cell.text);
    const traits = "#[allow(unused_imports)]\nuse crate::seen::{Bb8, Diesel, Sqlx};\n";
    writeFileSync(join(source, `${name}.rs`), `${traits}${stub}`);
    const call = `crate::${name}::${cell.target.id === "deadpool" ? "create_pool()" : "open_pool()"}`;
    return `        "${name}" => drop(${call}${cell.target.id === "diesel" || cell.target.id === "deadpool" ? "" : ".await"}?),\n`;
  });
  const table = `pub async fn open(name: &str) -> Result<(), Box<dyn std::error::Error>> {
    match name {
${arms.join("")}        _ => return Err("there is no such program".into()),
    }
    Ok(())
}
`;
  writeFileSync(join(source, "programs.rs"), table);
  const mods = programs.map((cell) => `mod ${nameOf(cell)};\n`).join("");
  const main = join(source, "main.rs");
  writeFileSync(main, output("cat", [main]).replace("mod programs;\n", `mod programs;\n${mods}`));
  output("cargo", ["build", "--quiet", "--bin", "opened"], {
    cwd: folder,
    env: CARGO,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

interface Message {
  readonly message?: {
    readonly rendered: string;
    readonly level: string;
    readonly spans: readonly { file_name: string }[];
  };
}

function vetted(folder: string, programs: readonly Cell[]): Map<Cell, Reading> {
  const source = join(folder, "vetted", "src");
  mkdirSync(source, { recursive: true });
  for (const cell of programs) writeFileSync(join(source, `${nameOf(cell)}.rs`), cell.text);
  writeFileSync(join(source, "lib.rs"), programs.map((cell) => `pub mod ${nameOf(cell)};\n`).join(""));
  mkdirSync(join(folder, "opened", "src"), { recursive: true });
  const argv = ["check", "--lib", "--package", "vetted", "--message-format", "json", "--quiet"];
  const { stdout, stderr, status } = spawnSync("cargo", argv, {
    cwd: folder,
    env: CARGO,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const messages = stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Message] : []));
  const problems = programs.flatMap((cell): [Cell, Reading][] => {
    const file = `${nameOf(cell)}.rs`;
    const own = messages.filter(({ message }) =>
      message?.spans.some(({ file_name: name }) => name.endsWith(`/${file}`)),
    );
    return own.length === 0 ? [] : [[cell, { problem: own.map(({ message }) => message!.rendered).join("\n") }]];
  });
  if (status !== 0 && problems.length === 0) throw new Error(stderr);
  return new Map(problems);
}

interface Line {
  readonly problem: string | null;
  readonly found: Readonly<Record<string, unknown>>;
}

// the connector of TLS is made by the program, and ssl_mode of the driver says only whether it is used
function tlsOf({ tls, ssl_mode: mode, tls_certs: certs, tls_names: names }: Line["found"]): string {
  if (typeof tls === "string") return tls;
  if (certs === undefined || mode === "disable") return "off";
  if (mode === "prefer") return "prefer";
  return certs ? (names ? "full" : "ca") : "unverified";
}

function found({ problem, found: all }: Line): Reading {
  if (problem !== null) return { problem };
  if (all.problem !== undefined) return { problem: String(all.problem) };
  const { server, database, user, password, applicationName, options, keepalives, keepAlive, test } = all;
  const settings = Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith("pool.")));
  const isAddress = server !== undefined;
  return readingOf({
    ...(isAddress && {
      seen: {
        server: server as string,
        database: (database ?? undefined) as string | undefined,
        user: (user ?? undefined) as string | undefined,
        password: (password ?? undefined) as string | undefined,
        applicationName: (applicationName ?? undefined) as string | undefined,
        options: options as string,
        tls: tlsOf(all) as "off",
      },
    }),
    settings: {
      ...settings,
      ...(keepalives !== undefined && { "pool.keepAlive": keepalives ? keepAlive : null }),
      ...(test !== undefined && { "pool.testOnAcquire": test ? "always" : null }),
    },
  } as Printed);
}

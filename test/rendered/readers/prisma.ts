// quaint, the library of Prisma's engine that reads the connection string, as far as it was published
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { missingCommand } from "../../conformance/_remote.ts";
import { type Cell, defineReader, type Reading, serverOf } from "../reader.ts";
import { output } from "./_tool.ts";

const SOURCES = fileURLToPath(new URL("../prisma/", import.meta.url));
const CARGO = {
  ...process.env,
  CARGO_TARGET_DIR: fileURLToPath(new URL("../../conformance/.cache/prisma", import.meta.url)),
};

/** What it prints of one connection string. */
interface Line {
  readonly problem?: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
}

export default defineReader({
  title: "quaint of Prisma",
  reads: ({ id }, form) => id === "prisma" && (form === "url" || form === "env"),
  unavailable: () =>
    missingCommand("cargo", ["--version"], "cargo") ??
    missingCommand("pkg-config", ["--exists", "openssl"], "OpenSSL to build with"),
  read(cells, folder) {
    const cwd = join(folder, "prisma");
    cpSync(SOURCES, cwd, { recursive: true });
    output("cargo", ["build", "--quiet", "--locked"], { cwd, env: CARGO, stdio: ["ignore", "pipe", "inherit"] });
    const urls = cells.map(({ form, text }) => (form === "env" ? Object.values(parseEnv(text))[0] : text.trim()));
    const program = join(CARGO.CARGO_TARGET_DIR, "debug", "prisma-url");
    const lines = output(program, [], { input: JSON.stringify(urls) })
      .trimEnd()
      .split("\n");
    return new Map(cells.map((cell, at): [Cell, Reading] => [cell, found(JSON.parse(lines[at]!) as Line)]));
  },
});

function found({ problem, host, port, database, user, password, schema }: Line): Reading {
  if (problem !== undefined) return { problem };
  return { seen: { server: serverOf(host, port), database, user, password, schema: [schema] } };
}

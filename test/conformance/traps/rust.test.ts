// the programs that are rendered for Rust are compiled by its compiler, and laid out as by its formatter
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { targets } from "../../../src/targets/registry.gen.ts";
import { renderedConfigs } from "../../targets/_rendered.ts";
import { missingCommand } from "../_remote.ts";

const WORKSPACE = fileURLToPath(new URL("../rust/", import.meta.url));
const PROGRAMS = fileURLToPath(new URL("../.cache/rust-programs/", import.meta.url));
const BUILT = fileURLToPath(new URL("../.cache/rust", import.meta.url));
const missing = missingCommand("cargo", ["--version"], "cargo");

test("every program compiles without a warning", { timeout: 900_000 }, ({ skip }) => {
  if (missing !== undefined) skip(missing);
  const files = writeProgram();
  execFileSync("rustfmt", ["--edition", "2024", "--check", ...files], { stdio: "pipe" });
  const env = { ...process.env, CARGO_TARGET_DIR: BUILT, RUSTFLAGS: "" };
  expect(() => execFileSync("cargo", ["build", "--locked"], { cwd: PROGRAMS, env, stdio: "pipe" })).not.toThrow();
});

// one program with each of them as a module; it shares what is built with the one that measures
function writeProgram(): string[] {
  mkdirSync(`${PROGRAMS}src`, { recursive: true });
  for (const file of ["Cargo.toml", "Cargo.lock"])
    writeFileSync(`${PROGRAMS}${file}`, readFileSync(`${WORKSPACE}${file}`, "utf8").replace('"pools"', '"programs"'));
  const modules = targets
    .filter(({ language, forms }) => language === "rust" && forms.includes("code"))
    .flatMap(({ id }) =>
      [...renderedConfigs(id, "code")].map(([name, text]) => ({ module: `${id}-${name}`.replace(/\W+/g, "_"), text })),
    );
  for (const { module, text } of modules) writeFileSync(`${PROGRAMS}src/${module}.rs`, text);
  const main = modules.map(({ module }) => `#[allow(dead_code)]\nmod ${module};\n`).join("");
  writeFileSync(`${PROGRAMS}src/main.rs`, `#![deny(warnings)]\n${main}\nfn main() {}\n`);
  return modules.map(({ module }) => `${PROGRAMS}src/${module}.rs`);
}

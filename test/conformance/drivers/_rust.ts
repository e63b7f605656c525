// the pools of Rust: one program of cargo has them all
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { missingCommand, Remote } from "../_remote.ts";
import type { Driver, Pool } from "./_driver.ts";

const WORKSPACE = fileURLToPath(new URL("../rust/", import.meta.url));
const BUILT = fileURLToPath(new URL("../.cache/rust", import.meta.url));

const remote = new Remote(() => ({ command: `${BUILT}/debug/pools`, args: [], cwd: WORKSPACE }));
const missing =
  missingCommand("cargo", ["--version"], "cargo") ??
  missingCommand("pkg-config", ["--exists", "libpq", "openssl"], "libpq and OpenSSL to build with");

/** Why nothing of Rust can be run here; undefined if it can. */
export const missingRust: string | undefined = missing;

/** Opens a pool with settings that no config has. */
export async function openRust(target: string, settings: unknown): Promise<Pool> {
  await build();
  return remote.pool(target, settings);
}

/** A pool of Rust, and the crates whose versions belong to a measurement of it. */
export function rustPool(target: string, crates: readonly string[], more: Partial<Driver> = {}): Driver {
  return {
    packages: [],
    versions: () => Object.fromEntries(crates.map((name) => [name, versionOf(name)])),
    ...(missing !== undefined && { missing }),
    // a program is compiled, which takes too long for each measurement
    forms: ["options"],
    prepare: build,
    open: (value) => remote.pool(target, value),
    adopt: () => {
      throw new TypeError("a program of Rust is not run here");
    },
    ...more,
  };
}

let built: Promise<unknown> | undefined;

async function build(): Promise<void> {
  const env = { ...process.env, CARGO_TARGET_DIR: BUILT };
  built ??= promisify(execFile)("cargo", ["build", "--locked", "--quiet"], { cwd: WORKSPACE, env });
  await built;
}

function versionOf(crate: string): string {
  const lock = readFileSync(`${WORKSPACE}Cargo.lock`, "utf8");
  return new RegExp(`^name = "${crate}"\nversion = "([^"]+)"`, "m").exec(lock)![1]!;
}

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { nodeFiles } from "../../src/files/node.ts";
import { formatOf, MAX_BYTES, readDocumentFile, readDocumentText } from "../../src/formats/read.ts";
import { inChild } from "../_child.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "poolcfg-"));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(cwd, name), content);
  return name;
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(isPoolcfgError(error) && error.code).toBe("input");
    const { message } = error as Error;
    expect(message).toMatch(/\.$/);
    expect(message).not.toMatch(/\n|ENOENT|EISDIR|EACCES|ELOOP|node:|Error:/);
    return message;
  }
  throw new Error("it was read");
}

const refused = (name: string, format?: string) =>
  refusal(() => readDocumentFile(name, { files: nodeFiles, cwd, format }));

describe("a file that cannot be read", () => {
  it("is missing", () => {
    expect(refused("no.toml")).toBe("no.toml cannot be read: there is no such file. Check the path.");
    expect(refused(join(write("a.toml", ""), "b.toml"))).toMatch(/a part of its path is no folder/);
    expect(refused("a\0.toml")).toMatch(/NUL/);
    expect(refused(`${"x".repeat(5_000)}.toml`)).toMatch(/name is too long/);
  });

  it("is a folder", () => {
    mkdirSync(join(cwd, "folder.toml"));
    expect(refused("folder.toml")).toMatch(/it is a folder/);
  });

  it("is a pipe or a device", () => {
    execFileSync("mkfifo", [join(cwd, "fifo.toml")]);
    // to open a pipe and to read a device takes forever
    const code = `
      import { nodeFiles } from "./src/files/node.ts";
      import { readDocumentFile } from "./src/formats/read.ts";
      run((name) => {
        try {
          return readDocumentFile(name, { files: nodeFiles, cwd: ${JSON.stringify(cwd)}, format: "toml" });
        } catch ({ code, message }) {
          return [code, message];
        }
      });`;
    const names = ["fifo.toml", "/dev/zero", "/dev/null", "/dev/tty"];
    for (const outcome of inChild(code, names))
      expect(outcome).toEqual(["input", expect.stringMatching(/a pipe, socket or device.*\.$/)]);
  });

  it("is a link to itself", () => {
    symlinkSync("loop.toml", join(cwd, "loop.toml"));
    expect(refused("loop.toml")).toMatch(/links lead in a circle/);
  });

  it("may not be read by this user", () => {
    chmodSync(join(cwd, write("secret.toml", "a = 1")), 0o000);
    chmodSync(cwd, 0o755);
    const script = `
      const { readDocumentFile } = await import(${JSON.stringify(new URL("../../src/formats/read.ts", import.meta.url).href)});
      const { nodeFiles } = await import(${JSON.stringify(new URL("../../src/files/node.ts", import.meta.url).href)});
      if (process.getuid() === 0) process.setuid(65534);
      try { readDocumentFile("secret.toml", { files: nodeFiles, cwd: ${JSON.stringify(cwd)} }); } catch (error) { console.log(error.code, error.message); }`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(stdout.trim()).toBe(
      "input secret.toml cannot be read: this user may not read it. Change its permissions, or run as a user who may.",
    );
  });

  it("is too large, also where its size does not say so", () => {
    truncateSync(join(cwd, write("sparse.toml", "")), 100 * 1024 * 1024);
    expect(refused("sparse.toml")).toMatch(/larger than 5 MiB/);
    truncateSync(join(cwd, write("sparse.yaml", "")), 1024 * 1024 + 1);
    expect(refused("sparse.yaml")).toMatch(/larger than 1 MiB/);
    const text = "#".repeat(MAX_BYTES + 1);
    expect(refusal(() => readDocumentText(text, { name: "<stdin>", format: "toml" }))).toMatch(/^<stdin> .*5 MiB/);
    expect(refusal(() => readDocumentText(Buffer.from(text), { name: "<stdin>", format: "toml" }))).toMatch(/5 MiB/);
    const wide = "é".repeat(MAX_BYTES / 2 + 1);
    expect(refusal(() => readDocumentText(wide, { name: "<stdin>", format: "toml" }))).toMatch(/5 MiB/);
    expect(readDocumentText("#".repeat(MAX_BYTES), { name: "<stdin>", format: "toml" }).problems).toEqual([]);
  });

  it("is no UTF-8", () => {
    expect(refused(write("latin.toml", Buffer.from('a = 1\nb = "\xe9"\n', "latin1")))).toBe(
      "latin.toml cannot be read: it is not UTF-8: line 2 holds a byte that cannot stand there. Save it as UTF-8.",
    );
    expect(refused(write("le.toml", Buffer.from("\uFEFFa = 1", "utf16le")))).toMatch(/encoded as UTF-16/);
    expect(refused(write("be.toml", Buffer.from("\uFEFFa = 1", "utf16le").swap16()))).toMatch(/encoded as UTF-16/);
    expect(refused(write("nul.toml", "a = 1\n\0"))).toMatch(/NUL byte at offset 6/);
    expect(refusal(() => readDocumentText("a\0", { name: "x", format: "yaml" }))).toMatch(/NUL byte at offset 1/);
  });

  it("is of no known format", () => {
    for (const name of ["a.jsonc", "a.json5", "a.ini", "toml", "a.toml.bak"])
      expect(refused(write(name, "{}"))).toMatch(
        /does not tell the format\. Known are \.env, \.json, \.toml, \.yaml, \.yml\.$/,
      );
    expect(refused("a.toml", "xml")).toMatch(/no format "xml"\. Known are dotenv, json, toml, yaml/);
  });
});

describe("a file that can", () => {
  it("has a name relative to the working directory, and an absolute path", () => {
    mkdirSync(join(cwd, "sub"));
    write("sub/pool.toml", "[pool]\nmax = 1\n");
    const document = readDocumentFile("sub/pool.toml", { files: nodeFiles, cwd });
    expect(document).toMatchObject({ name: join("sub", "pool.toml"), path: join(cwd, "sub/pool.toml"), problems: [] });
    expect(readDocumentFile("pool.toml", { files: nodeFiles, cwd: join(cwd, "sub") }).name).toBe("pool.toml");
    const outside = join(cwd, "sub/pool.toml");
    expect(readDocumentFile(outside, { files: nodeFiles, cwd: join(cwd, "folder.toml") }).name).toBe(outside);
  });

  it("is read whole where its size is not known beforehand", () => {
    const document = readDocumentFile("/proc/version", { files: nodeFiles, cwd, format: "dotenv" });
    expect(document.text.length).toBeGreaterThan(0);
  });

  it("takes its format from its name, or from what is said", () => {
    const names = ["a.toml", "A.TOML", "a.yml", "a.yaml", "a.json", ".env", ".env.local", "prod.env", "a.txt", "env"];
    expect(names.map(formatOf)).toEqual([
      "toml",
      "toml",
      "yaml",
      "yaml",
      "json",
      "dotenv",
      "dotenv",
      "dotenv",
      undefined,
      undefined,
    ]);
    expect(readDocumentFile(write("plain.txt", "a: 1"), { files: nodeFiles, cwd, format: "yaml" }).data).toEqual({
      a: 1,
    });
  });

  it("is given the environment that it may refer to", () => {
    write(".env", "A=$B");
    expect(readDocumentFile(".env", { files: nodeFiles, cwd, env: { B: "b" } }).data).toEqual({ A: "b" });
    expect(readDocumentFile(".env", { files: nodeFiles, cwd }).data).toEqual({ A: "" });
  });
});

// explain-error reads input of any length, in any encoding, from a file or standard input
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, poolcfg } from "../cli/_run.ts";

const MESSAGE = 'FATAL:  too many connections for database "café"\n';
const LINE = "2026-11-29T21:00:00Z info request completed in 12 ms, 28000 bytes, order 53300\n";

async function* lines(before: number, after: number, message = MESSAGE): AsyncGenerator<string> {
  const block = LINE.repeat(1_000);
  for (let at = 0; at < before; at++) yield block;
  yield message;
  for (let at = 0; at < after; at++) yield block;
}

describe("standard input", () => {
  // a block is 79 kB
  it.each([
    ["at the end of 16 MB", 200, 0],
    ["at the beginning of 16 MB", 0, 200],
    ["within the last 2 MiB", 200, 20],
    ["within the first 2 MiB", 20, 200],
    ["in the middle of 4 MB", 25, 25],
  ])("finds a message %s", async (_where, before, after) => {
    const { code, out } = await poolcfg(["explain-error"], { stdin: lines(before, after) });
    expect([code, out.split("\n")[0]]).toEqual([0, "database-connection-limit (PostgreSQL)"]);
  });

  it("reports what was not searched", async () => {
    const unknown = await poolcfg(["explain-error"], { stdin: lines(100, 100) });
    expect([unknown.code, unknown.out]).toEqual([1, ""]);
    expect(unknown.err).toContain("Only the first and the last 2 MiB of the input were searched.");
    const end = await poolcfg(["explain-error", "--format=json"], { stdin: lines(200, 0) });
    expect(JSON.parse(end.out).notes).toEqual([expect.stringContaining("Only the last 2 MiB")]);
    const whole = await poolcfg(["explain-error", "--format=json"], { stdin: lines(1, 1) });
    expect(JSON.parse(whole.out).notes).toEqual([]);
  });

  it("prefers the end of a long input", async () => {
    async function* both() {
      yield "deadlock detected\n";
      yield* lines(200, 0);
    }
    const { out } = await poolcfg(["explain-error"], { stdin: both() });
    expect(out).not.toContain("deadlock");
  });

  it("is bounded in memory, and linear in time", async () => {
    const start = process.memoryUsage().arrayBuffers;
    const { code } = await poolcfg(["explain-error"], { stdin: lines(2_000, 0) });
    expect(code).toBe(0);
    expect(process.memoryUsage().arrayBuffers - start).toBeLessThan(200 * 1024 * 1024);
  });

  it("reports empty input", async () => {
    const { code, err } = await poolcfg(["explain-error"], { stdin: "\n \n" });
    expect([code, err]).toEqual([1, expect.stringContaining("The input is empty.")]);
  });
});

describe("a file", () => {
  const be = (text: string) => Buffer.from(text, "utf16le").swap16();
  const encodings: readonly [string, Buffer][] = [
    ["UTF-8", Buffer.from(MESSAGE)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${MESSAGE}`)],
    ["UTF-16 of PowerShell", Buffer.from(`\ufeff${MESSAGE}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(MESSAGE, "utf16le")],
    ["UTF-16, big-endian", be(`\ufeff${MESSAGE}`)],
    ["UTF-16, big-endian without a mark", be(MESSAGE)],
    ["Windows-1252", Buffer.from(MESSAGE, "latin1")],
  ];
  it.each(encodings)("in %s", async (_encoding, bytes) => {
    const cwd = folder({});
    writeFileSync(join(cwd, "app.log"), bytes);
    const { code, out } = await poolcfg(["explain-error", "--file", "app.log"], { cwd });
    expect([code, out.split("\n")[0]]).toEqual([0, "database-connection-limit (PostgreSQL)"]);
  });

  it.each([0, 1])("in UTF-16, longer than what is searched, with %i more bytes", async (more) => {
    const cwd = folder({});
    const path = join(cwd, "app.log");
    writeFileSync(path, Buffer.from(`\ufeff${LINE.repeat(40_000)}${MESSAGE}`, "utf16le"));
    appendFileSync(path, Buffer.alloc(more, 65));
    const { code, err } = await poolcfg(["explain-error", "--file", "app.log"], { cwd });
    expect([code, err]).toEqual([0, expect.stringContaining("Only the last 2 MiB")]);
  });

  it("that begins with the message and is long", async () => {
    const cwd = folder({ "app.log": MESSAGE + LINE.repeat(100_000) });
    const { code, err } = await poolcfg(["explain-error", "--file", "app.log"], { cwd });
    expect([code, err]).toEqual([0, expect.stringContaining("the first and the last 2 MiB")]);
  });

  it("that cannot be read", async () => {
    const cwd = folder({ "logs/app.log": MESSAGE });
    const missing = await poolcfg(["explain-error", "--file", "none.log"], { cwd });
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("none.log: it does not exist")]);
    const directory = await poolcfg(["explain-error", "--file", "logs"], { cwd });
    expect([directory.code, directory.err]).toEqual([2, expect.stringContaining("it is a directory")]);
  });

  it("whose name was passed as the message", async () => {
    const cwd = folder({ "app.log": MESSAGE });
    const { code, err } = await poolcfg(["explain-error", "app.log"], { cwd });
    expect([code, err]).toEqual([1, expect.stringContaining('poolcfg explain-error --file "app.log"')]);
  });
});

// a run that fails early is told in the form that was asked for, with the exit code that the help promises
import { describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const BROKEN = { "poolcfg.toml": "[pool\nmax = \n" };

/** Fails unless the text is what a reader of the format takes. */
const WELL_FORMED: Record<string, (text: string) => void> = {
  json: (text) => expect(JSON.parse(text)).toMatchObject({ formatVersion: 1, findings: expect.any(Array) }),
  sarif: (text) => expect(JSON.parse(text)).toMatchObject({ version: "2.1.0", runs: [{ results: expect.any(Array) }] }),
  junit: (text) => {
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites [^<>]*>\n[\s\S]*<\/testsuites>\n$/);
    const open: string[] = [];
    for (const [, close, name, self] of text.matchAll(/<(\/?)([a-z-]+)(?:\s+[a-z]+="[^"<>]*")*\s*(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name!);
    }
    expect(open).toEqual([]);
  },
  github: (text) => expect(text).toMatch(/^(?:::(?:error|warning|notice) [^\n]*::[^\n]+\n)+$/),
};

describe.each(Object.entries(WELL_FORMED))("--format %s", (format, check) => {
  it("tells of a config that cannot be parsed as a finding, exit 1", async () => {
    const { code, out } = await poolcfg(["validate", "--format", format], { cwd: folder(BROKEN) });
    expect(code).toBe(1);
    check(out);
    expect(out).toContain("syntax-error");
  });

  it.each([
    ["a file that is not there", ["validate", "gone.toml"]],
    ["a file of no known format", ["validate", "--config", "x.ini"]],
    ["an unknown flag", ["validate", "--frobnicate"]],
    ["an unknown target", ["validate", "--target", "nosuch"]],
  ])("tells of %s, exit 2", async (_, argv) => {
    const { code, out, err } = await poolcfg([...argv, "--format", format], { cwd: folder({ "x.ini": "" }) });
    expect(code).toBe(2);
    check(out);
    expect(err).toMatch(/^error: [^\n]+\n$/);
  });
});

describe("a fault of poolcfg's own", () => {
  const io = (failing: boolean) => {
    const said = { out: "", err: "" };
    const stdout = {
      write: (text: string) => {
        if (failing) throw new Error("boom password=c4nary");
        said.out += text;
      },
    };
    const surroundings = {
      stdout,
      stderr: { write: (text: string) => (said.err += text) },
      stdin: none(),
      cwd: folder({}),
      env: {},
    };
    return { said, surroundings };
  };
  async function* none(): AsyncGenerator<string> {}

  it("ends in one sentence and exit 3", async () => {
    const { said, surroundings } = io(true);
    expect(await main(["--version"], surroundings)).toBe(3);
    expect(said.err).toMatch(/^error: This is a fault of poolcfg itself: Error: boom password=\*\*\*/);
    expect(said.err).not.toMatch(/\n\s+at |c4nary/);
  });

  it("ends so even where what writes it cannot be loaded", async () => {
    vi.resetModules();
    vi.doMock("../../src/cli/_failure.ts", () => {
      throw new Error("the file is gone");
    });
    try {
      const fresh = await import("../../src/cli/main.ts");
      const { said, surroundings } = io(true);
      expect(await fresh.main(["--version"], surroundings)).toBe(3);
      expect(said.err).toMatch(/^error: [^\n]+\n$/);
      expect(said.err).not.toContain("c4nary");
    } finally {
      vi.doUnmock("../../src/cli/_failure.ts");
      vi.resetModules();
    }
  });
});

// a file that is replaced keeps whose it is, and who may read it
import { chmodSync, chownSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeAtomic } from "../../src/cli/_write.ts";
import { folder, poolcfg } from "./_run.ts";

const FIXABLE = "[pool]\nmaxx = 5\n";

describe("validate --fix", () => {
  test.each([0o600, 0o640, 0o644, 0o664, 0o666, 0o755])("keeps the mode %o under any umask", async (mode) => {
    for (const umask of [0o077, 0o022, 0]) {
      const cwd = folder({ "poolcfg.toml": FIXABLE });
      const file = join(cwd, "poolcfg.toml");
      chmodSync(file, mode);
      const before = process.umask(umask);
      try {
        await poolcfg(["validate", "--fix"], { cwd });
      } finally {
        process.umask(before);
      }
      expect(readFileSync(file, "utf8")).toBe("[pool]\nmax = 5\n");
      expect(statSync(file).mode & 0o7777).toBe(mode);
      expect(readdirSync(cwd)).toEqual(["poolcfg.toml"]);
    }
  });

  test.runIf(process.getuid?.() === 0)("by root keeps the owner and the group", async () => {
    const cwd = folder({ "poolcfg.toml": FIXABLE, "real/poolcfg.toml": FIXABLE });
    symlinkSync("real/poolcfg.toml", join(cwd, "link.toml"));
    for (const [name, file] of [
      ["poolcfg.toml", "poolcfg.toml"],
      ["link.toml", "real/poolcfg.toml"],
    ] as const) {
      chownSync(join(cwd, file), 65_534, 12_345);
      chmodSync(join(cwd, file), 0o640);
      await poolcfg(["validate", "--fix", name], { cwd });
      const { uid, gid, mode } = statSync(join(cwd, file));
      expect([uid, gid, mode & 0o7777]).toEqual([65_534, 12_345, 0o640]);
      expect(readFileSync(join(cwd, file), "utf8")).toContain("max = 5");
    }
  });

  test.runIf(process.getuid?.() === 0)("changes nothing if the owner cannot be kept", () => {
    const cwd = folder({ "poolcfg.toml": FIXABLE });
    const file = join(cwd, "poolcfg.toml");
    chmodSync(cwd, 0o777);
    process.seteuid!(65_534);
    try {
      expect(() => writeAtomic(file, "x", { shown: "poolcfg.toml" })).toThrow(/belongs to another user/);
    } finally {
      process.seteuid!(0);
    }
    expect(readFileSync(file, "utf8")).toBe(FIXABLE);
    expect(readdirSync(cwd)).toEqual(["poolcfg.toml"]);
  });
});

test("--out makes a file its owner's only, also one that was there", async () => {
  const cwd = folder({ "poolcfg.toml": "", "old.json": "" });
  chmodSync(join(cwd, "old.json"), 0o644);
  for (const name of ["old.json", "new.json"]) {
    await poolcfg(["render", "--target", "knex", "--out", name], { cwd });
    expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600);
  }
});

describe("a file of TypeScript gets the form with types", () => {
  const typed = "query(query: { text: string; query_timeout: number }): Promise<unknown>;";

  test.each(["db.ts", "db.mts", "db.cts"])("%s", async (name) => {
    const cwd = folder({ "poolcfg.toml": "[pool]\nmax_uses = 7\n" });
    for (const format of [[], ["--format", "code"], ["--format", "ts"]]) {
      const argv = ["render", "--target", "knex", "--no-env", ...format];
      expect((await poolcfg([...argv, "--out", name], { cwd })).code).toBe(0);
      expect(readFileSync(join(cwd, name), "utf8")).toContain(typed);
      expect((await poolcfg([...argv, "--check", name], { cwd })).code).toBe(0);
    }
  });

  test("other files and other targets do not", async () => {
    const cwd = folder({ "poolcfg.toml": "[pool]\nmax_uses = 7\n" });
    const write = async (...argv: string[]) => {
      expect((await poolcfg(["render", "--no-env", ...argv], { cwd })).code).toBe(0);
      return readFileSync(join(cwd, argv.at(-1)!), "utf8");
    };
    expect(await write("--target", "knex", "--format", "code", "--out", "db.js")).not.toContain(typed);
    expect(await write("--target", "knex", "--out", "db.json")).toMatch(/^\{/);
    expect(await write("--target", "knex", "--format", "json", "--out", "x.ts")).toMatch(/^\{/);
    expect(await write("--target", "sqlalchemy", "--format", "code", "--out", "y.ts")).toContain("create_engine");
  });
});

// other people's repositories: what is in them is read, and nothing of it is run
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands/registry.gen.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const SOURCE = fileURLToPath(new URL("../../src", import.meta.url));

test("the modules that may start a process are those of --exec and --render", () => {
  const modules = readdirSync(SOURCE, { recursive: true }).map(String);
  const starting = modules.filter((name) => {
    if (!name.endsWith(".ts")) return false;
    return /child_process|node:(?:cluster|worker_threads)|dlopen/.test(readFileSync(join(SOURCE, name), "utf8"));
  });
  expect(starting).toEqual(["cli/_program.ts", "fleet/render.ts"]);
});

describe("a .env file that has NODE_OPTIONS in it", () => {
  const CLI = fileURLToPath(new URL("../../bin/poolcfg.js", import.meta.url));
  const files = {
    "run.cjs": 'require("node:fs").writeFileSync("ran", "")',
    ".env.ci": "NODE_OPTIONS=--require ./run.cjs\nPOOL_MAX=7\n",
  };

  test.each([["--dotenv", ".env.ci"], ["--dotenv=.env.ci"]])("%s %s: nothing of it is run", (...words) => {
    const cwd = folder(files);
    const { stdout } = spawnSync(process.execPath, [CLI, "show", ...words], { cwd, encoding: "utf8" });
    expect(stdout).toMatch(/pool\.max +7/);
    expect(existsSync(join(cwd, "ran"))).toBe(false);
  });

  test("no command has an option that Node takes for its own", async () => {
    const flags = (await Promise.all(commands.map(({ load }) => load()))).flatMap((command) => command.flags);
    expect(
      flags.map(({ flags: words }) => words).filter((words) => /^--(?:env-file|experimental)/.test(words)),
    ).toEqual([]);
  });

  test("--env-file, the earlier name, still works, and says why not to use it", async () => {
    const cwd = folder(files);
    for (const words of [["--env-file", ".env.ci"], ["--env-file=.env.ci"]]) {
      const { code, out, err } = await poolcfg(["show", ...words], { cwd });
      expect(code).toBe(0);
      expect(out).toMatch(/pool\.max +7/);
      expect(err).toContain("Use --dotenv instead.");
    }
    expect((await poolcfg(["explain-error", "--", "--env-file"], { cwd })).err).not.toContain("--dotenv");
  });
});

describe("a repository in which git would run a command", () => {
  const canary = join(folder({}), "ran");
  const monitor = `"echo ran >> '${canary}'; false"`;
  let victim: string;
  let plain: string;

  beforeAll(() => {
    const git = (cwd: string, ...args: string[]) =>
      execFileSync("git", ["-c", "user.email=a@example.com", "-c", "user.name=a", ...args], { cwd, stdio: "ignore" });
    const hostile = folder({
      "poolcfg.toml": 'extends = "config/base.toml"\n[pool]\nmax = 5\n',
      "fleet.toml": '[services.api]\nconfig = "config/base.toml"\n',
    });
    git(hostile, "init", "-q");
    // a bare repository of ordinary files, which a clone brings along
    mkdirSync(join(hostile, "config"));
    git(join(hostile, "config"), "init", "-q", "--bare", ".");
    rmSync(join(hostile, "config/hooks"), { recursive: true, force: true });
    for (const name of ["refs/.keep", "objects/.keep"]) writeFileSync(join(hostile, "config", name), "");
    writeFileSync(join(hostile, "config/base.toml"), '[connection]\npassword = "example"\n');
    writeFileSync(
      join(hostile, "config/config"),
      `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = ${monitor}\n`,
    );
    git(hostile, "add", "-A", ".");
    git(hostile, "commit", "-qm", "x");
    victim = join(folder({}), "victim");
    git(hostile, "clone", "-q", hostile, victim);
    plain = folder({ "poolcfg.toml": '[connection]\npassword = "example"\n' });
    git(plain, "init", "-q");
    git(plain, "add", ".");
    writeFileSync(join(plain, ".git/config"), `[core]\n\tfsmonitor = ${monitor}\n`);
  });

  test("git itself runs it", () => {
    spawnSync("git", ["ls-files", "--error-unmatch", "base.toml"], { cwd: join(victim, "config"), stdio: "ignore" });
    expect(existsSync(canary)).toBe(true);
    rmSync(canary);
  });

  test.each([
    [["validate"]],
    [["validate", "config/base.toml"]],
    [["validate", "--format", "sarif"]],
    [["validate", "--target", "knex", "--diff"]],
    [["show"]],
    [["render", "--target", "node-postgres"]],
    [["diff", "poolcfg.toml", "config/base.toml"]],
    [["doctor", "--timeout", "200ms"]],
    [["import", "config/base.toml"]],
    [["import", "."]],
    [["fleet", "fleet.toml"]],
    [["init"]],
    [["init", "other.toml"]],
  ])("poolcfg %j does not", async (argv) => {
    await poolcfg(argv, { cwd: victim, env: { PGHOST: "127.0.0.1", PGPORT: "1" } });
    expect(existsSync(canary)).toBe(false);
  });

  test("nor does inspectPoolConfig(), and it finds the tracked password all the same", () => {
    for (const cwd of [victim, plain]) {
      const rules = inspectPoolConfig({ cwd, env: false }).findings.map(({ rule }) => rule);
      expect(rules, cwd).toContain("secret-in-tracked-file");
      expect(existsSync(canary)).toBe(false);
    }
  });
});

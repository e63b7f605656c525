import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, poolcfg } from "./_run.ts";

const QUIET = '[session]\nstatementTimeout = "30s"\nidleInTransactionTimeout = "1m"\n';
const SOUND = `[pool]\nmax = 5\n${QUIET}`;
const UNSOUND = `[pool]\nmin = 5\nmax = 2\n${QUIET}`;
const rules = (out: string) => JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);

describe("exit codes", () => {
  test.each([
    ["a sound config", SOUND, [], 0],
    ["an error", UNSOUND, [], 1],
    ["an error, --fail-on none", UNSOUND, ["--fail-on", "none"], 0],
    ["notes only", "[pool]\nmax = 5\n", [], 0],
    ["notes only, --fail-on info", "[pool]\nmax = 5\n", ["--fail-on", "info"], 1],
    ["notes only, --fail-on warning", "[pool]\nmax = 5\n", ["--fail-on", "warning"], 0],
  ])("%s", async (_, text, flags, expected) => {
    const { code } = await poolcfg(["validate", "a.toml", ...flags], { cwd: folder({ "a.toml": text }) });
    expect(code).toBe(expected);
  });
});

describe("sources", () => {
  test("a file", async () => {
    const { out } = await poolcfg(["validate", "a.toml"], { cwd: folder({ "a.toml": SOUND }) });
    expect(out).toBe("no findings\n");
  });

  test("the nearest poolcfg.toml", async () => {
    const { code, out } = await poolcfg(["validate"], { cwd: folder({ "poolcfg.toml": UNSOUND }) });
    expect(code).toBe(1);
    expect(out).toContain("--> poolcfg.toml:2:7");
  });

  test("nothing at all is no success", async () => {
    const { code, out } = await poolcfg(["validate"]);
    expect(code).toBe(1);
    expect(out).toContain("warning[no-config] There is no poolcfg.{toml,yaml,yml,json} here or above");
    expect(out).not.toContain("no findings");
    expect((await poolcfg(["validate", "--allow-incomplete"])).code).toBe(0);
    const left = folder({ ".env": "POOL_MAX=3\n" });
    expect((await poolcfg(["validate", "--no-env"], { cwd: left })).out).toContain(
      "--no-env leaves the environment out",
    );
    const unread = folder({ ".env": "API_KEY=x\n" });
    expect((await poolcfg(["validate", ".env"], { cwd: unread })).out).toContain("Nothing in .env sets anything");
  });

  test("the environment alone, which is said", async () => {
    const { code, err } = await poolcfg(["validate"], { env: { POOL_MAX: "5" } });
    expect(code).toBe(0);
    expect(err).toContain("there is no poolcfg.{toml,yaml,yml,json}");
  });

  test.each(["", "# [pool]\n# max = 5\n", "[pool]\n[session]\n"])("a file that sets nothing: %j", async (text) => {
    const { code, out } = await poolcfg(["validate"], { cwd: folder({ "poolcfg.toml": text }) });
    expect(code).toBe(0);
    expect(out).toContain("warning[empty-config] poolcfg.toml sets nothing");
    const other = await poolcfg(["validate", "x.yaml"], { cwd: folder({ "x.yaml": text.replaceAll("[", "# [") }) });
    expect(other.out).toContain("x.yaml sets nothing");
  });

  test.each([
    ["poolcfg.toml", "poolcfg.yaml"],
    ["poolcfg.yaml", "poolcfg.json"],
    ["poolcfg.yml", "poolcfg.json"],
  ])("%s beside %s, which is not read", async (first, second) => {
    const text = (name: string, max: number) =>
      ({ l: `pool: {max: ${max}}`, n: `{"pool":{"max":${max}}}`, "": `pool.max = ${max}` })[
        name.endsWith(".toml") ? "" : name.at(-1)!
      ]!;
    const cwd = folder({ [first]: text(first, 5), [second]: text(second, 6), "deep/er/file": "" });
    for (const from of [cwd, join(cwd, "deep/er")]) {
      const { out } = await poolcfg(["validate"], { cwd: from });
      expect(out).toContain(`${second} in the same folder is not read`);
      const shown = JSON.parse((await poolcfg(["show", "--format", "json"], { cwd: from })).out);
      expect(shown.config.pool.max).toBe(5);
    }
  });

  test("a table of a larger file", async () => {
    const cwd = folder({ "app.toml": `[x]\ny = 1\n[database.pool]\nmin = 5\nmax = 2\n` });
    const { out } = await poolcfg(["validate", "app.toml#database", "--format", "json"], { cwd });
    expect(rules(out)).toContain("min-exceeds-max");
  });

  test("several files, each by itself", async () => {
    const cwd = folder({ "a.toml": UNSOUND, "b.toml": SOUND, "c.toml": UNSOUND });
    const { out } = await poolcfg(["validate", "a.toml", "b.toml", "c.toml", "--format", "concise"], { cwd });
    expect(out.match(/^\w\.toml:\d+:\d+: error/gm)).toEqual(["a.toml:2:7: error", "c.toml:2:7: error"]);
  });

  test("a connection string, together with the config that lies here", async () => {
    const cwd = folder({ "poolcfg.toml": UNSOUND });
    const { out } = await poolcfg(["validate", "postgres://app@db/shop?nonsense=1", "--format", "json"], { cwd });
    expect(rules(out)).toEqual(expect.arrayContaining(["min-exceeds-max", "unknown-dsn-parameter"]));
  });

  test("stdin is TOML", async () => {
    const { code, out } = await poolcfg(["validate", "-"], { stdin: UNSOUND });
    expect(code).toBe(1);
    expect(out).toContain("<stdin>:2:7");
  });

  test("stdin that is empty is said to be", async () => {
    const { code, out, err } = await poolcfg(["validate", "-"]);
    expect(code).toBe(0);
    expect(out).toContain("<stdin> sets nothing");
    expect(err).toContain("stdin is empty");
  });

  test("what is legal is said once", async () => {
    const cwd = folder({ "a.toml": '[pool]\nmax = "twenty"\n' });
    for (const format of ["text", "concise", "sarif", "github", "junit"]) {
      const { out } = await poolcfg(["validate", "a.toml", "--format", format], { cwd });
      expect(out.match(/a whole number from 1 to 100000/g), format).toHaveLength(format === "junit" ? 2 : 1);
    }
  });

  test("stdin is what --stdin-filename says", async () => {
    const { code, out } = await poolcfg(["validate", "-", "--stdin-filename", "x.json"], {
      stdin: '{"pool": {"min": 5, "max": 2}}',
    });
    expect(code).toBe(1);
    expect(out).toContain("x.json:1:18");
  });

  test("stdin is a connection string where it looks like one", async () => {
    const { out } = await poolcfg(["validate", "-", "--format", "json"], {
      stdin: "postgres://app@db/shop?nonsense=1\n",
    });
    expect(rules(out)).toContain("unknown-dsn-parameter");
  });

  test("stdin beyond the limit is refused", async () => {
    const { code, err } = await poolcfg(["validate", "-"], { stdin: "#".repeat(6 * 1024 * 1024) });
    expect([code, err]).toEqual([2, expect.stringContaining("longer than 5 MiB")]);
  });

  test("a .env file", async () => {
    const { out } = await poolcfg(["validate", ".env.local", "--format", "json"], {
      cwd: folder({ ".env.local": "POOL_MIN=5\nPOOL_MAX=2\n" }),
    });
    expect(rules(out)).toContain("min-exceeds-max");
  });
});

describe("flags", () => {
  test("--set goes before the file", async () => {
    const { code } = await poolcfg(["validate", "--set", "pool.max=9", "--set", "pool.min=9"], {
      cwd: folder({ "poolcfg.toml": UNSOUND }),
    });
    expect(code).toBe(0);
  });

  test("--no-env leaves the environment and .env out", async () => {
    const cwd = folder({ "poolcfg.toml": SOUND, ".env": "POOL_MIN=8\n" });
    expect((await poolcfg(["validate"], { cwd })).code).toBe(1);
    expect((await poolcfg(["validate"], { cwd, env: { POOL_MIN: "1" } })).code).toBe(0);
    expect((await poolcfg(["validate", "--no-env"], { cwd, env: { POOL_MIN: "9" } })).code).toBe(0);
  });

  test("--profile", async () => {
    const cwd = folder({ "poolcfg.toml": `${SOUND}[profiles.tiny.pool]\nmin = 9\n` });
    expect((await poolcfg(["validate", "--profile", "tiny", "--format", "json"], { cwd })).out).toContain(
      "min-exceeds-max",
    );
  });

  test("colour: only where it is wanted", async () => {
    const cwd = folder({ "poolcfg.toml": UNSOUND });
    const coloured = async (flags: string[], isTTY: boolean, env = {}) =>
      (await poolcfg(["validate", ...flags], { cwd, isTTY, env })).out.includes("\u001b[");
    expect(await coloured([], false)).toBe(false);
    expect(await coloured([], true)).toBe(true);
    expect(await coloured([], true, { NO_COLOR: "1" })).toBe(false);
    expect(await coloured(["--color"], false, { NO_COLOR: "1" })).toBe(true);
    expect(await coloured(["--no-color"], true)).toBe(false);
  });
});

describe("--fix", () => {
  const WRONG = `[pool]\nmax = 5\nidle_timout = "30s" # why\nmax_uses = 0\n${QUIET}`;
  const RIGHT = WRONG.replace("idle_timout", "idle_timeout").replace("max_uses = 0", 'max_uses = "off"');
  const read = (cwd: string, name = "poolcfg.toml") => readFileSync(join(cwd, name), "utf8");

  test("writes the file, and nothing else in it changes", async () => {
    const cwd = folder({ "poolcfg.toml": WRONG });
    const { code, out, err } = await poolcfg(["validate", "--fix"], { cwd });
    expect([code, out]).toEqual([0, "no findings\n"]);
    expect(read(cwd)).toBe(RIGHT);
    expect(err).toContain("2 findings fixed");
  });

  test("keeps a byte order mark and CRLF", async () => {
    const wild = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
    const cwd = folder({ "poolcfg.toml": wild(WRONG) });
    await poolcfg(["validate", "--fix"], { cwd });
    expect(read(cwd)).toBe(wild(RIGHT));
  });

  test("keeps a link a link", async () => {
    const cwd = folder({ "real/pool.toml": WRONG });
    symlinkSync(join("real", "pool.toml"), join(cwd, "poolcfg.toml"));
    await poolcfg(["validate", "--fix"], { cwd });
    expect(read(cwd, "real/pool.toml")).toBe(RIGHT);
  });

  test("--diff shows it and writes nothing", async () => {
    const cwd = folder({ "poolcfg.toml": WRONG });
    const { code, out } = await poolcfg(["validate", "--diff"], { cwd });
    expect(code).toBe(1);
    expect(out).toContain(
      '-idle_timout = "30s" # why\n-max_uses = 0\n+idle_timeout = "30s" # why\n+max_uses = "off"\n',
    );
    expect(read(cwd)).toBe(WRONG);
  });

  test("--diff masks secrets", async () => {
    const cwd = folder({ "poolcfg.toml": `[connection]\npassword = "s3cret-c4nary"\n${WRONG}` });
    const { out } = await poolcfg(["validate", "--diff"], { cwd });
    expect(out).toContain("+idle_timeout");
    expect(out).not.toContain("s3cret-c4nary");
  });

  test.each([
    ["a typo", "maxx = 20"],
    ["another tool's spelling", "max_connections = 20"],
  ])("does not rename %s to a key that stands beside it", async (_, line) => {
    const text = `[pool]\n${line}\nmax = 5\n${QUIET}`;
    const cwd = folder({ "poolcfg.toml": text });
    const { code, err } = await poolcfg(["validate", "--fix"], { cwd });
    expect([code, err]).toEqual([1, "nothing to fix\n"]);
    expect(read(cwd)).toBe(text);
  });

  test.each([
    ["a setting of another table", '[pool]\nlock_timeout = "30s"\n', /sets session\.lockTimeout/],
    ["a setting of another table, in camelCase", '[session]\nmaxLifetime = "30s"\n', /sets pool\.maxLifetime/],
    ["libpq's name in the connection", '[connection]\nsslmode = "require"\n', /sets connection\.ssl\.mode/],
    ["another word", '[pool]\nread_timeout = "30s"\n', /Unknown setting/],
    ["another word of a word", "[pool]\nmax_open = 25\n", /Unknown setting/],
    ["what may be either of two", "[pool]\nman = 5\n", /Did you mean/],
    ["a limit that is fitted to a default", "[pool]\nmax_open = 25\nmax_idle = 25\n", /Unknown setting/],
    [
      "a fleet file",
      "[servers.main]\nmax_connections = 200\n[services.api]\npool = 5\n",
      /poolcfg fleet poolcfg\.toml/,
    ],
    ["a compose file", '[services.api]\nimage = "x"\n', /poolcfg fleet/],
  ])("leaves %s alone, and says what it is", async (_, text, words) => {
    const cwd = folder({ "poolcfg.toml": text });
    const { code, out } = await poolcfg(["validate", "--fix"], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(words);
    expect(read(cwd)).toBe(text);
  });

  test.each([
    ["maxx = 5", "max = 5"],
    ["Max = 5", "max = 5"],
    ['idletimeout = "30s"', 'idle_timeout = "30s"'],
    ['acquire_timout = "5s"', 'acquire_timeout = "5s"'],
    ['aquireTimeout = "5s"', 'acquireTimeout = "5s"'],
    ['max-lifetme = "1h"', 'max-lifetime = "1h"'],
    ["min = 2\nmax = 5\nmax_idel = 3", "min = 2\nmax = 5\nmax_idle = 3"],
  ])("corrects a slip of the pen: %s", async (wrong, right) => {
    const cwd = folder({ "poolcfg.toml": `[pool]\n${wrong}\n` });
    await poolcfg(["validate", "--fix"], { cwd });
    expect(
      read(cwd)
        .replaceAll(/[-_]|(?<=\[pool\]\n)/g, "")
        .toLowerCase(),
    ).toBe(`[pool]\n${right}\n`.replaceAll(/[-_]/g, "").toLowerCase());
  });

  test("stdin cannot be fixed", async () => {
    expect(await poolcfg(["validate", "-", "--fix"], { stdin: WRONG })).toMatchObject({
      code: 2,
      err: expect.stringContaining("--diff"),
    });
  });

  test("a folder that is not there is a clear error", async () => {
    const cwd = folder({});
    mkdirSync(join(cwd, "poolcfg.toml"));
    writeFileSync(join(cwd, "poolcfg.toml", "x"), "");
    const { code, err } = await poolcfg(["validate", "--fix"], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^error: /);
  });
});

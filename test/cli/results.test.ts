// the commands that give a result: render, import, show, explain, diff, init, completion, schema
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands/registry.gen.ts";
import { rules } from "../../src/lint/rules/registry.gen.ts";
import { FIELDS } from "../../src/model/model.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "./_run.ts";

const CANARY = "s3cret-c4nary";
const CONFIG = `[connection]
url = "postgres://app:${CANARY}@db.example/shop"
[pool]
max = 5
maxUses = 7500
idleTimeout = "off"
[profiles.tiny.pool]
max = 2
[pools.reports.connection]
url = "postgres://app:${CANARY}@reports.example/shop"
`;
const TWO_HOSTS = '[connection]\nurl = "postgresql://app@one.example.com,two.example.com/shop"\n';
const here = () => ({ cwd: folder({ "poolcfg.toml": CONFIG }) });

describe("render", () => {
  test("writes the settings to stdout, and deviations to stderr", async () => {
    const { code, out, err } = await poolcfg(["render", "--target", "knex"], here());
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ client: "pg", pool: { max: 5 } });
    expect(out).toContain(CANARY);
    expect(err).toMatch(/^note: pool\.maxUses/m);
    expect(err).not.toContain(CANARY);
  });

  test("a warning about data is not printed for code, which has both times", async () => {
    const cwd = folder({ "poolcfg.toml": '[pool]\nacquire_timeout = "15s"\nconnect_timeout = "5s"\n' });
    const argv = ["render", "--target", "node-postgres", "--only-set", "--format"];
    const [json, code] = [await poolcfg([...argv, "json"], { cwd }), await poolcfg([...argv, "code"], { cwd })];
    expect(json.err).toMatch(/^warning: pool\.connectTimeout \(5s\) is not supported/m);
    expect(code.out).toMatch(/5000[\s\S]*15000|15000[\s\S]*5000/);
    expect(code.err).toBe("");
  });

  test("--redact masks secrets", async () => {
    const { out } = await poolcfg(["render", "--target", "knex", "--redact"], here());
    expect(out).toContain("db.example/shop");
    expect(out).not.toContain(CANARY);
  });

  test("--strict makes a loss an error", async () => {
    const { code, out, err } = await poolcfg(["render", "--target", "knex", "--strict"], here());
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^error: pool\.maxUses/m);
  });

  test("a config with errors is not rendered", async () => {
    const cwd = folder({ "poolcfg.toml": "[pool]\nmin = 5\nmax = 2\n" });
    const text = await poolcfg(["render", "--target", "knex"], { cwd });
    expect([text.code, text.out]).toEqual([1, ""]);
    expect(text.err).toContain("error[min-exceeds-max]");
  });

  // what is on stdout goes to a file that a library reads
  test.each([
    ["a config with errors", ["--target", "knex"], { "poolcfg.toml": "[pool]\nmin = 5\nmax = 2\n" }],
    ["a config that the target cannot express", ["--target", "mikro-orm"], { "poolcfg.toml": TWO_HOSTS }],
    ["a file that is not there", ["--target", "knex", "--config", "gone.toml"], {}],
    ["a target that is not there", ["--target", "nothing"], {}],
    ["a flag that is not there", ["--target", "knex", "--nothing"], {}],
  ])("%s leaves stdout empty, in json too", async (_, argv, files) => {
    const { code, out, err } = await poolcfg(["render", "--format", "json", ...argv], { cwd: folder(files) });
    expect(code).toBeGreaterThan(0);
    expect(out).toBe("");
    expect(err).toContain("error");
  });

  test("--out writes a file for its owner only, and leaves nothing else", async () => {
    const { cwd } = here();
    const { code, out } = await poolcfg(["render", "--target", "knex", "--out", "knex.json"], { cwd });
    expect([code, out]).toEqual([0, ""]);
    expect(statSync(join(cwd, "knex.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(cwd).sort()).toEqual(["knex.json", "poolcfg.toml"]);
  });

  test.each([
    ["missing/knex.json", "its folder does not exist"],
    [".", "is a folder"],
    ["/dev/null", "is no plain file"],
  ])("--out %s is refused", async (file, message) => {
    const { cwd } = here();
    const { code, err } = await poolcfg(["render", "--target", "knex", "--out", file], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(readdirSync(cwd)).toEqual(["poolcfg.toml"]);
  });

  test("--check compares", async () => {
    const { cwd } = here();
    const argv = ["render", "--target", "knex", "--check", "knex.json"];
    expect((await poolcfg(argv, { cwd })).code).toBe(2);
    await poolcfg(["render", "--target", "knex", "--out", "knex.json"], { cwd });
    expect(await poolcfg(argv, { cwd })).toMatchObject({ code: 0, out: "" });
    const stale = await poolcfg([...argv, "--set", "pool.max=7"], { cwd });
    expect(stale.code).toBe(1);
    expect(stale.out).toMatch(/^-\s+"max": 5,\n\+\s+"max": 7,$/m);
    expect(stale.out).not.toContain(CANARY);
    expect(stale.err).toContain("knex.json is stale");
  });
});

describe("render --check where the secrets are not set, as in CI", () => {
  const TOML = '[connection]\nhost = "db.example.com"\nuser = "app"\ndatabase = "shop"\n[pool]\nmax = 5\n';
  const check = async (target: string, env: Record<string, string>, toml: string, changed = toml) => {
    const cwd = folder({ "poolcfg.toml": toml, secret: CANARY });
    const argv = ["render", "--target", target, "--format", "code"];
    const { code } = await poolcfg([...argv, "--out", "db"], { cwd, env });
    expect(code).toBe(0);
    writeFileSync(join(cwd, "poolcfg.toml"), changed);
    return poolcfg([...argv, "--check", "db"], { cwd });
  };
  const URL = `postgresql://app:${CANARY}@db.example.com/shop`;

  test.each([
    ["knex", { DATABASE_URL: URL }, "[pool]\nmax = 5\n"],
    ["sqlalchemy", { CONNECTION_URL: URL }, "[pool]\nmax = 5\n"],
    ["node-postgres", { PGPASSWORD: CANARY }, TOML],
    ["django", { CONNECTION_PASSWORD: CANARY }, TOML],
    ["ecto", { CONNECTION_PASSWORD_FILE: "secret" }, TOML],
    ["hikaricp", { PGPASSWORD: CANARY }, TOML],
  ])("%s is up to date without %j", async (target, env: Record<string, string>, toml) => {
    const { code, out, err } = await check(target, env, toml);
    expect([code, out]).toEqual([0, ""]);
    expect(err).toMatch(new RegExp(`note: ${Object.keys(env)[0]} is not set here; the rest of db is up to date`));
  });

  test("what has changed besides is stale", async () => {
    const { code, out, err } = await check("knex", { DATABASE_URL: URL }, "[pool]\nmax = 5\n", "[pool]\nmax = 6\n");
    expect([code, out]).toEqual([1, expect.stringContaining("+    max: 6,")]);
    expect(err).toMatch(/note: DATABASE_URL is not set here, and the file reads it/);
    const password = await check("ecto", { PGPASSWORD: CANARY }, TOML, TOML.replace("shop", "store"));
    expect(password.code).toBe(1);
  });

  test("nor is a part of the connection string guessed", async () => {
    const { code, err } = await check("django", { DATABASE_URL: URL }, "[pool]\nmax = 5\n");
    expect(code).toBe(1);
    expect(err).toMatch(/DATABASE_URL is not set here/);
  });

  test("a secret that is set is not replaced", async () => {
    const cwd = folder({ "poolcfg.toml": TOML });
    const argv = ["render", "--target", "ecto", "--format", "code"];
    await poolcfg([...argv, "--out", "db"], { cwd, env: { PGPASSWORD: CANARY } });
    const { code } = await poolcfg([...argv, "--check", "db"], { cwd, env: { CONNECTION_PASSWORD: CANARY } });
    expect(code).toBe(1);
  });
});

describe("import", () => {
  const OPTIONS = JSON.stringify({
    connectionString: `postgres://app:${CANARY}@db/shop`,
    max: 5,
    idleTimeoutMillis: 2_000,
  });

  test("writes TOML that validates", async () => {
    const cwd = folder({ "pg.json": OPTIONS });
    const { code } = await poolcfg(["import", "pg.json", "--from", "node-postgres", "--out", "poolcfg.toml"], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "poolcfg.toml"), "utf8")).toContain("max = 5");
    expect(statSync(join(cwd, "poolcfg.toml")).mode & 0o777).toBe(0o600);
    expect((await poolcfg(["validate"], { cwd })).code).toBe(0);
  });

  test("reads stdin", async () => {
    const { out } = await poolcfg(["import", "-", "--from", "node-postgres", "--stated-only"], { stdin: OPTIONS });
    expect(out).toContain('idleTimeout = "2s"');
  });

  test("as JSON it is masked", async () => {
    const { out } = await poolcfg(["import", "-", "--from", "node-postgres", "--format", "json"], { stdin: OPTIONS });
    expect(JSON.parse(out)).toMatchObject({ formatVersion: 1, values: { "pool.max": 5 } });
    expect(out).not.toContain(CANARY);
  });

  test("what cannot be read at all writes nothing", async () => {
    const { code, out } = await poolcfg(["import", "-", "--from", "node-postgres"], { stdin: "{ nonsense" });
    expect(code).toBeGreaterThan(0);
    expect(out).toBe("");
  });
});

describe("show", () => {
  test("every field with its origin", async () => {
    const { code, out } = await poolcfg(["show"], here());
    expect(code).toBe(0);
    expect(out.split("\n").filter(Boolean)).toHaveLength(FIELDS.size);
    expect(out).toMatch(/^pool\.max +5 +poolcfg\.toml:4:7$/m);
    expect(out).toMatch(/^pool\.idleTimeout +off +poolcfg\.toml:6:15$/m);
    expect(out).toMatch(/^connection\.url +postgres:\/\/app:\*\*\*@db\.example\/shop /m);
    expect(out).not.toContain(CANARY);
  });

  test("--only-set leaves defaults out", async () => {
    const { out } = await poolcfg(["show", "--only-set"], here());
    expect(out).toContain("pool.maxUses");
    expect(out).not.toContain("pool.maxLifetime");
  });

  test("as JSON", async () => {
    const { out } = await poolcfg(["show", "--format", "json"], here());
    expect(JSON.parse(out)).toMatchObject({
      formatVersion: 1,
      config: {
        connection: { url: "postgres://app:***@db.example/shop", password: "***" },
        pool: { max: 5, idleTimeout: null, maxLifetime: 1_800_000 },
      },
      origins: { "pool.max": { source: "file", label: "poolcfg.toml:4:7" } },
      findings: expect.any(Array),
    });
    expect(out).not.toContain(CANARY);
  });

  test("a password that looks like a connection string is masked whole", async () => {
    const { out } = await poolcfg(["show"], { env: { PGPASSWORD: `x://${CANARY}` } });
    expect(out).not.toContain(CANARY);
  });
});

describe("explain", () => {
  test.each([
    ...rules.map(({ id }) => ["rule", id]),
    ...targets.map(({ id }) => ["target", id]),
    ...[...FIELDS.keys()].map((path) => ["field", path]),
    ["group", "pool"],
  ])("%s %s", async (kind, id) => {
    const { code, out } = await poolcfg(["explain", id!]);
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(40);
    expect(JSON.parse((await poolcfg(["explain", id!, "--format", "json"])).out)).toMatchObject({
      formatVersion: 1,
      kind,
    });
  });

  test.each(["pool.max_idle", "pool.max-idle", "POOL_MAX_IDLE"])("%s is pool.maxIdle", async (id) => {
    expect((await poolcfg(["explain", id])).out).toMatch(/^pool\.maxIdle: /);
  });
});

describe("lists", () => {
  test("targets", async () => {
    const { out } = await poolcfg(["targets"]);
    for (const { id, title } of targets)
      expect(out).toMatch(new RegExp(`^${id} +${title.replace(/[()]/g, "\\$&")} `, "m"));
    const { targets: list } = JSON.parse((await poolcfg(["targets", "--format", "json"])).out);
    expect(list.map(({ id }: { id: string }) => id)).toEqual(targets.map(({ id }) => id));
  });

  test("rules, by area, with those that are off", async () => {
    const { out } = await poolcfg(["rules"]);
    const parts = new Map(out.split("\n\n").map((part) => [part.slice(0, part.indexOf("\n")), part]));
    for (const { id, area, severity, optional, summary } of rules) {
      const shown = optional ? `off \\(${severity}\\)` : severity;
      expect(parts.get(area)).toMatch(
        new RegExp(`^  ${id} +${shown} +${summary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, "m"),
      );
    }
    const { rules: list } = JSON.parse((await poolcfg(["rules", "--format", "json"])).out);
    expect(list).toHaveLength(rules.length);
    for (const { id, optional } of rules)
      expect(list).toContainEqual(expect.objectContaining({ id, on: optional !== true }));
  });
});

describe("diff", () => {
  test("two profiles", async () => {
    const cwd = folder({ "poolcfg.toml": `${CONFIG}[profiles.big.pool]\nmax = 9\n` });
    const { code, out } = await poolcfg(["diff", "profile:tiny", "profile:big"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^pool\.max +2 +9$/m);
    expect(out).not.toContain("pool.min");
    expect((await poolcfg(["diff", "profile:tiny", "profile:big", "--exit-code"], { cwd })).code).toBe(1);
  });

  test("two files with different passwords", async () => {
    const cwd = folder({
      "a.toml": `[connection]\npassword = "${CANARY}"\n`,
      "b.toml": `[connection]\npassword = "${CANARY}2"\n`,
    });
    const { out } = await poolcfg(["diff", "a.toml", "b.toml"], { cwd });
    expect(out).toMatch(/^connection\.password +\*\*\* +\*\*\* \(another\)$/m);
    expect(await poolcfg(["diff", "a.toml", "a.toml", "--exit-code"], { cwd })).toMatchObject({
      code: 0,
      out: "no differences\n",
    });
  });

  test("two targets, as JSON", async () => {
    const { out } = await poolcfg(["diff", "node-postgres", "knex", "--format", "json"]);
    expect(JSON.parse(out).differences).toContainEqual({ path: "pool.max", a: "max", b: "pool.max" });
  });

  test("a target and a config are two kinds", async () => {
    expect((await poolcfg(["diff", "knex", "poolcfg.toml"], here())).err).toContain("name two of a kind");
  });

  test.each([
    ["profile:dev", "profile:production"],
    ["profile:production", "profile:dev"],
    ["profile:dev", "profile:dev"],
  ])("%s and %s: a profile that is not there is an error", async (a, b) => {
    const cwd = folder({ "poolcfg.toml": "[pool]\nmax = 5\n[profiles.production.pool]\nmax = 9\n" });
    for (const words of [[], ["--format", "json"], ["--no-env"]]) {
      const { code, out, err } = await poolcfg(["diff", a, b, ...words], { cwd });
      expect(code).toBe(2);
      expect(out + err).toContain(
        'There is no profile \\"dev\\"'.replaceAll("\\", words[0] === "--format" ? "\\" : ""),
      );
      expect(out + err).toContain("production");
    }
    const none = folder({ "poolcfg.toml": "[pool]\nmax = 5\n" });
    expect((await poolcfg(["diff", a, b], { cwd: none })).code).toBe(2);
  });

  test("of a config with errors is no success, since a default may be compared in the place of a value", async () => {
    const cwd = folder({ "a.toml": "[pool]\nmaxx = 5\n", "b.toml": "[pool]\nmin = 0\n" });
    const { code, err } = await poolcfg(["diff", "a.toml", "b.toml"], { cwd });
    expect(code).toBe(1);
    expect(err).toContain("a.toml has errors");
  });
});

describe("init", () => {
  test.each(["poolcfg.toml", "poolcfg.yaml", "poolcfg.yml", "poolcfg.json"])(
    "next to %s writes nothing",
    async (name) => {
      for (const argv of [
        ["init"],
        ["init", "poolcfg.toml"],
        ["init", "--preset", "production"],
        ["init", "--force"],
      ]) {
        if (name === "poolcfg.toml" && argv.includes("--force")) continue;
        const cwd = folder({ [name]: "" });
        const { code, err } = await poolcfg(argv, { cwd });
        expect([code, readdirSync(cwd)]).toEqual([2, [name]]);
        expect(err).toContain(`${name} is already there`);
      }
      const nested = folder({ [`deep/${name}`]: "" });
      expect((await poolcfg(["init", "deep/poolcfg.toml"], { cwd: nested })).code).toBe(2);
      expect((await poolcfg(["init"], { cwd: nested })).code).toBe(0);
    },
  );

  test("below another config says that the other is not read any more", async () => {
    const cwd = folder({ "poolcfg.yaml": "pool: {max: 3}\n", "app/x": "" });
    const { code, err } = await poolcfg(["init"], { cwd: join(cwd, "app") });
    expect(code).toBe(0);
    expect(err).toMatch(/from this folder poolcfg\.toml is read now, and .*poolcfg\.yaml is not/);
  });

  test("the starter file is sound", async () => {
    const cwd = folder({});
    expect((await poolcfg(["init"], { cwd })).code).toBe(0);
    const { code, out } = await poolcfg(["validate", "--format", "json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out).findings).toMatchObject([{ rule: "empty-config", severity: "warning" }]);
  });

  test("every line of it that is commented out is sound too, and every field but the address is there", async () => {
    const cwd = folder({});
    await poolcfg(["init"], { cwd });
    const text = readFileSync(join(cwd, "poolcfg.toml"), "utf8");
    const stated = text.replace(/^# (?=[a-z_]+ = )/gm, "").replace(/^# (?=\[)/gm, "");
    writeFileSync(join(cwd, "poolcfg.toml"), stated);
    const { findings, origins } = JSON.parse((await poolcfg(["show", "--format", "json"], { cwd })).out);
    expect(findings.filter(({ severity }: { severity: string }) => severity === "error")).toEqual([]);
    const shown = Object.entries(origins as Record<string, { source: string }>).filter(
      ([, { source }]) => source !== "default",
    );
    expect(shown.length).toBeGreaterThan(35);
  });

  test("--preset stands at the top, and is in force", async () => {
    const cwd = folder({});
    expect((await poolcfg(["init", "--preset", "production"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "poolcfg.toml"), "utf8")).toMatch(/^preset = "production"$/m);
    expect(JSON.parse((await poolcfg(["show", "--format", "json"], { cwd })).out)).toMatchObject({
      config: { preset: "production" },
    });
  });

  test("does not replace a file unless told", async () => {
    const cwd = folder({ "poolcfg.toml": "x" });
    expect(await poolcfg(["init"], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("--force") });
    expect(readFileSync(join(cwd, "poolcfg.toml"), "utf8")).toBe("x");
    expect((await poolcfg(["init", "--force"], { cwd })).code).toBe(0);
  });
});

describe("schema", () => {
  test("findings", async () => {
    expect(JSON.parse((await poolcfg(["schema", "findings"])).out)).toMatchObject({ title: "poolcfg findings report" });
  });
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])("%s knows every command and every id", async (shell) => {
    const { out } = await poolcfg(["completion", shell]);
    for (const word of [
      ...commands,
      ...targets.map(({ id }) => ({ name: id })),
      ...rules.map(({ id }) => ({ name: id })),
    ]) {
      expect(out).toContain(word.name);
    }
    const checker = { bash: ["bash", "-n"], zsh: ["zsh", "-n"], fish: ["fish", "--no-execute"] }[shell]!;
    const there = (process.env.PATH ?? "").split(":").some((path) => existsSync(join(path, checker[0]!)));
    if (there) {
      const file = join(folder({ script: out }), "script");
      execFileSync(checker[0]!, [checker[1]!, file]);
    }
  });

  test.each([
    ["poolcfg val", "validate"],
    ["poolcfg render --target kn", "knex"],
    ["poolcfg validate --form", "--format"],
    ["poolcfg validate --format sa", "sarif"],
    ["poolcfg explain min-exc", "min-exceeds-max"],
    ["poolcfg init --preset produ", "production"],
  ])("bash completes %s", async (line, expected) => {
    const { out } = await poolcfg(["completion", "bash"]);
    const words = line
      .split(" ")
      .map((word) => `'${word}'`)
      .join(" ");
    const script = `${out}\nCOMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _poolcfg; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const said = execFileSync("bash", ["--norc", "-c", script], { encoding: "utf8", cwd: folder({}) });
    expect(said.split("\n")).toContain(expected);
  });
});

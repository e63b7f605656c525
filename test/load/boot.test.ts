// what a start does with a config: what fails it, what is reported, and what is not touched
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PoolConfigError, PoolcfgError } from "../../src/diagnostics/errors.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { rules } from "../../src/lint/rules/registry.gen.ts";
import { BOOT_FATAL } from "../../src/load/boot.ts";
import {
  type BootOptions,
  inspectPoolConfig,
  type LoadedFiles,
  loadPoolConfig,
  loadPoolConfigSync,
} from "../../src/load/index.ts";

const DIST = join(import.meta.dirname, "../../dist");

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "poolcfg-boot-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(cwd, { recursive: true, force: true });
});

function files(all: Record<string, string>): void {
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

/** The findings that a start reports, or the error that it ends with. */
async function start(options: BootOptions = {}): Promise<readonly string[] | Error> {
  const found: Finding[] = [];
  const all: BootOptions = { cwd, env: {}, onFinding: (finding) => found.push(finding), ...options };
  const error = await loadPoolConfig(all).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  return error ?? found.map(({ rule }) => rule);
}

function fatal(error: unknown): string[] {
  expect(error).toBeInstanceOf(PoolConfigError);
  return (error as PoolConfigError).findings.map(({ rule }) => rule);
}

describe("rules that fail a start", () => {
  test("are a list that only a major version adds to", () => {
    // do not add to it: a config that starts today must start with the next minor version
    expect([...BOOT_FATAL].sort()).toEqual([
      "cyclic-extends",
      "duplicate-key",
      "duplicate-setting",
      "file-outside-project",
      "fleet-exceeds-limit",
      "fleet-exceeds-pooler",
      "forbidden-key",
      "input-too-large",
      "invalid-dsn",
      "min-exceeds-max",
      "not-postgresql",
      "out-of-range",
      "second-question-mark",
      "syntax-error",
      "system-authorities-need-verify-full",
      "timer-overflow",
      "too-deep",
      "too-many-aliases",
      "unescaped-credentials",
      "unknown-dsn-parameter",
      "unknown-key",
      "unknown-preset",
      "unknown-profile",
      "unreadable-extends",
      "unreadable-secret-file",
      "unresolved-service",
      "unsupported-value",
      "wrong-type",
      "zero-not-off",
    ]);
  });

  test("exist, and are errors by default", () => {
    const severities = new Map(rules.map(({ id, severity }) => [id, severity]));
    for (const id of BOOT_FATAL) expect([id, severities.get(id)]).toEqual([id, "error"]);
  });

  test.each([
    ["a value out of range", "[pool]\nmax = 0\n", ["out-of-range"]],
    ["a minimum above the maximum", "[pool]\nmax = 2\nmin = 3\n", ["min-exceeds-max"]],
    [
      "a total above the limit of the server",
      "[pool]\nmax = 50\n[server]\nmax_connections = 40\n",
      ["fleet-exceeds-limit"],
    ],
    ["a key that is not known", "[pool]\nmaxx = 2\n", ["unknown-key"]],
    ["text that is no TOML", "[pool\n", ["syntax-error"]],
    ["several errors", "[pool]\nmaxx = 2\nmin = -1\n", ["unknown-key", "out-of-range"]],
  ])("%s", async (_, toml, expected) => {
    files({ "poolcfg.toml": toml });
    expect(fatal(await start())).toEqual(expected);
  });

  test.each([
    [
      "a total above the budget",
      "[pool]\nmax = 45\n[server]\nmax_connections = 50\nreserved = 3\n",
      "fleet-exceeds-budget",
    ],
    [
      "a token as password",
      `[connection]\nhost = "db.abc.eu-west-1.rds.amazonaws.com"\npassword = "${"db:5432/?Action=connect&X-Amz-Security-Token=x&X-Amz-Signature=abcdef"}"\n`,
      "token-as-password",
    ],
    ["a placeholder", '[connection]\nurl = "postgresql://app:[YOUR-PASSWORD]@db.example.com/app"\n', "placeholder"],
    ["a target that is not known", 'targets = ["prisma@99"]\n', "unknown-target"],
    [
      "a note that the config makes an error",
      '[pool]\nmax = 5\n[rules]\nno-statement-timeout = "error"\n',
      "no-statement-timeout",
    ],
  ])("do not include %s, which is reported", async (_, toml, rule) => {
    files({ "poolcfg.toml": toml });
    expect(
      inspectPoolConfig({ cwd, env: {} })
        .findings.filter(({ severity }) => severity === "error")
        .map((one) => one.rule),
    ).toContain(rule);
    expect(await start()).toContain(rule);
    expect(() => loadPoolConfigSync({ cwd, env: {} })).not.toThrow();
  });

  test("fail no more where the config suppresses them", async () => {
    files({ "poolcfg.toml": '[pool]\nmax = 2\nmin = 3\n[rules]\nmin-exceeds-max = "warning"\n' });
    expect(await start()).toContain("min-exceeds-max");
  });
});

describe("the error", () => {
  test("has what is wrong, the place, the advice, and no other finding", async () => {
    files({
      "poolcfg.toml":
        '[pool]\nmaxx = 40\nidle_timeout = "40m"\n[connection]\nurl = "postgresql://app:pw@db.example.com/app"\n',
    });
    const error = (await start()) as PoolConfigError;
    expect(error.message).toBe(
      'The pool config has 1 error:\n  poolcfg.toml:2:1: Unknown setting "pool.maxx". Did you mean `max`? [unknown-key]',
    );
    expect(error.findings).toHaveLength(1);
    // Node prints what can be enumerated below the stack
    expect(Object.keys(error)).not.toContain("findings");
  });

  test("does not call back for findings, which would be noise around it", async () => {
    files({ "poolcfg.toml": "[pool]\nmaxx = 40\n" });
    const onFinding = vi.fn();
    await expect(loadPoolConfig({ cwd, env: { POOL_MNI: "1" }, onFinding })).rejects.toThrow(PoolConfigError);
    expect(onFinding).not.toHaveBeenCalled();
  });
});

describe("the config file", () => {
  test("is reported if there is none, once and only if nobody takes the findings", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await loadPoolConfig({ cwd, env: {} });
    loadPoolConfigSync({ cwd, env: {} });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toContain(`There is no poolcfg.{toml,yaml,yml,json} in ${cwd}`);
    expect(await start()).toContain("no-config");
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test.each<[string, BootOptions]>([
    ["none is needed", { required: false }],
    ["the config is given in code", { config: { pool: { max: 3 } } }],
    ["the config is a text", { text: { name: "a.toml", content: "[pool]\nmax = 3\n", format: "toml" } }],
  ])("is not missed if %s", async (_, options) => {
    expect(await start(options)).not.toContain("no-config");
  });

  test("may be required", async () => {
    const error = await start({ required: true });
    expect(error).toBeInstanceOf(PoolcfgError);
    expect(error).toMatchObject({ code: "input", message: expect.stringContaining(cwd) });
    files({ "poolcfg.toml": "[pool]\nmax = 5\n" });
    expect(await start({ required: true })).not.toBeInstanceOf(Error);
  });

  test("is named with what it extends, also if the start fails", async () => {
    const seen: LoadedFiles[] = [];
    files({
      "base.toml": "[pool]\nmin = 4\n",
      ".env": "A=1\n",
      "app/poolcfg.toml": 'extends = "../base.toml"\n[pool]\nmax = 5\n',
    });
    const onFiles = (all: LoadedFiles) => seen.push(all);
    await start({ cwd: join(cwd, "app"), dotenv: "../.env", onFiles });
    const found = {
      config: join(cwd, "app/poolcfg.toml"),
      extended: [join(cwd, "base.toml")],
      dotenv: [join(cwd, ".env")],
    };
    expect(seen).toEqual([found]);
    files({ "app/poolcfg.toml": 'extends = "../base.toml"\n[pool]\nmax = 3\n' });
    expect(fatal(await start({ cwd: join(cwd, "app"), onFiles }))).toEqual(["min-exceeds-max"]);
    expect(seen[1]).toEqual({ ...found, dotenv: [] });
    await start({ required: false, dotenv: false, onFiles });
    expect(seen[2]).toEqual({ config: undefined, extended: [], dotenv: [] });
  });
});

describe("names that are almost right", () => {
  test.each([
    [{ POOL_MXA: "5" }, "POOL_MAX"],
    [{ POOL_IDLETIMEOUT: "5s" }, "POOL_IDLE_TIMEOUT"],
    [{ POOL_ACQUIRE_TIMOUT: "5s" }, "POOL_ACQUIRE_TIMEOUT"],
    [{ SESSION_STATMENT_TIMEOUT: "5s" }, "SESSION_STATEMENT_TIMEOUT"],
    [{ POOLCFG_PROFIL: "ci" }, "POOLCFG_PROFILE"],
    [{ DATABSE_URL: "postgresql://h/d" }, "DATABASE_URL"],
    [{ PGPASSWD: "x" }, "PGPASSWORD"],
    [{ PGPASSWD_FILE: "x" }, "PGPASSWORD_FILE"],
  ])("of a variable: %o", async (env, meant) => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await loadPoolConfig({ cwd, env, required: false });
    expect(warn.mock.calls[0]![0]).toMatch(new RegExp(`not read by poolcfg.*${meant}\\?$`));
  });

  test("of a variable, among very many", () => {
    const env = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`POOL_MAX${at}X`, "1"]));
    const { findings } = inspectPoolConfig({ cwd, env });
    expect(findings.filter(({ rule }) => rule === "unknown-variable").length).toBeLessThanOrEqual(200);
  });

  test.each(["SERVER_PORT", "SESSION_SECRET", "DEPLOYMENT_ID", "RETRY_COUNT", "PGDATA", "PGAPPNAME", "DATABASE_HOST"])(
    "other programs' variables are left alone: %s",
    (name) => {
      const { findings } = inspectPoolConfig({ cwd, env: { [name]: "5" } });
      expect(findings.filter(({ rule }) => rule === "unknown-variable")).toEqual([]);
    },
  );

  test.each([
    ["production", "prod", true],
    ["prod", "production", true],
    ["development", "dev", true],
    ["staging", "stage", true],
    ["production", "Production", true],
    ["production", "prodcution", true],
    ["test", "testing", true],
    ["production", "development", false],
    ["production", "reports", false],
    ["test", "staging", false],
  ])("of a profile: NODE_ENV %s, profile %s", async (environment, profile, near) => {
    files({ "poolcfg.toml": `[profiles.${profile}.pool]\nmax = 5\n` });
    const found = (await start({ env: { NODE_ENV: environment } })) as string[];
    expect(found.includes("profile-not-applied")).toBe(near);
  });
});

describe("targets of the config", () => {
  const url = "postgresql://app:pw@db.example.com/app?connection_limit=5&pool_timeout=20";

  test("decide which target rules are run", async () => {
    const rulesOf = (toml: string, targets?: readonly string[]) => {
      files({ "poolcfg.toml": toml });
      const { findings, config } = inspectPoolConfig({ cwd, env: { DATABASE_URL: url }, ...(targets && { targets }) });
      return { ids: findings.map(({ rule }) => rule), targets: config.targets };
    };
    expect(rulesOf("[pool]\nmin = 1\n").ids).not.toContain("dsn-parameters-ignored");
    const found = rulesOf('targets = ["prisma@7", "prisma@7"]\n[pool]\nmin = 1\n');
    expect(found.ids).toContain("dsn-parameters-ignored");
    expect(found.targets).toEqual(["prisma@7"]);
    expect(rulesOf('targets = ["prisma@7"]\n', []).ids).not.toContain("dsn-parameters-ignored");
    expect(rulesOf('targets = "prisma@7"\n').ids).toContain("wrong-type");
    expect(rulesOf("targets = [7]\n").ids).toContain("wrong-type");
  });

  test("are not too many", () => {
    const targets = Array.from({ length: 101 }, (_, at) => `prisma${at}`);
    const { findings } = inspectPoolConfig({ cwd, env: {}, config: { targets } });
    expect(findings.map(({ rule }) => rule)).toContain("wrong-type");
    expect(findings.length).toBeLessThan(20);
  });

  test("of the file that extends take the place of those that are extended", () => {
    files({ "base.toml": 'targets = ["knex"]\n', "poolcfg.toml": 'extends = "base.toml"\ntargets = ["slonik"]\n' });
    expect(inspectPoolConfig({ cwd, env: {} }).config.targets).toEqual(["slonik"]);
  });

  test("are run at boot without a look at what is installed", async () => {
    files({
      "poolcfg.toml": 'targets = ["prisma"]\n',
      "package.json": '{ "dependencies": { "@prisma/client": "^7.0.0" } }',
      "node_modules/@prisma/client/package.json": '{ "version": "7.1.0" }',
    });
    expect(inspectPoolConfig({ cwd, env: {} }).findings.map(({ rule }) => rule)).toContain("wrong-target-version");
    expect(await start({ env: { DATABASE_URL: url } })).not.toContain("wrong-target-version");
    files({ "poolcfg.toml": 'targets = ["prisma@7"]\n' });
    expect(await start({ env: { DATABASE_URL: url } })).toContain("dsn-parameters-ignored");
  });
});

test("what an uncaught error of a start prints: the message and the program's own lines, and none of poolcfg", () => {
  files({ "poolcfg.toml": "[pool]\nmaxx = 40\n" });
  for (const [name, load] of [
    ["a.cjs", `require(${JSON.stringify(join(DIST, "index.cjs"))}).loadPoolConfig();`],
    ["b.mjs", `import { loadPoolConfig } from ${JSON.stringify(join(DIST, "index.js"))};\nawait loadPoolConfig();`],
    ["c.mjs", `import { loadPoolConfigSync } from ${JSON.stringify(join(DIST, "index.js"))};\nloadPoolConfigSync();`],
  ] as const) {
    files({ [name]: load });
    const { stderr, status } = spawnSync(process.execPath, [name], { cwd, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`at .*${name}:\\d`));
    expect(stderr).not.toContain("/dist/");
    expect(stderr).toContain("Did you mean `max`?");
    expect(stderr).not.toContain("findings");
  }
});

describe("files are read without blocking", () => {
  const BLOCKING = /Sync$/;

  /** Runs a program in which each function of node:fs that blocks throws, once poolcfg is loaded. */
  function withoutBlocking(statements: string): { readonly out: string; readonly err: string } {
    const program = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      import { loadPoolConfig, loadPoolConfigSync } from ${JSON.stringify(join(DIST, "index.js"))};
      // what is loaded when it is first used is loaded now
      await loadPoolConfig({ cwd: "./warm" });
      for (const name of Object.keys(fs))
        if (${BLOCKING}.test(name)) fs[name] = () => { throw new Error(name + " blocks"); };
      syncBuiltinESMExports();
      ${statements}`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      cwd,
      encoding: "utf8",
    });
    return { out: stdout.trim(), err: stderr };
  }

  const TREE = {
    "poolcfg.toml": 'extends = "base/a.toml"\npreset = "production"\n[profiles.ci.pool]\nmax_uses = 7\n',
    "base/a.toml": 'extends = "b.toml"\n[pool]\nmax = 21\n',
    "base/b.toml": '[pool]\nmin = 2\nmax = 3\n[connection]\nurl = "postgresql://?service=shop"\n',
    ".env": "POOL_IDLE_TIMEOUT=77s\nPGPASSWORD_FILE=secret\nPGSERVICEFILE=services\n",
    secret: "from a file\n",
    services: "[shop]\nhost=db.example.com\nuser=app\n",
  };

  test("whatever is read: extends, a preset, a profile, .env, a mounted secret, a service", () => {
    files({ ...TREE, ...Object.fromEntries(Object.entries(TREE).map(([name, text]) => [`warm/${name}`, text])) });
    const load = `const c = await loadPoolConfig({ profile: "ci", root: "." });
      console.log([c.pool.max, c.pool.min, c.pool.maxUses, c.pool.idleTimeout, c.connection.host, c.connection.password.reveal(), c.preset].join(" "));`;
    expect(withoutBlocking(load)).toEqual({ out: "21 2 7 77000 db.example.com from a file production", err: "" });
    expect(withoutBlocking("loadPoolConfigSync();").err).toContain("blocks");
  });

  test("both ways give the same, also for what is wrong", async () => {
    const trees: Record<string, string>[] = [
      TREE,
      { "poolcfg.toml": 'extends = "missing.toml"\n' },
      { "poolcfg.toml": 'extends = "poolcfg.toml"\n' },
      { "poolcfg.toml": 'preset = "produktion"\n' },
      { "poolcfg.yaml": "pool: [1\n" },
      { ".env": "PGPASSWORD_FILE=missing\n" },
      { "poolcfg.toml/x": "a folder\n" },
    ];
    for (const tree of trees) {
      rmSync(cwd, { recursive: true, force: true });
      files({ ...tree, "here.txt": "" });
      const outcome = (work: () => unknown) =>
        Promise.resolve()
          .then(work)
          .then(
            (value) => JSON.stringify(value),
            (error: Error) => `${error.name}: ${error.message}`,
          );
      const options: BootOptions = { cwd, env: {}, required: false };
      const later = await outcome(() => loadPoolConfig(options));
      expect(later).toBe(await outcome(() => loadPoolConfigSync(options)));
      if (tree !== TREE) expect(later).toMatch(/^Pool/);
    }
  });
});

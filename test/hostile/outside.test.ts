// a config from someone else reads no file outside of its project, and shows nothing of a mounted one
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { inspectPoolConfig, loadPoolConfig } from "../../src/load/index.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const CANARY = "c4naryValue";
const FORMATS = ["text", "concise", "json", "sarif", "github", "junit"];

/** A folder with a private file beside the project, which is in `project`. */
function beside(files: Readonly<Record<string, string>>, inRepository = false): string {
  const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [`project/${name}`, text]));
  const root = folder({ "private.env": `${CANARY}=${CANARY}\n[pool]\nmax = 7\n`, token: `${CANARY}\n`, ...all });
  if (inRepository) execFileSync("git", ["init", "-q"], { cwd: join(root, "project") });
  return join(root, "project");
}

async function everyOutput(argvs: readonly (readonly string[])[], how: Parameters<typeof poolcfg>[1]): Promise<string> {
  let all = "";
  for (const argv of argvs) {
    const { out, err } = await poolcfg(argv, how);
    all += out + err;
  }
  return all;
}

const COMMANDS = [
  ...FORMATS.map((format) => ["validate", "--verbose", "--format", format]),
  ["validate", "--diff"],
  ["show"],
  ["show", "--format", "json"],
  ["diff", "profile:a", "profile:b"],
  ["import", ".env"],
  ["import", ".env", "--format", "json"],
];

describe("a file outside of the project", () => {
  const absolute = join(folder({ "other.toml": `${CANARY} = 1\n` }), "other.toml");

  test.each([
    ["extends, upwards", { "poolcfg.toml": 'extends = "../private.env"\n' }],
    ["extends, as an absolute path", { "poolcfg.toml": `extends = ${JSON.stringify(absolute)}\n` }],
    [
      "extends, in a list of a list",
      { "poolcfg.toml": 'extends = "a.toml"\n', "a.toml": 'extends = ["b/../../token"]\n' },
    ],
    ["extends, in YAML", { "poolcfg.yaml": "extends: ../token\n" }],
    [".env", { ".env": "POOL_MAX_FILE=../token\n" }],
    [".env, a text", { ".env": "CONNECTION_USER_FILE=../token\nPGHOST=db\n" }],
    [".env, a connection string", { ".env": "DATABASE_URL_FILE=../token\n" }],
    [".env, as libpq has it", { ".env": "PGPASSWORD_FILE=../token\n" }],
  ])("%s: is refused, and nothing of it is shown", async (_, files) => {
    for (const inRepository of [false, true]) {
      const cwd = beside(files, inRepository);
      const { findings } = inspectPoolConfig({ cwd, env: {} });
      expect(findings.map(({ rule }) => rule)).toContain("file-outside-project");
      expect(await everyOutput(COMMANDS, { cwd })).not.toContain(CANARY);
    }
  });

  test.each(["poolcfg.toml", ".env", "a/base.toml"])("%s as a symbolic link", async (name) => {
    const cwd = beside({
      "a/b.toml": "",
      ...(name === "a/base.toml" && { "poolcfg.toml": 'extends = "a/base.toml"\n' }),
    });
    symlinkSync(`${"../".repeat(name.split("/").length)}private.env`, join(cwd, name));
    for (const argv of COMMANDS.filter((words) => /^(?:validate|show)$/.test(words[0]!) && !words.includes("--diff"))) {
      const { code, out, err } = await poolcfg(argv, { cwd });
      expect(code, argv.join(" ")).toBeGreaterThan(0);
      expect(out + err, argv.join(" ")).toMatch(/outside of the project folder/);
      expect(out + err).not.toContain(CANARY);
    }
  });

  test.each(["knexfile.json", ".env", "application.yml", "prisma/schema.prisma"])(
    "%s as a symbolic link: import",
    async (name) => {
      const cwd = beside({ "prisma/x": "" });
      symlinkSync(`${"../".repeat(name.split("/").length)}private.env`, join(cwd, name));
      for (const argv of [
        ["import", name],
        ["import", "."],
        ["import", `${name}#a`],
        ["import", name, "--from", "prisma"],
      ]) {
        const { code, out, err } = await poolcfg(argv, { cwd });
        expect(code, argv.join(" ")).toBe(2);
        expect(out + err).not.toContain(CANARY);
      }
    },
  );

  test("a manifest as a symbolic link: fleet", async () => {
    const cwd = beside({
      "k8s/api.yaml": "kind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: []}}}\n",
    });
    symlinkSync("../../private.env", join(cwd, "k8s/secret.yaml"));
    symlinkSync("../../token", join(cwd, "k8s/Procfile"));
    symlinkSync("none.yaml", join(cwd, "k8s/broken.yaml"));
    const { code, out, err } = await poolcfg(["fleet", "k8s", "--verbose"], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/k8s\/secret\.yaml.*symbolic link to a file outside/);
    expect(out + err).not.toContain(CANARY);
  });

  const service = (line: string) => `[servers.main]\nmax_connections = 100\n[services.api]\n${line}\n`;
  test.each([
    ["config", service('config = "../private.toml"')],
    ["config, a table of a file", service('config = "../private.toml#pool"')],
    ["config, as an absolute path", service(`config = ${JSON.stringify(absolute)}`)],
    ["config, through a folder of the project", service('config = "k8s/../../private.toml"')],
    ["import", service('import = "../private.env"')],
    ["import, of the system", service('import = "/proc/self/environ"')],
    ["manifests", 'manifests = ["../k8s/api.yaml"]\n[servers.main]\nmax_connections = 100\n'],
    ["manifests, a folder", 'manifests = ["../k8s"]\n[servers.main]\nmax_connections = 100\n'],
  ])("a fleet file, %s: is refused, and nothing of it is shown", async (_, text) => {
    for (const inRepository of [false, true]) {
      const cwd = beside({ "fleet.toml": text, "k8s/none.yaml": "" }, inRepository);
      writeFileSync(join(cwd, "../private.toml"), `${CANARY} = 1\n[pool]\n${CANARY} = 1\n`);
      mkdirSync(join(cwd, "../k8s"));
      writeFileSync(
        join(cwd, "../k8s/api.yaml"),
        `kind: Deployment\nmetadata: {name: ${CANARY}}\nspec: {template: {spec: {containers: [{name: a, env: [{name: PGHOST, value: db}]}]}}}\n`,
      );
      for (const format of [...FORMATS, "markdown"]) {
        const { code, out, err } = await poolcfg(["fleet", "--verbose", "--format", format], { cwd });
        expect(code).toBe(1);
        expect(out).toContain("outside of the project folder");
        expect(out + err).not.toContain(CANARY);
      }
      const allowed = await poolcfg(["fleet", "--root", "..", "--format", "json"], { cwd });
      expect(allowed.out.includes("outside of the project folder")).toBe(/"\/(?:proc|tmp|var)/.test(text));
    }
  });

  test("a fleet file or a folder of manifests as a symbolic link", async () => {
    const cwd = beside({ "poolcfg.toml": "" });
    symlinkSync("../private.env", join(cwd, "fleet.toml"));
    symlinkSync("..", join(cwd, "k8s"));
    for (const argv of [["fleet"], ["fleet", "k8s"]]) {
      const { code, out, err } = await poolcfg(argv, { cwd });
      expect(code).toBe(2);
      expect(err).toContain("outside of the project folder");
      expect(out + err).not.toContain(CANARY);
    }
  });

  test("a .env file above the project, whose variable a schema names: import", async () => {
    const cwd = beside(
      { "schema.prisma": 'datasource db {\n  provider = "postgresql"\n  url = env("TOKEN")\n}\n' },
      true,
    );
    writeFileSync(join(cwd, "../.env"), `TOKEN=${CANARY}\n`);
    const { code, out, err } = await poolcfg(["import", "schema.prisma"], { cwd });
    expect(code).toBe(2);
    expect(out + err).not.toContain(CANARY);
  });

  test("a symbolic link to a folder elsewhere, in a repository", () => {
    const cwd = beside({ "poolcfg.toml": 'extends = "shared/base.toml"\n' }, true);
    mkdirSync(join(cwd, "../elsewhere"));
    writeFileSync(join(cwd, "../elsewhere/base.toml"), "[pool]\nmax = 7\n");
    symlinkSync("../elsewhere", join(cwd, "shared"));
    const { config, findings } = inspectPoolConfig({ cwd, env: {} });
    expect(findings.map(({ rule }) => rule)).toContain("file-outside-project");
    expect(config.pool.max).toBe(10);
  });

  test("is read if --root allows its folder, and at boot, where the config is the application's own", async () => {
    const cwd = beside({ "poolcfg.toml": 'extends = "../base.toml"\n', ".env": "CONNECTION_USER_FILE=../token\n" });
    writeFileSync(join(cwd, "../base.toml"), "[pool]\nmax = 7\n");
    expect(inspectPoolConfig({ cwd, env: {}, root: ".." }).config).toMatchObject({ pool: { max: 7 } });
    const shown = JSON.parse((await poolcfg(["show", "--root", "..", "--format", "json"], { cwd })).out);
    expect(shown.config.pool.max).toBe(7);
    const booted = await loadPoolConfig({ cwd, env: {} });
    expect(booted).toMatchObject({ pool: { max: 7 }, connection: { user: CANARY } });
    await expect(loadPoolConfig({ cwd, env: {}, root: "." })).rejects.toThrow("outside of the project folder");
  });

  test("of the project is read: beside it, above it in the repository, and by its absolute path", () => {
    const cwd = beside({ "base.toml": "[pool]\nmax = 8\n", "a/poolcfg.toml": 'extends = "../base.toml"\n' }, true);
    expect(inspectPoolConfig({ cwd: join(cwd, "a"), env: {} }).config.pool.max).toBe(8);
    writeFileSync(join(cwd, "a/poolcfg.toml"), `extends = ${JSON.stringify(join(cwd, "base.toml"))}\n`);
    expect(inspectPoolConfig({ cwd: join(cwd, "a"), env: {} }).config.pool.max).toBe(8);
    const plain = beside({ "base.toml": "[pool]\nmax = 8\n", "a/poolcfg.toml": 'extends = "../base.toml"\n' });
    expect(inspectPoolConfig({ cwd: plain, config: "a/poolcfg.toml", env: {} }).config.pool.max).toBe(8);
  });

  test.each(["/proc/self/environ", "/proc/self/../self/status", "/sys/kernel/uevent_seqnum"])(
    "%s, whoever names it",
    (file) => {
      if (!existsSync(file)) return expect(process.platform).not.toBe("linux");
      const cwd = folder({ "poolcfg.toml": `extends = ${JSON.stringify(file)}\n` });
      symlinkSync(file, join(cwd, "link"));
      for (const name of [file, "link"]) {
        const { findings } = inspectPoolConfig({ cwd, env: { CONNECTION_USER_FILE: name }, root: "/" });
        expect(findings.filter(({ rule }) => rule === "file-outside-project")).toHaveLength(2);
      }
      expect(() => inspectPoolConfig({ cwd, env: { POOL_MAX_FILE: file } })).not.toThrow();
    },
  );
});

describe("a variable of the environment that a .env file refers to", () => {
  const env = { CI_TOKEN: CANARY };

  test.each([
    "POOL_MAX=$CI_TOKEN\nPGHOST=$CI_TOKEN\nPGUSER=${CI_TOKEN}",
    "A=$CI_TOKEN\nB=$A\nPOOL_MAX=${B:-5}\nPGDATABASE=x-$B",
    "DATABASE_URL=postgresql://$CI_TOKEN@${CI_TOKEN}.example/$CI_TOKEN?application_name=$CI_TOKEN",
    "DATABASE_URL=postgresql://u@h/d?connection_limit=$CI_TOKEN&sslmode=$CI_TOKEN&$CI_TOKEN=1",
    "DATABASE_URL=$CI_TOKEN",
    "POOL_MAX_FILE=/$CI_TOKEN\nPGUSER_FILE=./$CI_TOKEN",
    "PGSSLMODE=$CI_TOKEN\nPOOL_IDLE_TIMEOUT=$CI_TOKEN\nCONNECTION_REPLICAS=$CI_TOKEN",
    "PGSERVICE=$CI_TOKEN\nPGSERVICEFILE=$CI_TOKEN",
    "POOLCFG_PROFILE=$CI_TOKEN",
    "PG__USER=$CI_TOKEN\nPG__POOL__MAX_SIZE=$CI_TOKEN\nPG__POOL__${CI_TOKEN}=1",
  ])("%s: its value is not shown", async (text) => {
    const cwd = folder({
      ".env": `${text}\n`,
      "poolcfg.toml": "[profiles.a.pool]\nmax = 5\n[profiles.b.pool]\nmax = 6\n",
    });
    expect(await everyOutput(COMMANDS, { cwd, env })).not.toContain(CANARY);
  });

  test("is shown if the file sets it itself, and is used in any case", async () => {
    const cwd = folder({ ".env": "HOST=db.example\nPGHOST=$HOST\nPGUSER=${CI_TOKEN}\nPGDATABASE='$CI_TOKEN'\n" });
    const { config } = inspectPoolConfig({ cwd, env });
    expect(config.connection).toMatchObject({ host: "db.example", user: CANARY });
    const { out } = await poolcfg(["show"], { cwd, env });
    expect(out).toMatch(/connection\.host +db\.example/);
    expect(out).toMatch(/connection\.user +\*\*\*/);
    expect(out).toMatch(/connection\.database +\$CI_TOKEN/);
  });
});

describe("a mounted file", () => {
  const secrets = folder({
    text: `${CANARY}\n`,
    url: `postgresql://${CANARY}:${CANARY}@${CANARY}.example:99999/${CANARY}?sslmode=${CANARY}&connection_limit=4711\n`,
    soundUrl: `postgresql://${CANARY}:pw@${CANARY}.example/${CANARY}\n`,
    number: "4711\n",
    long: `${CANARY}-${"x".repeat(100)}\n"${CANARY}"\n`,
    zero: "0\n",
  });
  const file = (name: string) => join(secrets, name);

  test("is read from the environment", async () => {
    const env = { PGPASSWORD_FILE: file("text"), CONNECTION_USER_FILE: file("text"), POOL_MAX_FILE: file("number") };
    const config = await loadPoolConfig({ cwd: folder({}), env });
    expect(config.connection.password?.reveal()).toBe(CANARY);
    expect(config.connection.user).toBe(CANARY);
    expect(config.pool.max).toBe(4711);
    expect(inspectPoolConfig({ cwd: folder({}), env, root: "." }).config.connection.user).toBe(CANARY);
  });

  const names = [
    "POOL_MAX",
    "POOL_MIN",
    "POOL_ACQUIRE_TIMEOUT",
    "PGUSER",
    "PGHOST",
    "PGDATABASE",
    "PGPORT",
    "PGSSLMODE",
    "PGSSLKEY",
    "PGPASSWORD",
    "DATABASE_URL",
    "CONNECTION_SCHEMA",
    "CONNECTION_REPLICAS",
    "POOL_TEST_ON_ACQUIRE",
    "POOLER_MODE",
    "OBSERVE_METRICS",
  ];

  test.each(names)("%s_FILE: its value is in no output", async (name) => {
    const cwd = folder({
      "poolcfg.toml":
        '[connection]\nurl = "postgresql://other@elsewhere.example:1/none?sslmode=require"\n[pool]\nmax = 3\n[profiles.a.pool]\nmax = 4\n[profiles.b.pool]\nmin = 1\n',
      ".env": "",
    });
    for (const content of ["text", "url", "soundUrl", "number", "long", "zero"]) {
      const env = { [`${name}_FILE`]: file(content) };
      const output = await everyOutput([...COMMANDS, ["validate", "--target", "knex", "--verbose"]], { cwd, env });
      expect(output, content).not.toMatch(/c4nary|4711/);
      const failed = await loadPoolConfig({ cwd, env }).then(
        () => "",
        (error) => `${inspect(error, { depth: 5 })}${error.stack}`,
      );
      expect(failed, content).not.toMatch(/c4nary|4711/);
    }
  });

  test("offers no fix that would replace its path", async () => {
    const cwd = folder({ zero: "0\n", ".env": "POOL_IDLE_TIMEOUT_FILE=zero\nPGPASSWORD_FILE=zero\n" });
    const { out } = await poolcfg(["validate", "--diff"], { cwd });
    expect(out).toBe("");
    expect(inspectPoolConfig({ cwd, env: {} }).findings.map(({ rule }) => rule)).not.toContain(
      "secret-in-unignored-file",
    );
  });
});

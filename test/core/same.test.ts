// poolcfg/core gives what the command line prints, byte for byte
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import json from "../../src/cli/reporters/json.ts";
import { explainError, importSettings, isPoolcfgError, lintConfig, render, type TextSources } from "../../src/core.ts";
import { rules } from "../../src/lint/rules/registry.gen.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { jsonText } from "../../src/text/characters.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const CONFIGS = new URL("../configs/", import.meta.url);
const configs = readdirSync(CONFIGS).map((name) => [name, readFileSync(new URL(name, CONFIGS), "utf8")] as const);

/** A project as files, with the options that both have. */
interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly dsn?: string;
  readonly profile?: string;
  readonly dialect?: string;
  readonly targets?: readonly string[];
}

async function bothChecks({ files, env = {}, dsn, profile, dialect, targets: ids = [] }: Project) {
  const words = [
    ...(dsn === undefined ? [] : [dsn]),
    ...(profile === undefined ? [] : ["--profile", profile]),
    ...(dialect === undefined ? [] : ["--dialect", dialect]),
    ...ids.flatMap((id) => ["--target", id]),
  ];
  const cwd = folder(files);
  const { out } = await poolcfg(["validate", "--format", "json", ...words], { cwd, env: { ...env } });
  const sources: TextSources = {
    files: Object.entries(files).map(([name, text]) => ({ name, text })),
    env,
    ...(dsn !== undefined && { dsn }),
    ...(profile !== undefined && { profile }),
    ...(dialect !== undefined && { dialect }),
    ...(ids.length > 0 && { targets: ids }),
  };
  const { findings, ignored } = await lintConfig(sources);
  return { command: out, core: json.write({ findings, ignored, sources: [] }, { color: false }) };
}

describe("findings", () => {
  test.each(configs)("of %s", async (_, text) => {
    const { command, core } = await bothChecks({
      files: { "poolcfg.toml": text },
      targets: ["knex", "prisma", "pgxpool"],
    });
    expect(core).toBe(command);
  });

  // those of a fleet, a server, another tool's settings, git or installed packages have no counterpart
  const examples = rules.flatMap(({ id, examples: { invalid, valid } }) =>
    [...invalid, ...valid].flatMap((example, at) => {
      const { toml, fleet, settings, git, packages, installed, server, file } = example as typeof example & {
        server?: unknown;
      };
      const isText = toml !== undefined && !fleet && !settings && !git && !packages && !installed && !server && !file;
      return isText ? [[`${id} ${at}`, example] as const] : [];
    }),
  );

  test("there are many examples", () => expect(examples.length).toBeGreaterThan(150));

  test.each(examples)("of the example of %s", async (_, { toml, dotenv, env, dsn, dialect, profile, target }) => {
    const { command, core } = await bothChecks({
      files: { "poolcfg.toml": toml!, ...(dotenv !== undefined && { ".env": dotenv }) },
      ...(env && { env: env as Record<string, string> }),
      ...(dsn !== undefined && { dsn }),
      ...(dialect !== undefined && { dialect }),
      ...(profile !== undefined && { profile }),
      ...(target !== undefined && { targets: [target] }),
    });
    expect(core).toBe(command);
  });

  test.each<readonly [string, Project]>([
    [
      "of a file that another one extends",
      { files: { "poolcfg.toml": 'extends = "a/base.yaml"\n', "a/base.yaml": "pool: {max: 3, min: 5}\n" } },
    ],
    ["of a file outside", { files: { "poolcfg.toml": 'extends = "../base.toml"\n' } }],
    ["of a file that is missing", { files: { "poolcfg.toml": 'extends = "base.toml"\n' } }],
    [
      "of files in a circle",
      { files: { "poolcfg.toml": 'extends = "b.toml"\n', "b.toml": 'extends = "./poolcfg.toml"\n' } },
    ],
    ["of two configs", { files: { "poolcfg.toml": "[pool]\nmax = 2\n", "poolcfg.yaml": "pool: {max: 3}\n" } }],
    [
      "of a mounted secret",
      {
        files: {
          "poolcfg.toml": "[pool]\nmax = 2\n",
          "max.txt": "1\n",
          ".env": "POOL_MIN_FILE=max.txt\nPOOL_MAX_FILE=no.txt\n",
        },
      },
    ],
    ["of text that is not TOML", { files: { "poolcfg.toml": "[pool\nmax = " } }],
    [
      "of variables alone",
      { files: {}, env: { POOL_MAX: "ten", PGHOST: "db", DATABASE_URL: "postgres://db/app?pool_max=3&nonsense=1" } },
    ],
    [
      "of targets that the config names",
      { files: { "poolcfg.toml": 'targets = ["pgxpool", "knex"]\n[pool]\nmax_uses = 3\nacquire_timeout = "1s"\n' } },
    ],
    ["of a target that does not exist", { files: { "poolcfg.toml": 'targets = ["knexx"]\n' } }],
    ["of a preset", { files: { "poolcfg.yml": "preset: serverless\npool: {min: 4}\n" } }],
    ["of a profile", { files: { "poolcfg.json": '{"profiles":{"ci":{"pool":{"max":1,"min":2}}}}' }, profile: "ci" }],
    ["of a byte order mark", { files: { "poolcfg.toml": "\ufeff[pool]\nmax = -1\n" } }],
  ])("%s", async (_, project) => {
    const { command, core } = await bothChecks(project);
    expect(core).toBe(command);
  });
});

describe("renderings", () => {
  test.each(configs)("of %s", async (_, text) => {
    const cwd = folder({ "poolcfg.toml": text });
    const files = [{ name: "poolcfg.toml", text }];
    for (const { id } of targets) {
      const { code } = await poolcfg(["render", "--target", id, "--out", id], { cwd });
      const { config, findings, origins } = await lintConfig({ files, targets: [id] });
      const { text: rendered, deviations } = await render(config, id, { origins });
      if (code === 0) {
        const written = readFileSync(join(cwd, id), "utf8");
        expect(rendered.endsWith("\n") ? rendered : `${rendered}\n`, id).toBe(written);
      } else
        expect(
          [...findings, ...deviations].map(({ severity }) => severity),
          id,
        ).toContain("error");
    }
  });
});

describe("imports", () => {
  test.each([
    [
      "a .env file",
      ".env",
      "DATABASE_URL=postgresql://u:s3cret@db/app?connection_limit=7&pool_timeout=3\nPOOL_MIN=1\n",
    ],
    ["JSON of knex", "knexfile.json", '{"client":"pg","connection":{"host":"db"},"pool":{"min":1,"max":9}}'],
    ["properties", "application.properties", "spring.datasource.hikari.maximum-pool-size=12\n"],
    ["YAML", "application.yml", "spring:\n  datasource:\n    hikari:\n      maximum-pool-size: 12\n"],
    ["an ini file", "pgbouncer.ini", "[databases]\nx = host=db\n[pgbouncer]\ndefault_pool_size = 5\n"],
    ["a program in Go", "main.go", "package main\nfunc f(db *sql.DB) {\n\tdb.SetMaxOpenConns(7)\n}\n"],
    ["a program", "pool.py", 'pool = ConnectionPool("postgresql://db/app", max_size=8)\n'],
    ["nothing", "empty.txt", "nothing here\n"],
  ])("of %s", async (_, name, text) => {
    const { code, out, err } = await poolcfg(["import", name, "--from", "auto"], { cwd: folder({ [name]: text }) });
    const own = await importSettings(text, { name }).catch((error: unknown) => error);
    if (isPoolcfgError(own)) expect([code, err]).toEqual([2, expect.stringContaining(own.message)]);
    else expect((own as { text: string }).text).toBe(out);
  });
});

test.each(["FATAL: sorry, too many clients already", "P2024", "nothing that is known"])(
  "the explanation of %s",
  async (text) => {
    const { out } = await poolcfg(["explain-error", text, "--format", "json"]);
    const { symptoms } = JSON.parse(out);
    expect(jsonText(await explainError(text))).toBe(jsonText(symptoms));
  },
);

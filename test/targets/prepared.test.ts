// named prepared statements are switched off if the pooler does not follow them
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { type Form, render } from "../../src/render/index.ts";
import { toBunSql } from "../../src/targets/bun-sql.ts";
import { toDrizzlePostgresJs } from "../../src/targets/drizzle-postgres-js.ts";
import { toPostgresJs } from "../../src/targets/postgres-js.ts";
import { toPrisma } from "../../src/targets/prisma.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const SHARED = '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n';
const HOST = '[connection]\nhost = "bouncer.internal"\nport = 6432\nuser = "app"\ndatabase = "shop"\n';

function load(content: string, dsn?: string, dialect?: string) {
  const text = { name: "poolcfg.toml", format: "toml", content };
  return inspectPoolConfig({
    cwd: "/nonexistent",
    env: false,
    dotenv: false,
    text,
    ...(dsn !== undefined && { dsn }),
    ...(dialect !== undefined && { dialect }),
  });
}

/** What each target writes, in each of its forms: text that stands in none of them otherwise. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
  asyncpg: /statement_cache_size"?[:=]\s*0/,
  "bun-sql": /"?prepare"?: false/,
  "database-sql": /default_query_exec_mode"?[:=]\s*"?exec/,
  "drizzle-postgres-js": /"?prepare"?: false/,
  ecto: /prepare: :unnamed/,
  gorm: /default_query_exec_mode"?[:=]\s*"?exec/,
  hikaricp: /prepareThreshold(?:=|", "?)0/,
  "hikaricp@5": /prepareThreshold(?:=|", "?)0/,
  pgxpool: /default_query_exec_mode=exec/,
  "postgres-js": /"?prepare"?: false/,
  prisma: /pgbouncer"?[:=]\s*"?true/,
  "psycopg-pool": /prepare_threshold"?: (?:None|null)/,
  quarkus: /prepareThreshold=0/,
  rails: /prepared_statements: false/,
  "rails@7": /prepared_statements: false/,
  "spring-boot": /prepareThreshold=0/,
  "spring-boot@3": /prepareThreshold=0/,
};

/** The forms that are read back, with names of files that tell them. */
const NAMES: Readonly<Partial<Record<Form, string>>> = {
  env: ".env",
  json: "settings.json",
  properties: "application.properties",
  yaml: "settings.yaml",
};

const PARAMETER = /[?&](?:prepareThreshold=0|default_query_exec_mode=exec|pgbouncer=true)/;

const texts = (id: string, { config, origins }: ReturnType<typeof load>) => {
  const { forms } = targets.find((target) => target.id === id)!;
  return forms.map((format) => [format, render(config, id, { origins, format, onlySet: true }).text] as const);
};

test("every target that can switch them off by a setting is here", () => {
  const able = targets.filter(({ prepared }) => prepared && "set" in prepared).map(({ id }) => id);
  expect(Object.keys(WRITTEN)).toEqual([...able].sort());
});

describe.each(Object.keys(WRITTEN))("%s", (id) => {
  test.each([
    ["the pooler is set", SHARED + HOST, undefined],
    ["the pooler is set, and not its address", SHARED, undefined],
    [
      "the host is known as a pooler",
      "",
      "postgresql://u.abcdefghijklmnopqrst:p@aws-1-eu-north-1.pooler.supabase.com:6543/app",
    ],
  ])("switches them off in every form if %s", (_, content, dsn) => {
    for (const [format, text] of texts(id, load(content, dsn)))
      expect([format, text]).toEqual([format, expect.stringMatching(WRITTEN[id]!)]);
  });

  test.each([
    ["there is no pooler", HOST],
    ["the mode is session", SHARED.replace("transaction", "session") + HOST],
    ["the version follows them", SHARED.replace("1.18", "1.24") + HOST],
    ["nothing shows whether it follows them", SHARED.replace(/version.*/, "") + HOST],
    ["it is configured to follow them", `${SHARED.replace("1.18", "1.21")}max_prepared_statements = 100\n${HOST}`],
  ])("leaves them on if %s", (_, content) => {
    for (const [format, text] of texts(id, load(content)))
      expect([format, text]).toEqual([format, expect.not.stringMatching(WRITTEN[id]!)]);
  });

  test("is imported without a word about it", () => {
    const { forms } = targets.find((target) => target.id === id)!;
    const read = (toml: string, format: Form) => {
      const { config, origins } = load(toml + HOST);
      const { text } = render(config, id, { origins, format, onlySet: true });
      const { values, findings } = importConfig(text, { from: id, name: NAMES[format]! });
      // a connection string keeps its parameters
      const url = String(values["connection.url"] ?? "").replace(PARAMETER, "");
      return { values: { ...values, "connection.url": url }, messages: findings.map(({ message }) => message) };
    };
    const data = forms.filter((format) => NAMES[format] !== undefined);
    expect(forms.length).toBeGreaterThan(0);
    for (const format of data) expect([format, read(SHARED, format)]).toEqual([format, read("", format)]);
  });
});

test.each([
  ["hikaricp", "jdbc:postgresql://h:6432/db?prepareThreshold=5", /prepareThreshold=5(?!\d)/],
  ["pgxpool", "postgresql://u@h:6432/db?default_query_exec_mode=cache_describe", /exec_mode=cache_describe/],
  ["prisma", "postgresql://u@h:6432/db?pgbouncer=false", /pgbouncer=false/],
])("%s keeps what the connection string sets", (id, dsn, kept) => {
  const { config, origins } = load(SHARED, dsn);
  const { text } = render(config, id, { origins });
  expect(text).toMatch(kept);
  expect(text).not.toMatch(WRITTEN[id]!);
});

test("live values switch them off, too", () => {
  const { config } = load(SHARED + HOST);
  expect(toPostgresJs(config).value).toMatchObject({ prepare: false });
  expect(toDrizzlePostgresJs(config).value).toMatchObject({ connection: { prepare: false } });
  expect(toBunSql(config).value).toMatchObject({ prepare: false });
  expect(toPrisma(config).value).toMatch(/pgbouncer=true/);
  expect(render(config, "postgres-js").value).toMatchObject({ prepare: false });
  expect(toPostgresJs(load(HOST).config).value).not.toHaveProperty("prepare");
});

test("render notes what it writes, and warns if no setting does it", async () => {
  const cwd = folder({ "poolcfg.toml": SHARED + HOST });
  const run = (target: string) => poolcfg(["render", "--target", target, "--no-env", "--only-set"], { cwd });
  const written = await run("postgres-js");
  expect(written.err).toMatch(/^note: prepare: false is written: postgres\.js uses named prepared statements/m);
  expect(written.err).not.toMatch(/warning\[prepared/);
  expect((await run("sqlx")).err).toMatch(/warning\[prepared-statements-on-pooler\]: sqlx/);
});

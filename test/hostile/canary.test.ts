// a password never prints, wherever it stands and whatever is asked
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, test } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { inspectPoolConfig, type LoadOptions, loadPoolConfigSync } from "../../src/load/index.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { isProgram } from "../targets/_config.ts";
import { BROKEN, CANARY, PLACES, type Place, SOUND_PLACES } from "./_canary.ts";

const REPORTS = ["text", "concise", "json", "sarif", "github", "junit"];

function optionsOf({ files = {}, env = {}, dsn, dialect, overrides, config }: Place): LoadOptions & { cwd: string } {
  return { cwd: folder(files), env, dsn, dialect, overrides, ...(config !== undefined && { config }) };
}

/** Everything that a program might print of it. */
function printed(value: unknown): string[] {
  const error = value instanceof Error ? [value.message, String(value), value.stack ?? ""] : [];
  return [...error, JSON.stringify(value) ?? "", inspect(value, { depth: 20, showHidden: false }), String(value)];
}

function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (!isPoolcfgError(error)) throw error;
    return error;
  }
}

function expectHidden(texts: readonly string[]): void {
  for (const text of texts) expect(text.toLowerCase()).not.toContain(CANARY);
}

describe("a program that prints all it gets does not print it", () => {
  test.each(PLACES)("%s", (_, place) => {
    const options = optionsOf(place);
    const seen = attempt(() => inspectPoolConfig({ ...options, targets: targets.map(({ id }) => id) }));
    expectHidden(printed(seen));
    expectHidden(printed(attempt(() => loadPoolConfigSync(options))));
    if (typeof seen !== "object" || seen === null || !("findings" in seen)) return;
    const { findings, origins } = seen as ReturnType<typeof inspectPoolConfig>;
    for (const { edits, origin, related = [], message, help = "", legal = "" } of findings)
      expectHidden([JSON.stringify(edits) ?? "", message, help, legal, ...[origin, ...related].map((at) => `${at}`)]);
    for (const origin of Object.values(origins)) expectHidden([`${origin}`, JSON.stringify(origin), inspect(origin)]);
  });
});

describe("a read connection string prints without it", () => {
  test.each([...BROKEN, `postgresql://a:${CANARY}@h/d?sslpassword=${CANARY}`])("%s", (dsn) => {
    for (const dialect of [undefined, "prisma", "node-postgres", "pgjdbc", "pgxpool", "postgres-js"])
      expectHidden(printed(parseDsn(dsn, { dialect })));
  });
});

describe("no command prints it", () => {
  test.each(PLACES.filter(([, { config }]) => config === undefined))("%s", async (_, place) => {
    const { env = {}, dsn, overrides = {} } = place;
    const cwd = folder({ ...place.files, "other.toml": "[pool]\nmax = 3\n" });
    const sets = Object.entries(overrides).map(([path, value]) => `--set=${path}=${value}`);
    const source = dsn === undefined ? [] : [dsn];
    const config = Object.keys(place.files ?? {}).find((name) => name.startsWith("poolcfg."));
    const lines = [
      ...REPORTS.map((format) => ["validate", "--format", format, "--verbose", ...sets, ...source]),
      ["validate", "--diff", ...sets, ...source],
      ["validate", "--baseline", "known.json", "--write-baseline", ...sets, ...source],
      ["validate", "--baseline", "known.json", "--format", "json", ...sets, ...source],
      ["show", ...sets, ...source],
      ["show", "--format", "json", ...sets, ...source],
      ["explain", ...(dsn === undefined ? ["connection.password"] : [dsn])],
      ["diff", config ?? "other.toml", config === undefined ? "nothing.toml" : "other.toml"],
      ["render", "--target", "knex", "--redact", ...sets],
      ["doctor", "--set=connection.host=127.0.0.1", "--set=connection.port=1", ...sets, ...source],
      ["doctor", "--format=json", "--set=connection.host=127.0.0.1", "--set=connection.port=1", ...sets, ...source],
    ];
    for (const argv of lines) {
      const { out, err } = await poolcfg(argv, { cwd, env });
      expectHidden([out, err]);
    }
    const known = join(cwd, "known.json");
    if (existsSync(known)) expectHidden([readFileSync(known, "utf8")]);
  });

  test.each(PLACES.filter(([, { files }]) => files !== undefined))("nor does a fix: %s", async (_, { files, env }) => {
    const cwd = folder(files!);
    const { out, err } = await poolcfg(["validate", "--fix", "--verbose"], { cwd, ...(env && { env: { ...env } }) });
    expectHidden([out, err]);
  });

  it.each(["bash", "zsh", "fish"])("completion %s", async (shell) => {
    const { out, err } = await poolcfg(["completion", shell], { env: { DATABASE_URL: BROKEN[0]! } });
    expectHidden([out, err]);
  });

  it("with arguments that are wrong", async () => {
    const url = `postgresql://app:${CANARY}@db.example/shop`;
    for (const argv of [
      [url],
      ["validate", "--config", url],
      ["validate", "--dotenv", url],
      ["validate", `--password=${CANARY}`, url],
      ["validate", "--format", url],
      ["validate", "--dialect", url],
      ["render", "--target", url],
      ["import", url, "--from", url],
      ["diff", url, url],
      ["validate", "--set", url],
      ["doctor", url, "--timeout", url],
      ["doctor", `postgresql://app:${CANARY}@127.0.0.1:1/shop`],
      ["explain-error", url],
    ]) {
      const { code, out, err } = await poolcfg(argv, {});
      expect(code, argv.join(" ")).toBeGreaterThan(0);
      expectHidden([out, err]);
    }
  });
});

describe("what is mounted as a file", () => {
  it("is read and not shown", async () => {
    const cwd = folder({ password: `${CANARY}\n`, url: `postgresql://app:${CANARY}#x@h:x/d\n` });
    const env = { PGPASSWORD_FILE: join(cwd, "password"), DATABASE_URL_FILE: join(cwd, "url") };
    const seen = inspectPoolConfig({ cwd, env });
    expect(seen.findings.map(({ rule }) => rule)).toContain("unescaped-credentials");
    expectHidden(printed(seen));
    for (const format of REPORTS) {
      const { out, err } = await poolcfg(["validate", "--verbose", "--format", format], { cwd, env });
      expectHidden([out, err]);
    }
  });
});

describe("render --redact", () => {
  const cells = targets.flatMap(({ id, forms, connection }) =>
    forms.map((form) => [id, form, connection.layout !== "none"] as const),
  );
  const passwords = SOUND_PLACES.filter(([name]) =>
    ["connection.url", "connection.password", "sslpassword"].includes(name),
  );
  it.each(cells)("%s as %s hides it, and plain render has it where it is text to be used", (id, format, connects) => {
    for (const [, place] of passwords) {
      const { config, origins } = inspectPoolConfig(optionsOf(place));
      const redacted = render(config, id, { format, origins, redact: true });
      expectHidden([redacted.text, ...printed(redacted.value), ...printed(redacted.deviations)]);
    }
    const { config } = inspectPoolConfig(optionsOf(Object.fromEntries(passwords)["connection.url"]!));
    const plain = render(config, id, { format });
    expect(plain.text.includes(CANARY)).toBe(connects && !isProgram(format));
    expect(JSON.stringify(plain.value).includes(CANARY)).toBe(connects);
  });
});

describe("import", () => {
  const INPUTS: readonly [string, string, string][] = [
    [
      "knex",
      "knexfile.json",
      JSON.stringify({ client: "pg", connection: { password: CANARY, pasword: CANARY }, pool: { max: 5 } }),
    ],
    ["knex", "knexfile.json", JSON.stringify({ client: "pg", connection: `postgresql://a:${CANARY}@h/d` })],
    [
      "node-postgres",
      "pg.json",
      JSON.stringify({ password: CANARY, max: "x", ssl: { key: CANARY, passphrase: CANARY } }),
    ],
    [
      "prisma@7",
      "prisma.json",
      JSON.stringify({ config: { connectionString: `postgresql://a:${CANARY}@h/d`, max: 5 } }),
    ],
    ["prisma", ".env", `DATABASE_URL="postgresql://a:${CANARY}@h/d?connection_limit=5"\n`],
  ];
  it.each(INPUTS)(
    "%s %s: only --with-secrets writes it into the config, and nothing else shows it",
    async (from, name, text) => {
      const cwd = folder({ [name]: text });
      const result = await poolcfg(["import", name, "--from", from, "--with-secrets"], { cwd });
      expect(result.out).toContain(CANARY);
      expectHidden([result.err]);
      const without = await poolcfg(["import", name, "--from", from], { cwd });
      expectHidden([without.out, without.err]);
      const json = await poolcfg(["import", name, "--from", from, "--format", "json"], { cwd });
      expectHidden([json.out, json.err]);
    },
  );
});

test("a file written by render or import is its owner's only", async () => {
  const cwd = folder({ "poolcfg.toml": `[connection]\npassword = "${CANARY}"\n`, old: "" });
  chmodSync(join(cwd, "old"), 0o644);
  writeFileSync(join(cwd, "old"), "x");
  for (const out of ["new", "old"]) {
    const { code } = await poolcfg(["render", "--target", "knex", "--out", out], { cwd });
    expect(code).toBe(0);
    expect((await import("node:fs")).statSync(join(cwd, out)).mode & 0o077).toBe(0);
  }
});

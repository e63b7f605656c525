// render: what is written, what is lost, what is refused
import { readdirSync, readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig, loadPoolConfigSync } from "../../src/load/index.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../../src/mapping/encode.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import type { ConfigInput } from "../../src/model/input.ts";
import { FIELDS } from "../../src/model/model.ts";
import { render } from "../../src/render/index.ts";
import nodePostgres from "../../src/targets/node-postgres.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { CONFIGS, configOf, isProgram, readConfig } from "./_config.ts";

const ids = targets.map(({ id }) => id);

describe.each(targets.map((target) => [target.id, target] as const))("%s", (id, target) => {
  test("a default config loses nothing", () => {
    expect(render(defaultConfig(), id).deviations).toEqual([]);
    expect(render(defaultConfig(), id, { origins: {} }).deviations).toEqual([]);
  });

  test("its file name is its id", () => {
    expect(readdirSync(new URL("../../src/targets/", import.meta.url))).toContain(`${id}.ts`);
  });

  test("the first key of each mapping is read back by it", () => {
    for (const [path, entry] of Object.entries(target.fields)) {
      expect(FIELDS.has(path as never), path).toBe(true);
      if (entry.support !== "none") expect(entry.keys.length, path).toBeGreaterThan(0);
      if (entry.support !== "full") expect(entry.note, path).toBeTruthy();
    }
  });

  test("strict makes every loss an error", () => {
    const { config, origins } = readConfig("everything-set");
    const { deviations } = render(config, id, { origins, strict: true });
    expect(deviations.length).toBeGreaterThan(0);
    expect(new Set(deviations.map(({ severity }) => severity))).toEqual(new Set(["error"]));
  });

  test("only what is set", () => {
    const { config, origins } = configOf({ "connection.host": "h", "pool.max": 3, "server.maxConnections": 100 });
    // a program may hold more than settings
    const format = target.forms.find((form) => form !== "code") ?? target.forms[0];
    const { text } = render(config, id, { format, origins, onlySet: true });
    expect(text).toContain("3");
    expect(text).not.toMatch(/idle(?!InTransaction)|lifetime|keepAlive/i);
  });

  test("several hosts are an error where the tool takes one", () => {
    const { config, origins } = readConfig("multi-host");
    const errors = render(config, id, { origins }).deviations.filter(({ severity }) => severity === "error");
    const one = "hosts" in target.connection && target.connection.hosts === "one";
    expect(errors.map(({ path }) => path)).toEqual(one ? ["connection.host"] : []);
  });

  test("a time that is too long is an error, and none is clamped", () => {
    const times = ["pool.acquireTimeout", "pool.connectTimeout"] as const;
    const path = times.find((time) => target.fields[time].support !== "none")!;
    const { config } = configOf({ [path]: "40d", "pool.max": 3 });
    const { deviations, text } = render(config, id);
    const refused = deviations.some((loss) => loss.path === path && loss.severity === "error");
    // every timer of Node has an end, which not all others have, nor poolcfg's own pool, which looks again
    if (target.language === "js" && id !== "runtime") expect(refused).toBe(true);
    if (refused) expect(text).not.toMatch(/3456000|2147483/);
    else expect(importConfig(text, { from: id }).values[path]).toBe("40d");
  });

  test("deviations and redacted settings hold no secret", () => {
    for (const name of CONFIGS) {
      const { config, origins } = readConfig(name);
      for (const format of target.forms) {
        const { deviations, text, value } = render(config, id, { format, origins, redact: true });
        const ssl = config.connection.ssl;
        const shown = `${JSON.stringify(deviations)}${text}${ssl.ca ? "" : inspect(value, { depth: 9 })}`;
        for (const secret of ["correct horse", "correct%20horse", "secret-of-replica", "p@ss", "p%40ss"])
          expect(shown).not.toContain(secret);
      }
    }
  });
});

describe("a deviation that [rules] accepts", () => {
  const rendered = (rules: NonNullable<ConfigInput["rules"]>, options: RenderOptions = {}) =>
    render(loadPoolConfigSync({ config: { pool: { maxUses: 7_500 }, rules }, env: false, dotenv: false }), "knex", {
      onlySet: true,
      ...options,
    }).deviations.map(({ path, severity }) => ({ path, severity }));

  test.each([{ "setting-lost": "off" }, { "setting-lost": { ignore: "the server restarts every night" } }] as const)(
    "is not reported, with strict neither: %j",
    (rules) => {
      expect(rendered({})).toEqual([{ path: "pool.maxUses", severity: "info" }]);
      expect(rendered(rules)).toEqual([]);
      expect(rendered(rules, { strict: true })).toEqual([]);
    },
  );

  test.each([
    { "setting-lost": { "pool.maxUses": "off" } },
    { "setting-lost": { "pool.max_uses": { ignore: "the server restarts every night" } } },
    { "setting-lost": { severity: "error", pool: { maxUses: "off" } } },
    { "setting-lost": { severity: "error", fields: { "pool.maxUses": { severity: "off" } } } },
  ] as NonNullable<ConfigInput["rules"]>[])("for this setting alone: %j", (rules) => {
    expect(rendered(rules)).toEqual([]);
    expect(rendered(rules, { strict: true })).toEqual([]);
  });

  test("not for another setting", () => {
    expect(rendered({ "setting-lost": { "pool.maxIdle": "off" } })).toEqual([
      { path: "pool.maxUses", severity: "info" },
    ]);
  });

  test("has the severity that [rules] gives it", () => {
    expect(rendered({ "setting-lost": "warning" })).toEqual([{ path: "pool.maxUses", severity: "warning" }]);
    const own = { "setting-lost": { severity: "off", "pool.maxUses": "error" } } as NonNullable<ConfigInput["rules"]>;
    expect(rendered(own)).toEqual([{ path: "pool.maxUses", severity: "error" }]);
  });

  test("is an error all the same if the value cannot be written", () => {
    const { config } = configOf({ "pool.idleTimeout": "40d" });
    const accepting = { ...config, rules: { "setting-lost": { severity: "off" } } } as const;
    expect(render(accepting, "node-postgres").deviations).toContainEqual(
      expect.objectContaining({ path: "pool.idleTimeout", severity: "error" }),
    );
  });
});

describe("what counts as set", () => {
  const given = { session: { statementTimeout: "off" }, pool: { healthCheckInterval: "30s" } } as const;
  const reported = (deviations: readonly Deviation[]) => deviations.map(({ path }) => path);

  test("a limit that is off is another value than one that is not set, also without origins", () => {
    const config = loadPoolConfigSync({ config: given, env: false, dotenv: false });
    expect(settingsFor(nodePostgres, config, "live").value).toMatchObject({ statement_timeout: "0" });
    expect(config.session.lockTimeout).toBeUndefined();
    expect(settingsFor(nodePostgres, config, "live").value).not.toHaveProperty("lock_timeout");
  });

  test("also in a named pool", () => {
    const config = { pools: { reports: given } };
    const reports = loadPoolConfigSync({ config, pool: "reports", env: false, dotenv: false });
    expect(settingsFor(nodePostgres, reports, "live").value).toMatchObject({ statement_timeout: "0" });
  });

  test("a value that equals its default counts only with origins", () => {
    const { config, origins } = inspectPoolConfig({ config: given, env: false, dotenv: false });
    expect(reported(settingsFor(nodePostgres, config, "live", { origins }).deviations)).toContain(
      "pool.healthCheckInterval",
    );
    expect(reported(settingsFor(nodePostgres, config, "live").deviations)).toEqual([]);
  });

  test("a change after loading counts without origins", () => {
    const config = loadPoolConfigSync({ config: given, env: false, dotenv: false });
    config.session.lockTimeout = 5_000;
    expect(settingsFor(nodePostgres, config, "live").value).toMatchObject({
      statement_timeout: "0",
      lock_timeout: 5_000,
    });
  });
});

test("the value is made when it is first looked at, and once", () => {
  const { config } = readConfig("everything-default");
  const rendered = render(config, "node-postgres");
  config.pool.max = 7;
  const { value, text } = rendered;
  expect(value).toMatchObject({ max: 7 });
  expect(JSON.parse(text)).toMatchObject({ max: 10 });
  config.pool.max = 8;
  expect(rendered.value).toBe(value);
});

test("a mask is seen as one", () => {
  const url = "postgresql://app:canary@db.example.com/shop?sslpassword=canary&connection_limit=5";
  const { config, origins } = configOf({ "connection.url": url });
  for (const { id, forms, connection } of targets) {
    for (const format of forms.filter((form) => !isProgram(form))) {
      const { text } = render(config, id, { format, origins, redact: true });
      if (connection.layout !== "none")
        expect(text).toMatch(/app:\*\*\*@db\.example\.com\/shop|: "\*\*\*"|password\W{1,4}\*\*\*/i);
      expect(text).not.toMatch(/canary|%2A/);
    }
  }
});

test.each(["allow", "prefer"])("%s, which pg cannot keep, is a warning", (mode) => {
  const { config, origins } = configOf({ "connection.host": "h", "connection.ssl.mode": mode });
  for (const id of ["drizzle", "knex", "kysely", "node-postgres", "pg-promise", "prisma@7"]) {
    const { deviations } = render(config, id, { origins });
    expect(deviations).toEqual([expect.objectContaining({ path: "connection.ssl.mode", severity: "warning" })]);
    expect(render(config, id, { origins, strict: true }).deviations[0]!.severity).toBe("error");
  }
});

test("Prisma 7 has one schema, for its own queries and for raw SQL", () => {
  const one = configOf({ "connection.schema": "Tenant A" });
  expect(render(one.config, "prisma@7").value).toMatchObject({
    options: { schema: "Tenant A" },
    config: { options: '-c search_path="Tenant\\ A"' },
  });
  const two = configOf({ "connection.schema": "a, b" });
  expect(render(two.config, "prisma@7").deviations).toEqual([
    expect.objectContaining({ path: "connection.schema", kind: "unrepresentable", severity: "error" }),
  ]);
});

test.each([
  ["1500ms", 0],
  ["2s", 0],
  ["3s", 1],
  ["off", 1],
])("an acquire timeout of %s and the options of Prisma 7", (time, count) => {
  const { config, origins } = configOf({ "pool.acquireTimeout": time });
  expect(render(config, "prisma@7", { origins }).deviations).toHaveLength(count);
  const { deviations, text } = render(config, "prisma@7", { origins, format: "code" });
  expect(deviations).toEqual([]);
  expect(text).toContain(`maxWait: ${config.pool.acquireTimeout ?? 2_147_483_647},`);
});

test.each([
  ["40ms", 10],
  ["1s", 100],
  ["10m", 250],
  ["off", undefined],
])("knex looks often enough for an idle timeout of %s", (time, every) => {
  const { config } = configOf({ "pool.idleTimeout": time });
  const { pool } = render(config, "knex").value as { pool: Record<string, unknown> };
  expect(pool.reapIntervalMillis).toBe(every);
});

test("an unknown target names the nearest and all", () => {
  expect(() => render(defaultConfig(), "pg")).toThrow(/no target "pg"\. Did you mean node-postgres\?/);
  expect(() => render(defaultConfig(), "knx")).toThrow(/no target "knx"\. Did you mean knex\?.*node-postgres/);
});

test("an unknown form names those of the target", () => {
  expect(() => render(defaultConfig(), "knex", { format: "url" })).toThrow(
    /knex cannot be written as "url".*json, code/,
  );
});

test("shared code does not ask which target it has", () => {
  const shared = ["render/index.ts", "import/index.ts", "model/to-toml.ts", "render/template.ts"].map(
    (name) => new URL(`../../src/${name}`, import.meta.url),
  );
  const folders = ["mapping", "drivers", "drivers/pg", "pools", "render/syntaxes"].flatMap((folder) => {
    const at = new URL(`../../src/${folder}/`, import.meta.url);
    return readdirSync(at)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => new URL(name, at));
  });
  for (const file of [...shared, ...folders]) {
    const code = readFileSync(file, "utf8")
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")
      .replace(/\b(?:id|title|variantOf): "[^"]*"/g, "");
    // the names of a driver and of its parameters may be those of a target: pgbouncer is a parameter of Prisma
    const isDriver = file.pathname.includes("/drivers/");
    const asks = (id: string) =>
      isDriver ? ["=== ", "!== ", "case "].some((word) => code.includes(`${word}"${id}"`)) : code.includes(`"${id}"`);
    for (const id of ids) expect(asks(id), `${file.pathname.split("/").pop()} names ${id}`).toBe(false);
  }
});

describe("what a library does not start without is reported", () => {
  const HOST = { "connection.host": "db.example.com" };
  const report = (id: string, settings: Record<string, unknown>) => {
    const { config, origins } = configOf(settings);
    return render(config, id, { origins, onlySet: true }).deviations.map(({ path, severity }) => `${severity} ${path}`);
  };

  test.each([
    ["django", "connection.database"],
    ["ecto", "connection.database"],
    ["mikro-orm", "connection.database"],
    ["mikro-orm@6", "connection.database"],
    ["pgdog", "connection.database"],
    ["supavisor", "connection.database"],
    ["r2dbc", "connection.user"],
  ])("%s: %s", (id, path) => {
    expect(report(id, HOST)).toEqual([`warning ${path}`]);
    // the connection may be in the program
    expect(report(id, { "pool.max": 5 })).toContain(`info ${path}`);
    expect(report(id, { ...HOST, [path]: "shop" })).toEqual([]);
  });

  test.each(["bb8", "npgsql", "npgsql@8"])("%s: connection.host", (id) => {
    expect(report(id, { "connection.user": "app" })).toEqual(["warning connection.host"]);
    expect(report(id, HOST)).toEqual([]);
  });

  test.each(["node-postgres", "pgxpool", "sqlx", "sqlalchemy", "hikaricp", "rails"])("%s needs none", (id) => {
    expect(report(id, HOST)).toEqual([]);
  });
});

// a config is a value: a copy of it means the same, and nothing depends on which object it is
import { deepStrictEqual } from "node:assert";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { NO_PROJECT } from "../../src/lint/define.ts";
import { lint } from "../../src/lint/index.ts";
import { inspectPoolConfig, loadPoolConfigSync } from "../../src/load/index.ts";
import type { Config } from "../../src/model/model.ts";
import { chooseTargets, findTarget } from "../../src/render/find-target.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { Secret } from "../../src/text/secret.ts";
import { sample } from "../differential/_configs.ts";
import { CONFIGS, configOf, type Given, isProgram, readConfig } from "../targets/_config.ts";

const json = (config: Config): Config => JSON.parse(JSON.stringify(config));
const spread = (config: Config): Config => ({
  ...config,
  connection: { ...config.connection },
  pool: { ...config.pool },
});
const COPIES = { spread, "structured clone": structuredClone<Config>, JSON: json };

/** The same settings without a secret, which only a spread keeps. */
function withoutSecrets({ config, origins }: Given): Given {
  const { url: _, password: __, ...connection } = config.connection;
  return {
    config: { ...config, connection: { ...connection, replicas: [] } as unknown as Config["connection"] },
    origins,
  };
}

/** All that is made of a config for one target. */
function resultOf(config: Config, id: string, origins?: Given["origins"]) {
  const target = findTarget(id);
  const form = target.forms.find((one) => !isProgram(one)) ?? target.forms[0];
  const written = target.forms.map((format) => {
    const { text, deviations } = render(config, id, { format, ...(origins && { origins }) });
    return { format, text, deviations };
  });
  const settings = new Map(
    Object.entries(origins ?? {}).map(([path, origin]) => [path as never, [{ value: 0, raw: 0, origin }]]),
  );
  const findings = lint([{ pool: undefined, config, settings: [settings] }], chooseTargets([id]), NO_PROJECT);
  const { text } = written.find(({ format }) => format === form)!;
  const imported = importConfig(text, { from: id, ...(isProgram(form) && { name: `x.${target.language}` }) });
  return {
    written,
    findings: findings.map(({ rule, message, severity }) => `${severity} ${rule}: ${message}`),
    imported: imported.values,
  };
}

const ids = targets.map(({ id }) => id);

describe.each(Object.entries(COPIES))("a copy by %s", (_how, copy) => {
  test.each(CONFIGS)("renders the same for every target: %s", (name) => {
    const given = withoutSecrets(readConfig(name));
    const copied = copy(given.config);
    for (const id of ids) {
      const written = (config: Config) => render(config, id, { origins: given.origins });
      const [{ text, deviations }, other] = [written(given.config), written(copied)];
      expect([id, other.text, other.deviations]).toEqual([id, text, deviations]);
    }
  });

  test("renders, checks and imports the same for random settings", () => {
    for (const [at, { settings }] of sample(2026, 96).entries()) {
      const { config, origins } = withoutSecrets(configOf(settings));
      const id = ids[at % ids.length]!;
      expect([id, resultOf(copy(config), id, origins)]).toEqual([id, resultOf(config, id, origins)]);
      expect([id, resultOf(copy(config), id)]).toEqual([id, resultOf(config, id)]);
    }
  });

  test("equals the config", () => {
    const config = loadPoolConfigSync({ config: { pool: { max: 7 } }, env: false, dotenv: false });
    expect(copy(config)).toEqual(config);
    deepStrictEqual(copy(config), config);
    expect(Reflect.ownKeys(copy(config))).toEqual(Reflect.ownKeys(config));
  });
});

describe("secrets in a copy", () => {
  const url = "postgresql://app:hunter2@db.example.com/shop";
  const load = (url: string) => loadPoolConfigSync({ config: { connection: { url } }, env: false, dotenv: false });

  test("a spread keeps them", () => {
    expect(spread(load(url)).connection.url!.reveal()).toBe(url);
  });

  test("JSON has a mask, which is not taken for the secret", () => {
    const text = JSON.stringify(load(url));
    expect(text).not.toContain("hunter2");
    expect(JSON.parse(text).connection.url).toBe("***");
    expect(() => render(JSON.parse(text), "knex")).toThrow(/connection\.url is missing.*JSON and structuredClone/);
  });

  test("a structured clone has nothing of them, and is not rendered", () => {
    expect(structuredClone(load(url)).connection.url).toEqual({});
    expect(() => render(structuredClone(load(url)), "knex")).toThrow(
      /connection\.url is missing.*JSON and structuredClone/,
    );
  });

  test("two configs are equal only if their secrets are", () => {
    expect(load(url)).toEqual(load(url));
    expect(load(url)).not.toEqual(load(url.replace("hunter2", "hunter3")));
    deepStrictEqual(load(url), load(url));
    expect(() => deepStrictEqual(load(url), load(url.replace("hunter2", "hunter3")))).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/hunter/) }),
    );
    expect([new Secret("a"), new Secret("a")]).toEqual([new Secret("a"), new Secret("a")]);
  });
});

test("a named pool says itself whose connection it has", () => {
  const config = {
    connection: { url: "postgresql://app@main.example.com/shop" },
    pools: {
      reports: { connection: { url: "postgresql://ro@reports.example.com/shop" } },
      small: { pool: { max: 2 } },
    },
  };
  const { config: reports } = inspectPoolConfig({ config, pool: "reports", env: false, dotenv: false });
  expect(reports.ownConnection).toEqual({ pool: "reports", password: true });
  expect(reports.pools.small?.ownConnection).toBeUndefined();
  const text = (one: Config) => render(one, "prisma", { format: "env" }).text;
  expect(text(reports)).toMatch(/^REPORTS_DATABASE_URL=/);
  expect(text(spread(reports))).toBe(text(reports));
  const main = loadPoolConfigSync({ config, env: false, dotenv: false });
  expect(text({ ...main, ...main.pools.reports! })).toBe(text(reports));
});

// a connection string that was rendered is read as the config that it was rendered from
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jitterMillis } from "../../src/codecs/jitter.ts";
import { getKey } from "../../src/codecs/literal.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { entriesOf, type Target } from "../../src/mapping/define.ts";
import type { UrlLayout } from "../../src/mapping/layout.ts";
import type { Config, Path } from "../../src/model/model.ts";
import { valueAt } from "../../src/model/paths.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { configOf, dataForm } from "../targets/_config.ts";

const seconds = (min = 1, max = 100_000) => fc.integer({ min, max }).map((amount) => `${amount}s`);
const orOff = (arbitrary: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: fc.constant("off") });
const word = fc
  .string({ unit: "binary", minLength: 1, maxLength: 20 })
  .filter((text) => !/[,\0]/.test(text) && text.trim() === text && !/\p{Surrogate}/u.test(text));
const name = fc.stringMatching(/^[a-z]{1,10}$/);

const settings = fc
  .record(
    {
      "connection.applicationName": word,
      "connection.schema": name,
      "connection.ssl.mode": fc.constantFrom("disable", "prefer", "require", "verify-full"),
      "connection.port": fc.integer({ min: 1, max: 65_535 }),
      "connection.user": word,
      "connection.password": word,
      "connection.database": word,
      "pool.max": fc.integer({ min: 1, max: 100_000 }),
      "pool.min": fc.integer({ min: 0, max: 100_000 }),
      "pool.acquireTimeout": orOff(seconds()),
      "pool.connectTimeout": orOff(seconds(2)),
      "pool.idleTimeout": orOff(seconds()),
      "pool.maxLifetime": orOff(seconds(100)),
      "pool.maxLifetimeJitter": fc.integer({ min: 0, max: 99 }).map((share) => `${share}%`),
      "pool.healthCheckInterval": orOff(seconds()),
      "pool.keepAlive": orOff(seconds()),
      "session.statementTimeout": orOff(seconds()),
      "session.lockTimeout": orOff(seconds()),
      "session.idleInTransactionTimeout": orOff(seconds()),
      "session.queryTimeout": orOff(seconds()),
    },
    { requiredKeys: [] },
  )
  .map((stated) => ({ "connection.host": "db.example.com", ...stated }));

const PARTS = ["connection.host", "connection.port", "connection.user", "connection.password", "connection.database"];

const withUrl = targets.flatMap((target) =>
  target.connection.layout === "url" ? [[target.id, target, target.connection] as const] : [],
);

/** The settings that the connection string itself holds, and none of the options beside it. */
function inString(target: Target, { key, credentials }: UrlLayout): Path[] {
  const within = (name: string) => key === undefined || name.startsWith(`${key}.`);
  const own = entriesOf(target).flatMap(([path, entry]) =>
    entry.support !== "none" && entry.keys.every(within) ? [path] : [],
  );
  const beside = credentials ? ["connection.user", "connection.password"] : [];
  return [...(PARTS.filter((part) => !beside.includes(part)) as Path[]), ...own];
}

describe.each(withUrl)("%s", (id, target, layout) => {
  test("what render writes in the connection string is what a load of it gives", () => {
    const paths = inString(target, layout);
    const format = target.forms.includes("url") ? "url" : dataForm(target);
    let compared = 0;
    fc.assert(
      fc.property(settings, (stated) => {
        const { config, origins } = configOf(stated);
        const { value, text, deviations } = render(config, id, { format, origins });
        const url = layout.key === undefined ? text.trim() : getKey(value, layout.key);
        if (typeof url !== "string") throw new Error(`no connection string in ${text}`);
        const options = { cwd: "/nonexistent", env: {}, dotenv: false, dsn: url, targets: [id] } as const;
        const { config: loaded } = inspectPoolConfig(options);
        const reported = new Set(deviations.map(({ path }) => path));
        for (const path of paths) {
          if (!Object.hasOwn(stated, path) || reported.has(path)) continue;
          expect([path, comparable(path, loaded)]).toEqual([path, comparable(path, config)]);
          compared++;
        }
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

function comparable(path: Path, config: Config): unknown {
  const value = valueAt(config, path);
  if (path === "connection.password") return config.connection.password?.reveal();
  // a client has no timeout unless it is set, so "off" may be the absence of the parameter
  if (path === "session.queryTimeout") return value ?? null;
  return path === "pool.maxLifetimeJitter" ? jitterMillis(value as string, config.pool.maxLifetime) : value;
}

// what is rendered and imported again is the same, but for what the table says
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanDsn } from "../../src/dsn/parse.ts";
import { importConfig } from "../../src/import.ts";
import { toFileValue } from "../../src/layer/value.ts";
import { render } from "../../src/render.ts";
import { FIELDS } from "../../src/schema/model.ts";
import { type TargetPath, valueAt } from "../../src/schema/paths.ts";
import { isForbidden } from "../../src/sources/_faults.ts";
import { targets } from "../../src/targets/_all.gen.ts";
import { jitterMillis } from "../../src/targets/_jitter.ts";
import { configOf, dataForm } from "./_config.ts";

const duration = (min = 1, max = 2_000_000_000) => fc.integer({ min, max }).map((ms) => `${ms}ms`);
const orOff = (arbitrary: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: fc.constant("off") });
const word = fc
  .string({ unit: "binary", minLength: 1, maxLength: 20 })
  .filter((text) => !/[,\0]/.test(text) && text.trim() === text && !/\p{Surrogate}/u.test(text));

const settings = fc
  .record(
    {
      "connection.applicationName": word,
      "connection.schema": word,
      "connection.ssl.mode": fc.constantFrom("disable", "require", "verify-full"),
      "connection.port": fc.integer({ min: 1, max: 65_535 }),
      "connection.user": word,
      "connection.password": word,
      // where it stands as a key, readers refuse what every object of JavaScript has
      "connection.database": word.filter((name) => !isForbidden(name)),
      "pool.max": fc.integer({ min: 1, max: 100_000 }),
      "pool.min": fc.integer({ min: 0, max: 100_000 }),
      "pool.acquireTimeout": orOff(duration()),
      "pool.connectTimeout": orOff(duration()),
      "pool.idleTimeout": orOff(duration()),
      "pool.maxLifetime": orOff(duration(1_000)),
      "pool.maxLifetimeJitter": fc.oneof(
        fc.integer({ min: 0, max: 99 }).map((share) => `${share}%`),
        duration(0, 900),
      ),
      "pool.maxUses": fc.oneof(fc.integer({ min: 1, max: 1_000_000_000 }), fc.constant("off")),
      "pool.keepAlive": orOff(duration()),
      "session.statementTimeout": orOff(duration()),
      "session.lockTimeout": orOff(duration()),
      "session.idleInTransactionTimeout": orOff(duration()),
      "session.transactionTimeout": orOff(duration()),
      "session.queryTimeout": orOff(duration()),
    },
    { requiredKeys: [] },
  )
  .map((stated) => ({ "connection.host": "db.example.com", ...stated }));

describe.each(targets.map((target) => [target.id, target] as const))("%s", (id, target) => {
  const tls = target.fields["connection.ssl.mode"];
  // where libpq's own word stands for it, it says no more than the config does
  const tells = tls.claim !== "lost" && !tls.keys.every((key) => /(?:^|\.)ssl[-_.]?mode$/.test(key));
  const form = dataForm(target);

  test("import gives back what render wrote", () => {
    fc.assert(
      fc.property(settings, (stated) => {
        const { config, origins } = configOf(stated);
        const { text, losses } = render(config, id, { format: form, origins });
        const { values, findings } = importConfig(text, { from: id });
        const found = findings.map(({ rule }) => rule);
        const unchecked =
          stated["connection.ssl.mode"] === "require" && tells && !/sslmode=require(?!&sslaccept)/i.test(text);
        const told = losses.every(({ path, kind }) => path !== "connection.ssl.mode" || kind !== "lost");
        expect(found.includes("certificate-check-off")).toBe(unchecked && told);
        expect(found.filter((rule) => !TRUE_OF_IT.includes(rule))).toEqual([]);
        const differing = new Set(losses.map(({ path }) => path));
        for (const [path, entry] of Object.entries(target.fields)) {
          const field = FIELDS.get(path as TargetPath)!;
          if (entry.claim === "lost" || field.kind === "jitter" || !origins[path] || SHARED.has(path)) continue;
          if (differing.has(path) && losses.some((loss) => loss.path === path && loss.kind !== "approximate")) continue;
          const value = valueAt(config, path as TargetPath);
          // off may be the absence of the key
          const back = values[path as TargetPath] ?? (value === null && field.facts.inherit ? "off" : undefined);
          expect([path, back ?? toFileValue(field, field.default as never)]).toEqual([
            path,
            toFileValue(field, value as never),
          ]);
        }
        if (target.connection.layout === "none") return;
        for (const [part, value] of Object.entries(partsOf(values))) {
          // nothing is written for what the form cannot hold
          if (differing.has(`connection.${part}`)) continue;
          // code holds no secret
          if (form === "code" && part === "password") continue;
          // where the form wants one, the usual port says what its absence does
          const usual = part === "port" && value === 5432 && stated["connection.port"] === undefined;
          if (usual) continue;
          expect([part, value ?? undefined]).toEqual([part, stated[`connection.${part}` as "connection.user"]]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("the jitter comes back as the same length", () => {
    const { claim, implicit } = target.fields["pool.maxLifetimeJitter"];
    // without a jitter of one's own: none, or one of the tool's that it tells of
    if (claim === "lost") return expect(implicit === 0 || ["object", "string"].includes(typeof implicit)).toBe(true);
    const { config: some, origins } = configOf({ "pool.maxLifetime": "20m", "pool.maxLifetimeJitter": "10%" });
    const { losses } = render(some, id, { format: form, origins });
    // data may not hold what the code form does
    if (losses.some(({ path, kind }) => path === "pool.maxLifetimeJitter" && kind === "lost")) return;
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (lifetime, share) => {
        const stated = { "pool.maxLifetime": `${lifetime}ms`, "pool.maxLifetimeJitter": `${share}%` };
        const { config, origins } = configOf(stated);
        const { text, losses } = render(config, id, { format: form, origins });
        // a tool that counts seconds has another lifetime, and a share of that
        if (losses.some(({ kind }) => kind === "rounded")) return;
        const back = configOf(importConfig(text, { from: id }).values as never).config.pool;
        expect(back.maxLifetime).toBe(lifetime);
        if (losses.some(({ path, kind }) => path === "pool.maxLifetimeJitter" && kind !== "approximate")) return;
        expect(jitterMillis(back.maxLifetimeJitter, lifetime)).toBe(jitterMillis(`${share}%`, lifetime));
      }),
    );
  });
});

// user and password may stand beside the URL
function partsOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const url = values["connection.url"];
  if (typeof url !== "string") return pick((name) => values[`connection.${name}`]);
  const { hosts, user, password, database } = scanDsn(url, {}).dsn;
  const beside = pick((name) => values[`connection.${name}`]);
  const { host, port } = hosts[0] ?? {};
  return { host, port, user: beside.user ?? user, password: beside.password ?? password, database };
}

function pick(value: (name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(["host", "port", "user", "password", "database"].map((name) => [name, value(name)]));
}

// what was rendered has it: TLS without a check, a password in plain text, an idle timeout without effect
const TRUE_OF_IT = ["certificate-check-off", "secret-in-source", "idle-outlives-lifetime"];

// one native key for two fields: checked by the tests of the target
const SHARED = new Set(["pool.connectTimeout"]);

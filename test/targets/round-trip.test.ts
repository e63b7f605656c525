// what is rendered and imported again is the same, but for what the table says
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jitterMillis } from "../../src/codecs/jitter.ts";
import { isForbidden } from "../../src/formats/_problems.ts";
import { importConfig } from "../../src/import/index.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { entriesOf, type Target } from "../../src/mapping/define.ts";
import { toFileValue } from "../../src/mapping/value.ts";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { valueAt } from "../../src/model/paths.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { comparedWithList } from "../_shrinking.ts";
import { configOf, dataForm, isProgram } from "./_config.ts";
import { SAMPLES, type Stated } from "./_samples.ts";

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
  const form = dataForm(target);

  test("import gives back what render wrote", () => {
    fc.assert(
      fc.property(settings, (stated) => {
        const { pairs, rules, certificate } = roundTrip(target, stated);
        expect(certificate[0]).toBe(certificate[1]);
        expect(rules.filter((rule) => !TRUE_OF_IT.includes(rule))).toEqual([]);
        for (const [path, back, given] of pairs) expect([path, back]).toEqual([path, given]);
      }),
      { numRuns: 300 },
    );
  });

  test("the jitter comes back as the same length", () => {
    const { support, libraryDefault } = target.fields["pool.maxLifetimeJitter"];
    // without a jitter of one's own: none, or one of the tool's that it tells of
    if (support === "none")
      return expect(libraryDefault === 0 || ["object", "string"].includes(typeof libraryDefault)).toBe(true);
    const { config: some, origins } = configOf({ "pool.maxLifetime": "20m", "pool.maxLifetimeJitter": "10%" });
    const { deviations } = render(some, id, { format: form, origins });
    // data may not hold what the code form does
    if (deviations.some(({ path, kind }) => path === "pool.maxLifetimeJitter" && kind === "unsupported"))
      return expect(target.forms.filter((other) => other !== form)).toContain("code");
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (lifetime, share) => {
        const stated = { "pool.maxLifetime": `${lifetime}ms`, "pool.maxLifetimeJitter": `${share}%` };
        const { config, origins } = configOf(stated);
        const { text, deviations } = render(config, id, { format: form, origins });
        // a tool that counts seconds has another lifetime, and a share of that
        if (deviations.some(({ kind }) => kind === "rounded")) return;
        const back = configOf(importConfig(text, { from: id }).values as never).config.pool;
        expect(back.maxLifetime).toBe(lifetime);
        if (deviations.some(({ path, kind }) => path === "pool.maxLifetimeJitter" && kind !== "partial")) return;
        expect(jitterMillis(back.maxLifetimeJitter, lifetime)).toBe(jitterMillis(`${share}%`, lifetime));
      }),
      // one that no tool rounds
      { examples: [[1_200_000, 10]] },
    );
  });
});

/** A value as it was stated, and as it came back. */
type Pair = readonly [path: string, back: unknown, stated: unknown];

/** Renders settings and imports them again. Gives what can be compared, and the rules of the findings. */
function roundTrip(
  target: Target,
  stated: Stated,
  shared = SHARED,
): { pairs: Pair[]; rules: string[]; certificate: [boolean, boolean] } {
  const tls = target.fields["connection.ssl.mode"];
  // where libpq's own word stands for it, it says no more than the config does
  const tells = tls.support !== "none" && !tls.keys.every((key) => /(?:^|\.)ssl[-_.]?mode$/.test(key));
  const form = dataForm(target);
  const { config, origins } = configOf(stated);
  const { text, deviations } = render(config, target.id, { format: form, origins });
  const { values, findings } = importConfig(text, { from: target.id });
  const rules = findings.map(({ rule }) => rule);
  const unchecked =
    stated["connection.ssl.mode"] === "require" && tells && !/sslmode=require(?!&sslaccept)/i.test(text);
  const told = deviations.every(({ path, kind }) => path !== "connection.ssl.mode" || kind !== "unsupported");
  const certificate: [boolean, boolean] = [rules.includes("certificate-check-off"), unchecked && told];
  const differing = new Set(deviations.map(({ path }) => path));
  const pairs: Pair[] = [];
  for (const [path, entry] of entriesOf(target)) {
    const field = FIELDS.get(path)!;
    if (entry.support === "none" || !origins[path] || shared.has(path)) continue;
    if (differing.has(path) && deviations.some((loss) => loss.path === path && loss.kind !== "partial")) continue;
    const value = valueAt(config, path);
    if (field.kind === "jitter") {
      if (shared !== NONE) continue;
      // the same length, whether as a share of the lifetime or as a time
      const { maxLifetime } = config.pool;
      const back = configOf({ [path]: values[path] ?? field.default }).config.pool.maxLifetimeJitter;
      pairs.push([path, jitterMillis(back, maxLifetime), jitterMillis(value as string, maxLifetime)]);
      continue;
    }
    // off may be the absence of the key
    const back = values[path] ?? (value === null && field.facts.inherit ? "off" : undefined);
    pairs.push([path, back ?? toFileValue(field, field.default as never), toFileValue(field, value as never)]);
  }
  if (target.connection.layout === "none") return { pairs, rules, certificate };
  for (const [part, value] of Object.entries(partsOf(values))) {
    // nothing is written for what the form cannot hold
    if (differing.has(`connection.${part}` as Path)) continue;
    // code holds no secret
    if (isProgram(form) && part === "password") continue;
    // where the form wants one, the usual port says what its absence does
    const usual = part === "port" && value === 5432 && stated["connection.port"] === undefined;
    if (usual) continue;
    pairs.push([`connection.${part}`, value ?? undefined, stated[`connection.${part}`]]);
  }
  return { pairs, rules, certificate };
}

test("a field that is mapped and never compared is listed", () => {
  const excluded = targets.flatMap((target) => {
    const pairs = SAMPLES.flatMap((stated) => roundTrip(target, stated, NONE).pairs);
    const differing = new Set(pairs.flatMap(([path, back, given]) => (isDeepStrictEqual(back, given) ? [] : path)));
    const compared = new Set(pairs.flatMap(([path]) => (differing.has(path) ? [] : path)));
    const mapped = entriesOf(target).flatMap(([path, { support }]) => (support === "none" ? [] : path));
    const parts = target.connection.layout === "none" ? [] : PARTS.map((part) => `connection.${part}`);
    return [...mapped, ...parts].filter((path) => !compared.has(path)).map((path) => `${target.id} ${path}`);
  });
  expect(comparedWithList("targets/not-compared.json", excluded)).toEqual({ added: [], stale: [] });
});

const NONE: ReadonlySet<string> = new Set();

const PARTS = ["host", "port", "user", "password", "database"];

// user and password may stand beside the URL
function partsOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const url = values["connection.url"];
  if (typeof url !== "string") return pick((name) => values[`connection.${name}`]);
  const { hosts, user, password, database } = readConnectionString(url, {}).dsn;
  const beside = pick((name) => values[`connection.${name}`]);
  const { host, port } = hosts[0] ?? {};
  return { host, port, user: beside.user ?? user, password: beside.password ?? password, database };
}

function pick(value: (name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(PARTS.map((name) => [name, value(name)]));
}

// what was rendered has it: TLS without a check, a password in plain text, an idle timeout without effect
const TRUE_OF_IT = ["certificate-check-off", "secret-in-source", "idle-outlives-lifetime"];

// one native key for two fields: checked by the tests of the target
const SHARED: ReadonlySet<string> = new Set(["pool.connectTimeout"]);

// what findings say: both values in words, where, and never a secret
import { inspect } from "node:util";
import { expect, it, test } from "vitest";
import type { Example } from "../../../src/lint/define.ts";
import { withExample } from "./_example.ts";

function tell(rule: string, example: Example) {
  return withExample(example, ({ find }) => {
    const [finding] = find().filter((candidate) => candidate.rule === rule);
    expect(finding).toBeDefined();
    const { severity, message, origin, help, legal, related } = finding!;
    return { severity, message, at: origin?.label, help, legal, related: related?.map(({ label }) => label) };
  });
}

test.each<[string, Example, Partial<ReturnType<typeof tell>>]>([
  [
    "idle-outlives-lifetime",
    { toml: '[pool]\nidle_timeout = "30m"\nmax_lifetime = "10m"\n' },
    {
      severity: "warning",
      at: "poolcfg.toml:2:16",
      message: "pool.idleTimeout is 30m, and pool.maxLifetime of 10m ends every connection before",
      related: ["poolcfg.toml:3:16"],
    },
  ],
  [
    "idle-outlives-lifetime",
    { toml: '[pool]\nmax_lifetime = "5m"\n' },
    { severity: "info", at: "poolcfg.toml:2:16", related: ["default"] },
  ],
  [
    "connect-outlasts-acquire",
    { toml: '[pool]\nacquire_timeout = "5s"\n' },
    { severity: "info", at: "poolcfg.toml:2:19" },
  ],
  [
    "connect-outlasts-acquire",
    { toml: '[pool]\nacquire_timeout = "5s"\nconnect_timeout = "30s"\n' },
    {
      severity: "warning",
      message: "pool.connectTimeout is 30s, not below pool.acquireTimeout, which is 5s",
      legal: "pool.connectTimeout below 5s",
    },
  ],
  ["churn-idle", { toml: '[pool]\nidle_timeout = "2s"\n' }, { severity: "warning" }],
  ["churn-idle", { toml: '[pool]\nidle_timeout = "5s"\n' }, { severity: "info" }],
  ["acquire-timeout-very-long", { toml: '[pool]\nacquire_timeout = "6m"\n' }, { severity: "warning" }],
  ["acquire-timeout-very-long", { toml: '[pool]\nacquire_timeout = "5m"\n' }, { severity: "info" }],
  [
    "timer-overflow",
    { toml: '[pool]\nmax_lifetime = "25d"\n' },
    {
      severity: "error",
      legal: 'up to 24d20h31m23s, or "off"',
      message: "pool.maxLifetime is 25d, longer than the maximum of a timer: it would fire after 1ms",
    },
  ],
  ["timer-overflow", { toml: '[retry]\ninterval = "25d"\n' }, { legal: "up to 24d20h31m23s" }],
  [
    "suspicious-unit",
    { toml: "[pool]\nidle_timeout = 30000\n" },
    { message: "pool.idleTimeout is 8h20m; was 30s meant?" },
  ],
  [
    "suspicious-unit",
    { toml: '[pool]\nidle_timeout = "30ms"\n' },
    { message: "pool.idleTimeout is 30ms; was 30s meant?" },
  ],
  [
    "fleet-exceeds-budget",
    { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\n[pool]\nmax = 21\n" },
    {
      severity: "error",
      at: "poolcfg.toml:6:7",
      message: "4 instances x 21 connections = 84, over the budget of 80 (80% of max_connections 100)",
      help: "The largest pool.max that fits is 20.",
    },
  ],
  [
    "fleet-exceeds-budget",
    { toml: "[deployment]\ninstances = 9\n" },
    {
      severity: "warning",
      at: "poolcfg.toml:2:13",
      message: "9 instances x 10 connections = 90, over the budget of 80 (80% of max_connections 100, assumed)",
    },
  ],
  [
    "pooler-exceeds-server",
    {
      toml: '[pooler]\nkind = "pgbouncer"\npool_size = 60\n[server]\nmax_connections = 100\n[deployment]\nother_connections = 5\n[connection]\nuser = "a"\n[pools.b.connection]\nuser = "b"\n',
    },
    {
      severity: "error",
      at: "poolcfg.toml:3:13",
      message:
        "60 connections x 2 pairs of user and database + 5 other = 125, more than the 97 that the server has for it (max_connections 100, 3 reserved)",
      help: "The largest pooler.poolSize that fits is 46.",
    },
  ],
  [
    "fleet-exceeds-pooler",
    { toml: '[pooler]\nkind = "pgbouncer"\n[deployment]\ninstances = 30\n[pool]\nmax = 10\n' },
    {
      severity: "warning",
      message: "30 instances x 10 connections = 300, more than the 100 clients that PgBouncer accepts, by default",
    },
  ],
  [
    "prepared-statements-on-pooler",
    { toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n', target: "prisma" },
    {
      at: "poolcfg.toml:3:8",
      message:
        "Prisma (up to 6) uses named prepared statements, and PgBouncer in transaction mode does not follow them",
    },
  ],
  [
    "startup-parameter-on-pooler",
    {
      toml: '[pooler]\nkind = "pgbouncer"\n[session]\nstatement_timeout = "30s"\nlock_timeout = "5s"\n',
      target: "knex",
    },
    {
      message:
        "knex sends session.statementTimeout (30s), session.lockTimeout (5s) when it connects, and PgBouncer refuses the connection unless ignore_startup_parameters names it",
    },
  ],
  [
    "fleet-exceeds-limit",
    { toml: "[pool]\nmax = 100\n" },
    { severity: "info", message: expect.stringContaining("assumed") },
  ],
  [
    "conflicting-sources",
    { toml: "[pool]\nmax = 5\n", env: { POOL_MAX: "6" } },
    {
      at: "POOL_MAX",
      message: "pool.max is 5 in poolcfg.toml:2:7 and 6 in POOL_MAX; the latter takes precedence",
      related: ["poolcfg.toml:2:7"],
    },
  ],
  [
    "conflicting-sources",
    { toml: '[connection]\npassword = "one"\n', env: { PGPASSWORD: "two" } },
    { message: "connection.password differs between poolcfg.toml:2:12 and PGPASSWORD; the latter takes precedence" },
  ],
  [
    "wrong-target-version",
    { target: "prisma", packages: { "@prisma/client": "^7.0.0" } },
    { at: "--target", message: "package.json has @prisma/client ^7.0.0, and the target prisma is for >=4 <7" },
  ],
  [
    "option-newer-than-library",
    { toml: "[pool]\nmin = 2\nmax_uses = 9\n", target: "node-postgres", installed: { pg: "8.11.3" } },
    { severity: "warning", at: "poolcfg.toml:2:7", message: "min came with pg >=8.17, and 8.11.3 ignores it" },
  ],
  [
    "option-newer-than-library",
    { target: "objection", installed: { knex: "3.1.0" } },
    { severity: "error", at: "--target", help: "Update knex to >=3.2, or render with --only-set." },
  ],
])("%s on %o", (rule, example, expected) => {
  expect(tell(rule, example)).toMatchObject(expected);
});

it("reports one fault of the fleet, the gravest", () => {
  const server = "[server]\nmax_connections = 100\n";
  for (let max = 1; max <= 60; max++) {
    withExample({ toml: `${server}[deployment]\ninstances = 4\nsurge = 2\n[pool]\nmax = ${max}\n` }, ({ find }) => {
      const fleet = find().filter(({ rule }) => rule.startsWith("fleet-") || rule.startsWith("capacity-"));
      expect(fleet.map(({ rule }) => rule)).toEqual(
        max * 6 > 97 ? ["fleet-exceeds-limit"] : max * 6 > 80 ? ["fleet-exceeds-budget-in-surge"] : [],
      );
    });
  }
});

it("takes the unit of no time for wrong that people write", () => {
  const times = ["5m", "10m", "20m", "30m", "45m", "1h", "90m", "2h", "6h", "12h", "18h", "24h", "36h", "7d"];
  const lines = ["idle_timeout", "max_lifetime"].flatMap((name) =>
    times.map((time) => `[pool]\n${name} = "${time}"\n`),
  );
  for (const time of ["1s", "5s", "15s", "90s", "5m", "20m", "1h"])
    lines.push(`[session]\nstatement_timeout = "${time}"\n`, `[pool]\nacquire_timeout = "${time}"\n`);
  const suspected = lines.filter((toml) =>
    withExample({ toml }, ({ find }) => find().some(({ rule }) => rule === "suspicious-unit")),
  );
  expect(suspected).toEqual([]);
});

it("shows no secret in any finding, whichever sources disagree", () => {
  const canary = "c4nary";
  const example: Example = {
    toml: `[connection]\nurl = "postgresql://app:${canary}1@localhost/app"\npassword = "${canary}2"\nreplicas = ["postgresql://app:${canary}3@localhost/app"]\n`,
    dotenv: `DATABASE_URL=postgresql://app:${canary}4@localhost/app?pgbouncer=true&sslaccept=accept_invalid_certs\n`,
    env: {
      PGPASSWORD: `${canary}5`,
      CONNECTION_PASSWORD: `${canary}6`,
      DATABASE_URL: `postgresql://app:${canary}7@localhost/app?connection_limit=500`,
    },
    git: "tracked",
    target: "node-postgres",
  };
  const findings = withExample(example, ({ find }) => find());
  const rules = new Set(findings.map(({ rule }) => rule));
  expect([...rules]).toEqual(expect.arrayContaining(["secret-in-tracked-file", "conflicting-sources"]));
  const printed = [
    JSON.stringify(findings),
    inspect(findings, { depth: 5, getters: true }),
    ...findings.map(({ message, help }) => `${message} ${help}`),
  ];
  for (const text of printed) expect(text).not.toContain(canary);
});

it("says the same of two named pools, each in its place", () => {
  const toml = "[pools.a]\nmin = 5\nmax = 2\n[pools.b]\nmin = 5\nmax = 2\n";
  const places = withExample({ toml }, ({ find }) =>
    find()
      .filter(({ rule }) => rule === "min-exceeds-max")
      .map(({ origin }) => origin?.line),
  );
  expect(places).toEqual([2, 5]);
});

it("reads no connection string without bound", () => {
  const dsn = `postgresql://app@localhost/app?application_name=${"x".repeat(1_000_000)}`;
  const { message } = tell("input-too-large", { dsn });
  expect(message).toMatch(/^The connection string has 1000\d{3} characters; at most \d+ are read$/);
});

// fleets as found in public: the total that is stated comes out, and so do the faults
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addText, noSources } from "../../src/fleet/input.ts";

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly expect: { readonly max?: number };
  readonly faults: readonly string[];
  readonly extra?: { readonly maxClientConn?: number };
  readonly fleet?: {
    readonly total?: number;
    readonly instances?: number;
    readonly replicas?: number;
    readonly replicasMax?: number;
    readonly instancesAtHpaMax?: number;
    readonly processesPerInstance?: number;
    readonly serverMaxConnections?: number;
    readonly poolerReplicas?: number;
  };
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const RULES: Readonly<Record<string, readonly string[]>> = JSON.parse(read("fault-rules.json"));
const DIFFERS: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(read("realworld-differs.json"));
const lines = read("realworld.jsonl")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line)
  .filter(({ kind, fleet }) => kind === "fleet" || fleet?.total !== undefined);

const deployment = (name: string, container: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: "${name}", namespace: ecommerce }\nspec: { template: { spec: { containers: [{ name: app, ${container} }] } } }\n`;

/** Lines that are pieces of manifests, made whole. */
const MANIFESTS: Readonly<Record<string, (text: string) => string>> = {
  "fleet-003": (text) => {
    const [items, variable] = text.split("\n---\n");
    const [, name, value] = /^(\w+)=(\d+)/.exec(variable!)!;
    const own = deployment("${NAME}", `env: [{ name: ${name}, value: "${value}" }]`).replace(
      ", namespace: ecommerce",
      "",
    );
    return `apiVersion: v1\nkind: List\nitems:\n${items}\n---\n${own}`;
  },
  "fleet-014": (text) =>
    `${text}\n---\n${deployment("shop", "envFrom: [{ configMapRef: { name: ecommerce-config } }]")}`,
};

/** What is stated of a fleet, as a fleet file. */
function fileOf({ expect: { max }, fleet = {}, extra = {} }: Line): string {
  const { serverMaxConnections, poolerReplicas } = fleet;
  const server = `[servers.main]\n${serverMaxConnections === undefined ? "" : `max_connections = ${serverMaxConnections}\n`}`;
  if (poolerReplicas !== undefined)
    return `${server}[servers.main.pooler]\nkind = "pgbouncer"\ninstances = ${poolerReplicas}\npool_size = ${max}\nmax_client_conn = ${extra.maxClientConn ?? 100}\n`;
  const {
    replicas,
    instances = replicas ?? 1,
    replicasMax,
    instancesAtHpaMax = replicasMax,
    processesPerInstance = 1,
  } = fleet;
  return [
    `${server}[services.app]`,
    `instances = ${instances}`,
    `max_instances = ${instancesAtHpaMax ?? instances}`,
    `processes = ${processesPerInstance}`,
    ...(max === undefined ? [] : [`pool = ${max}`]),
    "",
  ].join("\n");
}

function weigh(line: Line) {
  const sources = noSources();
  const manifest = MANIFESTS[line.id];
  if (manifest) addText(sources, manifest(line.text), "k8s.yaml", "/");
  else addText(sources, fileOf(line), "fleet.toml", "/");
  return checkFleet(sources, { cwd: "/" });
}

test("there are fleets to look at", () => expect(lines.length).toBeGreaterThan(9));

const totals = lines.flatMap((line) => {
  const { weighed, services } = weigh(line);
  const stated = [
    ...(line.fleet?.total === undefined ? [] : [[weighed[0]!.total.peak, line.fleet.total]]),
    ...(line.expect.max === undefined ? [] : services.map(({ fleet }) => [fleet.pools[""], line.expect.max])),
  ];
  return stated.length === 0 ? [] : [[line.id, stated] as const];
});

test.each(totals)("%s: the total is as stated", (_, stated) => {
  for (const [total, expected] of stated) expect(total).toBe(expected);
});

describe.each(lines)("$id", (line) => {
  const { findings } = weigh(line);

  test("each fault comes out, and nothing else does", () => {
    const found = findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
    for (const fault of line.faults)
      expect(
        RULES[fault]!.some((rule) => found.includes(rule)),
        fault,
      ).toBe(true);
    const known = [...line.faults.flatMap((fault) => RULES[fault]!), ...Object.keys(DIFFERS[line.id] ?? {})];
    expect(found.filter((rule) => !known.includes(rule))).toEqual([]);
  });
});

// a fleet of hostile files: no password prints, nothing hangs, and no stack trace comes out
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { folder, poolcfg } from "../cli/_run.ts";
import { BROKEN, CANARY } from "./_canary.ts";

const FORMATS = ["text", "concise", "json", "sarif", "github", "junit", "markdown"];
const URL = `postgresql://app:${CANARY}@db.example/shop`;

const deployment = (env: object[], more: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "api" },
  spec: { replicas: 2, template: { spec: { containers: [{ name: "app", env, ...more }] } } },
});
const json = (...items: object[]) => JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 1);
const fleet = (line: string) => `[servers.main]\nmax_connections = 1\n[services.api]\n${line}\n`;

const PLACES: Record<string, Record<string, string>> = {
  "the address of a service": { "fleet.toml": fleet(`url = "${URL}"`) },
  "a number for an address": { "fleet.toml": fleet(`url = ["${URL}"]`) },
  "a key": { "fleet.toml": fleet(`"${URL}" = 1`) },
  "a name": { "fleet.toml": `[servers."${URL}"]\nmax_connections = 1\n[services."${URL}"]\npool = 5\n` },
  "a server": { "fleet.toml": fleet(`pool = 5\nserver = "${URL}"`) },
  "a path": { "fleet.toml": `manifests = "${URL}"\n${fleet(`config = "${URL}"`)}` },
  "a workload": { "fleet.toml": fleet(`pool = 5\nworkload = "${URL}"`) },
  "a size": { "fleet.toml": fleet(`pool = "${URL}"`) },
  "a config": {
    "fleet.toml": fleet('config = "a.toml"'),
    "a.toml": `[connection]\npassword = "${CANARY}"\nurl = "${URL}?x=1?y=2"\n[pool]\nmax = 0\n`,
  },
  "an import": {
    "fleet.toml": fleet('import = ".env"'),
    ".env": `DATABASE_URL=${URL}?connection_limit=x\nPGPASSWORD=${CANARY}\n`,
  },
  "a variable of a container": {
    "k8s.json": json(
      deployment([
        { name: "DATABASE_URL", value: `${URL}?pool_max=x` },
        { name: "PGPASSWORD", value: CANARY },
      ]),
    ),
  },
  "a count": {
    "k8s.json": json(
      { ...deployment([{ name: "POOL_MAX", value: URL }]), spec: { replicas: URL, template: {} } },
      deployment([{ name: "DB_POOL_MAX", value: URL }]),
    ),
  },
  "a Secret": {
    "k8s.json": json(deployment([], { envFrom: [{ secretRef: { name: "db" } }] }), {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "db" },
      data: { DATABASE_URL: Buffer.from(`${URL}#${CANARY}`).toString("base64") },
      stringData: { PGPASSWORD: CANARY, POOL_MAX: CANARY },
    }),
  },
  compose: {
    "compose.yaml": `services:\n  api:\n    image: a\n    environment:\n      - DATABASE_URL=${URL}?connection_limit=x\n      - PGPASSWORD=${CANARY}\n`,
  },
  "broken YAML": { "k8s.yaml": `apiVersion: v1\nkind: Secret\nstringData:\n  password: "${CANARY}\n` },
  "a template": {
    "k8s.yaml": `apiVersion: v1\nkind: Secret\nstringData:\n  password: ${CANARY}\n  url: {{ .Values.url }}\n`,
  },
  "a task definition": { "t.json": JSON.stringify({ services: [{ taskDefinition: "a", desiredCount: 1 }] }) },
};
for (const dsn of BROKEN) {
  PLACES[`the fleet file's ${dsn}`] = { "fleet.toml": fleet(`url = ${JSON.stringify(dsn)}`) };
  PLACES[`the manifest's ${dsn}`] = { "k8s.json": json(deployment([{ name: "DATABASE_URL", value: dsn }])) };
}

describe("no format prints a password", () => {
  test.each(Object.entries(PLACES))("%s", async (_, files) => {
    const cwd = folder(files);
    const operand = Object.keys(files)[0]!;
    for (const format of FORMATS) {
      const { code, out, err } = await poolcfg(
        ["fleet", operand, "--format", format, "--verbose", "--suggest", "--svg", "out.svg"],
        { cwd },
      );
      expect([0, 1, 2]).toContain(code);
      expect(`${out}${err}`.toLowerCase()).not.toContain(CANARY);
      expect(`${out}${err}`).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 7));
      expect(err).not.toMatch(/\n\s+at |TypeError|RangeError|fault of poolcfg/);
      if (format === "json") JSON.parse(out);
    }
    await poolcfg(["fleet", operand, "--init"], { cwd });
    for (const name of readdirSync(cwd).filter((file) => !(file in files)))
      expect(readFileSync(`${cwd}/${name}`, "utf8").toLowerCase()).not.toContain(CANARY);
  });
});

describe("what is enormous or odd ends soon", { timeout: 20_000 }, () => {
  test.each<[string, string, number]>([
    [
      "half a megabyte of CRDs",
      `${"---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  x: 1\n".repeat(6_000)}---\n${JSON.stringify(deployment([{ name: "POOL_MAX", value: "3" }]))}\n`,
      0,
    ],
    ["an empty document a thousand times", `${"---\n".repeat(1_000)}apiVersion: v1\nkind: Pod\n`, 0],
    ["braces without an end", `apiVersion: v1\nkind: Deployment\nx: ${"{".repeat(50_000)}\n`, 1],
    ["quotes without an end", `apiVersion: v1\nkind: Deployment\nx: "${"a\n".repeat(50_000)}`, 1],
    ["a line of a megabyte", `apiVersion: v1\nkind: Pod\nx: ${"a".repeat(900_000)}\n`, 0],
    ["templates without an end", `apiVersion: v1\nkind: Deployment\n${"x: {{\n".repeat(20_000)}`, 1],
  ])("%s", async (_, text, code) => {
    const ran = await poolcfg(["fleet", "-", "--format", "concise"], { stdin: text });
    expect(ran).toMatchObject({ code });
    expect(ran.out.length).toBeLessThan(5_000);
  });

  test("a folder that holds itself", async () => {
    const cwd = folder({ "k8s/api.json": json(deployment([{ name: "POOL_MAX", value: "3" }])) });
    symlinkSync(cwd, `${cwd}/k8s/loop`);
    symlinkSync("nowhere", `${cwd}/k8s/gone.yaml`);
    const { code, out } = await poolcfg(["fleet", "k8s", "--format", "json"], { cwd });
    const { findings } = JSON.parse(out);
    expect(code).toBe(1);
    expect(findings.map(({ missing }: { missing?: string }) => missing)).toEqual(["k8s/gone.yaml", "k8s/loop"]);
  });

  test.each(["POOL_MAX_FILE", "DB_POOL_SIZE_FILE"])(
    "a manifest that names a file of this machine in %s does not make it read",
    async (name) => {
      const cwd = folder({ "secret.txt": "7" });
      writeFileSync(`${cwd}/k8s.json`, json(deployment([{ name, value: `${cwd}/secret.txt` }])));
      const { out } = await poolcfg(["fleet", "k8s.json", "--format", "json"], { cwd });
      expect(JSON.parse(out).servers[0].services[0].unknown).toContain("pool: nobody states its size");
    },
  );

  test.each(["__proto__", "constructor", "toString"])("the name %s", async (name) => {
    const cwd = folder({
      "fleet.json": `{"servers":{"${name}":{"maxConnections":50}},"services":{"${name}":{"pool":5,"pools":{"${name}":1}}}}`,
    });
    const { code, err } = await poolcfg(["fleet", "--suggest"], { cwd });
    expect([0, 1]).toContain(code);
    expect(err).toBe("");
    expect(({} as { pool?: unknown }).pool).toBeUndefined();
  });
});

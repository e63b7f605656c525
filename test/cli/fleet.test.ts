// poolcfg fleet: what it counts, what it says, and how it ends
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { serviceManifests } from "../fleet/_k8s.ts";
import { expectGolden } from "./_golden.ts";
import { folder, poolcfg } from "./_run.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), "utf8"));
const isReport = new Ajv2020({ strict: false }).compile(read("fleet-report.schema.json"));
const isFleetFile = new Ajv2020({ strict: false }).compile(read("fleet.schema.json"));

const SERVER = "[servers.main]\nmax_connections = 100\n";

async function json(files: Record<string, string>, ...argv: string[]) {
  const { code, out, err } = await poolcfg(["fleet", ...argv, "--format", "json"], { cwd: folder(files) });
  const report = JSON.parse(out);
  return {
    code,
    err,
    report,
    rules: report.findings.map(({ rule }: { rule: string }) => rule),
    server: report.servers?.[0],
  };
}

describe("a fleet file", () => {
  test("the documented sum: four instances of 20 pass, and four of 21 do not", async () => {
    const file = (pool: number) => ({ "fleet.toml": `${SERVER}[services.api]\ninstances = 4\npool = ${pool}\n` });
    expect(await json(file(20))).toMatchObject({
      code: 0,
      rules: [],
      server: { verdict: "fits", total: { deploy: 80 } },
    });
    expect(await json(file(21))).toMatchObject({
      code: 1,
      rules: ["fleet-exceeds-budget"],
      server: { verdict: "budget" },
    });
  });

  test("steady, peak and deploy peak are three numbers", async () => {
    const toml = `${SERVER}[services.api]\ninstances = 2\nmax_instances = 4\nsurge = "25%"\nprocesses = 2\npool = 5\nother_connections = 1\n[services.api.pools]\nread = 2\n`;
    const { server } = await json({ "fleet.toml": toml });
    expect(server.total).toEqual({ steady: 29, peak: 57, deploy: 71 });
  });

  test.each([
    ["a canonical config", 'config = "api.toml"', { "api.toml": "[pool]\nmax = 7\n[deployment]\ninstances = 3\n" }, 21],
    ["one table of a larger file", 'config = "app.yaml#db"', { "app.yaml": "db:\n  max: 7\n" }, 7],
    [
      "another tool's file",
      'import = "knexfile.json"',
      { "knexfile.json": '{"client":"pg","pool":{"min":0,"max":9}}' },
      9,
    ],
    ["a connection string", 'url = "postgresql://u:c4nary@h/d?connection_limit=6"', {}, 6],
    ["its own size above its config", 'config = "api.toml"\npool = 2', { "api.toml": "[pool]\nmax = 7\n" }, 2],
    [
      "named pools of its config",
      'config = "api.toml"',
      { "api.toml": "[pool]\nmax = 7\n[pools.read]\nmax = 3\n" },
      10,
    ],
  ])("takes the pool from %s", async (_, line, files, deploy) => {
    const { code, server, rules, report } = await json({
      "fleet.toml": `${SERVER}[services.api]\n${line}\n`,
      ...files,
    });
    expect({ code, rules, deploy: server.total.deploy }).toEqual({ code: 0, rules: [], deploy });
    expect(JSON.stringify(report)).not.toContain("c4nary");
  });

  test("instances stated for the service go before the most of its config, which only follows its own", async () => {
    const files = {
      "fleet.toml": `${SERVER}[services.api]\nconfig = "a.toml"\ninstances = 2\n`,
      "a.toml": "[deployment]\ninstances = 4\n[pool]\nmax = 5\n",
    };
    expect((await json(files)).server.total.deploy).toBe(10);
  });

  test("YAML and JSON say the same", async () => {
    const data = { servers: { main: { maxConnections: 50 } }, services: { api: { pool: 50 } } };
    expect(isFleetFile(data)).toBe(true);
    expect((await json({ "fleet.json": JSON.stringify(data) })).rules).toEqual(["fleet-exceeds-limit"]);
    const yaml = "servers:\n  main: {max-connections: 50}\nservices:\n  api: {pool: 50}\n";
    expect((await json({ "fleet.yaml": yaml })).rules).toEqual(["fleet-exceeds-limit"]);
  });

  test.each([
    ["a misspelt key", `${SERVER}[services.api]\npoool = 5\n`, "unknown-key"],
    ["a size that is a text", `${SERVER}[services.api]\npool = "five"\n`, "wrong-type"],
    ["a size below zero", `${SERVER}[services.api]\npool = -1\n`, "out-of-range"],
    [
      "one setting twice",
      `${SERVER}[services.api]\npool = 1\nmax_instances = 1\nmaxInstances = 2\n`,
      "duplicate-setting",
    ],
    ["a service that is no table", `services = 3\n${SERVER}`, "wrong-type"],
    ["broken TOML", `${SERVER}[services.api\n`, "syntax-error"],
    ["two servers, and none named", `${SERVER}[servers.b]\n[services.api]\npool = 1\n`, "unknown-server"],
    ["a config that is a program", `${SERVER}[services.api]\nimport = "knexfile.js"\n`, "unreadable-service"],
    ["manifests that are not there", `manifests = ["nowhere/"]\n${SERVER}`, "unreadable-service"],
  ])("finds %s, with its place", async (_, toml, rule) => {
    const { code, report } = await json({ "fleet.toml": toml });
    expect(code).toBe(1);
    const found = report.findings.find((finding: { rule: string }) => finding.rule === rule);
    expect(found).toMatchObject({ origin: { file: "fleet.toml", line: expect.any(Number) } });
  });

  test("a fault in a service's config comes out, but not its own sum", async () => {
    const files = {
      "fleet.toml": `${SERVER}[services.api]\nconfig = "a.toml"\n`,
      "a.toml": "[pool]\nmax = 7\nmin = 9\n[deployment]\ninstances = 40\n",
    };
    expect((await json(files)).rules).toEqual(["min-exceeds-max", "fleet-exceeds-limit"]);
  });

  test("a limit that nobody states is assumed, and what rests on it is a warning", async () => {
    const files = { "fleet.toml": "[servers.main]\n[services.api]\npool = 90\n" };
    const assumed = await json(files);
    expect(assumed.report.findings).toMatchObject([{ rule: "fleet-exceeds-budget", severity: "warning" }]);
    expect(assumed.code).toBe(0);
    expect(assumed.server).toMatchObject({ assumed: true, maxConnections: 100 });
    const given = await json(files, "--max-connections", "200");
    expect(given).toMatchObject({ code: 0, rules: [], server: { assumed: false, maxConnections: 200 } });
  });
});

describe("a pooler", () => {
  const pooler = (lines: string) =>
    `${SERVER}[servers.main.pooler]\nkind = "pgbouncer"\n${lines}\n[services.api]\npool = 20\ninstances = 5\n`;

  test("is counted on both sides: a pool for each database and user", async () => {
    const { server, code } = await json({
      "fleet.toml": pooler(
        "instances = 2\ndatabases = 2\nusers = 2\npool_size = 5\nreserve_pool_size = 1\nmax_client_conn = 100",
      ),
    });
    expect(server.total.deploy).toBe(2 * 2 * 2 * 6);
    expect(server.pooler).toMatchObject({ limit: 200, fits: true, total: { deploy: 100 } });
    expect(code).toBe(0);
  });

  test.each([
    ["too many clients", "max_client_conn = 99\npool_size = 5", "fleet-exceeds-pooler"],
    ["too many server connections", "max_client_conn = 200\npool_size = 90", "fleet-exceeds-budget"],
  ])("finds %s", async (_, lines, rule) => {
    expect(await json({ "fleet.toml": pooler(lines) })).toMatchObject({ code: 1, rules: [rule] });
  });

  test("holds back the connections of one database", async () => {
    const { server } = await json({
      "fleet.toml": pooler("users = 3\npool_size = 10\nmax_db_connections = 25\nmax_client_conn = 100"),
    });
    expect(server.total.deploy).toBe(25);
  });

  test("a service may go round it", async () => {
    const toml = `${pooler("pool_size = 5\nmax_client_conn = 100")}[services.migrate]\npool = 3\ndirect = true\n`;
    const { server } = await json({ "fleet.toml": toml });
    expect(server.total.deploy).toBe(8);
    expect(server.pooler.services.map(({ name }: { name: string }) => name)).toEqual(["api"]);
  });
});

describe("formats", () => {
  const files = {
    "fleet.toml": `${SERVER}[services.api]\ninstances = 5\npool = 12\nsurge = 1\n[services."wor|ker<b>"]\npool = 30\n`,
  };
  test.each(["text", "markdown", "concise", "github"])("%s", async (format) => {
    const { code, out } = await poolcfg(["fleet", "--format", format], { cwd: folder(files) });
    expect(code).toBe(1);
    expectGolden(`fleet/${format}.txt`, out);
  });

  test("json is described by its schema", async () => {
    const { report } = await json(files);
    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
    expect(report.formatVersion).toBe(1);
  });

  test("json is JSON when the run fails early", async () => {
    const { code, out } = await poolcfg(["fleet", "nowhere.toml", "--format", "json"]);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ formatVersion: 1, failure: { code: "input" } });
  });

  test("sarif and junit hold the finding", async () => {
    const cwd = folder(files);
    for (const format of ["sarif", "junit"])
      expect((await poolcfg(["fleet", "--format", format], { cwd })).out).toContain("fleet-exceeds-limit");
  });
});

describe("usage", () => {
  test.each([
    ["nothing to read", [], 2, /fleet\.toml/],
    ["a file that is neither", ["a.yaml"], 2, /neither a fleet file nor a manifest/],
    ["an empty stdin", ["-"], 2, /empty/],
    ["a limit that is no number", ["fleet.toml", "--max-connections", "many"], 2, /262143/],
  ])("%s", async (_, argv, code, words) => {
    const cwd = folder({ "a.yaml": "a: 1\n" });
    const ran = await poolcfg(["fleet", ...argv], {
      cwd: argv[0] === "fleet.toml" ? folder({ "fleet.toml": SERVER }) : cwd,
    });
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(words);
  });
});

describe("manifests", () => {
  const k8s = {
    "k8s/api.yaml": serviceManifests("api", 5, 2).join("---\n"),
    "k8s/jobs/worker.yaml": serviceManifests("worker", 3, 1)[0]!,
    "k8s/notes.yaml": "a: 1\n",
  };

  test("a folder is read, with what stands deeper in it", async () => {
    const { server, code, err } = await json(k8s, "k8s", "--max-connections", "100");
    expect({ code, err, name: server.name, total: server.total }).toEqual({
      code: 0,
      err: "",
      name: "db.example",
      total: { steady: 13, peak: 23, deploy: 31 },
    });
  });

  test("several on stdin are one", async () => {
    const stdin = Object.values(k8s).join("---\n");
    const { code, out } = await poolcfg(["fleet", "-", "--format", "json"], { stdin });
    expect(code).toBe(0);
    expect(JSON.parse(out).servers[0].total.deploy).toBe(31);
    expect(out).not.toContain("c4nary");
  });

  test.each([[["k8s/"]], [["-"]]])("--init writes a file that weighs the same, from %j", async (args) => {
    const cwd = folder(k8s);
    const stdin = args[0] === "-" ? Object.values(k8s).join("---\n") : "";
    expect(await poolcfg(["fleet", ...args, "--init"], { cwd, stdin })).toMatchObject({ code: 0, out: "" });
    const { code, out } = await poolcfg(["fleet", "--format", "json"], { cwd });
    const report = JSON.parse(out);
    expect({ code, rules: report.findings, total: report.servers[0].total }).toEqual({
      code: 0,
      rules: [],
      total: { steady: 13, peak: 23, deploy: 31 },
    });
    const again = await poolcfg(["fleet", "k8s/", "--init"], { cwd });
    expect(again.code).toBe(2);
    expect(again.err).toContain("--force");
  });

  test("what is new in the manifests is found", async () => {
    const cwd = folder(k8s);
    await poolcfg(["fleet", "k8s/", "--init"], { cwd });
    writeFileSync(`${cwd}/k8s/new.yaml`, serviceManifests("new", 1, 1)[0]!);
    const { code, out } = await poolcfg(["fleet", "--format", "concise"], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/^k8s\/new\.yaml:4:9: error: Deployment new reaches a database \(DATABASE_URL\)/m);
  });

  test("a config that states the size is believed beside a connection string that is secret", async () => {
    const env = "[{ name: DATABASE_URL, valueFrom: { secretKeyRef: { name: db, key: url } } }]";
    const files = {
      "fleet.toml": `manifests = "k8s.yaml"\n${SERVER}[services.api]\nconfig = "a.toml"\n`,
      "a.toml": "[pool]\nmax = 7\n",
      "k8s.yaml": `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: api }\nspec: { replicas: 3, template: { spec: { containers: [{ name: a, env: ${env} }] } } }\n`,
    };
    expect(await json(files)).toMatchObject({ code: 0, rules: [], server: { atLeast: false, total: { deploy: 21 } } });
    const { rules, server } = await json({ ...files, "a.toml": "[pool]\nmin = 1\n" });
    expect({ rules, atLeast: server.atLeast }).toEqual({ rules: ["unknown-count"], atLeast: true });
  });

  test("a folder without manifests is said", async () => {
    const { code, err } = await poolcfg(["fleet", "."], { cwd: folder({ "a.yaml": "a: 1\n" }) });
    expect(code).toBe(2);
    expect(err).toMatch(/no manifest that is known: 1 files? (?:was|were) looked at/);
  });
});

describe("suggestions and pictures", () => {
  const files = {
    "fleet.toml": `${SERVER}[services."a<b>&"]\ninstances = 5\npool = 30\n[services.b]\npool = 10\nconcurrency = 4\nheld_at_once = 2\n`,
  };

  test("--suggest shows sizes that fit", async () => {
    const { report } = await json(files, "--suggest");
    expect(report.suggestions[0].sizes).toEqual([
      { service: "a<b>&", pool: "", now: 30, size: 15, least: 1 },
      { service: "b", pool: "", now: 10, size: 5, least: 5 },
    ]);
    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
    const { out } = await poolcfg(["fleet", "--suggest"], { cwd: folder(files) });
    expect(out).toMatch(/a<b>& {2}pool 15 {2}now 30/);
  });

  test("--svg draws what is weighed, without scripts, and escapes names", async () => {
    const cwd = folder(files);
    await poolcfg(["fleet", "--svg", "fleet.svg"], { cwd });
    const svg = readFileSync(`${cwd}/fleet.svg`, "utf8");
    expectGolden("fleet/fleet.svg", svg);
    expect(svg).toContain("a&#60;b&#62;&#38;");
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).not.toMatch(/<script|<foreignObject|href|a<b>/);
  });
});

// the alerts, the dashboard and the metrics, as Prometheus itself reads them
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { prometheusText } from "../../src/runtime/index.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import { closeAll, poolOn } from "./_server.ts";

const OBSERVE = new URL("../../templates/observe/", import.meta.url);
const ALERTS = fileURLToPath(new URL("alerts.yaml", OBSERVE));
const CASES = fileURLToPath(new URL("alerts.yaml", import.meta.url));

const MISSING = "there is no promtool on this machine: apt-get install prometheus";
if (spawnSync("promtool", ["--version"]).error) console.warn(`What Prometheus reads is not tried, since ${MISSING}`);

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

type Skip = (why: string) => void;

/** What promtool says, and its exit code. */
function promtool(skip: Skip, words: readonly string[], input = ""): { code: number | null; said: string } {
  const { error, status, stdout, stderr } = spawnSync("promtool", words, { encoding: "utf8", input });
  if (error && process.env.POOLCFG_DEMAND === "all") throw new Error("promtool is missing");
  if (error) skip(MISSING);
  return { code: status, said: `${stdout ?? ""}${stderr ?? ""}` };
}

interface Expected {
  readonly alertname: string;
  readonly exp_alerts: readonly unknown[];
}

test("each alert fires where it should, and not elsewhere", ({ skip }) => {
  const alerts: { alert: string }[] = parse(readFileSync(ALERTS, "utf8")).groups[0].rules;
  const tests: { alert_rule_test: Expected[] }[] = parse(readFileSync(CASES, "utf8")).tests;
  const expected = tests.flatMap((one) => one.alert_rule_test);
  const named = (fires: boolean) =>
    new Set(expected.filter((one) => one.exp_alerts.length > 0 === fires).map(({ alertname }) => alertname));
  const names = new Set(alerts.map(({ alert }) => alert));
  expect([named(true), named(false)]).toEqual([names, names]);
  const rules = promtool(skip, ["check", "rules", ALERTS]);
  expect(rules.code, rules.said).toBe(0);
  const tested = promtool(skip, ["test", "rules", CASES]);
  expect(tested.code, tested.said).toBe(0);
});

test("Prometheus can read every expression of the dashboard", ({ skip }) => {
  const { panels } = JSON.parse(readFileSync(new URL("dashboard.json", OBSERVE), "utf8"));
  const targets: { expr: string }[] = panels.flatMap(({ targets }: { targets: object[] }) => targets);
  const rules = targets.map(({ expr }, at) => ({
    record: `panel:${at}`,
    expr: expr.replaceAll("$__rate_interval", "5m").replaceAll("$job", "shop"),
  }));
  expect(rules.length).toBeGreaterThan(9);
  const folder = mkdtempSync(`${tmpdir()}/poolcfg-observe-`);
  writeFileSync(`${folder}/rules.yaml`, stringify({ groups: [{ name: "dashboard", rules }] }));
  const { code, said } = promtool(skip, ["check", "rules", `${folder}/rules.yaml`]);
  rmSync(folder, { recursive: true });
  expect(code, said).toBe(0);
  expect(said).toContain(`${rules.length} rules found`);
});

test("Prometheus can read the text, and minds one name only, which is OpenTelemetry's", async ({ skip }) => {
  const { pool } = poolOn(server.port, {}, { name: 'a "name" \\ of\ntwo lines' });
  await pool.query("SELECT 1");
  const { said } = promtool(skip, ["check", "metrics"], prometheusText(pool));
  expect(said).toBe(
    'db_client_connection_count non-histogram and non-summary metrics should not have "_count" suffix\n',
  );
});

// manifests as kubectl, helm, kustomize and docker compose wrote them: `written/make.sh` writes them anew
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addText, noSources } from "../../src/fleet/input.ts";

const FOLDER = fileURLToPath(new URL("written/", import.meta.url));

/** Of each service: at rest, at the most of the autoscaler, during a deploy. */
const EXPECTED: Readonly<Record<string, { rows: object; limits: object }>> = {
  // kubectl 1.32
  "kubectl-deployment.yaml": { rows: { api: [30, 30, 40] }, limits: { "db.internal": 100 } },
  "kubectl-cronjob.json": { rows: {}, limits: {} },
  // kustomize of kubectl 1.32
  "kustomize.yaml": { rows: { "prod-web": [32, 32, 40] }, limits: { "db.internal": 100 } },
  // helm 3.22
  "helm.yaml": {
    rows: { "shop-api": [10, 30, 35], "shop-nightly": [4, 4, 4], "shop-worker": [4, 4, 4] },
    limits: { "db.internal": 100 },
  },
  "helm-without-autoscaler.yaml": {
    rows: { "shop-api": [20, 20, 25], "shop-nightly": [4, 4, 4], "shop-worker": [4, 4, 4] },
    limits: { "db.internal": 100 },
  },
  // docker-compose 1.29 and docker compose 2.40; the file runs its own server
  "compose-1.yaml": { rows: { api: [18, 18, 24], worker: [4, 4, 4] }, limits: { db: 60 } },
  "compose-2.yaml": { rows: { api: [18, 18, 24], worker: [4, 4, 4] }, limits: { db: 60 } },
};

test.each(Object.entries(EXPECTED))("%s", (name, { rows, limits }) => {
  const sources = noSources();
  addText(sources, readFileSync(`${FOLDER}${name}`, "utf8"), name, "/");
  const { weighed, servers, findings } = checkFleet(sources, { cwd: "/" });
  const seen = weighed.flatMap(({ rows }) =>
    rows.map(({ name, steady, peak, deploy }) => [name, [steady, peak, deploy]]),
  );
  expect(Object.fromEntries(seen)).toEqual(rows);
  expect(Object.fromEntries(servers.map(({ name, capacity }) => [name, capacity.maxConnections]))).toEqual(limits);
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
});

test("every file that a tool wrote is read", () => {
  const files = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(
    files
      .map(({ name }) => name)
      .filter((name) => name !== "make.sh")
      .sort(),
  ).toEqual(Object.keys(EXPECTED).sort());
});

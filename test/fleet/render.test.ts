// what a tool has to render first: charts, kustomizations, releases of Flux and applications of Argo CD
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addPath, addText, noSources } from "../../src/fleet/input.ts";

function folder(files: Record<string, string>): string {
  const cwd = mkdtempSync(join(tmpdir(), "poolcfg-render-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

const POD = `apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec: { containers: [{ name: a, image: app, env: [{ name: POOL_MAX, value: "3" }] }] }\n`;
const CHART = { "shop/Chart.yaml": "name: shop\n", "shop/templates/a.yaml": "kind: {{ .Values.kind }}\n" };

/** Puts a program of that name on the path, which prints a pod and its arguments. */
function install(name: string, script = `echo "# $*"; cat <<'END'\n${POD}END\n`): void {
  const bin = folder({ [name]: `#!/bin/sh\n${script}` });
  chmodSync(join(bin, name), 0o755);
  vi.stubEnv("PATH", `${bin}${delimiter}/usr/bin${delimiter}/bin`);
}

afterEach(() => vi.unstubAllEnvs());

describe("a Helm chart", () => {
  test("is named with the command that renders it", () => {
    const cwd = folder({ ...CHART, "k8s.yaml": POD });
    expect(() => addPath(noSources(undefined, cwd), "shop", cwd)).toThrow(
      /Helm chart.*helm template .* \| poolcfg fleet -/,
    );
    const sources = noSources(undefined, cwd);
    addPath(sources, ".", cwd);
    const { findings } = checkFleet(sources, { cwd });
    expect(findings.filter(({ severity }) => severity !== "info").map(({ rule, missing }) => [rule, missing])).toEqual([
      ["unreadable-file", "shop"],
    ]);
  });

  test.each([
    ["helm", CHART, "shop"],
    ["kubectl", { "over/kustomization.yaml": "resources: []\n" }, "over"],
  ])("is rendered by %s if that was asked for", (tool, files, name) => {
    const cwd = folder(files);
    install(tool);
    const sources = noSources(undefined, cwd, true);
    addPath(sources, name, cwd);
    expect(checkFleet(sources, { cwd }).services.map((service) => service.name)).toEqual(["api"]);
  });

  test.each<[string, string | undefined, RegExp]>([
    ["is not installed", undefined, /helm is installed|cannot be rendered/],
    ["fails", "echo 'Error: no values for postgres://a:c4nary@b/c' >&2; exit 1\n", /could not render shop: Error/],
  ])("cannot be rendered if its tool %s", (_, script, words) => {
    const cwd = folder(CHART);
    if (script === undefined) vi.stubEnv("PATH", cwd);
    else install("helm", script);
    const run = () => addPath(noSources(undefined, cwd, true), "shop", cwd);
    expect(run).toThrow(words);
    expect(run).not.toThrow(/c4nary/);
  });
});

test("releases and applications are named as not rendered, one finding for each kind", () => {
  const object = (kind: string, version: string, name: string) =>
    `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: {}\n---\n`;
  const sources = noSources();
  const text = [
    object("HelmRelease", "helm.toolkit.fluxcd.io/v2", "a"),
    object("HelmRelease", "helm.toolkit.fluxcd.io/v2", "b"),
    object("Application", "argoproj.io/v1alpha1", "c"),
    object("Application", "app.k8s.io/v1beta1", "d"),
    POD,
  ].join("");
  addText(sources, text, "k8s.yaml", "/");
  const { findings, weighed } = checkFleet(sources, { cwd: "/" });
  const found = findings.filter(({ rule }) => rule === "unrendered-template");
  expect(found.map(({ severity, missing }) => [severity, missing])).toEqual([
    ["warning", "HelmRelease a, b"],
    ["warning", "Application c"],
  ]);
  expect(weighed[0]!.incomplete).toBe(true);
});

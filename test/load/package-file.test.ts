// `extends` names a file of an installed package, as Node resolves it
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inspectPoolConfig, loadPoolConfig } from "../../src/index.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-package-"));
afterAll(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const max = (value: number) => `[pool]\nmax = ${value}\n`;
put("package.json", "{}");
put(
  "shared/pool/package.json",
  '{"name":"@acme/pool","exports":{".":"./base.toml","./big":{"node":"./big.yaml"},"./env/*":"./envs/*.toml"}}',
);
put("shared/pool/base.toml", max(11));
put("shared/pool/big.yaml", "pool:\n  max: 12\n");
put("shared/pool/envs/test.toml", max(13));
put("shared/pool/hidden.toml", max(99));
mkdirSync(join(root, "node_modules/@acme"), { recursive: true });
symlinkSync(join(root, "shared/pool"), join(root, "node_modules/@acme/pool"));
put("node_modules/plain/poolcfg.toml", max(14));
put("node_modules/plain/other.json", '{"pool":{"max":15}}');
put("node_modules/main/package.json", '{"main":"./config.toml"}');
put("node_modules/main/config.toml", max(16));
put("node_modules/broken/package.json", "{");
put("node_modules/broken/poolcfg.json", '{"pool":{"max":17}}');
put("apps/api/beside.toml", max(18));

const loaded = (name: string) => {
  put("apps/api/poolcfg.toml", `extends = ${JSON.stringify(name)}\n`);
  return { cwd: join(root, "apps/api"), root, env: false as const, dotenv: false };
};

test.each([
  ["@acme/pool", 11],
  ["@acme/pool/big", 12],
  ["@acme/pool/env/test", 13],
  ["plain", 14],
  ["plain/other.json", 15],
  ["main", 16],
  ["broken", 17],
  ["beside.toml", 18],
])("%s", async (name, expected) => {
  const options = loaded(name);
  const { config, findings } = inspectPoolConfig(options);
  expect([config.pool.max, findings.filter(({ severity }) => severity === "error")]).toEqual([expected, []]);
  expect((await loadPoolConfig(options)).pool.max).toBe(expected);
});

test.each([
  "@acme/pool/hidden.toml",
  "@acme/absent",
  "plain/../../shared/pool/hidden.toml",
  "absent.toml",
  "plain/absent.toml",
])("%s is not found", (name) => {
  const { findings, config } = inspectPoolConfig(loaded(name));
  expect([findings.map(({ rule }) => rule), config.pool.max]).toEqual([
    expect.arrayContaining(["unreadable-extends"]),
    10,
  ]);
});

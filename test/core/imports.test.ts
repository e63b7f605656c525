// poolcfg/core needs nothing of Node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { bundle } from "./_bundle.ts";

const { chunks, imports } = await bundle();
const folder = mkdtempSync(join(tmpdir(), "poolcfg-core-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("nothing that it imports, by a static or a dynamic import, is a module of Node", () => {
  expect(imports.size).toBeGreaterThan(300);
  expect([...imports].filter((name) => isBuiltin(name))).toEqual([]);
});

test("no import is left open", () => {
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const open = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]).filter((name) => !own.has(name));
  expect(open).toEqual([]);
});

test("loading it loads neither the targets nor the known errors", () => {
  const files = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set(["core.js"]);
  for (const name of loaded) for (const next of files.get(name)!.imports) loaded.add(next);
  const modules = [...loaded].flatMap((name) => files.get(name)!.moduleIds);
  expect(modules.some((id) => id.endsWith("/src/core.ts"))).toBe(true);
  expect(modules.filter((id) => /\/src\/(?:targets\/[^_]|symptoms\/|syntaxes\/)/.test(id))).toEqual([]);
});

test("it runs in a worker without the globals of Node", async () => {
  for (const { fileName, code } of chunks) {
    mkdirSync(dirname(join(folder, fileName)), { recursive: true });
    writeFileSync(join(folder, fileName), code);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(
    join(folder, "worker.mjs"),
    `import { parentPort } from "node:worker_threads";
     for (const name of ["process", "Buffer", "global", "setImmediate", "clearImmediate"]) delete globalThis[name];
     const core = await import(${JSON.stringify(pathToFileURL(join(folder, "core.js")).href)});
     const files = [
       { name: "poolcfg.toml", text: "[pool]\\nmax = 5\\nmin = 9\\n" },
       { name: ".env", text: "POOL_MAX=7\\n" },
       { name: "other.yaml", text: "pool: {}" },
     ];
     const { findings, unread } = await core.lintConfig({ files, targets: ["knex"] });
     const yaml = await core.loadConfig({ files: [{ name: "a.yaml", text: "pool: {max: 7}" }] });
     const json = await core.loadConfig({ files: [{ name: "a.json", text: '{"pool":{"max":8}}' }] });
     const { text } = await core.render(yaml, "pgbouncer");
     const { values } = await core.importSettings("DATABASE_URL=postgres://db/x?connection_limit=3", { name: ".env" });
     const [error] = await core.explainError("FATAL: sorry, too many clients already");
     parentPort.postMessage({
       findings: findings.map((one) => one.rule + " " + one.origin.label),
       unread, text, json: json.pool.max, imported: values["pool.max"], error: error.id,
     });`,
  );
  const worker = new Worker(join(folder, "worker.mjs"));
  const message = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  expect(message).toMatchObject({
    findings: expect.arrayContaining(["min-exceeds-max poolcfg.toml:3:7", "conflicting-sources POOL_MAX in .env:1"]),
    unread: ["other.yaml"],
    text: expect.stringContaining("[databases]"),
    json: 8,
    imported: 3,
    error: "too-many-clients",
  });
});

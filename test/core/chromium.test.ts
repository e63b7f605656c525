// poolcfg/core runs in Chromium, in a page and in a worker, with the same results as in Node
import { accessSync, constants } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./_bundle.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const executablePath = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Runs in the browser, in a worker and here. */
async function work(core: typeof import("../../src/core.ts")): Promise<string> {
  const files = [
    { name: "poolcfg.toml", text: 'extends = "base.yaml"\n[pool]\nmax = 5\nmin = 9\nmaxx = 1\n' },
    { name: "base.yaml", text: "pool:\n  idle_timeout: 10s\nserver: {max_connections: 50}\n" },
    { name: ".env", text: 'DATABASE_URL="postgres://app:s3cret@db/shop?sslmode=require" # here\nPOOL_MAX=7\n' },
  ];
  const { findings, unread } = await core.lintConfig({ files, targets: ["knex", "pgbouncer"] });
  const config = await core.loadConfig({ files: [{ name: "a.json", text: '{"pool":{"max":8}}' }] });
  const texts: string[] = [];
  for (const id of ["knex", "pgbouncer", "spring-boot", "pgdog", "pgxpool", "rails"])
    texts.push((await core.render(config, id)).text);
  const imported = await core
    .importSettings("const pool = new Pool({ max: 12, idleTimeoutMillis: 1000 })", {
      target: "auto",
      name: "application.yml",
    })
    .catch((error: Error) => error.message);
  const spring = await core.importSettings("spring:\n  datasource:\n    hikari:\n      maximum-pool-size: 12\n", {
    name: "application.yml",
  });
  const errors = await core.explainError("FATAL: sorry, too many clients already");
  return JSON.stringify({ findings, unread, texts, imported, spring, errors });
}

describe.skipIf(executablePath === undefined && process.env.POOLCFG_DEMAND !== "all")("in Chromium", () => {
  let browser: Browser;
  let address = "";
  const failures: string[] = [];
  const server = createServer();

  beforeAll(async () => {
    if (executablePath === undefined) throw new Error("Chromium is not installed: apt-get install chromium");
    const { chunks } = await bundle();
    const files = new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]));
    files.set("/worker.js", `import * as core from "./core.js"; ${work}; work(core).then(postMessage);`);
    server.on("request", ({ url = "" }, response) => {
      const code = files.get(url);
      response.writeHead(code === undefined && url !== "/" ? 404 : 200, {
        "content-type": code === undefined ? "text/html" : "text/javascript",
      });
      response.end(code ?? "<!doctype html><title>poolcfg</title>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  test.each([
    ["in a page", `import("/core.js").then((core) => { ${work}; return work(core); })`],
    [
      "in a worker",
      `new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      })`,
    ],
  ])("%s", async (_, script) => {
    const page = await browser.newPage();
    page.on("pageerror", (error) => failures.push(error.message));
    await page.goto(address);
    const result = await page.evaluate(script);
    await page.close();
    expect(failures).toEqual([]);
    expect(result).toBe(await work(await import("../../src/core.ts")));
    expect(result).toContain("min-exceeds-max");
    expect(result).not.toContain("s3cret");
  });
});

// packs poolcfg, installs the tarball in projects of its users, and loads it in every way that they do
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodes } from "../../scripts/_nodes.js";
import { freePort } from "../conformance/_listen.ts";
import { BUNDLES } from "./bundles.js";
import { ANSWERS, BUNDLERS, NEXT, NEXT_FILES } from "./next.js";
import { JEST, PROGRAMS, RESOLUTIONS, TSCONFIGS, TYPES } from "./projects.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "poolcfg-package-")));
const app = join(folder, "app");
const exec = promisify(execFile);

/** Tools of the users, by the major version or the range that they are tried with. */
const TOOLS = {
  "@types/jest": "30",
  "@types/node": "22",
  esbuild: "0.28",
  jest: "30",
  "ts-jest": "29",
  "ts-node": "10",
  tsx: "4",
  // the last that has moduleResolution node10
  typescript: "5.9",
  vitest: "4",
  webpack: "5",
};

/** Certificates and proxies are in the environment, and so are settings that the npm which runs this has for itself. */
const ENVIRONMENT = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_(?!config_registry$)|NODE_OPTIONS$)/i.test(name)),
  ),
  CI: "true",
  NEXT_TELEMETRY_DISABLED: "1",
};

/** Runs a program. What it prints is in the error if it fails. */
async function run(program, args, { cwd = app, env = {}, timeout = 180_000 } = {}) {
  try {
    return (await exec(program, args, { cwd, env: { ...ENVIRONMENT, ...env }, maxBuffer: 1 << 26, timeout })).stdout;
  } catch (error) {
    const ending = error.killed ? `stopped after ${timeout / 1_000} s\n` : "";
    throw new Error(`${program} ${args.join(" ")}\n${ending}${error.stdout ?? ""}${error.stderr ?? error.message}`);
  }
}

const node = (args, options) => run(process.execPath, args, options);
const bin = (name, args, options) => node([join(app, "node_modules", name), ...args], options);

/** What every program prints: settings were loaded from YAML with a preset, rendered, and refused with our own class. */
const PRINTED = "max 7, knex 7, code true, refused true\n";

const failed = [];
async function check(name, body) {
  const started = performance.now();
  try {
    await body();
    console.log(`ok      ${name} (${((performance.now() - started) / 1_000).toFixed(1)} s)`);
  } catch (error) {
    failed.push(name);
    console.log(`FAILED  ${name}\n${error.message.slice(0, 4_000).replace(/^/gm, "        ")}`);
  }
}

function write(files, into = app) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), typeof text === "string" ? text : JSON.stringify(text, null, 2));
  }
}

try {
  await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  const tarball = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(".tgz")),
  );
  write({ "package.json": { private: true, dependencies: { poolcfg: `file:${tarball}` }, devDependencies: TOOLS } });
  await check("installing the tarball and the tools", () =>
    run("npm", ["install", "--no-audit", "--no-fund"], { timeout: 600_000 }),
  );
  assert.deepEqual(failed, [], "nothing else can be tried");
  write(PROGRAMS);
  write(TSCONFIGS);
  write(JEST);
  write(TYPES);

  // these wait for the network most of the time
  const managers = tryManagers(tarball);
  const next = tryNext(tarball);

  for (const { path, version } of nodes()) {
    await check(`import, Node ${version}`, async () => assert.equal(await run(path, ["use.mjs"]), PRINTED));
    await check(`require, Node ${version}`, async () => {
      assert.equal(await run(path, ["use.cjs"]), PRINTED);
      // as in Jest, and in Node before 20.19: an ES module cannot be required
      const isOptional = process.allowedNodeEnvironmentFlags.has("--experimental-require-module");
      if (isOptional) assert.equal(await run(path, ["--no-experimental-require-module", "use.cjs"]), PRINTED);
    });
    await check(`import and require in one program share every class, Node ${version}`, () => run(path, ["both.mjs"]));
  }
  await check("Jest 30 with Nest's settings", () => bin("jest/bin/jest.js", ["--ci", "--config", "jest.nest.json"]));
  await check("Jest 30 with Nest's earlier settings, CommonJS and node10", () =>
    bin("jest/bin/jest.js", ["--ci", "--config", "jest.commonjs.json"]),
  );
  await check("Vitest", () => bin("vitest/vitest.mjs", ["run", "use.vitest.ts", "--dir", "vitest"]));
  await check("tsx", async () => assert.equal(await bin("tsx/dist/cli.mjs", ["src/use.ts"]), PRINTED));
  await check("ts-node", async () => {
    const printed = await node(["-r", "ts-node/register", "src/use.ts"], {
      env: { TS_NODE_PROJECT: "tsconfig.commonjs.json" },
    });
    assert.equal(printed, PRINTED);
  });

  // started where nothing but the bundle is
  const alone = join(folder, "alone");
  for (const [name, bundle] of Object.entries(BUNDLES))
    await check(`a bundle: ${name}`, async () => {
      const into = join(alone, name.replaceAll(/\W+/g, "-"));
      mkdirSync(into, { recursive: true });
      const { code, env } = bundle(join(into, "bundle"));
      writeFileSync(join(app, "make.mjs"), code);
      await node(["make.mjs"], { env: { ROOT: root, ...env } });
      const [file] = readdirSync(into).filter((entry) => entry.startsWith("bundle."));
      assert.equal(await node([file], { cwd: into }), PRINTED);
    });

  const tsc7 = join(root, "node_modules/typescript/bin/tsc");
  const tsc5 = join(app, "node_modules/typescript/bin/tsc");
  for (const [name, { versions }] of Object.entries(RESOLUTIONS))
    for (const version of versions)
      await check(`types: ${name}, TypeScript ${version}`, () =>
        node([version === "7" ? tsc7 : tsc5, "-p", `types/${name}.json`]),
      );

  await managers;
  await next;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

if (failed.length > 0) {
  console.error(`${failed.length} failed: ${failed.join("; ")}`);
  process.exitCode = 1;
}

/** Installs the tarball with each package manager, and runs the programs. */
async function tryManagers(tarball) {
  const use = { "use.cjs": PROGRAMS["use.cjs"], "use.mjs": PROGRAMS["use.mjs"] };
  const project = (name, manifest = {}) => {
    const at = join(folder, name);
    write({ "package.json": { private: true, dependencies: { poolcfg: `file:${tarball}` }, ...manifest }, ...use }, at);
    return at;
  };
  const programs = async (cwd, start = (file) => node([file], { cwd })) => {
    for (const file of Object.keys(use)) assert.equal(await start(file), PRINTED);
  };
  await check("npm prune --omit=dev", async () => {
    const cwd = project("pruned", { devDependencies: { "is-number": "7" } });
    await run("npm", ["install", "--no-audit", "--no-fund"], { cwd });
    await run("npm", ["prune", "--omit=dev", "--no-audit", "--no-fund"], { cwd });
    assert.deepEqual(
      readdirSync(join(cwd, "node_modules")).filter((name) => !name.startsWith(".")),
      ["poolcfg"],
    );
    await programs(cwd);
  });
  await check("pnpm", async () => {
    const cwd = project("pnpm");
    await run("npx", ["-y", "pnpm@10", "install", "--ignore-workspace"], { cwd });
    await programs(cwd);
  });
  await check("Yarn 1", async () => {
    const cwd = project("yarn");
    await run("npx", ["-y", "yarn@1", "install", "--no-lockfile", "--offline"], { cwd });
    await programs(cwd);
  });
  await check("Yarn 4, Plug'n'Play", async () => {
    const cwd = project("berry");
    write({ "yarn.lock": "", ".yarnrc.yml": "enableTelemetry: false\nenableGlobalCache: false\n" }, cwd);
    const yarn = (args) => run("npx", ["-y", "@yarnpkg/cli-dist@4", ...args], { cwd });
    await yarn(["install", "--no-immutable"]);
    await programs(cwd, (file) => yarn(["node", file]));
  });
}

/** Builds a project of Next.js with each of its bundlers, starts it, and looks at its answers. */
async function tryNext(tarball) {
  const cwd = join(folder, "next");
  const dependencies = { ...NEXT.dependencies, poolcfg: `file:${tarball}` };
  write({ "package.json": { private: true, ...NEXT, dependencies }, ...NEXT_FILES }, cwd);
  const bin = join(cwd, "node_modules/next/dist/bin/next");
  await check("installing Next.js", () =>
    run("npm", ["install", "--no-audit", "--no-fund"], { cwd, timeout: 600_000 }),
  );
  for (const [name, options] of Object.entries(BUNDLERS))
    await check(`Next.js, built with ${name}`, async () => {
      await node([bin, "build", ...options], { cwd, timeout: 600_000 });
      const port = await freePort();
      const args = [bin, "start", "--port", String(port), "--hostname", "127.0.0.1"];
      const server = spawn(process.execPath, args, { cwd, env: ENVIRONMENT, stdio: ["ignore", "pipe", "inherit"] });
      try {
        await new Promise((resolve, reject) => {
          server.stdout.setEncoding("utf8").on("data", (text) => text.includes("Ready in") && resolve());
          server.once("exit", () => reject(new Error("next start ended")));
        });
        for (const [path, expected] of Object.entries(ANSWERS)) {
          const answer = await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
          assert.ok(answer.includes(expected), `${path} answered ${answer.slice(0, 2_000)}`);
        }
      } finally {
        server.kill();
      }
    });
}

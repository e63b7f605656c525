// packs the package, installs the tarball in an empty folder and uses it there, on every Node at hand
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodes } from "./_nodes.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "poolcfg-smoke-"));
const npm = (args, cwd) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  npm(["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  npm(["install", "--silent", "--no-audit", "--no-fund", `./${tarball}`], folder);
  const installed = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed, ["poolcfg"], "the package brings no other package");
  checkFiles(join(folder, "node_modules/poolcfg"));
  for (const { path, version } of nodes()) {
    use(path);
    console.log(`the packed package works on Node ${version}`);
  }
  types();
  console.log("its types resolve, and need no other package");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function use(node) {
  const bin = join(folder, "node_modules/poolcfg/bin/poolcfg.js");
  const run = (args, options = {}) =>
    spawnSync(node, [bin, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, ...options.env },
      input: options.input ?? "",
    });
  const clean = (args, options) => {
    const { status, stdout, stderr } = run(args, options);
    assert.equal(status, 0, `poolcfg ${args.join(" ")}: exit ${status}\n${stdout}${stderr}`);
    assert.doesNotMatch(stderr, /Warning/, "no warning of Node's");
    return stdout;
  };
  rmSync(join(folder, "poolcfg.toml"), { force: true });
  assert.match(clean([]), /poolcfg init/);
  assert.match(clean(["--help"]), /poolcfg validate/);
  clean(["init"]);
  clean(["validate"]);
  assert.match(
    clean(["render", "--target", "prisma", "--set", "connection.url=postgresql://u:p@h/db"]),
    /connection_limit=10/,
  );
  assert.match(
    clean(["render", "--target", "knex", "--format", "code", "--set", "connection.url=postgresql://u:p@h/db"]),
    /acquireTimeoutMillis: 30/,
  );
  const shown = JSON.parse(
    clean(["show", "--format", "json", "postgresql://u:secret@h/db?connection_limit=20&pool_timeout=20"]),
  );
  assert.equal(shown.config.pool.max, 20);
  assert.equal(shown.config.pool.acquireTimeout, 20_000);
  assert.doesNotMatch(JSON.stringify(shown), /secret@|"secret"/);
  for (const [name, text] of Object.entries({
    "a.yaml": "pool:\n  max: 7\n",
    "a.json": '{ "pool": { "max": 7 } }',
    "a.toml": "[pool]\nmax = 7\n",
  })) {
    writeFileSync(join(folder, name), text);
    assert.equal(JSON.parse(clean(["show", "--format", "json", "--config", name])).config.pool.max, 7);
    writeFileSync(join(folder, `bad-${name}`), text.replace(/max/, "maxx"));
    const bad = run(["validate", "--format", "concise", `bad-${name}`]);
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, new RegExp(`^bad-${name}:\\d+:\\d+: error: .*maxx`, "m"));
  }
  writeFileSync(join(folder, "knexfile.cjs"), 'module.exports = { client: "pg", pool: { min: 0, max: 7 } };\n');
  assert.match(clean(["import", "knexfile.cjs", "--from", "knex", "--exec", "--stated-only"]), /^max = 7$/m);
  const over = run([
    "validate",
    "postgresql://u:p@h/db?connection_limit=21",
    "--set",
    "server.maxConnections=100",
    "--set",
    "deployment.instances=4",
  ]);
  assert.equal(over.status, 1);
  assert.match(over.stdout, /84/);
  assert.match(over.stdout, /80/);
  writeFileSync(
    join(folder, "fleet.toml"),
    '[servers.main]\nmax_connections = 100\n[services.api]\nconfig = "a.yaml"\ninstances = 4\n',
  );
  assert.match(clean(["fleet", "--suggest"]), /total +28 +28 +28/);
  assert.match(
    clean(["fleet", "-"], { input: "services:\n  api: { image: a, environment: { POOL_MAX: '7' }, scale: 3 }\n" }),
    /total +21/,
  );
  assert.equal(run(["validate", "nowhere.toml"]).status, 2);
  assert.equal(run(["validat"]).status, 2);
  const unreachable = run(["doctor", "--format", "json", "postgresql://u:p@127.0.0.1:1/h"]);
  assert.equal(unreachable.status, 3, unreachable.stderr);
  assert.equal(JSON.parse(unreachable.stdout).failure.reason, "refused");
  assert.doesNotMatch(unreachable.stderr, /Warning/, "no warning of Node's");
  const script = `
    import { EventEmitter } from "node:events";
    import { loadPoolConfig, loadPoolConfigSync, render } from "poolcfg";
    import { toKnex } from "poolcfg/targets/knex";
    const config = await loadPoolConfig({ config: "a.yaml", env: {} });
    if (loadPoolConfigSync({ config: "a.toml", env: {} }).pool.max !== 7) process.exit(3);
    if (toKnex(config).value.pool.max !== 7 || render(config, "node-postgres").value.max !== 7) process.exit(4);
    try { loadPoolConfigSync({ config: { pool: { max: "lots" } }, env: false }); process.exit(7); } catch (error) {
      if (error.name !== "PoolConfigError" || error.constructor.name !== "PoolConfigError") throw error;
    }
    const { createPool } = await import("poolcfg/runtime");
    try { createPool({}); process.exit(6); } catch (error) { if (!/npm install pg/.test(error.message)) throw error; }
    class Pool extends EventEmitter { constructor(options) { super(); this.options = { ...options }; } }
    // libraries recognise a pool by the name of its class
    if (!/Pool/.test(createPool({}, { pg: { Pool, Client: EventEmitter } }).constructor.name)) process.exit(8);
    await import("poolcfg/targets/_pg").then(() => process.exit(5), () => {});
  `;
  writeFileSync(join(folder, "use.mjs"), script);
  execFileSync(node, ["use.mjs"], { cwd: folder, stdio: "inherit" });
}

function types() {
  writeFileSync(
    join(folder, "use.ts"),
    `import { type Config, definePoolConfig, inspectPoolConfig, loadPoolConfig, parseDsn } from "poolcfg";
import { createPool, type PoolStats } from "poolcfg/runtime";
import { toKnex } from "poolcfg/targets/knex";
import { toNodePostgres } from "poolcfg/targets/node-postgres";
import { toPrisma7 } from "poolcfg/targets/prisma@7";
const config: Config = await loadPoolConfig({ config: definePoolConfig({ pool: { max: 20, idleTimeout: "10m" } }) });
const max: number = config.pool.max;
const idle: number | null = config.pool.idleTimeout;
// @ts-expect-error a count is no text
definePoolConfig({ pool: { max: true } });
export const lines: string[] = inspectPoolConfig().findings.map((finding) => \`\${finding.origin?.label} \${max} \${idle}\`);
export const host: string | undefined = parseDsn("postgresql://h/db").hosts[0]?.host;
export const stats = (): PoolStats => createPool(config, { name: "main" }).stats();
export const made: unknown[] = [toKnex(config).value, toNodePostgres(config).value, toPrisma7(config).value.config];
`,
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--types", "", "use.ts"];
  execFileSync(process.execPath, [tsc, ...options], { cwd: folder, stdio: "inherit" });
}

/** What `package.json` exports is there, and nothing of the source tree is. */
function checkFiles(at) {
  const files = readdirSync(at, { recursive: true }).map(String);
  for (const file of [
    "dist/index.js",
    "dist/index.cjs",
    "dist/index.d.ts",
    "dist/index.d.cts",
    "dist/cli/main.cjs",
    "schemas/config.schema.json",
    "templates/starter.toml",
    "templates/exec/load-config.mjs",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "dist/THIRD-PARTY-LICENSES.txt",
    "dist/sbom.cdx.json",
  ])
    assert.ok(files.includes(file), `${file} is packed`);
  for (const file of files) assert.doesNotMatch(file, /^(?:src|test|scripts|node_modules)\b/, "no source is packed");
  const { scripts } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
  for (const name of ["preinstall", "install", "postinstall", "prepare"])
    assert.ok(!(name in scripts), `the package has no script ${name}`);
}

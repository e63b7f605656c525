// whole processes side by side in one run: what poolcfg costs above an empty Node, and what its peers cost
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodes } from "../../scripts/_nodes.js";
import { serviceManifests } from "../fleet/_k8s.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 25);
const folder = mkdtempSync(join(tmpdir(), "poolcfg-bench-"));
const write = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const toml = write(
  "pool.toml",
  '[pool]\nmax = 20\nmin = 2\nacquire_timeout = "15s"\nidle_timeout = "5m"\nmax_lifetime = "30m"\n\n[server]\nmax_connections = 200\n\n[deployment]\ninstances = 4\n',
);
const yaml = write(
  "pool.yaml",
  "pool:\n  max: 20\n  min: 2\n  acquire_timeout: 15s\n  idle_timeout: 5m\n  max_lifetime: 30m\nserver:\n  max_connections: 200\ndeployment:\n  instances: 4\n",
);
// beside no config: a .env file there would be read with it
mkdirSync(join(folder, "env"));
write("env/.env", "POOL_MAX=20\nPOOL_MIN=2\nPOOL_IDLE_TIMEOUT=300\nDATABASE_URL=postgresql://u:p@localhost:5432/app\n");
const index = pathToFileURL(join(root, "dist/index.js")).href;
const modules = (name) => import.meta.resolve(name);
const load = (file) =>
  `import { loadPoolConfig } from ${JSON.stringify(index)}; await loadPoolConfig({ config: ${JSON.stringify(file)}, dotenv: false, env: {} });`;
// the rest of the budget is about import and load, so the compile cache is switched on as an application would
const cached = (name, text) =>
  write(
    name,
    `import module from "node:module"; module.enableCompileCache?.(); await import(${JSON.stringify(pathToFileURL(write(`_${name}`, text)).href)});`,
  );

const byHand = `import { config } from ${JSON.stringify(modules("dotenv"))}; import { z } from ${JSON.stringify(modules("zod"))};
const { parsed } = config({ path: ${JSON.stringify(join(folder, "env/.env"))}, quiet: true });
z.object({ POOL_MAX: z.coerce.number().int().min(1), POOL_MIN: z.coerce.number().int().min(0), POOL_IDLE_TIMEOUT: z.coerce.number(), DATABASE_URL: z.string() }).parse(parsed);`;
const c12 = `import { loadConfig } from ${JSON.stringify(modules("c12"))}; const { config } = await loadConfig({ cwd: ${JSON.stringify(folder)}, configFile: "pool.toml", dotenv: true });
if (config.pool.max !== 20) throw new Error("c12 did not read the file");`;

const JOBS = [
  { name: "node -e 0", args: ["-e", "0"] },
  {
    name: "poolcfg validate pool.toml",
    args: [join(root, "bin/poolcfg.js"), "validate", toml],
    budget: "2.4 of node -e 0",
  },
  { name: "poolcfg validate pool.yaml", args: [join(root, "bin/poolcfg.js"), "validate", yaml] },
  {
    name: "poolcfg validate, .env beside it",
    args: [join(root, "bin/poolcfg.js"), "validate", toml, "--dotenv", join(folder, "env/.env")],
  },
  { name: "loadPoolConfig, TOML", args: [write("toml.mjs", load(toml))], budget: "0.45 of by hand" },
  { name: "loadPoolConfig, YAML", args: [write("yaml.mjs", load(yaml))], budget: "0.65 of by hand" },
  { name: "loadPoolConfig, TOML, compile cache", args: [cached("toml-cached.mjs", load(toml))] },
  { name: "by hand, dotenv + zod", args: [write("hand.mjs", byHand)] },
  { name: "c12", args: [write("c12.mjs", c12)] },
];

/** Runs a command in this process, and says the most memory that it had, in KiB. */
const PEAK = `process.on("exit", () => console.error("peak " + process.resourceUsage().maxRSS)); import(require("node:url").pathToFileURL(process.argv[1]).href)`;

try {
  for (const node of nodes()) measure(node);
  await warm();
  for (const node of nodes()) {
    fleet(node);
    stream(node);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure({ path, version }) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const times = JOBS.map(() => []);
  for (let round = -2; round < ROUNDS; round++) {
    // in turn, so that a machine that slows down slows all of them
    for (const [at, job] of JOBS.entries()) {
      const started = process.hrtime.bigint();
      const { status, stderr } = spawnSync(path, job.args, { env, cwd: folder, encoding: "utf8" });
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      if (status !== 0) throw new Error(`${job.name} on Node ${version}: exit ${status}\n${stderr}`);
      if (round >= 0) times[at].push(ms);
    }
  }
  const [floor] = times;
  const byHand = times[JOBS.findIndex(({ name }) => name.startsWith("by hand"))];
  console.log(`\nNode ${version}, ${ROUNDS} rounds, median`);
  console.log(
    `${"".padEnd(38)}${"ms".padStart(8)}${"ratio".padStart(8)}${"above".padStart(10)}${"of by hand".padStart(12)}  budget`,
  );
  for (const [at, job] of JOBS.entries()) {
    const ratio = median(times[at].map((ms, round) => ms / floor[round]));
    const aboveNode = (list) => median(list.map((ms, round) => ms - floor[round]));
    const above = aboveNode(times[at]);
    console.log(
      `${job.name.padEnd(38)}${median(times[at]).toFixed(1).padStart(8)}${ratio.toFixed(2).padStart(8)}${`${above.toFixed(1)} ms`.padStart(10)}${(above / aboveNode(byHand)).toFixed(2).padStart(12)}  ${job.budget ?? ""}`,
    );
  }
}

async function warm() {
  const { inspectPoolConfig, render } = await import(index);
  const { config } = inspectPoolConfig({ config: toml, env: {}, dotenv: false });
  const ids = JSON.parse(
    execFileSync(process.execPath, [join(root, "bin/poolcfg.js"), "targets", "--format", "json"], { encoding: "utf8" }),
  );
  const list = (ids.targets ?? ids).map(({ id }) => id);
  const perRound = (rounds, look) => {
    const started = process.hrtime.bigint();
    for (let round = 0; round < rounds; round++) for (const id of list) look(render(config, id));
    return Number(process.hrtime.bigint() - started) / 1e6 / rounds;
  };
  perRound(200, ({ value }) => value);
  const [text, both] = [perRound(500, () => {}), perRound(500, ({ value }) => value)].map((ms) => ms.toFixed(3));
  console.log(
    `\nrender to all ${list.length} targets, warm: ${text} ms  budget 2 ms; the value looked at, too: ${both} ms`,
  );
}

/** A thousand services from two thousand manifests, beside a fleet file and without one. */
function fleet({ path, version }) {
  const services = Array.from({ length: 1_000 }, (_, at) => `svc-${at}`);
  mkdirSync(join(folder, "fleet"), { recursive: true });
  for (const name of services)
    for (const [at, text] of serviceManifests(name, 5, 2).entries()) write(`fleet/${name}-${at}.yaml`, text);
  const declared = services.map((name) => `[services.${name}]\n`).join("");
  write("fleet/fleet.toml", `manifests = "."\n[servers.main]\nmax_connections = 100_000\n${declared}`);
  for (const operand of ["fleet/fleet.toml", "fleet"]) {
    const runs = Array.from({ length: 5 }, () => {
      const started = process.hrtime.bigint();
      const { status, stdout, stderr } = spawnSync(
        path,
        ["-e", PEAK, join(root, "bin/poolcfg.js"), "fleet", operand, "--max-connections", "100000", "--format", "json"],
        {
          cwd: folder,
          env: { PATH: process.env.PATH, HOME: process.env.HOME },
          encoding: "utf8",
          maxBuffer: 100 * 1024 * 1024,
        },
      );
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const { deploy } = JSON.parse(stdout).servers[0].total;
      if (status !== 0 || deploy !== 25_000)
        throw new Error(`poolcfg fleet ${operand}: exit ${status}, ${deploy} connections\n${stderr}`);
      return { ms, mib: Number(/peak (\d+)/.exec(stderr)[1]) / 1024 };
    });
    const [ms, mib] = ["ms", "mib"].map((key) => median(runs.map((run) => run[key])).toFixed(0));
    console.log(
      `poolcfg fleet ${operand}, 1000 services from 2000 manifests, Node ${version}: ${ms} ms, ${mib} MiB  budget 2000 ms, 250 MB`,
    );
  }
}

/** Four thousand workloads in one text, as an umbrella chart writes them: with nothing to report, and with a finding each. */
function stream({ path, version }) {
  const text = (variable) =>
    Array.from(
      { length: 4_000 },
      (_, at) =>
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: svc-${at}}\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n        - name: app\n          env:\n            - ${variable.replaceAll("NAME", `svc_${at}`)}\n`,
    ).join("---\n");
  const texts = {
    "without a finding": [text("{name: DATABASE_URL, value: 'postgresql://NAME@db/x?pool_max=1'}"), 0],
    "with an error each": [text("{name: DATABASE_URL, value: 'postgresql://NAME@db/x?pool_max=x'}"), 1],
    "with an unknown size each": [text("{name: NAME_DB_HOST, value: db.example}"), 0],
  };
  for (const [title, [manifests, exit]] of Object.entries(texts)) {
    const file = write("stream.yaml", manifests);
    for (const format of ["text", "json", "sarif", "markdown"]) {
      const runs = Array.from({ length: 3 }, () => {
        const started = process.hrtime.bigint();
        const argv = ["fleet", file, "--max-connections", "100000", "--format", format];
        const { status, stderr } = spawnSync(path, ["-e", PEAK, join(root, "bin/poolcfg.js"), ...argv], {
          cwd: folder,
          env: { PATH: process.env.PATH, HOME: process.env.HOME },
          encoding: "utf8",
          maxBuffer: 100 * 1024 * 1024,
        });
        const ms = Number(process.hrtime.bigint() - started) / 1e6;
        if (status !== exit) throw new Error(`poolcfg fleet stream.yaml, ${title}: exit ${status}\n${stderr}`);
        return { ms, mib: Number(/peak (\d+)/.exec(stderr)[1]) / 1024 };
      });
      const [ms, mib] = ["ms", "mib"].map((key) => median(runs.map((run) => run[key])).toFixed(0));
      console.log(
        `poolcfg fleet, 4000 workloads in one text, ${title}, ${format}, Node ${version}: ${ms} ms, ${mib} MiB  budget 3000 ms, 300 MB`,
      );
    }
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// the pools of Go's libraries, in a program that is built once
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { render } from "../../../src/render/index.ts";
import { targets } from "../../../src/targets/registry.gen.ts";
import { CONFIGS, readConfig } from "../../targets/_config.ts";
import { HOST } from "../_listen.ts";
import { rendered, type Settings } from "../_options.ts";
import { missingCommand, Remote } from "../_remote.ts";
import { PASSWORD, ROLE } from "../_server.ts";
import { atVersion, CACHE, SHARED_CACHE, VERSION } from "../_version.ts";
import type { Driver, Pool } from "./_driver.ts";

const SOURCE = fileURLToPath(new URL("../go/", import.meta.url));
const BUILT = `${CACHE}go/`;
const DOWNLOADS = `${SHARED_CACHE}go-`;
const PROGRAM = `${BUILT}conformance`;

const remote = new Remote(() => ({ command: build(), args: [], cwd: BUILT }));

/** Why nothing of Go can be measured here; undefined where it can. */
const missing = missingCommand("go", ["version"], "Go");

/** The driver of a target: its pool, and the modules whose versions belong to what is measured. */
export function goDriver(target: string, form: NonNullable<Driver["format"]>, modules: readonly string[]): Driver {
  return {
    packages: [],
    versions: () => ({ go: goVersion(), ...Object.fromEntries(modules.map((name) => [name, versionIn(name)])) }),
    missing,
    format: form,
    forms: ["options"],
    coarse: true,
    prepare: async () => void build(),
    open: (value) => openGo(target, value),
    adopt: () => {
      throw new Error("a program in Go is built, not loaded");
    },
  };
}

/** Opens a pool in the program; `target` may also be `lib/pq`. */
export function openGo(target: string, settings: unknown): Pool {
  return remote.pool(target, String(settings).trim());
}

/** Whether Go is there. */
export const hasGo = missing === undefined;

/**
 * Builds the program, together with what every shared config is rendered to, which need only compile. What is as it was
 * is not built again.
 */
function build(): string {
  const files = sources();
  const stamp = createHash("sha256").update(JSON.stringify(files)).update(goVersion()).digest("hex");
  const done = `${BUILT}stamp`;
  if (existsSync(PROGRAM) && existsSync(done) && readFileSync(done, "utf8") === stamp) return PROGRAM;
  rmSync(BUILT, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(`${BUILT}${path.slice(0, path.lastIndexOf("/") + 1)}`, { recursive: true });
    writeFileSync(`${BUILT}${path}`, text);
  }
  go(["vet", "./..."]);
  const unformatted = execFileSync("gofmt", ["-l", "."], { cwd: BUILT, encoding: "utf8" });
  if (unformatted !== "") throw new Error(`gofmt would write these otherwise: ${unformatted}`);
  go(["build", "-o", PROGRAM, "."]);
  if (VERSION === undefined) go(["build", "-o", `${BUILT}opens-all`, "./opens"]);
  writeFileSync(done, stamp);
  return PROGRAM;
}

/** What each rendered program opens a pool with, from parts and from a URL; the port is in the environment. */
const OPENS: Readonly<Record<string, Settings>> = {
  parts: {
    "connection.host": HOST,
    "connection.user": ROLE,
    "connection.password": PASSWORD,
    "connection.database": "postgres",
  },
  url: { "connection.url": urlOf(HOST) },
};

const OPENED: Settings = {
  "connection.ssl.mode": "disable",
  "connection.applicationName": 'opened "so"',
  "connection.schema": "Tenant A",
  "session.statementTimeout": "1234ms",
  "pool.max": 3,
  "pool.min": 1,
  "pool.connectTimeout": "2500ms",
  "pool.healthCheckInterval": "10s",
  "retry.maxAttempts": 3,
  "retry.interval": "100ms",
};

/** What those pools show of themselves, by target and way. */
export function opened(port: number): Record<string, string> {
  build();
  const env = { ...process.env, PGPORT: String(port), PGPASSWORD: PASSWORD, DATABASE_URL: urlOf(`${HOST}:${port}`) };
  return JSON.parse(execFileSync(`${BUILT}opens-all`, { env, encoding: "utf8" }));
}

// with parameters that the settings beat, and one that is for another tool
function urlOf(server: string): string {
  return `postgresql://${ROLE}:${PASSWORD}@${server}/postgres?pool_timeout=5&application_name=other`;
}

function sources(): Record<string, string> {
  const names = VERSION === undefined ? ["go.sum", "main.go", "sql.go", "opens/main.go"] : ["go.sum", "main.go"];
  const own = names.map((name) => [name, readFileSync(SOURCE + name, "utf8")]);
  const ours = targets.filter(
    ({ id, language, forms }) =>
      language === "go" && forms.includes("code") && (VERSION === undefined || VERSION.target === id),
  );
  const programs = ours.flatMap(({ id }) =>
    CONFIGS.map((name) => {
      const { config, origins } = readConfig(name);
      return [`rendered/${id}/${name}/pool.go`, render(config, id, { format: "code", origins }).text];
    }),
  );
  if (VERSION !== undefined) return Object.fromEntries([["go.mod", modules()], ...own, ...programs]);
  const opens = ours.flatMap(({ id }) =>
    Object.entries(OPENS).map(([way, server]) => [
      `opens/${id}/${way}/pool.go`,
      rendered(id, { ...server, ...OPENED }).code,
    ]),
  );
  const [, settings] = programs.find(([path]) => path === "rendered/database-sql/everything-default/pool.go")!;
  return Object.fromEntries([["go.mod", modules()], ...own, ...programs, ...opens, ["rendered/pool.go", settings]]);
}

function go(args: readonly string[]): void {
  const env = {
    ...process.env,
    GOCACHE: `${DOWNLOADS}build`,
    GOMODCACHE: `${DOWNLOADS}modules`,
    // the sums of another version are not in the lock file
    GOFLAGS: `-mod=${VERSION === undefined ? "readonly" : "mod"} -modcacherw -buildvcs=false`,
    GOTOOLCHAIN: "local",
  };
  execFileSync("go", args, { cwd: BUILT, stdio: ["ignore", "ignore", "inherit"], env });
}

function goVersion(): string {
  return execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim().slice("go".length);
}

/** The modules and their versions, as the lock file has them; or the one that is measured alone, with whatever it asks for. */
function modules(): string {
  return atVersion(
    readFileSync(`${SOURCE}go.mod`, "utf8"),
    (lock, name, version) => `${/^module .*\n\ngo .*\n/.exec(lock)![0]}\nrequire ${name} v${version}\n`,
  );
}

function versionIn(name: string): string {
  const line = modules()
    .split("\n")
    .find((one) => one.includes(`${name} v`));
  return / v(\S+)/.exec(line!)![1]!;
}

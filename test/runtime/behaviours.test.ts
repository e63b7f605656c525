// every behaviour that libraries are measured by, on the pool that promises all of them
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load.ts";
import { createPool } from "../../src/runtime/index.ts";
import type { Path } from "../../src/schema/model.ts";
import { Lab, type Opened } from "../conformance/_lab.ts";
import { HOST } from "../conformance/_listen.ts";
import { behaviours, type Measured } from "../conformance/_measure.ts";
import type { Settings } from "../conformance/_options.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../conformance/_server.ts";
import driver from "../conformance/drivers/node-postgres.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);

afterAll(() => server.stop());

let made = 0;

/** Where the pool is made of the config itself, not of what is rendered for a library. */
class RuntimeLab extends Lab {
  readonly #pools: { end(): Promise<unknown> }[] = [];

  constructor() {
    super(server, "node-postgres", driver, "options");
  }

  override async open(settings: Settings): Promise<Opened> {
    made += 1;
    const name = String(settings["connection.applicationName"] ?? `runtime-${made}`);
    const connections = this.server.watch(name);
    const { config } = inspectPoolConfig({
      cwd: "/nonexistent",
      env: {},
      dotenv: false,
      overrides: {
        "connection.host": HOST,
        "connection.port": this.server.port,
        "connection.user": ROLE,
        "connection.password": PASSWORD,
        "connection.database": "postgres",
        "connection.ssl.mode": "disable",
        "connection.applicationName": name,
        "pool.maxLifetimeJitter": "0s",
        // a failed connect is measured by itself, unless it is what comes after that is measured
        ...(!Object.keys(settings).some((path) => path.startsWith("retry.")) && { "retry.maxAttempts": 1 }),
        ...settings,
      },
    });
    const pool = createPool(config);
    const { acquire, query } = driver.adopt({ pool });
    const end = () => pool.close({ timeout: 0, waiters: "fail" });
    this.#pools.push({ end });
    return { pool: { acquire, query, end }, connections };
  }

  override async clear(): Promise<void> {
    await Promise.all(this.#pools.splice(0).map((pool) => pool.end()));
    await super.clear();
  }
}

test.concurrent.each(
  Object.entries(behaviours).filter(([path]) => /^(?:pool|session|retry)\./.test(path) || /Name$|schema$/.test(path)),
)("%s is kept exactly", async (path, behaviour) => {
  // a busy machine can stand still for longer than a measurement allows
  let measured: Measured | undefined;
  for (let attempt = 0; attempt < 3 && measured?.verdict !== "exact"; attempt++) {
    const lab = new RuntimeLab();
    measured = await behaviour.measure(lab).catch((error) => ({ verdict: "lost" as const, text: String(error.stack) }));
    await lab.clear();
  }
  expect(measured, path as Path).toMatchObject({ verdict: "exact" });
});

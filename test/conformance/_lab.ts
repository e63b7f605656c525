// where one target is measured: opens pools that are watched, and clears them away
import { mkdir, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { toFileValue } from "../../src/mapping/value.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import { FIELDS } from "../../src/model/model.ts";
import { valueAt } from "../../src/model/paths.ts";
import { type Blackhole, startBlackhole } from "./_blackhole.ts";
import { refusedFields } from "./_claims.ts";
import { sleep } from "./_clock.ts";
import { HOST } from "./_listen.ts";
import { rendered, type Settings } from "./_options.ts";
import { type ProxyOptions, startProxy, type TcpProxy } from "./_proxy.ts";
import { type Connections, PASSWORD, ROLE, type Server } from "./_server.ts";
import { CACHE } from "./_version.ts";
import type { Driver, Pool } from "./drivers/_driver.ts";

const END_MS = 3_000;
/** Where rendered modules are written to be run. */
export const MODULES = `${CACHE}code/`;

/** The two ways to use what poolcfg renders: the options in a program of one's own, or the whole module. */
export const FORMS = ["options", "code"] as const;

export type RenderForm = (typeof FORMS)[number];

/** The defaults of the pool, as a file has them. */
const POOL_DEFAULTS: Settings = Object.fromEntries(
  [...FIELDS].flatMap(([path, field]) =>
    path.startsWith("pool.") ? [[path, toFileValue(field, valueAt(defaultConfig(), path) as never)]] : [],
  ),
);

/** Everything that a behaviour is measured with. */
export class Lab {
  readonly server: Server;
  readonly target: string;
  readonly #driver: Driver;
  readonly #form: RenderForm;
  readonly #cleanups: (() => unknown)[] = [];
  /** The settings of every pool that was opened, without where it connects to. */
  readonly opened: Settings[] = [];

  constructor(server: Server, target: string, driver: Driver, form: RenderForm) {
    this.server = server;
    this.target = target;
    this.#driver = driver;
    this.#form = form;
  }

  /** Milliseconds that the pool may be late because it looks only now and then. */
  get looks(): number {
    return this.#driver.looks ?? 0;
  }

  /** Whether the library counts in whole seconds. */
  get coarse(): boolean {
    return this.#driver.coarse === true;
  }

  /**
   * Opens a pool of the target, whose connections are watched under an application name of their own. What the measured
   * version of the library refuses is left out, apart from the settings in `despite`.
   */
  async open(settings: Settings, despite: Settings = {}): Promise<Opened> {
    opened += 1;
    const name = String(settings["connection.applicationName"] ?? `${this.target}-${opened}`);
    const connections = this.server.watch(name);
    const besides = this.#driver.besides?.(settings);
    this.opened.push({ ...besides, ...settings });
    const all: Settings = {
      "connection.host": HOST,
      "connection.port": this.server.port,
      "connection.user": ROLE,
      "connection.password": PASSWORD,
      "connection.database": "postgres",
      "connection.ssl.mode": "disable",
      "connection.applicationName": name,
      "pool.maxLifetimeJitter": "0s",
      ...besides,
      ...settings,
    };
    const refused = refusedFields(this.target);
    // a key that is refused is not even written with its default, so that the other defaults are settings here
    const onlySet = refused.length > 0;
    const taken = Object.entries({ ...(onlySet && POOL_DEFAULTS), ...all }).filter(([path]) => !refused.includes(path));
    const given = { ...Object.fromEntries(taken), ...despite };
    const { value, code } = rendered(this.target, given, this.#driver.format, { onlySet });
    const port = Number(settings["connection.port"] ?? this.server.port);
    const environment = { PGPASSWORD: PASSWORD, ...this.#driver.environment?.(port) };
    const pool =
      this.#form === "code"
        ? this.#driver.adopt(await run(name, code, environment, this.#driver))
        : await this.#driver.open(value, port);
    this.#cleanups.push(() => pool.end());
    await pool.made?.catch(() => {});
    // what a pool connects for before it is used is no connection of the pool, and is over soon
    if (pool.ready && settings["connection.port"] === undefined) {
      await pool.ready.catch(() => {});
      await sleep(100);
      connections.forget();
    }
    return { pool, connections };
  }

  async blackhole(): Promise<Blackhole> {
    const blackhole = await startBlackhole();
    this.#cleanups.push(() => blackhole.stop());
    return blackhole;
  }

  async proxy(options?: ProxyOptions): Promise<TcpProxy> {
    const proxy = await startProxy(this.server.port, options);
    this.#cleanups.push(() => proxy.stop());
    return proxy;
  }

  /** Ends everything that was opened, listeners before pools; a pool that does not end is left to the end of the process. */
  async clear(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) {
      const ended = (async () => cleanup())().catch(() => {});
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, END_MS).unref())]);
    }
  }
}

export interface Opened {
  readonly pool: Pool;
  readonly connections: Connections;
}

let opened = 0;

type Module = Readonly<Record<string, unknown>>;

let running: Promise<Module> = Promise.resolve({});

// code never holds a secret: it asks the environment, which is that of one module at a time
async function run(
  name: string,
  code: string,
  environment: Readonly<Record<string, string>>,
  { modules: folder = MODULES, load, extension = ".mjs" }: Driver,
): Promise<Module> {
  await mkdir(folder, { recursive: true });
  const file = `${folder}${name.replaceAll(/[^\w@-]/g, "-")}-${opened}${extension}`;
  await writeFile(file, code);
  const start = () => {
    Object.assign(process.env, environment);
    return load ? load(file) : import(/* @vite-ignore */ pathToFileURL(file).href);
  };
  running = running.then(start, start);
  return running;
}

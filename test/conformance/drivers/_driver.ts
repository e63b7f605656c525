// what a measurement needs of a library: a pool to take connections from
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Form } from "../../../src/render/index.ts";
import type { Behaviours } from "../_measure.ts";
import type { Settings } from "../_options.ts";
import type { Server } from "../_server.ts";
import { FROM } from "../_version.ts";

/** What a library connects to that is not PostgreSQL, and how its pool is measured there. */
export interface Service {
  /** Why it cannot be started on this machine; undefined where it can. */
  readonly missing: string | undefined;
  readonly behaviours: Behaviours;
  start(): Promise<Server>;
}

/** One library that can be measured. */
export interface Driver {
  /** The server of the library, where that is not PostgreSQL. */
  readonly service?: Service;
  /** What a rendered module reads from the environment, for the port of a server. */
  environment?(port: number): Readonly<Record<string, string>>;
  /** What is measured of it in another way than of others. */
  readonly behaviours?: Behaviours;
  /** Packages whose versions belong to a measurement. */
  readonly packages: readonly string[];
  /** Versions of what is no package of npm. */
  versions?(): Readonly<Record<string, string>>;
  /** Why it cannot be measured on this machine; undefined where it can. `POOLCFG_DEMAND=all` makes a fault of it. */
  readonly missing?: string | undefined;
  /** The form that the options are given in, where they are no values of JavaScript. */
  readonly format?: Form;
  /** In what forms the settings are measured; both unless said. */
  readonly forms?: readonly ("options" | "code")[];
  /** Ending of a rendered module, with the dot; `.mjs` unless said. */
  readonly extension?: string;
  /** What the first of them is called, where its name depends on the platform. */
  readonly label?: string;
  /** A file that they are found from, as a URL, where that is not the project or the folder of the measured version. */
  readonly from?: string;
  /** The folder that a rendered module is run in, where it finds other packages from there; ends with a slash. */
  readonly modules?: string;
  /** Whether it counts in whole seconds somewhere, so that its times are measured in several of them. */
  readonly coarse?: boolean;
  /** What cannot be seen of it on the server: fields by the beginning of their path, and why. */
  readonly unseen?: readonly Unseen[];
  /** Milliseconds between two looks of the pool at its idle connections, where that is more than a second. */
  readonly looks?: number;
  /** What is set besides the settings of a measurement. */
  besides?(settings: Settings): Settings;
  /** Done once, before anything is opened. */
  prepare?(): Promise<void>;
  /** Builds the pool from the options that poolcfg renders; `port` for those that hold no server. */
  open(value: unknown, port: number): Pool | Promise<Pool>;
  /** Runs a rendered module where this process cannot; imported unless said. */
  load?(file: string): Promise<Readonly<Record<string, unknown>>>;
  /** Takes the pool that a rendered module has made. */
  adopt(module: Readonly<Record<string, unknown>>): Pool;
}

/** Fields that nothing on the server can show, and why. */
export interface Unseen {
  readonly prefix: string;
  readonly why: string;
}

/** A target that cannot be measured where this runs. */
export interface Unmeasured {
  readonly unmeasured: string;
  /** Whether it is measured elsewhere. */
  readonly here?: true;
}

export interface Pool {
  /** Settled when the pool is there, before it connects, where that takes a while. */
  readonly made?: Promise<unknown>;
  /** Settled when the pool is made, where it connects for that. */
  readonly ready?: Promise<unknown>;
  /** Takes a connection out of the pool. */
  acquire(): Promise<Held>;
  /** Runs one statement on any connection of the pool. */
  query(sql: string): Promise<Row[]>;
  /** The id in the only row of the table `Probe`, asked in the library's own way where that is not SQL. */
  probe?(): Promise<number>;
  /** Further ways to wait for a connection, by what a reader would call them. */
  readonly otherWaits?: Readonly<Record<string, () => Promise<unknown>>>;
  /** Errors of connections that the library reports apart from any caller. */
  readonly failures?: readonly Error[];
  end(): Promise<unknown>;
}

export interface Held {
  readonly pid: number;
  query(sql: string): Promise<Row[]>;
  release(): Promise<unknown>;
}

export type Row = Record<string, unknown>;

export const PID = "SELECT pg_backend_pid() AS pid";

/** Keeps a connection that a library lends to a function, until it is released. */
export function hold(lend: (use: (query: Held["query"]) => Promise<void>) => Promise<unknown>): Promise<Held> {
  return new Promise((resolve, reject) => {
    const ended = lend(async (query) => {
      const [row] = await query(PID);
      await new Promise<void>((finish) => {
        const release = () => {
          finish();
          return ended;
        };
        resolve({ pid: row?.pid as number, query, release });
      });
    });
    ended.catch(reject);
  });
}

/** The installed version of a package, found from a file. */
export function versionOf(name: string, from = FROM): string {
  // a package may not export its package.json; its main file is always below the package's folder; without one it exports all
  const { resolve } = createRequire(from);
  const main = mainOf(name, resolve);
  const folder = main.slice(0, main.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}/`.length);
  return JSON.parse(readFileSync(`${folder}package.json`, "utf8")).version;
}

function mainOf(name: string, resolve: (id: string) => string): string {
  try {
    return resolve(name);
  } catch {
    return resolve(`${name}/package.json`);
  }
}

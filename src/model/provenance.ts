// what a loaded config is known for beside its values; a copy of it is known for nothing
import type { Origin } from "../diagnostics/origin.ts";
import type { Config } from "./model.ts";

const PARTS = ["url", "host", "port", "user", "password", "database"] as const;

/** The connection of a named pool, where it is not the main pool's. */
export interface OwnConnection {
  readonly pool: string;
  /** Whether the password is its own, too. */
  readonly password: boolean;
}

const own = new WeakMap<object, OwnConnection>();

const known = new WeakMap<Config, Readonly<Record<string, Origin>>>();

/** Keeps where each value of a config came from. */
export function rememberOrigins(config: Config, origins: Readonly<Record<string, Origin>>): void {
  known.set(config, origins);
}

/** Where each value of a config came from when it was loaded. */
export function rememberedOrigins(config: Config): Readonly<Record<string, Origin>> | undefined {
  return known.get(config);
}

/** Keeps whether the connection of a named pool leads elsewhere than the main pool's. */
export function rememberConnection(pool: string, connection: Config["connection"], main: Config["connection"]): void {
  const differing = PARTS.filter((part) => plain(connection[part]) !== plain(main[part]));
  if (differing.length === 0) return;
  // a URL brings its password, even one that is the same for now
  own.set(connection, { pool, password: differing.includes("password") || differing.includes("url") });
}

/** What is known of the connection of a config, or of a named pool in it. */
export function ownConnection(connection: Config["connection"]): OwnConnection | undefined {
  return own.get(connection);
}

function plain(part: Config["connection"][(typeof PARTS)[number]]): unknown {
  return typeof part === "object" ? part.reveal() : part;
}

// modules of Node for values that act when a library uses them, such as a certificate file that is read then
import { PoolcfgError } from "../diagnostics/errors.ts";

interface Modules {
  readonly "node:fs": typeof import("node:fs");
  readonly "node:net": typeof import("node:net");
  readonly "node:tls": typeof import("node:tls");
}

/**
 * A module of the runtime. Nothing is imported, so that rendering works where there is no such module.
 *
 * @throws PoolcfgError `usage` in a browser, and elsewhere where Node's modules cannot be had.
 */
export function runtimeModule<Name extends keyof Modules>(name: Name): Modules[Name] {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (found) return found as Modules[Name];
  throw new PoolcfgError("usage", `This value needs the module ${name} of Node, which is not available here.`);
}

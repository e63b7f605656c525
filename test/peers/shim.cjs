// loaded before a suite: whoever makes a pool of pg gets one of createPool, with the same settings
const Module = require("node:module");

const POOL = /[\\/]pg-pool[\\/]index\.js$/;
const known = new WeakMap();
const load = Module._load;

Module._load = function (request, parent, ...rest) {
  const exported = load.call(this, request, parent, ...rest);
  if (typeof exported !== "function" || !/pg-pool|^\.\.?\/?$|index/.test(request)) return exported;
  let file;
  try {
    file = Module._resolveFilename(request, parent);
  } catch {
    return exported;
  }
  if (!POOL.test(file)) return exported;
  if (!known.has(exported)) known.set(exported, replaced(exported, file));
  return known.get(exported);
};

/** Settings that a config has no field for, and that its pool takes nevertheless. */
const FOR_THE_POOL = ["max", "min", "poolSize", "idleTimeoutMillis", "connectionTimeoutMillis", "maxUses", "maxLifetimeSeconds"];

function replaced(Pool, file) {
  const require = Module.createRequire(file);
  const poolcfg = process.env.POOLCFG_UNDER_TEST;
  return class PeerPool {
    constructor(options = {}, Client = undefined) {
      // only here, so that a suite which makes no pool loads nothing
      const { createPool } = Module.createRequire(__filename)(`${poolcfg}/runtime.cjs`);
      const { importConfig } = Module.createRequire(__filename)(`${poolcfg}/index.cjs`);
      const sizes = {};
      const client = {};
      for (const name of Object.getOwnPropertyNames(options)) {
        const value = options[name];
        if (FOR_THE_POOL.includes(name)) sizes[name] = value;
        else if (!["log", "verify", "onConnect"].includes(name) && value !== undefined) client[name] = value;
      }
      const { values } = importConfig(sizes, { from: "node-postgres" });
      // pg is asked for TLS by the options of the client alone
      const config = nested({ ...values, "connection.ssl.mode": "disable" });
      const Own = Client ?? require("pg").Client;
      const { Client: Given = Own, ...rest } = client;
      return createPool(config, {
        pg: { Pool, Client: Given },
        // pg passes over options that it does not know, such as those of the program itself; for a class that is given, so does createPool
        client: { ...rest, Client: Given },
        ...(options.onConnect && { onConnect: options.onConnect }),
      });
    }
  };
}

function nested(values) {
  const config = {};
  for (const [path, value] of Object.entries(values)) {
    const names = path.split(".");
    const last = names.pop();
    let at = config;
    for (const name of names) at = at[name] ??= {};
    at[last] = value;
  }
  return config;
}

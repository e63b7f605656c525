// the pool of poolcfg/runtime
import type { ConfigInput } from "../../../src/index.ts";
import { createPool, type ManagedPool } from "../../../src/runtime/index.ts";
import { observe, type Telling } from "../behaviours/observe.ts";
import type { Driver } from "./_driver.ts";
import nodePostgres from "./node-postgres.ts";

export default {
  packages: ["pg"],
  behaviours: observe,
  // a failed connect is measured by itself, unless it is what comes after that is measured
  besides: (settings) =>
    Object.keys(settings).some((path) => path.startsWith("retry.")) ? {} : { "retry.maxAttempts": 1 },
  open: (value) => telling(createPool(value as ConfigInput)),
  adopt: ({ pool }) => telling(pool as ManagedPool),
} satisfies Driver;

function telling(managed: ManagedPool): Telling {
  return { ...nodePostgres.adopt({ pool: managed }), managed };
}

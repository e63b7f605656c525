// Prisma up to 6, whose pool is inside a native engine
import type { Unmeasured } from "./_driver.ts";

export default {
  // quaint 0.2.0-alpha.13, the only one published, has neither pool_timeout nor a lifetime nor an application name
  unmeasured:
    "the pool is in a native query engine that is fetched apart from the package, and its crate as published is older",
} satisfies Unmeasured;

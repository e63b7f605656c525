// Prisma up to 6, whose pool is inside a native engine
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "the pool is in a native query engine that is fetched apart from the package",
} satisfies Unmeasured;

// R2DBC, whose URL holds the pool and the driver
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "on a busy machine its first connection takes longer than the shortest measurement lets a caller wait",
} satisfies Unmeasured;

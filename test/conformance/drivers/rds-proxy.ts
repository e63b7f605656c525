// RDS Proxy, a service of AWS
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "RDS Proxy runs at AWS only",
} satisfies Unmeasured;

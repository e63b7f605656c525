// Quarkus' data source, which is Agroal
import { jdbc } from "../behaviours/jdbc.ts";
import { attempts, leaks, retried } from "../behaviours/patient.ts";
import { waits } from "../behaviours/waits.ts";
import type { Driver } from "./_driver.ts";
import { java } from "./_java.ts";

export default {
  ...java("quarkus", "Quarkus", ["quarkus-agroal", "postgresql"]),
  format: "properties",
  forms: ["options"],
  behaviours: {
    ...jdbc,
    "pool.connectTimeout": { ...waits["pool.connectTimeout"]!, measure: attempts },
    "retry.maxAttempts": { measure: retried },
    "retry.interval": { measure: retried },
    "retry.multiplier": { measure: retried },
    "retry.maxInterval": { measure: retried },
    "observe.leakThreshold": {
      measure: (lab) => leaks(lab, 1, "told of after up to twice the time"),
    },
  },
} satisfies Driver;

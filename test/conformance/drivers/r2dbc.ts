// R2DBC, whose URL holds the pool and the driver
import { attempts } from "../behaviours/patient.ts";
import { waits } from "../behaviours/waits.ts";
import type { Driver } from "./_driver.ts";
import { java } from "./_java.ts";

export default {
  ...java("r2dbc", "R2dbc", ["r2dbc-pool", "r2dbc-postgresql"]),
  format: "url",
  forms: ["options"],
  behaviours: { "pool.connectTimeout": { ...waits["pool.connectTimeout"]!, measure: attempts } },
} satisfies Driver;

// what a pool tells of itself, of the one that tells anything
import type { ManagedPool } from "../../../src/runtime/index.ts";
import { near, sleep, until } from "../_clock.ts";
import type { Behaviours } from "../_measure.ts";
import type { Pool } from "../drivers/_driver.ts";

/** A pool whose own words can be heard. */
export interface Telling extends Pool {
  readonly managed: ManagedPool;
}

export const observe: Behaviours = {
  "observe.leakThreshold": {
    async measure(lab) {
      const [watched, quiet] = await Promise.all(
        (["1s", "off"] as const).map(async (threshold) => {
          const { pool } = await lab.open({ "observe.leakThreshold": threshold });
          const leaks: { held: number; stack?: string }[] = [];
          (pool as Telling).managed.on("report", (report) => {
            if (report.type === "leak") leaks.push(report as { held: number });
          });
          const held = await pool.acquire();
          await until(() => leaks.length > 0, 2_000);
          await held.query("SELECT 1 AS one");
          await held.release();
          await sleep(300);
          return leaks;
        }),
      );
      if (quiet!.length > 0) return { verdict: "partial", text: "reported, but off does not hold" };
      const [leak] = watched!;
      if (leak === undefined) return { verdict: "none", text: "a connection that is not returned is not noticed" };
      const once = watched!.length === 1 && near(leak.held, 1_000);
      if (!once) return { verdict: "partial", text: "reported, but not once, or not on time" };
      const where = leak.stack?.includes("taken here") ? "with the place of the checkout" : "without its place";
      return { verdict: "full", text: `reported once, on time, ${where}; off is off` };
    },
  },

  "observe.metrics": {
    async measure(lab) {
      const [on, off] = await Promise.all(
        [true, false].map(async (metrics) => {
          const { pool } = await lab.open({ "observe.metrics": metrics });
          for (let n = 0; n < 3; n++) await pool.query("SELECT 1 AS one");
          const { acquire, use, create } = (pool as Telling).managed.stats();
          return [acquire.count, use.count, create.count].join();
        }),
      );
      if (on === "3,3,1" && off === "0,0,0")
        return { verdict: "full", text: "times of waiting, of use and of connecting; none where it is false" };
      return { verdict: on === "0,0,0" ? "none" : "partial", text: "not all times are kept, or some are unasked" };
    },
  },
};

// a Rust pool without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "rust-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    bb8: ["Timed out in bb8"],
    deadpool: [
      "Timeout occurred while waiting for a slot to become available",
      "Timeout occurred while creating a new object",
      "Timeout occurred while recycling an object",
    ],
    "r2d2 (Diesel)": ["timed out waiting for connection"],
  },
  names: { bb8: ["RunError::TimedOut", "RunError(TimedOut)"], deadpool: ["Timeout(Wait)", "Timeout(Create)"] },
  meaning:
    "The pool had no usable connection in time: all are in use, or connections cannot be opened. bb8 and r2d2 report both in the same words; deadpool says 'creating' or 'recycling' if connecting is what took too long.",
  todo: `Drop the pooled connection before awaiting anything else, and connect once without the pool to see whether the server answers. ${POOL_IN_USE} The limits are max_size and connection_timeout (bb8, r2d2), max_size and timeouts.wait (deadpool).`,
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://docs.rs/bb8/latest/bb8/struct.Builder.html#method.connection_timeout",
  examples: [
    "Timed out in bb8",
    "Timeout occurred while waiting for a slot to become available",
    "timed out waiting for connection",
  ],
});

// how the measurements run: one file at a time in its own process, with time to wait
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/conformance/*.test.ts", "test/conformance/traps/*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 30_000,
    expect: { requireAssertions: true },
    // everything is measured before the first test, and what is in other languages is built the first time
    hookTimeout: 3_600_000,
    teardownTimeout: 10_000,
  },
});

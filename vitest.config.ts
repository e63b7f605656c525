import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/conformance/**", "**/node_modules/**"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    // a build, which may wait for the machine
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
    // most tests wait for servers and timers, so that one more worker than vitest's default costs nothing on two cores
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});

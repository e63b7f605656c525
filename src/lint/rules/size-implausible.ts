import { defineRule } from "../define.ts";

export default defineRule({
  id: "size-implausible",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "A pool of a hundred connections or more in one process",
  why: "A server works on about as many statements as it has cores; beyond that, more connections make each of them slower.",
  fix: "Begin with 10 to 20 for each process, and measure.",
  source: "https://github.com/prisma/prisma/issues/12858",
  reads: ["pool.max"],
  check({ "pool.max": max }) {
    if (max < 100) return;
    return {
      at: "pool.max",
      message: `pool.max is ${max}: few servers do more work with so many connections from one process`,
      help: "Begin with 10 to 20 for each process, and measure.",
      // what Npgsql and others have by themselves, and many write down as it is
      severity: max > 100 ? "warning" : "info",
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 300\n" }, { toml: "[pool]\nmax = 100\n" }],
    valid: [{ toml: "[pool]\nmax = 50\n" }],
  },
});

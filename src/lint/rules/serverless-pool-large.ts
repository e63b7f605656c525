import { defineRule } from "../define.ts";

export default defineRule({
  id: "serverless-pool-large",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "Several connections in an instance that serves one request at a time",
  why: "A function instance uses one connection at a time and there may be hundreds of instances, so the rest only fill the server.",
  fix: "Leave `pool.max` at 1, or remove the preset if an instance serves several requests at once.",
  source: "https://github.com/brianc/node-postgres/issues/1206",
  reads: ["pool.max"],
  check({ "pool.max": max }, { config, origin, project }) {
    // with it, an instance serves several requests and gives its connections back before it is frozen
    if (config.preset !== PRESET || max < 3 || project.dependency(SHARED) !== undefined) return;
    if (origin("pool.max").source === "preset") return;
    return {
      at: "pool.max",
      message: `pool.max is ${max} with the preset "${PRESET}", where an instance serves one request at a time`,
      help: "Leave it at 1 or 2, or remove the preset if an instance serves several requests at once.",
    };
  },
  examples: {
    invalid: [{ toml: 'preset = "serverless"\n[pool]\nmax = 10\n' }],
    valid: [
      { toml: 'preset = "serverless"\n' },
      { toml: 'preset = "serverless"\n[pool]\nmax = 2\n' },
      { toml: 'preset = "serverless"\n[pool]\nmax = 10\n', packages: { "@vercel/functions": "^3.0.0" } },
      { toml: "[pool]\nmax = 10\n" },
    ],
  },
});

const PRESET = "serverless";
const SHARED = "@vercel/functions";

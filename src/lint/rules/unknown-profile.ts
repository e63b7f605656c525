import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-profile",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A profile that the config does not have",
  why: "The settings for this environment do not apply; those of another one do.",
  fix: "Add a table with that name under `profiles`, or use another profile.",
  source: "https://12factor.net/config",
  examples: {
    invalid: [
      { toml: "[profiles.production.pool]\nmax = 5\n", profile: "prodution" },
      { toml: "[pool]\nmax = 5\n", env: { POOLCFG_PROFILE: "test" } },
    ],
    valid: [
      { toml: "[profiles.production.pool]\nmax = 5\n", profile: "production" },
      { toml: "[pool]\nmax = 5\n", env: { NODE_ENV: "test" } },
    ],
  },
});

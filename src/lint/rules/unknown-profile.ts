import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-profile",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A profile that the config does not have",
  why: "The settings meant for this environment do not apply, and those of another one hold.",
  fix: "Add a table of that name under `profiles`, or name another.",
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

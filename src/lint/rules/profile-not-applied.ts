import { defineRule } from "../define.ts";

export default defineRule({
  id: "profile-not-applied",
  severity: "warning",
  area: "shape",
  since: "0.2.0",
  summary: "A profile whose name is almost that of NODE_ENV, and is not applied",
  why: "A profile is applied if NODE_ENV has exactly its name. Otherwise the settings outside of profiles are in effect.",
  fix: "Give the profile the name that NODE_ENV has, or select it with POOLCFG_PROFILE.",
  source: "https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production",
  examples: {
    invalid: [
      { toml: "[profiles.prod.pool]\nmax = 5\n", env: { NODE_ENV: "production" } },
      { toml: "[profiles.development.pool]\nmax = 5\n", env: { NODE_ENV: "dev" } },
      { toml: "[profiles.Production.pool]\nmax = 5\n", env: { NODE_ENV: "production" } },
      { toml: "[profiles.stagging.pool]\nmax = 5\n", env: { NODE_ENV: "staging" } },
    ],
    valid: [
      { toml: "[profiles.production.pool]\nmax = 5\n[profiles.prod.pool]\nmax = 6\n", env: { NODE_ENV: "production" } },
      { toml: "[profiles.prod.pool]\nmax = 5\n", env: { NODE_ENV: "production", POOLCFG_PROFILE: "prod" } },
      { toml: "[profiles.reports.pool]\nmax = 5\n", env: { NODE_ENV: "production" } },
      { toml: "[profiles.prod.pool]\nmax = 5\n", env: { NODE_ENV: "test" } },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "no-config",
  severity: "warning",
  area: "shape",
  since: "0.2.0",
  summary: "There is no config to check",
  why: "Only defaults were checked, so the result does not describe your service.",
  fix: "Run poolcfg init, name a config file, or set the variables that the service is started with.",
  source: "https://12factor.net/config",
  examples: { invalid: [], valid: [{ toml: "[pool]\nmax = 5\n" }] },
});

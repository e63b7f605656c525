import { defineRule } from "../define.ts";

export default defineRule({
  id: "empty-config",
  severity: "warning",
  area: "shape",
  since: "0.2.0",
  summary: "A config file that sets nothing",
  why: "The defaults apply, which may not be what the file is for: every line may be a comment, or in another file.",
  fix: "Set something in it, or remove it.",
  source: "https://toml.io/en/v1.0.0#comment",
  examples: {
    invalid: [{ toml: "" }, { toml: "# [pool]\n# max = 20\n" }, { toml: "[pool]\n[session]\n" }],
    valid: [
      { toml: "[pool]\nmax = 5\n" },
      { toml: "[profiles.production.pool]\nmax = 5\n" },
      { toml: 'preset = "production"\n' },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "unused-ignore",
  severity: "info",
  area: "shape",
  since: "0.1.0",
  summary: "A poolcfg-ignore comment that matches nothing",
  why: "The finding is gone or the id is mistyped; if the comment stays, it hides the next finding of that kind on the line.",
  fix: "Remove the comment, or correct it: `# poolcfg-ignore rule-id: reason`.",
  source: "https://docs.astral.sh/ruff/rules/unused-noqa/",
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 20 # poolcfg-ignore size-implausible: the server has 96 cores\n" },
      { toml: "[pool]\nmax = 300 # poolcfg-ignore size-implausible\n" },
      { toml: "[pool]\n# poolcfg-ignore size-implausibel: the server has 96 cores\nmax = 300\n" },
      { toml: "[pool]\nmax = 0 # poolcfg-ignore out-of-range: as the others have it\n" },
      { dotenv: "POOL_MAX=20 # poolcfg-ignore size-implausible: the server has 96 cores\n" },
    ],
    valid: [
      { toml: "[pool]\nmax = 300 # poolcfg-ignore size-implausible: the server has 96 cores\n" },
      { toml: "[pool]\n# poolcfg-ignore size-implausible: the server has 96 cores\nmax = 300\n" },
      { dotenv: "# poolcfg-ignore size-implausible: the server has 96 cores\nPOOL_MAX=300\n" },
      { toml: '[connection]\napplication_name = "web # poolcfg-ignore size-implausible"\n' },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "ignored-line",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A line of a .env file that sets no variable",
  why: "The line is skipped, so the intended setting keeps its default. If the line names no setting, this is only a note.",
  fix: "Write NAME=value, or begin the line with # to comment it out.",
  source: "https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow",
  examples: {
    invalid: [{ dotenv: "POOL_MAX 20\nPOOL_MIN=2\n" }, { dotenv: "echo ready\nPOOL_MAX=20\n" }],
    valid: [{ dotenv: "# POOL_MAX 20\nPOOL_MAX=20\n" }],
  },
});

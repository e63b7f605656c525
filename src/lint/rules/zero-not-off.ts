import { defineRule } from "../define.ts";

export default defineRule({
  id: "zero-not-off",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: 'A zero where "off" may have been meant',
  why: "Zero is never off here: one library waits indefinitely at 0, another gives up immediately, a third refuses to start.",
  fix: 'Write "off" to switch the limit off, or a value above zero.',
  source: "https://github.com/brianc/node-postgres/issues/2704",
  examples: {
    invalid: [
      { toml: "[pool]\nidle_timeout = 0\n" },
      { toml: "[pool]\nmax_uses = 0\n" },
      { toml: '[pool]\nacquire_timeout = "0s"\n' },
    ],
    valid: [
      { toml: '[pool]\nidle_timeout = "off"\n' },
      { toml: "[pool]\nmax_uses = false\n" },
      { toml: "[pool]\nmin = 0\n" },
    ],
  },
});

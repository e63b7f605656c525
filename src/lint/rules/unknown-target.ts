import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-target",
  severity: "error",
  area: "target",
  since: "0.2.0",
  summary: "A target that does not exist",
  why: "The rules of the target are not run, so what the library ignores or refuses is not found.",
  fix: "Write the id that `poolcfg targets` lists, or remove it.",
  source: "https://eslint.org/docs/latest/use/configure/rules",
  examples: {
    invalid: [
      { toml: 'targets = ["prisma@99"]\n[pool]\nmax = 5\n' },
      { toml: 'targets = ["node-postgres", "kneks"]\n[pool]\nmax = 5\n' },
    ],
    valid: [{ toml: 'targets = ["node-postgres", "knex"]\n[pool]\nmax = 5\n' }],
  },
});

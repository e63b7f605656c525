import { defineRule } from "../define.ts";

export default defineRule({
  id: "min-not-kept",
  severity: "info",
  area: "target",
  since: "0.1.0",
  summary: "A minimum that the target neither opens in advance nor restores",
  why: "The pool begins empty and may fall to none again, so the first requests pay for what `min` seemed to promise.",
  fix: "Open the connections yourself when the service starts, or count on none.",
  source: "https://github.com/brianc/node-postgres/issues/3576",
  scope: "target",
  reads: ["pool.min"],
  check({ "pool.min": min }, { target, isSet }) {
    const field = target!.fields["pool.min"];
    if (field.support !== "partial" || field.fullFor(min) || !isSet("pool.min")) return;
    return {
      at: "pool.min",
      message: `pool.min is ${min}, and ${target!.title} keeps it only so far: it ${field.note ?? "is partially supported"}`,
      help: "Open as many connections when the service starts, or count on none.",
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmin = 2\n", target: "node-postgres" }],
    valid: [
      { toml: "[pool]\nmin = 0\n", target: "node-postgres" },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmin = 2\n", target: "prisma" },
    ],
  },
});

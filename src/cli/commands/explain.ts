// explain: all that is known about a rule, a field or a target
import { poollessIds, ruleIds, TEXT_OR_JSON, targetIds } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "explain",
  summary: "Explain a rule, a field or a target",
  args: [
    {
      name: "<id>",
      summary: "a rule (min-exceeds-max), a field (pool.max), a group of fields (pool) or a target (knex)",
      words: async () => [
        ...(await ruleIds()),
        ...(await fieldPaths()),
        ...(await targetIds()),
        ...(await poollessIds()),
      ],
    },
  ],
  flags: [TEXT_OR_JSON],
  examples: [
    "poolcfg explain min-exceeds-max",
    "poolcfg explain pool.idleTimeout",
    "poolcfg explain knex --format json",
  ],
  async run({ args, options, io }) {
    const { explain } = await import("../_explain.ts");
    const { jsonText } = await import("../../text/characters.ts");
    const { json: data, text } = explain(args[0]!);
    io.stdout.write(options.format === "json" ? jsonText({ formatVersion: 1, ...data }) : text);
    return 0;
  },
});

async function fieldPaths(): Promise<string[]> {
  return [...(await import("../../model/model.ts")).FIELDS.keys()];
}

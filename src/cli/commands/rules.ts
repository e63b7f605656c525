// rules: what is looked for
import { TEXT_OR_JSON } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "rules",
  summary: "List the faults that are looked for",
  flags: [TEXT_OR_JSON],
  examples: ["poolcfg rules", "poolcfg explain min-exceeds-max"],
  async run({ options, io }) {
    const { rules } = await import("../../rules/_all.gen.ts");
    if (options.format === "json") {
      const list = rules.map(({ id, severity, area, summary, why, fix, source, since }) => {
        return { id, severity, area, summary, why, fix, source, since };
      });
      io.stdout.write(`${JSON.stringify({ formatVersion: 1, rules: list }, null, 2)}\n`);
      return 0;
    }
    const { columns } = await import("../formats/_text.ts");
    const rows = rules.map(({ id, severity, area, summary }) => [id, severity, area, summary]);
    io.stdout.write(columns([["ID", "SEVERITY", "AREA", "SUMMARY"], ...rows]));
    return 0;
  },
});

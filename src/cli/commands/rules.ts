// rules: what is looked for
import { TEXT_OR_JSON } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "rules",
  summary: "List the rules",
  detail:
    "By area. Those that are off run only where [rules] gives them a severity. Every other one can be switched off there, or accepted in its place with a comment: # poolcfg-ignore <rule>: <reason>",
  flags: [TEXT_OR_JSON],
  examples: ["poolcfg rules", "poolcfg rules --format json", "poolcfg explain min-exceeds-max"],
  async run({ options, io }) {
    const { rules } = await import("../../lint/rules/registry.gen.ts");
    const { AREAS } = await import("../../lint/define.ts");
    const byArea = AREAS.flatMap((area) => rules.filter((rule) => rule.area === area));
    if (options.format === "json") {
      const list = byArea.map(({ id, severity, area, scope, optional, summary, why, fix, source, since }) => {
        return { id, severity, area, scope, on: !optional, summary, why, fix, source, since };
      });
      const { jsonText } = await import("../../text/characters.ts");
      io.stdout.write(jsonText({ formatVersion: 1, rules: list }));
      return 0;
    }
    const { columns } = await import("../reporters/_text.ts");
    const width = Math.max(...rules.map(({ id }) => id.length));
    const parts = AREAS.map((area) => {
      const rows = byArea
        .filter((rule) => rule.area === area)
        .map(({ id, severity, optional, summary }) => [
          `  ${id.padEnd(width)}`,
          (optional ? `off (${severity})` : severity).padEnd("off (warning)".length),
          summary,
        ]);
      return rows.length > 0 ? `${area}\n${columns(rows)}` : "";
    });
    io.stdout.write(parts.filter((part) => part !== "").join("\n"));
    return 0;
  },
});

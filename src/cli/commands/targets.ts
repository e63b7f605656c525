// targets: what settings can be written for
import { TEXT_OR_JSON } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "targets",
  summary: "List the supported libraries and tools",
  flags: [TEXT_OR_JSON],
  examples: ["poolcfg targets", "poolcfg explain knex"],
  async run({ options, io }) {
    const { targets } = await import("../../targets/registry.gen.ts");
    const { poolless } = await import("../../mapping/poolless.ts");
    const list = targets.map(({ id, title, package: pack, source, forms, fields }) => {
      const count = { full: 0, partial: 0, none: 0 };
      for (const { support } of Object.values(fields)) count[support]++;
      return { id, title, ...(pack && { package: pack }), source, forms, support: count };
    });
    if (options.format === "json") {
      const { jsonText } = await import("../../text/characters.ts");
      io.stdout.write(jsonText({ formatVersion: 1, targets: list, poolless }));
      return 0;
    }
    const { columns } = await import("../reporters/_text.ts");
    const rows = list.map(({ id, title, forms, support }) => [
      id,
      title,
      forms.join(", "),
      `${support.full} full, ${support.partial} partial, ${support.none} none`,
    ]);
    io.stdout.write(columns([["ID", "TITLE", "FORMS", "SETTINGS"], ...rows]));
    const without = poolless.map(({ id, why }) => `  ${id}: ${why}.\n`);
    io.stdout.write(`\nWithout a pool, so nothing is written for it:\n${without.join("")}`);
    return 0;
  },
});

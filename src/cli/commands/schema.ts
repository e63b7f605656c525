// schema: the JSON Schemas that ship with the package
import { defineCommand } from "./_define.ts";

const SUFFIX = ".schema.json";

export default defineCommand({
  name: "schema",
  summary: "Print a JSON Schema: of the config file, the fleet file, or a report",
  detail: "Editors check and complete a config by it.",
  args: [{ name: "[name]", summary: "which schema (default: config)", words: names }],
  flags: [],
  examples: ["poolcfg schema > poolcfg.schema.json", "poolcfg schema findings"],
  async run({ args, io }) {
    const name = args[0] ?? "config";
    const all = await names();
    if (!all.includes(name)) {
      const { PoolcfgError } = await import("../../diagnostics/errors.ts");
      throw new PoolcfgError(
        "usage",
        `There is no schema ${JSON.stringify(name.slice(0, 60))}. Schemas: ${all.join(", ")}.`,
      );
    }
    const { packageFile } = await import("../_package.ts");
    io.stdout.write(packageFile(`schemas/${name}${SUFFIX}`));
    return 0;
  },
});

async function names(): Promise<string[]> {
  const { packageFolder } = await import("../_package.ts");
  const files = packageFolder("schemas/").filter((file) => file.endsWith(SUFFIX));
  return files.map((file) => file.slice(0, -SUFFIX.length));
}

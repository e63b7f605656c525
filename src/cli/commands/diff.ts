// diff: two configs, two profiles, or two targets
import { CONFIG_FLAGS, TEXT_OR_JSON, targetIds } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "diff",
  summary: "Compare two configs, profiles or targets",
  detail:
    "A and B are each a config file, profile:NAME or a target id. A profile is applied to the config that --config\nnames or that is found here. Two targets are compared by the settings that they have.",
  args: [
    { name: "<a>", summary: "a config file, profile:NAME or a target id", words: targetIds },
    { name: "<b>", summary: "the same", words: targetIds },
  ],
  flags: [...CONFIG_FLAGS, { flags: "--exit-code", summary: "exit with 1 if they differ" }, TEXT_OR_JSON],
  examples: [
    "poolcfg diff profile:development profile:production",
    "poolcfg diff old.toml new.toml --no-env",
    "poolcfg diff node-postgres knex",
  ],
  async run(call) {
    const { args, options, io } = call;
    const { compare } = await import("../_compare.ts");
    const { differences, titles, sound } = await compare(call, args[0]!, args[1]!);
    if (options.format === "json") {
      const { jsonText } = await import("../../text/characters.ts");
      io.stdout.write(jsonText({ formatVersion: 1, a: titles[0], b: titles[1], differences }));
    } else if (differences.length === 0) io.stdout.write("no differences\n");
    else {
      const { columns } = await import("../reporters/_text.ts");
      const rows = differences.map(({ path, a, b }) => [path, a, b]);
      io.stdout.write(columns([["", ...titles], ...rows]));
    }
    return !sound || (options.exitCode && differences.length > 0) ? 1 : 0;
  },
});

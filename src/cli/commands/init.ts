// init: a commented starter file
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "init",
  summary: "Write a commented starter file, poolcfg.toml",
  args: [{ name: "[file]", summary: "where to write it (default: poolcfg.toml)" }],
  flags: [
    { flags: "--preset <name>", summary: "start from a preset", words: presets },
    { flags: "--force", summary: "replace an existing file" },
  ],
  examples: ["poolcfg init", "poolcfg init --preset production", "poolcfg init config/pool.toml --force"],
  async run({ args, options, io }) {
    const { existsSync } = await import("node:fs");
    const { basename, dirname, resolve } = await import("node:path");
    const { PoolcfgError } = await import("../../diagnostics/errors.ts");
    const { packageFile } = await import("../_package.ts");
    const { writeAtomic } = await import("../_write.ts");
    const { maskLine } = await import("../../text/mask.ts");
    const file = args[0] ?? "poolcfg.toml";
    const path = resolve(io.cwd, file);
    if (!file.endsWith(".toml"))
      throw new PoolcfgError("usage", `The starter file is TOML; ${file} does not end in .toml.`);
    const preset = options.preset as string | undefined;
    if (preset !== undefined) await known(preset);
    if (existsSync(path) && !options.force)
      throw new PoolcfgError("usage", `${file} is already there; --force replaces it.`);
    const { configsIn, discover } = await import("../../load/files.ts");
    const { nodeFiles } = await import("../../files/node.ts");
    const isOurs = basename(path) === "poolcfg.toml";
    const [other] = isOurs ? configsIn(dirname(path), nodeFiles).filter((config) => config !== path) : [];
    if (other !== undefined)
      throw new PoolcfgError(
        "usage",
        `${basename(other)} is already there, and ${file} would take precedence over it. Nothing was written; add to ${basename(other)}, or remove it first.`,
      );
    const [above] = isOurs && !existsSync(path) ? discover(dirname(path), nodeFiles) : [];
    const starter = packageFile("templates/starter.toml");
    writeAtomic(path, preset === undefined ? starter : withPreset(starter, preset), { shown: file });
    const set = preset === undefined ? "" : ` with the preset ${preset}`;
    io.stderr.write(
      `wrote ${maskLine(file)}${set}. Its settings are commented out and show the defaults: remove the # to change one.\n`,
    );
    if (above !== undefined)
      io.stderr.write(`note: from this folder ${maskLine(file)} is read now, and ${maskLine(above)} is not.\n`);
    return 0;
  },
});

async function presets(): Promise<string[]> {
  return (await import("../../load/files.ts")).presetNames();
}

async function known(preset: string): Promise<void> {
  const names = await presets();
  if (names.includes(preset)) return;
  const { PoolcfgError } = await import("../../diagnostics/errors.ts");
  const { didYouMean } = await import("../../model/spellings.ts");
  const meant = didYouMean(preset, names);
  throw new PoolcfgError(
    "usage",
    `There is no preset ${JSON.stringify(preset.slice(0, 60))}. ${meant ? `Did you mean ${meant}? ` : ""}Presets: ${names.join(", ")}.`,
  );
}

/** The preset stands before the first table, where TOML has its top level. */
function withPreset(starter: string, preset: string): string {
  const at = starter.search(/^\[/m);
  return `${starter.slice(0, at)}preset = "${preset}"\n\n${starter.slice(at)}`;
}

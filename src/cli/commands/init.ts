// init: a commented starter file
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "init",
  summary: "Write a config file that fits this project, poolcfg.toml",
  detail:
    "It detects the libraries that the project uses, and takes over the settings in their files and in the connection\nstring. Secrets stay where they are. Every other setting is there as a comment with its default.",
  args: [{ name: "[file]", summary: "where to write it (default: poolcfg.toml)" }],
  flags: [
    { flags: "--preset <name>", summary: "start from a preset", words: presets },
    { flags: "--force", summary: "replace an existing file" },
  ],
  examples: ["poolcfg init", "poolcfg init --preset production", "poolcfg init config/pool.toml --force"],
  async run(call) {
    const { args, options, io } = call;
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
    const { discover } = await import("../../load/files.ts");
    const { nodeFiles } = await import("../../files/node.ts");
    const { namesIn } = await import("../../packages/read.ts");
    const { fillStarter } = await import("../../project/starter.ts");
    const { starterFor } = await import("../_starter.ts");
    const isOurs = basename(path) === "poolcfg.toml";
    const [other] = isOurs
      ? namesIn(dirname(path)).filter((name) => name !== basename(path) && IS_CONFIG.test(name))
      : [];
    if (other !== undefined)
      throw new PoolcfgError(
        "usage",
        `${other} is already there. Nothing was written; add to ${other}, or remove it first.`,
      );
    const [above] = isOurs && !existsSync(path) ? discover(dirname(path), nodeFiles) : [];
    const found = await starterFor(call, dirname(path));
    writeAtomic(path, fillStarter(packageFile("templates/starter.toml"), { ...found, preset }), { shown: file });
    const set = preset === undefined ? "" : ` with the preset ${preset}`;
    io.stderr.write(`wrote ${maskLine(file)}${set}\n`);
    if (found.targets.length > 0) io.stderr.write(`targets: ${found.targets.join(", ")}\n`);
    for (const line of found.said) io.stderr.write(`${line}\n`);
    io.stderr.write("Lines that begin with # show the defaults: remove the # to change one.\n");
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

/** A config of poolcfg, in a format that it reads or in another one that somebody may take for it. */
const IS_CONFIG = /^poolcfg\.(?:toml|ya?ml|json[5c]?|[cm]?[jt]s)$/;

// completion: scripts that complete commands, options and ids in a shell
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "completion",
  summary: "Print a completion script for bash, zsh or fish",
  args: [{ name: "<shell>", summary: "bash, zsh or fish", words: async () => ["bash", "zsh", "fish"] }],
  flags: [],
  examples: [
    "source <(poolcfg completion bash)      # in ~/.bashrc",
    "source <(poolcfg completion zsh)       # in ~/.zshrc, after compinit",
    "poolcfg completion fish > ~/.config/fish/completions/poolcfg.fish",
  ],
  async run({ args, io }) {
    const { scripts, vocabulary } = await import("../_completion.ts");
    const shell = args[0]!;
    const write = Object.hasOwn(scripts, shell) ? scripts[shell as keyof typeof scripts] : undefined;
    if (!write) {
      const { PoolcfgError } = await import("../../diagnostics/errors.ts");
      throw new PoolcfgError(
        "usage",
        `There is no completion for ${JSON.stringify(shell.slice(0, 40))}. Shells: ${Object.keys(scripts).join(", ")}.`,
      );
    }
    io.stdout.data(write(await vocabulary()));
    return 0;
  },
});

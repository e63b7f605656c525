// the command line: finds the command, reads its flags, runs it
import { guarded, type Io, processIo, type RawIo } from "./_io.ts";
import { parsePlain } from "./_plain.ts";
import { commands } from "./commands/_all.gen.ts";

/**
 * Runs one command line.
 *
 * @param argv the words after `poolcfg`.
 * @returns the exit code: 0 clean, 1 findings, 2 usage or unreadable input, 3 an unreachable server or a fault of poolcfg's own. It never throws.
 */
export async function main(argv: readonly string[], raw: RawIo = processIo()): Promise<number> {
  const io = guarded(raw);
  try {
    return await run(argv, io);
  } catch (error) {
    if (isHelp(error)) return 0;
    try {
      const { writeFailure } = await import("./_failure.ts");
      return writeFailure(error, argv, io);
    } catch {
      // a half-installed package, or a stream that fails; the message may hold a secret, and what masks it is not at hand
      return lastWords(io);
    }
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  const [word, ...words] = argv;
  if (word === "help" && words.length > 0) return run([words[0]!, "--help"], io);
  if (word === undefined || word === "help" || word === "-h" || word === "--help") {
    io.stdout.write(overview());
    return 0;
  }
  if (word === "--version" || word === "-V") {
    const { version } = await import("./_package.ts");
    io.stdout.write(`${version()}\n`);
    return 0;
  }
  const entry = commands.find(({ name }) => name === word);
  if (!entry) throw await unknownCommand(word);
  const command = await entry.load();
  const { COLOR_FLAGS } = await import("./_flags.ts");
  const flags = [...command.flags, ...COLOR_FLAGS];
  const rest = flags.some(({ flags }) => flags.startsWith("--dotenv ")) ? withDotenv(words, io) : words;
  const given = parsePlain(command, flags, rest) ?? (await import("./_parse.ts")).parse(command, flags, rest, io);
  return await command.run({ ...given, io });
}

/**
 * Writes `--env-file`, the earlier name of `--dotenv`, as that. Many versions of Node take `--env-file` for their own wherever
 * it is, and run what NODE_OPTIONS in that file names before poolcfg begins.
 */
function withDotenv(words: readonly string[], io: Io): string[] {
  const end = words.indexOf("--");
  const isOld = (word: string, at: number) => (end < 0 || at < end) && /^--env-file(?:=|$)/.test(word);
  if (words.some(isOld))
    io.stderr.write(
      "warning: Node may read the file of --env-file as well, and apply NODE_OPTIONS from it. Use --dotenv instead.\n",
    );
  return words.map((word, at) => (isOld(word, at) ? word.replace("--env-file", "--dotenv") : word));
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "poolcfg: one PostgreSQL pool config, every driver, the same behaviour",
    "",
    "Usage: poolcfg <command> [options]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "Examples:",
    "  poolcfg init                            write a commented poolcfg.toml",
    "  poolcfg validate                        check it, with the environment and .env, as at boot",
    "  poolcfg render --target node-postgres   write the settings for new pg.Pool()",
    "",
    "poolcfg <command> --help tells about a command, poolcfg explain <id> about a rule, a field or a target.",
    "",
  ].join("\n");
}

async function unknownCommand(word: string): Promise<Error> {
  const [{ PoolcfgError }, { didYouMean }] = await Promise.all([import("../errors.ts"), import("../layer/keys.ts")]);
  const names = commands.map(({ name }) => name);
  const shown = JSON.stringify(word.slice(0, 60));
  if (word.startsWith("-")) {
    return new PoolcfgError(
      "usage",
      `${shown} comes before the command; write options after it: poolcfg <command> [options].`,
    );
  }
  if (/[./=\\]/.test(word)) {
    return new PoolcfgError(
      "usage",
      "The first word is a command, and this looks like a config. To check it, run poolcfg validate with it.",
    );
  }
  const meant = didYouMean(word, names);
  return new PoolcfgError(
    "usage",
    `There is no command ${shown}. ${meant ? `Did you mean ${meant}?` : `Commands: ${names.join(", ")}.`}`,
  );
}

function lastWords(io: Io): number {
  try {
    io.stderr.write(
      "error: poolcfg failed, and could not load what tells why. Install it again, and report it if that does not help.\n",
    );
  } catch {
    // the exit code is all that is left
  }
  return 3;
}

function isHelp(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === "commander.helpDisplayed" || code === "commander.help";
}

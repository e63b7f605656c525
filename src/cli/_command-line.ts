// the command line as commander defines and parses it
import { Command as Builder, Option } from "commander";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { didYouMean } from "../model/spellings.ts";
import { COLOR_FLAGS } from "./_flags.ts";
import type { Io } from "./_io.ts";
import { version } from "./_package.ts";
import type { Call, Command, Flag } from "./commands/_define.ts";
import { commands } from "./commands/registry.gen.ts";

/**
 * Builds the parser of a whole command line. Call its `parseAsync(argv, { from: "user" })` once.
 *
 * @param run called with the command and its arguments if the command line is valid.
 * @returns a parser that rejects with a `CommanderError`: with exit code 0 once it has printed the help or the version, with
 * another one for arguments that the command does not accept.
 */
export function commandLine(io: Io, run: (command: Command, call: Call) => Promise<void>): Builder {
  const program = new Builder("poolcfg")
    .description("One PostgreSQL pool config, every driver, the same behaviour.")
    .usage("<command> [options]")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "this help")
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // an error is printed once, by main
      writeErr: () => {},
      getOutHasColors: () => false,
      getOutHelpWidth: () => 100,
    })
    .addHelpText("after", EXAMPLES)
    .on("command:*", ([word]: string[]) => {
      throw unknownCommand(word!);
    });
  for (const { name, summary } of commands) program.command(name).summary(summary);
  // a command's options are in its file, which is read only if that command is used
  program.hook("preSubcommand", async (_, subcommand) => {
    const entry = commands.find(({ name }) => name === subcommand.name());
    if (entry) define(subcommand, await entry.load(), io, run);
  });
  program.command("help [command]", { hidden: true }).action(async (word?: string) => {
    if (word !== undefined && !commands.some(({ name }) => name === word)) throw unknownCommand(word);
    await program.parseAsync([...(word === undefined ? [] : [word]), "--help"], { from: "user" });
  });
  return program;
}

function define(subcommand: Builder, command: Command, io: Io, run: (command: Command, call: Call) => Promise<void>) {
  const { summary, detail, args = [], flags, examples } = command;
  subcommand
    .description(detail === undefined ? `${summary}.` : `${summary}.\n${detail}`)
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}\n`).join("")}`)
    .action(() => run(command, { args: subcommand.args, options: subcommand.opts(), io }));
  for (const { name, summary: meaning } of args) subcommand.argument(name, meaning);
  for (const flag of [...flags, ...COLOR_FLAGS]) addOption(subcommand, flag, io);
}

function addOption(subcommand: Builder, flag: Flag, io: Io): void {
  const option = new Option(flag.flags, flag.summary);
  if (flag.choices) option.choices(flag.choices);
  if (flag.required) option.makeOptionMandatory();
  if (flag.many) option.argParser(append);
  subcommand.addOption(option);
  if (!flag.deprecated) return;
  const { flags, warning } = flag.deprecated;
  const earlier = new Option(flags).hideHelp();
  const name = option.attributeName();
  subcommand.addOption(earlier).on(`option:${earlier.name()}`, (value: string) => {
    io.stderr.write(`warning: ${warning}\n`);
    subcommand.setOptionValue(name, flag.many ? append(value, subcommand.getOptionValue(name)) : value);
  });
}

function append(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

const EXAMPLES = `
Examples:
  poolcfg init                            write a commented poolcfg.toml
  poolcfg validate                        check it, with the environment and .env, as at boot
  poolcfg render --target node-postgres   write the settings for new pg.Pool()

Run poolcfg <command> --help for the options of a command, and poolcfg explain <id> for a rule, a field or a target.
`;

function unknownCommand(word: string): PoolcfgError {
  if (/[./=\\]/.test(word)) {
    return new PoolcfgError(
      "usage",
      "The first argument must be a command, and this looks like a config. To check it, run poolcfg validate with it.",
    );
  }
  const names = commands.map(({ name }) => name);
  const meant = didYouMean(word, names);
  return new PoolcfgError(
    "usage",
    `There is no command ${JSON.stringify(word.slice(0, 60))}. ${meant ? `Did you mean ${meant}?` : `Commands: ${names.join(", ")}.`}`,
  );
}

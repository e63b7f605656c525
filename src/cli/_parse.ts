// the words of a command line, by commander: every form of a flag, help, and what is said of a word that is wrong
import { Command as Builder, Option } from "commander";
import type { Io } from "./_io.ts";
import type { Given } from "./_plain.ts";
import type { Command, Flag } from "./commands/_define.ts";

/**
 * Reads the words after the command.
 *
 * @throws CommanderError for words that the command does not take, and after it has written the help.
 */
export function parse(command: Command, flags: readonly Flag[], words: readonly string[], io: Io): Given {
  const { summary, detail, args = [], examples } = command;
  const program = new Builder(`poolcfg ${command.name}`)
    .description(detail === undefined ? `${summary}.` : `${summary}.\n${detail}`)
    .helpOption("-h, --help", "this help")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // what goes wrong is written once, by main
      writeErr: () => {},
      getOutHasColors: () => false,
      getOutHelpWidth: () => 100,
    })
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}\n`).join("")}`);
  for (const { name, summary: meaning } of args) program.argument(name, meaning);
  for (const flag of flags) program.addOption(option(flag));
  program.action(() => {});
  program.parse([...words], { from: "user" });
  return { args: program.args, options: program.opts() };
}

function option(flag: Flag): Option {
  const made = new Option(flag.flags, flag.summary);
  if (flag.choices) made.choices(flag.choices);
  if (flag.required) made.makeOptionMandatory();
  if (flag.many) made.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return made;
}

// what a command is: its words and flags as data, and what it does
import type { Io } from "../_io.ts";

/** One command. Its name is its file name. */
export interface Command {
  readonly name: string;
  /** One line, no full stop. */
  readonly summary: string;
  /** What the summary leaves open. */
  readonly detail?: string;
  readonly args?: readonly Arg[];
  readonly flags: readonly Flag[];
  /**
   * Whether `--format` chooses the form of the settings on stdout, not the format of a report; false by default. Then a
   * failure writes nothing to stdout: a file that it is redirected to would pass for settings.
   */
  readonly writesSettings?: true;
  /** Each a whole command line. */
  readonly examples: readonly string[];
  /** Does it, and gives the exit code. */
  run(call: Call): Promise<number> | number;
}

/** An operand: `<file>`, `[source...]`. */
export interface Arg {
  readonly name: string;
  readonly summary: string;
  /** The words that may stand here, where they are known. */
  readonly words?: Words;
}

/** An option, as commander spells it: `--config <file>`. */
export interface Flag {
  readonly flags: string;
  readonly summary: string;
  /** Whether it may be given several times. */
  readonly many?: boolean;
  readonly required?: boolean;
  /** An earlier spelling that is accepted as well, with a warning that says why it is deprecated. Help does not list it. */
  readonly deprecated?: { readonly flags: string; readonly warning: string };
  /** The words that it takes. Others are refused. */
  readonly choices?: readonly string[];
  /** The words that it takes, where a registry has them. They are completed, and refused by whom they concern. */
  readonly words?: Words;
}

type Words = () => Promise<readonly string[]>;

/** One call of a command. */
export interface Call {
  readonly args: readonly string[];
  readonly options: Options;
  readonly io: Io;
}

/** What the flags say, by their names in camelCase. */
export interface Options {
  readonly config?: string;
  readonly root?: string;
  readonly profile?: string;
  readonly pool?: string;
  readonly dotenv?: readonly string[];
  readonly env?: boolean;
  readonly set?: readonly string[];
  readonly dialect?: string;
  readonly file?: string;
  readonly format?: string;
  readonly failOn?: "error" | "warning" | "info" | "none";
  readonly allowIncomplete?: boolean;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly [flag: string]: unknown;
}

/** Defines a command. */
export function defineCommand(command: Command): Command {
  return command;
}

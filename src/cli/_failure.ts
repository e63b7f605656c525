// what a run that ends early says, and its exit code
import { Command, CommanderError } from "commander";
import { isPoolcfgError, type UnreachableError } from "../diagnostics/errors.ts";
import { maskLine } from "../text/mask.ts";
import { type Io, wantsColor } from "./_io.ts";
import { commands } from "./commands/registry.gen.ts";
import type { Failure } from "./reporters/_define.ts";
import { formats } from "./reporters/registry.gen.ts";
import text from "./reporters/text.ts";

/** Writes why the run ended; also to stdout if the arguments ask for a report in a format that programs read. */
export async function writeFailure(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const failure = describe(error, argv);
  const options = outputOptions(argv);
  const style = { color: wantsColor(options.color, io.stderr, io.env) };
  const report = { findings: [], sources: [], failure };
  const format = formats.find(({ id }) => id === options.format);
  const command = await commands.find(({ name }) => name === argv[0])?.load();
  if (format?.machine && !command?.writesSettings) io.stdout.data(format.write(report, { color: false }));
  io.stderr.write(text.write(report, style));
  if (io.env.POOLCFG_DEBUG === "1" && error instanceof Error) io.stderr.write(`${maskLine(error.stack ?? "")}\n`);
  return failure.code === "internal" || failure.code === "unreachable" ? 3 : failure.code === "config" ? 1 : 2;
}

function describe(error: unknown, argv: readonly string[]): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (isPoolcfgError(error) && error.code !== "internal") {
    const { details } = error as Partial<UnreachableError>;
    // what a server says may be anything
    return { code: error.code, message: maskLine(message), ...(details && masked(details)) };
  }
  if (error instanceof CommanderError) {
    const sentence = message
      .replace(/^error: /, "")
      .replace(/\n\(/g, " (")
      .replace(/\.$/, "");
    const help = argv[0]!.startsWith("-")
      ? "Write the options of a command after it: poolcfg <command> [options]."
      : `poolcfg ${argv[0]} --help lists the options.`;
    return { code: "usage", message: maskLine(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}. ${help}`) };
  }
  const what = isPoolcfgError(error) ? message : `${error instanceof Error ? error.name : "Error"}: ${message}`;
  return {
    code: "internal",
    message: maskLine(
      `This is a fault of poolcfg itself: ${what}\nPlease report it; POOLCFG_DEBUG=1 shows where it happened.`,
    ),
  };
}

function masked<T>(details: T): T {
  return JSON.parse(JSON.stringify(details), (_, value) => (typeof value === "string" ? maskLine(value) : value)) as T;
}

/** The options that say how an error is printed, as far as they can be read: the rest of the command line may be invalid. */
function outputOptions(argv: readonly string[]): { readonly format?: string | true; readonly color?: boolean } {
  const lenient = new Command().option("--format [id]").option("--color").option("--no-color");
  lenient.parseOptions([...argv]);
  return lenient.opts();
}

// runs a command line and reports what made it fail
import { CommanderError } from "commander";
import { readArguments } from "./_arguments.ts";
import { commandLine } from "./_command-line.ts";
import { guarded, type Io, processIo, type RawIo } from "./_io.ts";
import { commands } from "./commands/registry.gen.ts";

/**
 * Runs one command line.
 *
 * @param argv the words after `poolcfg`.
 * @returns the exit code: 0 clean, 1 findings, 2 usage or unreadable input, 3 an unreachable server or a fault of poolcfg's own. It never throws.
 */
export async function main(argv: readonly string[], raw: RawIo = processIo()): Promise<number> {
  const io = guarded(raw);
  try {
    const named = await commands.find(({ name }) => name === argv[0])?.load();
    const call = named && readArguments(named, argv.slice(1));
    if (call) return await named.run({ ...call, io });
    let code = 0;
    const program = commandLine(io, async (command, call) => {
      code = await command.run(call);
    });
    await program.parseAsync(argv.length > 0 ? argv : ["inspect"], { from: "user" });
    return code;
  } catch (error) {
    // commander ends the run by this error once it has printed the help or the version
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    try {
      const { writeFailure } = await import("./_failure.ts");
      return await writeFailure(error, argv, io);
    } catch {
      // a half-installed package, or a stream that fails; the message may hold a secret, and what masks it is not at hand
      return lastWords(io);
    }
  }
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

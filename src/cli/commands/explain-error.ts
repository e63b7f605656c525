// explain-error: what a message of a library or the server means, and what to do
import { TEXT_OR_JSON } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "explain-error",
  summary: "Tell what an error message of a driver, a pool or the server means",
  detail:
    "The message may stand in a longer text, such as a piece of a log; without one, stdin is read. What is known\nis told, each with what to do; the text itself is not shown again. Exit 1 if nothing in it is known.",
  args: [{ name: "[message...]", summary: "the message, or - for stdin" }],
  flags: [TEXT_OR_JSON],
  examples: [
    'poolcfg explain-error "sorry, too many clients already"',
    "poolcfg explain-error P2024",
    "tail -n 50 app.log | poolcfg explain-error",
  ],
  async run({ args, options, io }) {
    const { symptomsIn } = await import("../../symptoms/_recognise.ts");
    const { readStdin } = await import("../_io.ts");
    const words = args.filter((word) => word !== "-").join(" ");
    const text = words === "" ? new TextDecoder().decode(await readStdin(io)) : words;
    const found = symptomsIn(text);
    if (options.format === "json") {
      const symptoms = found.map(({ patterns: _patterns, examples: _examples, ...rest }) => rest);
      const { jsonText } = await import("../../characters.ts");
      io.stdout.write(jsonText({ formatVersion: 1, symptoms }));
    } else if (found.length > 0) {
      const { printSymptom } = await import("../_symptom.ts");
      io.stdout.write(found.map(printSymptom).join("\n"));
    } else {
      io.stderr.write(
        "Nothing in this text is known. Paste the message itself, with the code beside it (such as 53300 or P2024); poolcfg doctor tells what the server says.\n",
      );
    }
    return found.length > 0 ? 0 : 1;
  },
});

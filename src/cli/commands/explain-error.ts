// explain-error: what a message of a library or the server means, and what to do
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Recognised } from "../../known-errors/_recognise.ts";
import { TEXT_OR_JSON } from "../_flags.ts";
import type { Log } from "../_log.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "explain-error",
  summary: "Explain an error message of a driver, a pool, a pooler or the server",
  detail:
    "The message can be part of a longer text, such as a log or a stack trace; without one,\nstandard input is read. The root cause comes first, and each answer says what to do.\nThe text itself is never printed. Exit 1 if no message is recognized.",
  args: [{ name: "[message...]", summary: "the message, or - for standard input" }],
  flags: [{ flags: "--file <file>", summary: "read this file; if it is long, from its end" }, TEXT_OR_JSON],
  examples: [
    'poolcfg explain-error "sorry, too many clients already"',
    "poolcfg explain-error P2024",
    "poolcfg explain-error --file app.log",
    "docker compose logs api | poolcfg explain-error",
  ],
  async run({ args, options, io }) {
    const { recognise } = await import("../../known-errors/_recognise.ts");
    const { readLog, readLogFile } = await import("../_log.ts");
    const words = args.filter((word) => word !== "-").join(" ");
    const log: Log =
      options.file !== undefined && options.file !== "-"
        ? await readLogFile(resolve(io.cwd, options.file), options.file)
        : words === ""
          ? await readLog(io)
          : { end: words, beginning: undefined, bytes: Buffer.byteLength(words) };
    let found: Recognised[] = recognise(log.end);
    let unsearched = log.beginning === undefined ? "" : "Only the last 2 MiB of the input were searched.";
    if (found.length === 0 && log.beginning !== undefined) {
      found = recognise(log.beginning);
      unsearched = "Only the first and the last 2 MiB of the input were searched.";
    }
    const notes = unsearched === "" ? [] : [`${unsearched} To search another part, pass that part alone.`];
    if (found.length === 0) notes.unshift(unknown(log, words, io.cwd));
    const { printSymptom } = await import("../_symptom.ts");
    if (options.format === "json") {
      const { explanationOf } = await import("../../known-errors/_explanation.ts");
      const symptoms = found.map(explanationOf);
      const { jsonText } = await import("../../text/characters.ts");
      io.stdout.write(jsonText({ formatVersion: 1, symptoms, notes }));
    } else {
      if (found.length > 0) io.stdout.write(found.map(printSymptom).join("\n"));
      if (notes.length > 0) io.stderr.write(`${notes.join("\n")}\n`);
    }
    return found.length > 0 ? 0 : 1;
  },
});

function unknown(log: Log, words: string, cwd: string): string {
  if (log.end.trim() === "") return "The input is empty. Pass the error message, or --file FILE.";
  // what was typed is only named if it is a file
  if (words !== "" && isFile(resolve(cwd, words)))
    return `The message is the name of a file. To search that file: poolcfg explain-error --file ${JSON.stringify(words)}`;
  return "No known message was found. Paste the message itself, with its code (such as SQLSTATE 53300 or P2024); if it is about connecting, `poolcfg doctor` tries the connection and reports what fails.";
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

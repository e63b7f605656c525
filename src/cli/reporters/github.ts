// workflow commands: GitHub shows them beside the lines of a pull request

import type { Severity } from "../../diagnostics/finding.ts";
import { RUNNER_COMMAND } from "../../text/characters.ts";
import { defineFormat, incompleteNote, legalBeside } from "./_define.ts";
import { printable } from "./_text.ts";

const COMMANDS: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

export default defineFormat({
  id: "github",
  title: "GitHub workflow commands, shown beside the lines of a pull request",
  write({ findings, allowIncomplete, failure }) {
    if (failure) return command("error", { title: "poolcfg" }, failure.message);
    const note = incompleteNote(findings, allowIncomplete);
    const commands = findings
      .map((finding) => {
        const { severity, rule, message, origin, help } = finding;
        const legal = legalBeside(finding);
        const { file, line, column, range } = origin?.document?.path === undefined ? {} : origin;
        const place = origin !== undefined && file === undefined ? `${origin.label}: ` : "";
        const lines = [
          `${place}${message}`,
          ...(legal === undefined ? [] : [`legal: ${legal}`]),
          ...(help === undefined ? [] : [help]),
        ];
        // endColumn counts only within one line
        const end = range && range.endLine === range.line ? { endLine: range.endLine, endColumn: range.endColumn } : {};
        return command(COMMANDS[severity], { file, line, col: column, ...end, title: rule }, lines.join("\n"));
      })
      .join("");
    if (note === undefined) return commands;
    return `${commands}${command(allowIncomplete ? "warning" : "error", { title: "poolcfg" }, `Verdict: not known. ${note}`)}`;
  },
});

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts has the escapes
function command(name: string, properties: Record<string, string | number | undefined>, message: string): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${data(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`);
  return `::${name} ${list.join(",")}::${data(message)}\n`;
}

function data(text: string): string {
  return printable(text)
    .replace(RUNNER_COMMAND, "#\\#")
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

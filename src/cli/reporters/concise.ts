// one line a finding, in the form that editors and grep know
import { defineFormat, incompleteNote } from "./_define.ts";
import { oneLine } from "./_text.ts";

export default defineFormat({
  id: "concise",
  title: "One line a finding",
  machine: false,
  write({ findings, allowIncomplete, failure }) {
    if (failure) return `poolcfg: error: ${oneLine(failure.message)} [${failure.code}]\n`;
    const note = incompleteNote(findings, allowIncomplete);
    const lines = findings
      .map(({ origin, severity, message, rule }) => {
        const at = origin?.document?.path !== undefined && origin.line !== undefined;
        const place = at ? `${origin.file}:${origin.line}:${origin.column}` : (origin?.label ?? "config");
        return `${oneLine(`${place}: ${severity}: ${message}`)} [${rule}]\n`;
      })
      .join("");
    return note === undefined ? lines : `${lines}poolcfg: not known: ${oneLine(note)}\n`;
  },
});

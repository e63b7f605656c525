// values that an import wrote because they are the defaults of a library: nobody chose them
import { type Finding, withSeverity } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { DEFAULT_NOTE } from "../model/implied.ts";

/**
 * Makes a note of each warning about such a value: the library behaves so without any config. Errors stay, since the value is in
 * effect all the same.
 */
export function softenImplied(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) =>
    finding.severity === "warning" && finding.missing === undefined && isImplied(finding.origin)
      ? withSeverity(finding, "info")
      : finding,
  );
}

// `render` and `import` write the note at the end of the line
function isImplied(origin: Origin | undefined): boolean {
  const { document } = origin ?? {};
  if (!document?.text.includes(MARK)) return false;
  const range = origin?.range;
  if (!range) return false;
  const end = document.text.indexOf("\n", range.end);
  return document.text
    .slice(range.end, end < 0 ? undefined : end)
    .trimStart()
    .startsWith(MARK);
}

const MARK = `# ${DEFAULT_NOTE} `;

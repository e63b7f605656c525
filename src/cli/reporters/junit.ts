// JUnit XML, which most CI servers read: a failed test for each finding that fails the run

import type { Finding } from "../../diagnostics/finding.ts";
import { RUNNER_COMMAND } from "../../text/characters.ts";
import { defineFormat, fails, legalBeside, reasonFor } from "./_define.ts";
import { printable } from "./_text.ts";

export default defineFormat({
  id: "junit",
  title: "JUnit XML, which most CI servers read",
  write({ findings, ignored = [], sources, failOn = "error", allowIncomplete = false, failure }) {
    const failing = failure ? [] : findings.filter((finding) => fails(finding, failOn, allowIncomplete));
    const failed = new Set(failing);
    // what was not checked is no failed test, but one that could not run
    const unchecked = failing.filter(({ missing }) => missing !== undefined).length;
    const cases = failure
      ? [`<testcase classname="poolcfg" name="run">${element("error", failure.code, failure.message, "")}</testcase>`]
      : findings.length + ignored.length > 0
        ? [
            ...findings.map((finding) => testcase(finding, outcome(finding, failed.has(finding)))),
            ...ignored.map((one) => testcase(one.finding, `<skipped message="${xml(reasonFor(one))}"/>`)),
          ]
        : (sources.length > 0 ? sources : ["config"]).map(
            (source) => `<testcase classname="${xml(source)}" name="no findings"/>`,
          );
    const counts = `tests="${cases.length}" failures="${failing.length - unchecked}" errors="${failure ? 1 : unchecked}"${ignored.length > 0 ? ` skipped="${ignored.length}"` : ""}`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="poolcfg" ${counts}>`,
      `  <testsuite name="poolcfg" ${counts}>`,
      ...cases.map((line) => `    ${line}`),
      "  </testsuite>",
      "</testsuites>",
      "",
    ].join("\n");
  },
});

function testcase(finding: Finding, body: string): string {
  const { rule, path, origin } = finding;
  const label = origin?.label ?? "config";
  const name = path === undefined ? rule : `${rule} ${path}`;
  const file = origin?.document?.path === undefined ? "" : ` file="${xml(origin.file!)}"`;
  const line = file !== "" && origin?.line !== undefined ? ` line="${origin.line}"` : "";
  return `<testcase classname="${xml(label)}" name="${xml(name)}"${file}${line}>${body}</testcase>`;
}

function outcome(finding: Finding, failing: boolean): string {
  const { rule, severity, message, origin, help, missing } = finding;
  const legal = legalBeside(finding);
  const details = [
    `${origin?.label ?? "config"}: ${severity}: ${message}`,
    ...(legal === undefined ? [] : [`legal: ${legal}`]),
    ...(help === undefined ? [] : [`help: ${help}`]),
  ].join("\n");
  if (!failing) return `<system-out>${xml(details)}</system-out>`;
  if (missing !== undefined) return element("error", "incomplete", message, details);
  return element("failure", rule, message, details);
}

function element(name: string, type: string, message: string, text: string): string {
  return `<${name} type="${xml(type)}" message="${xml(message)}">${xml(text)}</${name}>`;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** XML 1.0 has no way at all to write most control characters, nor half a surrogate pair. */
function xml(text: string): string {
  return printable(text)
    .replace(/\p{Surrogate}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"\n\t]/g, (character) => ESCAPES[character]!)
    .replace(RUNNER_COMMAND, "#&#35;");
}

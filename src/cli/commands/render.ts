// render: a config as the settings of a library

import { resolve } from "node:path";
import type { RuleId } from "../../diagnostics/catalogue.gen.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { LoadOptions } from "../../load/index.ts";
import type { Form } from "../../mapping/define.ts";
import type { Config } from "../../model/model.ts";
import { maskLine } from "../../text/mask.ts";
import { CONFIG_FLAGS, FORMS, targetIds } from "../_flags.ts";
import type { Call } from "./_define.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "render",
  summary: "Render the settings for a library or tool",
  detail:
    "Every setting that the target has is written, defaults too, because libraries' own defaults differ.\nWhat the target cannot express is noted on stderr. A config with errors is not rendered.\nA named pool with a server of its own takes it from a variable of its own, such as REPORTS_DATABASE_URL.",
  flags: [
    {
      flags: "--target <id>",
      summary: "target to render for; poolcfg targets lists them",
      required: true,
      words: targetIds,
    },
    {
      flags: "--format <form>",
      summary:
        "form of the output (default: ts for a file that ends in .ts, otherwise the first form that poolcfg targets lists for the target)",
      choices: FORMS,
    },
    { flags: "--out <file>", summary: "write to this file, readable only by its owner, instead of stdout" },
    {
      flags: "--check <file>",
      summary: "write nothing; exit with 1 and print a diff if the file is out of date",
    },
    {
      flags: "--password-from <module#name>",
      summary: "function that returns the password for each new connection, such as ./token.js#currentToken; for code",
    },
    { flags: "--redact", summary: "mask secrets" },
    { flags: "--only-set", summary: "include only values that are set" },
    { flags: "--strict", summary: "fail if the target cannot express a setting" },
    ...CONFIG_FLAGS,
  ],
  writesSettings: true,
  examples: [
    "poolcfg render --target node-postgres",
    "poolcfg render --target prisma --format env --out .env.database",
    "poolcfg render --target spring-boot --format properties",
    "poolcfg render --target knex --format code --check src/database.js",
    "poolcfg render --target node-postgres --format code --password-from ./token.js#currentToken",
    "poolcfg render --target knex --out src/database.ts",
  ],
  async run(call) {
    const { options, io } = call;
    const { PoolcfgError } = await import("../../diagnostics/errors.ts");
    if (options.out !== undefined && options.check !== undefined)
      throw new PoolcfgError("usage", "--out and --check exclude each other; leave one out.");
    const { findings, config, rendered } = await rendering(call);
    if (!rendered) return refuse(call, findings, "The config has errors, so nothing was rendered.");
    const { deviations, output } = rendered;
    const { printable } = await import("../reporters/_text.ts");
    const { targetNotes } = await import("../_notes.ts");
    for (const note of targetNotes(findings, options.target as string, config)) io.stderr.write(note);
    for (const { severity, message, workaround } of deviations) {
      const help = workaround === undefined ? "" : ` (${workaround})`;
      io.stderr.write(`${severity === "info" ? "note" : severity}: ${printable(message)}${printable(help)}\n`);
    }
    if (deviations.some(({ severity }) => severity === "error"))
      return refuse(call, [], `${options.target} cannot express this config, so nothing was rendered.`);
    const { deliver } = await import("../_deliver.ts");
    if (typeof options.check === "string") return compare(call, options.check, output, config);
    deliver(call, output);
    return 0;
  },
});

/** The rule whose findings are the deviations of a target. */
const DEVIATION = "setting-lost" satisfies RuleId;

/** The config that the flags name, rendered; not rendered if it has errors. */
async function rendering(call: Call, more: Partial<LoadOptions> = {}) {
  const { options } = call;
  const target = options.target as string;
  const { inspect } = await import("../_load.ts");
  const { config, findings: found, ignored, origins } = await inspect(call, { targets: [target], ...more });
  // what the form cannot express is reported for the form that is written
  const { ruleOf } = await import("../../diagnostics/catalogue.ts");
  const settled: unknown[] = options.passwordFrom === undefined ? [true] : [true, "password-from"];
  const findings = found.filter(({ rule }) => rule !== DEVIATION && !settled.includes(ruleOf(rule)?.settledByRender));
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { config, findings };
  const { render } = await import("../../render/index.ts");
  const { findTarget } = await import("../../render/find-target.ts");
  const [{ projectAt }, { versionsFor }] = await Promise.all([
    import("../../lint/project.ts"),
    import("../../lint/library-version.ts"),
  ]);
  const wanted = formFor(call, findTarget(target).forms);
  const { text, ...rendered } = render(config, target, {
    origins,
    versions: versionsFor(findTarget(target), projectAt(call.io.cwd)),
    ...(wanted !== undefined && { format: wanted }),
    onlySet: options.onlySet === true,
    redact: options.redact === true,
    strict: options.strict === true,
    ...(options.passwordFrom !== undefined && { passwordFrom: options.passwordFrom as string }),
  });
  const accepted = new Set(ignored.map(({ finding }) => (finding.rule === DEVIATION ? finding.path : undefined)));
  const deviations = rendered.deviations.filter(({ path, kind }) => kind === "unrepresentable" || !accepted.has(path));
  return { config, findings, rendered: { deviations, output: text.endsWith("\n") ? text : `${text}\n` } };
}

/** Compares with a file. A secret that the file reads from a variable may be missing here: then the rest is compared. */
async function compare(call: Call, file: string, output: string, config: Config): Promise<number> {
  const { io, options } = call;
  const [{ checkFile }, { existing }] = await Promise.all([import("../_deliver.ts"), import("../_existing.ts")]);
  const path = resolve(io.cwd, file);
  const before = existing(path, file);
  if (before === output) return 0;
  const { placeholdersFor } = await import("../_absent.ts");
  const absent = placeholdersFor(before, config, path);
  const names = Object.keys(absent);
  if (names.length === 0) return checkFile(call, file, output);
  const { rendered } = await rendering(call, { env: { ...(options.env !== false && io.env), ...absent } });
  const unset = `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} not set here`;
  if (rendered?.output === before) {
    io.stderr.write(`note: ${unset}; the rest of ${maskLine(file)} is up to date\n`);
    return 0;
  }
  const code = checkFile(call, file, output);
  io.stderr.write(
    `note: ${unset}, and the file reads ${names.length === 1 ? "it" : "them"}; the diff may be due to that\n`,
  );
  return code;
}

// a program without types does not compile in a file of TypeScript
function formFor({ options }: Call, forms: readonly Form[]): Form | undefined {
  const { format, out, check } = options as { format?: Form; out?: string; check?: string };
  const isProgram = format === undefined || format === "code";
  return isProgram && forms.includes("ts") && /\.[cm]?ts$/.test(out ?? check ?? "") ? "ts" : format;
}

// stdout stays empty in every form: what is written there is taken for the settings
async function refuse(call: Call, findings: readonly Finding[], message: string): Promise<number> {
  const { io, options } = call;
  const { report } = await import("../_report.ts");
  if (findings.length > 0)
    report({ ...call, options: { ...options, format: "text" } }, { findings, sources: [] }, io.stderr);
  io.stderr.write(`error: ${message}\n`);
  return 1;
}

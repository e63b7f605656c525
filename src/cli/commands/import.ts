// import: another tool's settings as a canonical config
import { REPORT_FLAGS, targetIds } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "import",
  summary: "Turn another tool's settings into a canonical config",
  detail:
    "The config goes to stdout as TOML, findings to stderr. It keeps the behaviour: where the tool's own default\ndiffers from the canonical one, it is written out, with a comment.",
  args: [{ name: "<file>", summary: "the tool's settings, a connection string, or - for stdin" }],
  flags: [
    {
      flags: "--from <id>",
      summary: "the target that the settings are for (default: auto)",
      words: async () => ["auto", ...(await targetIds())],
    },
    { flags: "--out <file>", summary: "write this file, readable by its owner only, in place of stdout" },
    { flags: "--stated-only", summary: "leave the tool's own defaults out" },
    { flags: "--environment <name>", summary: "which environment, where the file holds several" },
    ...REPORT_FLAGS,
  ],
  examples: [
    "poolcfg import knexfile.json --from knex --environment production",
    'echo "$DATABASE_URL" | poolcfg import - --from prisma --out poolcfg.toml',
  ],
  async run(call) {
    const { args, options, io } = call;
    const [file = "-"] = args;
    const { resolve } = await import("node:path");
    const { readStdin } = await import("../_io.ts");
    const { existing } = await import("../_existing.ts");
    const { exitCode, report } = await import("../_report.ts");
    const { looksLikeDsn } = await import("../_load.ts");
    const { existsSync } = await import("node:fs");
    const path = resolve(io.cwd, file);
    const isDsn = looksLikeDsn(file) && !existsSync(path);
    const input = isDsn ? file : file === "-" ? new TextDecoder().decode(await readStdin(io)) : existing(path, file);
    const { importConfig } = await import("../../import.ts");
    const { values, text, findings } = importConfig(input, {
      from: (options.from as never) ?? "auto",
      name: isDsn ? "DSN" : file === "-" ? "<stdin>" : file,
      statedOnly: options.statedOnly === true,
      ...(options.environment !== undefined && { environment: options.environment as string }),
    });
    const code = exitCode(findings, options.failOn);
    // with nothing understood, an empty config would look like a result
    const empty = Object.keys(values).length === 0 && findings.some(({ severity }) => severity === "error");
    if (options.format === "json") {
      const { FORMAT_VERSION, plain } = await import("../formats/json.ts");
      const { tally } = await import("../formats/_define.ts");
      const { maskedValues } = await import("../_values.ts");
      const body = {
        formatVersion: FORMAT_VERSION,
        values: maskedValues(values),
        findings: findings.map(plain),
        summary: tally(findings),
      };
      io.stdout.write(`${JSON.stringify(body, null, 2)}\n`);
    } else if (findings.length > 0) report(call, { findings, sources: [isDsn ? "DSN" : file] }, io.stderr);
    if (empty) {
      io.stderr.write("error: Nothing in it could be translated, so nothing was written.\n");
      return code;
    }
    if (options.format !== "json" || options.out !== undefined) (await import("../_deliver.ts")).deliver(call, text);
    return code;
  },
});

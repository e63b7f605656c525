// import: another tool's settings as a canonical config
import { REPORT_FLAGS, targetIds } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "import",
  summary: "Convert another tool's settings to a poolcfg config",
  detail: [
    "The config goes to stdout as TOML, findings to stderr. It keeps the behaviour: where the tool's own default differs from the canonical one, it is written out, with a comment.",
    "The target is detected from the name of the file, its keys or its parameters, unless --from is given. A folder is searched for the files in which the tools keep their settings.",
    "A file holds settings (JSON, YAML, TOML, INI, .properties, .env, odyssey.conf), a connection string, or a program. A program in JavaScript, TypeScript, Go, Rust, Python, Java, C#, Ruby or Elixir is read for its settings without running it. If the settings of a JavaScript program depend on its code, --exec runs it: with Node, in the folder of the file, with your environment, for at most 10 s.",
    "Passwords and private keys are left out, and the environment variable to set instead is named, unless --with-secrets is given.",
    "The severities under [rules] of an existing poolcfg.toml apply, too.",
  ].join("\n\n"),
  args: [
    {
      name: "<source>",
      summary: "a file or one table of it (FILE#table.path), a folder, a connection string, or - for stdin",
    },
  ],
  flags: [
    {
      flags: "--from <id>",
      summary: "target that the settings belong to (default: detected)",
      words: async () => ["auto", ...(await targetIds())],
    },
    { flags: "--out <file>", summary: "write to this file, readable only by its owner, instead of stdout" },
    { flags: "--stated-only", summary: "omit the tool's own defaults" },
    {
      flags: "--environment <name>",
      summary: "environment to import, if the file has several (default: NODE_ENV, if it names one)",
    },
    { flags: "--pool <name>", summary: "pool to import if a program opens several: its name or line" },
    { flags: "--with-secrets", summary: "include passwords and private keys" },
    { flags: "--exec", summary: "run the file (JavaScript or TypeScript) and import what it exports" },
    ...REPORT_FLAGS,
  ],
  examples: [
    "poolcfg import knexfile.json --environment production",
    "poolcfg import knexfile.js --exec",
    "poolcfg import internal/db/open.go",
    "poolcfg import config/app.yaml#database --from node-postgres",
    "poolcfg import .",
    'echo "$DATABASE_URL" | poolcfg import - --from prisma --out poolcfg.toml',
  ],
  async run(call) {
    const { options, io } = call;
    const { given } = await import("../_import.ts");
    const { exitCode, report } = await import("../_report.ts");
    const { inspectPoolConfig } = await import("../../load/index.ts");
    const { nodeFiles } = await import("../../files/node.ts");
    const { importFrom } = await import("../../import/import.ts");
    const wanted = {
      from: (options.from as string | undefined) ?? "auto",
      statedOnly: options.statedOnly === true,
      withSecrets: options.withSecrets === true,
      env: io.env,
      ...(options.environment !== undefined && { environment: options.environment as string }),
      ...(options.pool !== undefined && { pool: options.pool as string }),
    };
    const { input, source } = await given(call, wanted);
    // the severities of the config that is there already
    const { rules } = inspectPoolConfig({ cwd: io.cwd, env: false, dotenv: false }).config;
    const { values, text, omitted, findings, from, recognised, environment } = importFrom(
      input,
      { ...wanted, rules },
      nodeFiles,
    );
    const code = exitCode(findings, options);
    // with nothing understood, an empty config would look like a result
    const empty = Object.keys(values).length === 0 && findings.some(({ severity }) => severity === "error");
    if (options.format === "json") {
      const { FORMAT_VERSION, plainFindings } = await import("../reporters/json.ts");
      const { maskedValues } = await import("../_values.ts");
      const { MASK } = await import("../../text/secret.ts");
      const body = {
        formatVersion: FORMAT_VERSION,
        ...(from !== undefined && { from }),
        ...(recognised !== undefined && { recognised }),
        ...(environment !== undefined && { environment }),
        values: {
          ...maskedValues(values),
          ...Object.fromEntries(omitted.flatMap(({ path, whole }) => (whole ? [[path, MASK]] : []))),
        },
        ...(!wanted.withSecrets && { omitted: omitted.map(({ path, instead }) => ({ path, instead })) }),
        ...plainFindings(findings),
      };
      const { jsonText } = await import("../../text/characters.ts");
      io.stdout.write(jsonText(body));
    } else {
      if (recognised !== undefined) io.stderr.write(`read as ${from}, known by ${recognised}\n`);
      if (environment !== undefined)
        io.stderr.write(`environment ${environment.replaceAll("\n", "\\n")}, which NODE_ENV names\n`);
      if (findings.length > 0) report(call, { findings, sources: [source] }, io.stderr);
    }
    if (empty) {
      io.stderr.write("error: Nothing in it could be translated, so nothing was written.\n");
      return code;
    }
    for (const { path, what, instead } of omitted)
      io.stderr.write(
        wanted.withSecrets
          ? `note: ${path} has a secret in it: keep the file out of version control\n`
          : `note: left ${what} out of ${path}; ${instead}, or use --with-secrets\n`,
      );
    if (options.format !== "json" || options.out !== undefined) (await import("../_deliver.ts")).deliver(call, text);
    return code;
  },
});

// show: the effective config, and where each value comes from
import { CONFIG_FLAGS, TEXT_OR_JSON } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "show",
  summary: "Show the effective config and the origin of each value",
  detail: "Secrets are masked. With --format json times are in milliseconds, and off is null.",
  args: [{ name: "[source]", summary: "a file, a connection string, or - for stdin" }],
  flags: [...CONFIG_FLAGS, { flags: "--only-set", summary: "omit defaults" }, TEXT_OR_JSON],
  examples: ["poolcfg show", "poolcfg show --profile production --format json"],
  async run(call) {
    const { options, io } = call;
    const { inspect, sourceOptions } = await import("../_load.ts");
    const { isHidden, plainConfig, shownValue } = await import("../_values.ts");
    const { FIELDS } = await import("../../model/model.ts");
    const { valueAt } = await import("../../model/paths.ts");
    const { MASK } = await import("../../text/secret.ts");
    const { exitCode } = await import("../_report.ts");
    const { columns, oneLine, plural } = await import("../reporters/_text.ts");
    const { config, findings, origins } = await inspect(
      call,
      call.args[0] === undefined ? {} : await sourceOptions(call, call.args[0]),
    );
    const code = exitCode(findings);
    if (options.format === "json") {
      const { FORMAT_VERSION, plainFindings } = await import("../reporters/json.ts");
      const body = {
        formatVersion: FORMAT_VERSION,
        config: plainConfig(config, origins),
        origins,
        ...plainFindings(findings),
      };
      const { jsonText } = await import("../../text/characters.ts");
      io.stdout.write(jsonText(body));
      return code;
    }
    const rows = [...FIELDS].map(([path, field]) => {
      const value = isHidden(origins, path) ? MASK : shownValue(field, valueAt(config, path));
      return [path, value, value === "–" ? "" : (origins[path]?.label ?? "default")];
    });
    io.stdout.write(
      columns(rows.filter(([, , origin]) => !options.onlySet || (origin !== "default" && origin !== ""))),
    );
    const errors = findings.filter(({ severity }) => severity === "error");
    for (const { message, origin } of errors.slice(0, 5))
      io.stderr.write(`error: ${oneLine(origin?.label ?? "config")}: ${oneLine(message)}\n`);
    if (errors.length > 0)
      io.stderr.write(
        `${plural(errors.length, "error")}; where a value is unsound, the next lower source's is shown. poolcfg validate tells more.\n`,
      );
    return code;
  },
});

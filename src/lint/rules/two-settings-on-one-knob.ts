import { isTargetPath, valueAt } from "../../model/paths.ts";
import { formatValue, TIMES } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "two-settings-on-one-knob",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "Two settings that the target has one knob for",
  why: "Only one of the two values reaches the library; the other limit does not exist there.",
  fix: "Give both the same value, or let the longer one bound both.",
  source: "https://github.com/brianc/node-postgres/issues/2704",
  scope: "target",
  settledByRender: "code",
  reads: TIMES,
  check(values, { target, isSet, config }) {
    return TIMES.flatMap((path) => {
      const field = isTargetPath(path) ? target!.fields[path] : undefined;
      const other =
        field?.support === "partial" &&
        typeof field.libraryDefault === "object" &&
        field.libraryDefault &&
        "sameAs" in field.libraryDefault
          ? field.libraryDefault.sameAs
          : undefined;
      if (other === undefined || !isSet(path) || !isSet(other)) return [];
      const [one, two] = [values[path], valueAt(config, other)];
      // a limit that is not the shorter one is bounded by the other in any case
      if (typeof one !== "number" || (typeof two === "number" && one >= two)) return [];
      return {
        at: path,
        message: `${path} is ${formatValue(path, one)} and ${other} is ${formatValue(other, two)}, and ${target!.title} has one time for both: ${other} applies in all forms but code`,
        help: `Set ${other} as short as both may be, or render code.`,
        related: [other],
      };
    });
  },
  examples: {
    invalid: [{ toml: '[pool]\nacquire_timeout = "30s"\nconnect_timeout = "5s"\n', target: "node-postgres" }],
    valid: [
      { toml: '[pool]\nacquire_timeout = "30s"\n', target: "node-postgres" },
      { toml: '[pool]\nacquire_timeout = "30s"\nconnect_timeout = "5s"\n', target: "knex" },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "input-too-large",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "An input larger than any config needs",
  why: "Reading without a limit lets one file take all the memory of the program that reads it.",
  fix: "Name the file with the settings; a connection string has at most a few hundred characters.",
  source: "https://cwe.mitre.org/data/definitions/770.html",
  examples: {
    invalid: [],
    valid: [{ toml: "[pool]\nmax = 5\n" }],
  },
});

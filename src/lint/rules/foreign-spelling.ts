import { defineRule } from "../define.ts";

export default defineRule({
  id: "foreign-spelling",
  severity: "info",
  area: "shape",
  since: "0.1.0",
  summary: "A setting under another tool's name",
  why: "It is read, because its meaning is the same, but messages and docs use the canonical name.",
  fix: "Write the canonical name.",
  source: "https://pkg.go.dev/database/sql#DB",
  examples: {
    invalid: [{ toml: "[pool]\nmax_connections = 20\n" }, { toml: "[pool]\nmaxOpenConns = 20\n" }],
    valid: [{ toml: "[pool]\nmax = 20\n" }],
  },
});

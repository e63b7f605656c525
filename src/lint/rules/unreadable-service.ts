import { defineRule } from "../define.ts";

export default defineRule({
  id: "unreadable-service",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "The config of a service cannot be read",
  why: "The size of its pool is then not known, and the total is no total.",
  fix: "Correct the path, or set the size with `pool`.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  examples: {
    invalid: [
      { fleet: { "fleet.toml": '[servers.main]\nmax_connections = 100\n[services.api]\nconfig = "missing.toml"\n' } },
    ],
    valid: [
      {
        fleet: {
          "fleet.toml": '[servers.main]\nmax_connections = 100\n[services.api]\nconfig = "api.toml"\n',
          "api.toml": "[pool]\nmax = 5\n",
        },
      },
    ],
  },
});

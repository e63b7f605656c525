import { defineRule } from "../define.ts";

export default defineRule({
  id: "pool-size-assumed",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "The size of a counted pool is not set",
  why: "The library's default applies, and each library has another one: the total is an estimate.",
  fix: "State the size where the service runs, or by `pool` in the fleet file.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  examples: {
    invalid: [{ fleet: { "fleet.toml": "[servers.main]\nmax_connections = 100\n[services.api]\ninstances = 2\n" } }],
    valid: [
      { fleet: { "fleet.toml": "[servers.main]\nmax_connections = 100\n[services.api]\ninstances = 2\npool = 5\n" } },
    ],
  },
});

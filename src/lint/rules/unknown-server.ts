import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-server",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "A service names a server that the fleet file does not have",
  why: "Its connections are counted nowhere, so the total is too small.",
  fix: "Name one of the servers, or add the server.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  examples: {
    invalid: [
      { fleet: { "fleet.toml": '[servers.main]\nmax_connections = 100\n[services.api]\nserver = "mian"\npool = 5\n' } },
    ],
    valid: [
      { fleet: { "fleet.toml": '[servers.main]\nmax_connections = 100\n[services.api]\nserver = "main"\npool = 5\n' } },
    ],
  },
});

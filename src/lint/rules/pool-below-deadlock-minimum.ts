import { defineRule } from "../define.ts";

export default defineRule({
  id: "pool-below-deadlock-minimum",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "A pool in which tasks that hold several connections can lock one another out",
  why: "If all tasks hold all but their last connection, each waits for another to release one, and none does until a timeout ends it.",
  fix: "Set the pool to `concurrency` × (`held_at_once` − 1) + 1 connections or more, or let each task hold one connection at a time.",
  source: "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing#pool-locking",
  examples: {
    invalid: [
      { fleet: { "fleet.toml": "[servers.main]\n[services.api]\npool = 7\nconcurrency = 4\nheld_at_once = 3\n" } },
      { fleet: { "fleet.toml": "[servers.main]\n[services.api]\nconcurrency = 10\nheld_at_once = 2\n" } },
    ],
    valid: [
      { fleet: { "fleet.toml": "[servers.main]\n[services.api]\npool = 9\nconcurrency = 4\nheld_at_once = 3\n" } },
      { fleet: { "fleet.toml": "[servers.main]\n[services.api]\npool = 2\nconcurrency = 40\n" } },
    ],
  },
});

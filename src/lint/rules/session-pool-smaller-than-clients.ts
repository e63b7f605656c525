import { defineRule } from "../define.ts";

export default defineRule({
  id: "session-pool-smaller-than-clients",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "A pooler in session mode that lets in more clients than it has server connections",
  why: "In session mode a client keeps its server connection until it leaves, so the clients beyond the pool size wait, idle ones in front of them.",
  fix: "Use transaction mode, or let in no more clients than there are server connections.",
  source: "https://www.pgbouncer.org/features.html",
  examples: {
    invalid: [
      {
        settings: {
          from: "pgbouncer",
          text: "[pgbouncer]\npool_mode = session\nmax_client_conn = 1000\ndefault_pool_size = 50\n",
        },
      },
    ],
    valid: [
      {
        settings: {
          from: "pgbouncer",
          text: "[pgbouncer]\npool_mode = transaction\nmax_client_conn = 1000\ndefault_pool_size = 50\n",
        },
      },
      {
        settings: {
          from: "pgbouncer",
          text: "[pgbouncer]\npool_mode = session\nmax_client_conn = 50\ndefault_pool_size = 50\n",
        },
      },
    ],
  },
});

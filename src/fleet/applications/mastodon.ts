// Mastodon: Puma, Sidekiq and the streaming server have pools of different defaults
import { defineApplication, type Role } from "./_define.ts";

const TASK: Role = { pools: { "": { variables: ["DB_POOL", "MAX_THREADS"], default: 5 } } };
const WEB: Role = { ...TASK, processes: { variables: ["WEB_CONCURRENCY"], default: 2 } };

export default defineApplication({
  id: "mastodon",
  title: "Mastodon",
  images: ["mastodon"],
  charts: ["mastodon"],
  address: ["DATABASE_URL", "DB_HOST"],
  always: true,
  roles: [
    { command: ["streaming"], pools: { "": { variables: ["DB_POOL"], default: 10 } } },
    {
      command: ["sidekiq"],
      pools: {
        "": {
          variables: ["DB_POOL"],
          flags: ["-c", "--concurrency"],
          variablesFirst: true,
          unknown: "neither DB_POOL nor -c is set, and config/sidekiq.yml sets the threads",
        },
      },
    },
    { ...WEB, command: ["puma", "server", "s"] },
    // a task runs in one process, although WEB_CONCURRENCY may be set for the web server
    { ...TASK, command: ["rake", "rails", "tootctl"] },
    WEB,
  ],
  source: { url: "mastodon/mastodon:config/database.yml", version: "0f2e8476", checked: "2026-11-30" },
});

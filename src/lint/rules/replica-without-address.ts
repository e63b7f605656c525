import { defineRule } from "../define.ts";

export default defineRule({
  id: "replica-without-address",
  severity: "warning",
  area: "relation",
  since: "0.2.0",
  summary: "A pool for reads from a replica that connects to the primary",
  why: "The pool has no address of its own, so its reads go to the same server as the writes.",
  fix: "Set connection.url or connection.host of that pool, or list the replicas in connection.replicas.",
  source: "https://www.postgresql.org/docs/18/hot-standby.html",
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "db.example.com"\n[pools.reports]\nrole = "replica"\n' },
      { toml: '[pools.reports]\nrole = "replica"\n[pools.reports.connection]\nuser = "reports"\n' },
      {
        toml: '[pools.reports]\nrole = "replica"\n',
        env: { DATABASE_URL: "postgresql://app@db.example.com/shop" },
      },
    ],
    valid: [
      {
        toml: '[connection]\nhost = "db.example.com"\n[pools.reports]\nrole = "replica"\n[pools.reports.connection]\nhost = "replica.example.com"\n',
      },
      {
        toml: '[pools.reports]\nrole = "replica"\n[pools.reports.connection]\nurl = "postgresql://app@replica.example.com/shop"\n',
      },
      { toml: '[connection]\nhost = "db.example.com"\n[pools.reports]\nrole = "reports"\n' },
    ],
  },
});

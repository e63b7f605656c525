import { defineRule } from "../define.ts";

export default defineRule({
  id: "several-hosts",
  severity: "error",
  area: "target",
  since: "0.1.0",
  summary: "Several hosts for a target that takes one",
  why: "libpq tries one host after the other; this library reads the list as one name, and cannot connect at all.",
  fix: "Name one host, or one address that follows the primary.",
  source: "https://github.com/brianc/node-postgres/issues/1470",
  scope: "target",
  reads: ["connection.host"],
  check({ "connection.host": host }, { target }) {
    const layout = target!.connection;
    const count = host?.split(",").length ?? 0;
    if (count < 2 || layout.layout === "none" || layout.hosts === "several") return;
    return {
      at: "connection.host",
      message: `connection.host names ${count} hosts, and ${target!.title} takes one`,
      help: "Name one host, or one address that follows the primary.",
    };
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "one,two"\n', target: "node-postgres" },
      { dsn: "postgresql://u@one:5432,two:5433/app", target: "knex" },
    ],
    valid: [
      { toml: '[connection]\nhost = "one,two"\n', target: "postgres-js" },
      { toml: '[connection]\nhost = "one"\n', target: "node-postgres" },
    ],
  },
});

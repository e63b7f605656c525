import { isTabular } from "../targets/_layout.ts";
import { defineRule } from "./_define.ts";
import { POOL } from "./_words.ts";

export default defineRule({
  id: "dsn-parameters-ignored",
  severity: "error",
  area: "target",
  since: "0.1.0",
  summary: "Pool parameters in a connection string that the target does not read from there",
  why: "Given to the library as it is, the string looks configured, and the pool has the library's own defaults.",
  fix: "Render the settings for the target, and give it those.",
  source: "https://github.com/prisma/prisma/issues/23423",
  scope: "target",
  reads: [...POOL, "connection.schema"],
  check(_values, { target, stated }) {
    if (!isTabular(target!.connection)) return;
    const read = Object.values(target!.dialect?.params ?? {}).map(({ path }) => path);
    const ignored = ([...POOL, "connection.schema"] as const).flatMap((path) =>
      read.includes(path)
        ? []
        : stated(path)
            .filter(({ origin }) => origin.source === "dsn")
            .map(({ origin }) => ({ path, origin })),
    );
    const [first] = ignored;
    if (!first) return;
    return {
      at: first.origin,
      message: `The connection string states ${ignored.map(({ path }) => path).join(", ")}, and ${target!.title} does not read ${ignored.length === 1 ? "that" : "those"} from there`,
      help: "Render the settings for it, and give it those: they are written as options.",
      // a pool with other limits is worse than a query in another schema, which fails at once
      severity: ignored.some(({ path }) => path.startsWith("pool.")) ? "error" : "warning",
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@localhost/db?connection_limit=5&pool_timeout=20", target: "node-postgres" },
      { env: { DATABASE_URL: "postgresql://u@localhost/db?connection_limit=5" }, target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?schema=app", target: "prisma@7" },
    ],
    valid: [
      { dsn: "postgresql://u@localhost/db?connection_limit=5", target: "prisma" },
      { dsn: "postgresql://u@localhost/db?application_name=web", target: "node-postgres" },
    ],
  },
});

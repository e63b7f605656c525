// what Prisma 7 adds to the options that its adapter hands to node-postgres

import { custom, field, type Mapping, type Remark } from "../../mapping/define.ts";
import { schemaAndSearchPath, schemasIn } from "../../mapping/startup-options.ts";
import { MAX_TIMER_MS } from "../../model/duration.ts";
import { timer } from "./units.ts";

/** Maps `connection.schema`; Prisma's queries take one. */
export function schema(key: string, startup: string): Mapping {
  const note = "`options.schema` for the queries that Prisma makes, the search_path in `config.options` for raw SQL";
  const both = schemaAndSearchPath(key, startup, note);
  return {
    ...both,
    write(value, context) {
      if (schemasIn(String(value)).length <= 1) return both.write(value, context);
      const message = "names several schemas, and Prisma's queries take one";
      return { remarks: [{ kind: "unrepresentable", message }] };
    },
  };
}

/** Maps `pool.acquireTimeout`; an interactive transaction waits for its connection by a clock of its own. */
export function acquireTimeout(key: string, wait: string): Mapping {
  const unit = timer();
  const pool = field(key, unit);
  const remark: Remark = {
    kind: "partial",
    message: "is partially supported: `$transaction` gives up after 2 s, the default of its own `maxWait`",
    workaround: "give the same time to PrismaClient as transactionOptions.maxWait, as the code form does",
  };
  return custom(
    [key, wait],
    unit,
    {
      support: "partial",
      fullFor: () => true,
      libraryDefault: null,
      note: "one time for waiting and connecting together; `$transaction` has a `maxWait` of its own, 2 s, which the code form sets too",
    },
    {
      write(value, context) {
        const written = pool.write(value, context);
        if (written.set === undefined) return written;
        const ms = value as number | null;
        // maxWait has no off, and Node's longest timer is 24.8 days
        if (context.mode === "code") return { set: { ...written.set, [wait]: ms ?? MAX_TIMER_MS } };
        return ms !== null && ms <= MAX_WAIT_MS ? written : { ...written, remarks: [remark] };
      },
      read: pool.read,
    },
  );
}

// what the client has unless told
const MAX_WAIT_MS = 2_000;

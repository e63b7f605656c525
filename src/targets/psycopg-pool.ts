// psycopg_pool: the arguments of `ConnectionPool`, and of `AsyncConnectionPool`
import { psycopgClient, psycopgConnection, psycopgKnown, psycopgUrl } from "../drivers/psycopg.ts";
import { defineTarget } from "../mapping/define.ts";
import { checkedByPool, psycopgPool, psycopgPoolKnown } from "../pools/psycopg-pool.ts";

/** What becomes of every canonical field in psycopg_pool: its native key, or why it is lost. */
const target = defineTarget({
  id: "psycopg-pool",
  title: "psycopg_pool",
  // https://www.psycopg.org/psycopg3/docs/advanced/prepare.html: a query is prepared when it runs for the sixth time
  prepared: { off: "prepare_threshold=None", set: ["kwargs.prepare_threshold", null] },
  passwordCallback: {
    how: "`kwargs` and `conninfo` take a function (psycopg_pool 3.3), which is called for each new connection",
    source: "https://www.psycopg.org/psycopg3/docs/api/pool.html",
  },
  language: "python",
  package: { name: "psycopg_pool", range: ">=3.2 <4" },
  source: {
    url: "https://www.psycopg.org/psycopg3/docs/api/pool.html",
    version: "3.3.3",
    checked: "2026-11-21",
  },
  summary: "the arguments of `ConnectionPool(…)`",
  evidence: "measured",
  forms: ["code", "json"],
  urlParameters: psycopgUrl,
  connection: { ...psycopgConnection("kwargs."), url: "conninfo" },
  constants: { open: true },
  fields: {
    ...psycopgClient("kwargs."),
    ...psycopgPool("", "kwargs.connect_timeout"),
    "pool.testOnAcquire": checkedByPool("check"),
  },
  ignoredKeys: [...psycopgKnown("kwargs."), ...psycopgPoolKnown("")],
  program: {
    detectBy: "psycopg_pool",
    opens: ["ConnectionPool", "AsyncConnectionPool", "NullConnectionPool", "AsyncNullConnectionPool"],
    keys: Object.fromEntries(
      [
        ...["conninfo", "kwargs", "min_size", "max_size", "timeout", "max_waiting", "max_lifetime", "max_idle"],
        ...["reconnect_timeout", "check", ...psycopgPoolKnown("")],
      ].map((name) => [name, name]),
    ),
  },
});

export default target;

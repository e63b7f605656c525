import { decodeDsn } from "../../mapping/decode-dsn.ts";
import { isReadAs } from "../../mapping/url-option.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "dsn-parameter-refused",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A parameter that the target, or the server that it is sent to, refuses",
  why: "libpq and tokio-postgres refuse a parameter that they do not know. postgres.js and pgx send it to the server, which has no such setting and refuses the connection.",
  fix: "Render the settings for the target, or take the parameter out of the string.",
  source: "https://github.com/porsager/postgres/issues/367",
  scope: "target",
  settledByRender: true,
  reads: ["connection.url"],
  check({ "connection.url": url }, { target, targets, stated }) {
    const { urlParameters: driver } = target!;
    if (!url || !driver || driver.unknown === "ignored") return;
    if (isReadAs(target!, url.reveal(), targets)) return;
    const pools = stated("pool.max").some((one) => one.origin.source === "dsn");
    const { dsn, faults } = decodeDsn(url.reveal(), driver);
    const refused = faults.filter(({ rule, severity }) => REFUSED.includes(rule) && severity === "error");
    // where the string is of another tool, dsn-parameters-ignored tells of its pool
    const names = Object.keys(dsn.params).filter((name) => /^[\w-]{1,63}$/.test(name));
    const [invalid] = faults.filter(({ rule, severity }) => rule === INVALID && severity === "error");
    if (refused.length === 0 && invalid) {
      const { message, help } = invalid;
      const lead = `Given to ${target!.title} as it is, the connection string fails`;
      return { at: "connection.url", message: `${lead}: ${message}`, ...(help !== undefined && { help }) };
    }
    if (refused.length === 0 || (pools && refused.length === 1)) return;
    const shown = names.filter((name) => refused.some(({ message }) => message.includes(`"${name}"`)));
    return {
      at: "connection.url",
      message: `Given to ${target!.title} as it is, the connection string fails: ${driver.unknown === "refused" ? `${target!.title} refuses` : "the server refuses"} ${shown.length > 0 ? shown.join(", ") : "a parameter"}`,
      help: "Render the settings for it, and give it those; or remove the parameters.",
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@localhost/db?schema=app&pgbouncer=true", target: "postgres-js" },
      { dsn: "postgresql://u@localhost/db?pool_min_idle_conns=2", target: "psycopg-pool" },
    ],
    valid: [
      { dsn: "postgresql://u@localhost/db?application_name=web", target: "postgres-js" },
      { dsn: "postgresql://u@localhost/db?schema=app", target: "prisma" },
    ],
  },
});

const INVALID: string = "invalid-dsn";

const REFUSED: readonly string[] = ["ignored-dsn-parameter", "unknown-dsn-parameter"];

import { decodeDsn } from "../../mapping/decode-dsn.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "dsn-parameter-refused",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A parameter that the target would send on to the server, which refuses it",
  why: "postgres.js and pgx send what they do not know to the server, and that ends the connection: no such setting.",
  fix: "Render the settings for the target, or take the parameter out of the string.",
  source: "https://github.com/porsager/postgres/issues/367",
  scope: "target",
  settledByRender: true,
  reads: ["connection.url"],
  check({ "connection.url": url }, { target, stated }) {
    const { urlParameters: driver } = target!;
    if (!url || driver?.unknown !== "sent to the server") return;
    const pools = stated("pool.max").some((one) => one.origin.source === "dsn");
    const { dsn, faults } = decodeDsn(url.reveal(), driver);
    const refused = faults.filter(({ rule, severity }) => rule === REFUSED && severity === "error");
    // where the string is of another tool, dsn-parameters-ignored tells of its pool
    const names = Object.keys(dsn.params).filter((name) => /^[\w-]{1,63}$/.test(name));
    if (refused.length === 0 || (pools && refused.length === 1)) return;
    const shown = names.filter((name) => refused.some(({ message }) => message.includes(`"${name}"`)));
    return {
      at: "connection.url",
      message: `Given to ${target!.title} as it is, the connection string sends ${shown.length > 0 ? shown.join(", ") : "a parameter"} to the server, which refuses it`,
      help: "Render the settings for it, and give it those; or take the parameters out.",
    };
  },
  examples: {
    invalid: [{ dsn: "postgresql://u@localhost/db?schema=app&pgbouncer=true", target: "postgres-js" }],
    valid: [
      { dsn: "postgresql://u@localhost/db?application_name=web", target: "postgres-js" },
      { dsn: "postgresql://u@localhost/db?schema=app", target: "prisma" },
    ],
  },
});

const REFUSED: string = "ignored-dsn-parameter";

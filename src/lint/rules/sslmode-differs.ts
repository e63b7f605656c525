import { readsModeAs } from "../../mapping/url-option.ts";
import { defineRule, type Report } from "../define.ts";

export default defineRule({
  id: "sslmode-differs",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A TLS mode that the target cannot keep",
  why: "Libraries read the same mode as anything from no TLS to a full check, so what is verified in one is not in the next.",
  fix: 'Use "disable" or "verify-full", which mean the same everywhere.',
  source: "https://github.com/brianc/node-postgres/issues/2709",
  scope: "target",
  reads: ["connection.ssl.mode", "connection.url"],
  check({ "connection.ssl.mode": mode, "connection.url": url }, { target, isSet, config, origin }) {
    const read = url && origin("connection.ssl.mode").source === "dsn" && readsModeAs(target!, url.reveal());
    const given: Report[] =
      !read || read.mode === read.word
        ? []
        : [
            {
              at: origin("connection.ssl.mode"),
              // with no authority named, only a server with a certificate of a public one can be reached
              severity: read.mode === "verify-full" && config.connection.ssl.ca === undefined ? "warning" : "info",
              message: `Given to ${target!.title} as it is, sslmode=${read.word} in the connection string means ${read.mode}: ${MEANINGS[read.mode] ?? "it is not what libpq makes of it"}`,
              help: read.help,
            },
          ];
    return [...given, ...rendered()];

    function rendered(): Report[] {
      const field = target!.fields["connection.ssl.mode"];
      if (field.support === "none" || !isSet("connection.ssl.mode")) return [];
      const [remark] = field.write(mode, { config, mode: "live", isSet }).remarks ?? [];
      if (!remark) return [];
      return [
        {
          at: "connection.ssl.mode",
          message: `connection.ssl.mode (${mode}) on ${target!.title} ${remark.message}`,
          help:
            remark.workaround === undefined
              ? 'Use "disable" or "verify-full", which mean the same everywhere.'
              : `${remark.workaround[0]!.toUpperCase()}${remark.workaround.slice(1)}.`,
        },
      ];
    }
  },
  examples: {
    invalid: [
      { toml: '[connection.ssl]\nmode = "prefer"\n', target: "node-postgres" },
      { dsn: "postgresql://u@localhost/db?sslmode=require", target: "prisma@7" },
    ],
    valid: [
      { dsn: "postgresql://u@localhost/db?sslmode=require&uselibpqcompat=true", target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?sslmode=verify-full", target: "node-postgres" },
      { toml: '[connection.ssl]\nmode = "verify-full"\n', target: "node-postgres" },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
    ],
  },
});

const MEANINGS: Readonly<Record<string, string>> = {
  "verify-full": "TLS is required, and the certificate and its name are verified",
  require: "TLS is required, and the certificate is not verified",
};

import { defineRule } from "./_define.ts";

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
  reads: ["connection.ssl.mode"],
  check({ "connection.ssl.mode": mode }, { target, isSet, config }) {
    const field = target!.fields["connection.ssl.mode"];
    if (field.claim === "lost" || !isSet("connection.ssl.mode")) return;
    const [remark] = field.write(mode, { config, mode: "live", isSet }).remarks ?? [];
    if (!remark) return;
    return {
      at: "connection.ssl.mode",
      message: `connection.ssl.mode (${mode}) on ${target!.title} ${remark.message}`,
      help:
        remark.workaround === undefined
          ? 'Use "disable" or "verify-full", which mean the same everywhere.'
          : `${remark.workaround[0]!.toUpperCase()}${remark.workaround.slice(1)}.`,
    };
  },
  examples: {
    invalid: [{ toml: '[connection.ssl]\nmode = "prefer"\n', target: "node-postgres" }],
    valid: [
      { toml: '[connection.ssl]\nmode = "verify-full"\n', target: "node-postgres" },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
    ],
  },
});

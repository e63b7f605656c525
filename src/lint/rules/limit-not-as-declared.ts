import { defineRule } from "../define.ts";

export default defineRule({
  id: "limit-not-as-declared",
  severity: "warning",
  area: "server",
  since: "0.1.0",
  summary: "The live server has another max_connections than the config declares",
  why: "The fleet is checked against a number that is not the server's.",
  fix: "Set `server.maxConnections` to what the server has.",
  source: "https://github.com/hushh-labs/hushh-research/issues/5872",
  scope: "server",
  reads: ["server.maxConnections"],
  check({ "server.maxConnections": declared }, { isSet, measured: { slots } }) {
    if (!slots || !isSet("server.maxConnections") || declared === slots.maxConnections) return;
    return {
      at: "server.maxConnections",
      message: `server.maxConnections is ${declared}, and the server has max_connections ${slots.maxConnections}`,
      help: `Set it to ${slots.maxConnections}, or check that this is the server that is meant.`,
    };
  },
  examples: {
    invalid: [{ toml: "[server]\nmax_connections = 200\n", measured: { slots: {} } }],
    valid: [
      { toml: "[server]\nmax_connections = 100\n", measured: { slots: {} } },
      { toml: "[pool]\nmax = 5\n", measured: { slots: { maxConnections: 50 } } },
    ],
  },
});

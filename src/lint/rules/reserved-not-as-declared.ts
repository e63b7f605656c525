import { defineRule } from "../define.ts";

export default defineRule({
  id: "reserved-not-as-declared",
  severity: "warning",
  area: "server",
  since: "0.1.0",
  summary: "The live server keeps more slots from the role than the config takes off",
  why: "superuser_reserved_connections and, from PostgreSQL 16 on, reserved_connections are slots that no ordinary role gets.",
  fix: "Set `server.reserved` to the sum of both.",
  source: "https://neon.com/docs/connect/connection-pooling",
  scope: "server",
  reads: ["server.reserved"],
  check({ "server.reserved": declared }, { isSet, measured: { slots } }) {
    if (!slots || (!isSet("server.reserved") && !isSet("server.maxConnections"))) return;
    const { superuserReserved, reserved } = slots;
    const kept = superuserReserved + reserved;
    if (declared >= kept) return;
    const assumed = isSet("server.reserved") ? "" : " (the default)";
    return {
      at: "server.reserved",
      message: `server.reserved is ${declared}${assumed}, and the server keeps ${kept} slots from ordinary roles (${superuserReserved} for superusers, ${reserved} reserved)`,
      help: `Set it to ${kept}.`,
    };
  },
  examples: {
    invalid: [
      { toml: "[server]\nmax_connections = 100\n", measured: { slots: {} } },
      { toml: "[server]\nreserved = 4\n", measured: { slots: {} } },
    ],
    valid: [
      { toml: "[server]\nreserved = 5\n", measured: { slots: {} } },
      { toml: "[server]\nmax_connections = 100\n", measured: { slots: { reserved: 0 } } },
    ],
  },
});

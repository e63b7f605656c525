import { defineRule } from "../define.ts";
import { FLEET, placeOf } from "../fleet.ts";
import { planned } from "../server.ts";
import { usableOf } from "../usable.ts";

export default defineRule({
  id: "slots-taken-by-others",
  severity: "info",
  area: "server",
  since: "0.1.0",
  summary: "The fleet fits only as long as other roles give their connections back",
  why: "Connections of other roles are not available for this one; the plan must fit into the rest.",
  fix: "Count the others as `deployment.otherConnections`, lower `pool.max`, or move one of them to another server.",
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html",
  scope: "server",
  reads: FLEET,
  check(_values, { config, pool, measured, isSet }) {
    const { usage, role } = measured;
    const usable = usableOf(measured);
    const plan = planned({ config, pool, measured });
    if (!usable || !plan || !usage || !role) return;
    const others = usage.groups.filter(({ user }) => user !== role.name && user !== "");
    const held = others.reduce((sum, { count }) => sum + count, 0);
    const { otherConnections } = config.deployment;
    const { total } = plan;
    // those that were counted as others are these
    const more = Math.max(0, held - otherConnections);
    if (total.inSurge > usable.slots || total.inSurge + more <= usable.slots) return;
    const users = [...new Set(others.map(({ user }) => user))];
    const who = users.length > 3 ? `${users.slice(0, 3).join(", ")} and ${users.length - 3} more` : users.join(", ");
    return {
      at: placeOf(isSet),
      message: `${plan.words}, other roles use ${held} now (${who}), and the server has ${usable.slots} for ${role.name}`,
      help: `Count them as deployment.otherConnections, lower pool.max, or move them to another server.`,
    };
  },
  examples: {
    invalid: [
      {
        toml: "[pool]\nmax = 20\n[deployment]\ninstances = 4\n",
        measured: {
          slots: {},
          role: {},
          usage: {
            groups: [{ application: "etl", user: "etl", database: "shop", state: "idle", count: 16, longest: 1_000 }],
          },
        },
      },
    ],
    valid: [
      {
        toml: "[pool]\nmax = 20\n[deployment]\ninstances = 4\n",
        measured: {
          slots: {},
          role: {},
          usage: {
            groups: [{ application: "web", user: "app", database: "shop", state: "idle", count: 60, longest: 1_000 }],
          },
        },
      },
    ],
  },
});

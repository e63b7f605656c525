import { defineRule } from "../define.ts";
import { FLEET, placeOf } from "../fleet.ts";
import { assumedSeverity, planned } from "../server.ts";
import { usableOf } from "../usable.ts";

export default defineRule({
  id: "fleet-exceeds-usable",
  severity: "error",
  area: "server",
  since: "0.1.0",
  summary: "All instances together may open more connections than the live server has for the role",
  why: 'The server refuses what is above its limit with "sorry, too many clients already", at the moment of the greatest load.',
  fix: "Lower `pool.max` or the number of instances, put a pooler between, or raise `max_connections`.",
  source: "https://github.com/hushh-labs/hushh-research/issues/5872",
  scope: "server",
  reads: FLEET,
  check(_values, { config, pool, measured, isSet }) {
    const usable = usableOf(measured);
    const plan = planned({ config, pool, measured });
    if (!usable || !plan || plan.total.inSurge <= usable.slots) return;
    const { maxConnections } = measured.slots!;
    return {
      at: placeOf(isSet),
      message: `${plan.words}, more than the ${usable.slots} that the server has for ${measured.role?.name ?? "the role"} (max_connections ${maxConnections}, ${maxConnections - usable.slots} reserved)`,
      help: "Lower pool.max or the number of instances, put a pooler between, or raise max_connections.",
      ...assumedSeverity(isSet),
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 24\n[deployment]\ninstances = 4\n", measured: { slots: {} } }],
    valid: [
      { toml: "[pool]\nmax = 23\n[deployment]\ninstances = 4\n", measured: { slots: {} } },
      {
        toml: '[pool]\nmax = 24\n[deployment]\ninstances = 4\n[pooler]\nkind = "pgbouncer"\n',
        measured: { slots: {} },
      },
      { toml: "[pool]\nmax = 24\n[deployment]\ninstances = 4\n", measured: {} },
    ],
  },
});

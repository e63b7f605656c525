import { defineRule } from "../define.ts";
import { FLEET } from "../fleet.ts";
import { assumedSeverity, planned } from "../server.ts";

export default defineRule({
  id: "connection-limit-below-fleet",
  severity: "error",
  area: "server",
  since: "0.1.0",
  summary: "The role or the database has a CONNECTION LIMIT that the fleet exceeds",
  why: 'The server refuses further connections with "too many connections for role", though it has slots left.',
  fix: "Raise the limit with ALTER ROLE or ALTER DATABASE … CONNECTION LIMIT, or lower `pool.max` or the number of instances.",
  source: "https://github.com/strapi/strapi/issues/10891",
  scope: "server",
  reads: FLEET,
  check(_values, { config, pool, measured, isSet }) {
    const { role, slots } = measured;
    const plan = planned({ config, pool, measured });
    // a superuser has no limit
    if (!plan || !role || slots?.superuser) return;
    const limits = [
      { what: `role ${role.name}`, limit: role.limit, statement: "ALTER ROLE" },
      { what: `database ${role.database}`, limit: role.databaseLimit, statement: "ALTER DATABASE" },
    ];
    return limits.flatMap(({ what, limit, statement }) => {
      if (limit === null || plan.total.inSurge <= limit) return [];
      return {
        at: "pool.max",
        message: `${plan.words}, and the ${what} has CONNECTION LIMIT ${limit}`,
        help: `Raise it with ${statement} … CONNECTION LIMIT, or lower pool.max or the number of instances.`,
        ...assumedSeverity(isSet),
      } as const;
    });
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 10\n", measured: { slots: {}, role: { limit: 9 } } },
      { toml: "[pool]\nmax = 10\n", measured: { slots: {}, role: { databaseLimit: 5 } } },
    ],
    valid: [
      { toml: "[pool]\nmax = 10\n", measured: { slots: {}, role: { limit: 10 } } },
      { toml: "[pool]\nmax = 10\n", measured: { slots: { superuser: true }, role: { limit: 9 } } },
    ],
  },
});

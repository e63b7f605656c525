import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "lifetime-beyond-lease",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "Connections that live on after the lease of their role",
  why: "Vault drops the role when its lease ends. Connections of that role then fail, and new ones are refused, unless the pool has replaced them before with a renewed role.",
  fix: "Set `pool.maxLifetime` well below the lease, and let the program fetch a new role before the lease ends.",
  source: "https://developer.hashicorp.com/vault/docs/secrets/databases/postgresql",
  reads: ["connection.user", "pool.maxLifetime"],
  check({ "connection.user": user, "pool.maxLifetime": lifetime }, { targets, origin }) {
    if (user === undefined || user.length > 63 || !OF_VAULT.test(user)) return;
    const callbacks = targets.flatMap(({ title, passwordCallback: one }) => (one ? [`${title}: ${one.how}.`] : []));
    const effect =
      lifetime === null
        ? "and pool.maxLifetime is off, so connections live on after it"
        : `and pool.maxLifetime is ${formatDuration(lifetime)}`;
    return {
      at: origin("pool.maxLifetime").source === "default" ? "connection.user" : "pool.maxLifetime",
      message: `connection.user is a role that Vault made for one lease, ${effect}`,
      help: `Set pool.maxLifetime below the lease (\`vault read\` prints lease_duration), and fetch new credentials before it ends.${callbacks.length === 0 ? "" : ` ${callbacks.join(" ")}`}`,
      related: ["connection.user"],
      ...(lifetime !== null && { severity: "info" as const }),
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nuser = "v-token-app-4Tz1aB3cD5eF7gH9iJ1k-1700000000"\n[pool]\nmax_lifetime = "off"\n',
      },
      { env: { PGUSER: "v-kubernet-orders-x2Pq8RstUvWxYz012345-1731000000" } },
    ],
    valid: [
      { toml: '[connection]\nuser = "v-token"\n[pool]\nmax_lifetime = "off"\n' },
      { toml: '[connection]\nuser = "app"\n[pool]\nmax_lifetime = "off"\n' },
    ],
  },
});

/** `v-AUTH-ROLE-RANDOM-TIME`, the user name template that Vault has by default. */
const OF_VAULT = /^v-[\w-]{1,32}-[A-Za-z0-9]{20}-\d{10}$/;

import { scanDsn } from "../../dsn/parse.ts";
import { markOf, POOLER_PORTS } from "../../poolers/hosts.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "direct-url-on-pooler",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "A connection string for migrations that leads to a pooler",
  why: "Migrations use advisory locks, prepared statements and session settings, which break if a pooler shares connections between transactions.",
  fix: "Use the host and port of the database itself, or the session mode of the pooler.",
  source: "https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/pgbouncer",
  scope: "config",
  secret: true,
  check(_values, { directUrls }) {
    return directUrls.flatMap(({ name, text, origin }) => {
      const { hosts, params } = scanDsn(text, {}).dsn;
      const shown = hosts.flatMap(({ host, port }) => poolerOf(host, port));
      const [first] = params.pgbouncer === "true" ? ["pgbouncer=true in it", ...shown] : shown;
      if (first === undefined) return [];
      return {
        at: origin,
        message: `${name} is for migrations and should lead to the database itself, and it leads to a pooler (${first})`,
        help: `Set ${name} to the host and port of the database itself.`,
      };
    });
  },
  examples: {
    invalid: [
      { dotenv: "DIRECT_URL=postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app\n" },
      { dotenv: "DATABASE_URL_UNPOOLED=postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app\n" },
      { env: { DIRECT_URL: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:6543/app" } },
      { env: { DIRECT_URL: "postgresql://u@bouncer.example.com:6432/app" } },
      { env: { DIRECT_URL: "postgresql://u@db.example.com/app?pgbouncer=true" } },
    ],
    valid: [
      { dotenv: "DIRECT_URL=postgresql://u@ep-cool-1.eu-central-1.aws.neon.tech/app\n" },
      { env: { DIRECT_URL: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:5432/app" } },
      { env: { DIRECT_URL: "postgresql://u@db.example.com/app" } },
    ],
  },
});

function poolerOf(host: string | undefined, port: string | number | undefined): string[] {
  const number = Number(port ?? 5432);
  const mark = host === undefined ? undefined : markOf({ host, port: number });
  if (mark) return mark.mode === "session" ? [] : [mark.estimate.title];
  return POOLER_PORTS.includes(number) ? [`port ${number}, on which poolers listen`] : [];
}

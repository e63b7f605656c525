import { scanDsn } from "../../dsn/parse.ts";
import { findsTenantByUser } from "../../poolers/hosts.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "pooler-user-without-tenant",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "A user name without the project reference, for a pooler that needs it",
  why: "The shared pooler of Supabase finds the project by the user name; without it, every connection fails with `Tenant or user not found`.",
  fix: "Write the user name as `USER.PROJECT_REF`, such as `postgres.abcdefghijklmnopqrst`.",
  source: "https://supabase.com/docs/guides/database/connecting-to-postgres",
  reads: ["connection.user", "connection.host", "connection.port", "connection.url"],
  check({ "connection.user": user, "connection.host": host, "connection.port": port, "connection.url": url }) {
    if (user === undefined || user.includes(".") || host === undefined) return;
    if (!findsTenantByUser({ host, port: Number(port ?? 5432) })) return;
    // the other way to name the project
    if (url && /(?:^|\s|=)reference=/.test(scanDsn(url.reveal()).dsn.params.options ?? "")) return;
    return {
      at: "connection.user",
      message: `The user name has no project reference, and Supabase's shared pooler refuses it: "Tenant or user not found"`,
      legal: "USER.PROJECT_REF, such as postgres.abcdefghijklmnopqrst",
      help: "Append a dot and the project reference to the user name.",
      related: ["connection.host"],
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://postgres@aws-1-eu-north-1.pooler.supabase.com:5432/postgres" },
      { dsn: "postgresql://app@aws-0-us-west-1.pooler.supabase.com:6543/postgres" },
      { toml: '[connection]\nhost = "aws-0-us-west-1.pooler.supabase.com"\nuser = "app"\n' },
    ],
    valid: [
      { dsn: "postgresql://postgres.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:5432/postgres" },
      { dsn: "postgresql://postgres@aws-1-eu-north-1.pooler.supabase.com/postgres?options=reference%3Dabcdefghij" },
      { dsn: "postgresql://postgres@db.abcdefghijklmnopqrst.supabase.co:5432/postgres" },
    ],
  },
});

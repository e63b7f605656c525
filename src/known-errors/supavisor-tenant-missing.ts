// a project that Supavisor does not know
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "supavisor-tenant-missing",
  reason: "authentication",
  codes: ["ENOIDENTIFIER", "EMULTIPLEUSERS", "EINVALIDUSERINFO"],
  phrases: {
    Supavisor: [
      "Tenant or user not found",
      "(ENOTFOUND) tenant/user <name> not found",
      "tenant/user <name> not found",
      "no tenant identifier provided",
      "multiple users matched for <name>",
      "Invalid format for user or db_name",
      "(EPOOLCONFIGNOTFOUND)",
    ],
  },
  meaning:
    "Supabase's pooler was reached and knows no such project and user: the user lacks the project's reference, the pooler is another region's, or the project is paused or deleted.",
  todo: "Use postgres.PROJECTREF as the user (with a custom role: role.PROJECTREF), and copy the pooler's host from the project's Connect dialog: the region and the prefix (aws-0, aws-1) are part of it. Restore a paused project.",
  settings: ["connection.user", "connection.host"],
  source: "https://supabase.com/docs/guides/database/connecting-to-postgres",
  examples: ["FATAL: Tenant or user not found", "(ENOTFOUND) tenant/user postgres.abcdefghij not found"],
});

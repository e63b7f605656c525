// a role that RDS Proxy has no secret for
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "rds-proxy-role",
  reason: "authentication",
  phrases: { "RDS Proxy": ["This RDS proxy has no credentials for the role <name>"] },
  meaning: "RDS Proxy has no Secrets Manager secret for this role, so it cannot log in to the database for it.",
  todo: "Add a secret with the role's user name and password to the proxy's authentication settings, and let the proxy's IAM role read it (secretsmanager:GetSecretValue). This is needed for each role, with IAM authentication too.",
  settings: ["connection.user"],
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.troubleshooting.html",
  examples: [
    "FATAL: This RDS proxy has no credentials for the role app. Check the credentials for this role and try again.",
  ],
});

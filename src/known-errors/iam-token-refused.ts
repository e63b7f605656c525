// a token in place of a password that was refused
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "iam-token-refused",
  reason: "authentication",
  phrases: {
    "Amazon RDS": [
      "PAM authentication failed {for user <name>|}",
      /PAM authentication failed(?: for user ["']?[^"'\n]{1,100}["']?)?/,
    ],
    "RDS Proxy": [
      "The IAM authentication failed for the {role|user} <name>",
      "IAM authentication failed for {user|role} <name>",
      "RDS supports only IAM",
      "RDS IAM token generation failed",
    ],
    Azure: [
      "The access token has expired",
      "Access token validation failed",
      "Invalid value for parameter aad_auth",
      "Azure Workload Identity token generation failed",
    ],
    "Google Cloud SQL": [
      "Cloud SQL IAM {user|service account} authentication failed",
      "IAM authentication failed for the user",
    ],
    Vault: ["Vault credentials fetch failed"],
  },
  meaning:
    "The server checks a token in place of a password and refused it. On Amazon RDS, PAM means IAM authentication: the token is older than 15 minutes, or the identity may not use this role.",
  todo: "Generate the token at each connect, not once at start (node-postgres: password as an async function; HikariCP, Npgsql UsePeriodicPasswordProvider and others have such a callback), and connect over TLS. Check that the policy allows rds-db:connect for this role and that the role was granted rds_iam. On other servers, PAM refused the password: see the server's log.",
  settings: ["connection.password", "connection.user", "connection.ssl.mode"],
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html",
  examples: [
    'FATAL:  PAM authentication failed for user "iam_app"',
    "The IAM authentication failed for the role app. Check the IAM token for this role and try again.",
  ],
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "unreadable-secret-file",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "A variable names a file that cannot be read",
  why: "The secret is not mounted, or mounted elsewhere; without it the service connects without a password, or not at all.",
  fix: "Mount the file, or correct its path.",
  source: "https://docs.docker.com/engine/swarm/secrets/",
  secret: true,
  examples: {
    invalid: [{ env: { PGPASSWORD_FILE: "/nowhere/password" } }],
    valid: [{ env: { PGPASSWORD: "example" } }],
  },
});

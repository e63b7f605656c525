import { defineRule } from "../define.ts";

export default defineRule({
  id: "unset-reference",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A $name in a .env file that names no variable",
  why: "It expands to nothing, so a password with a dollar sign loses its end, and the login fails.",
  fix: "Put the value in single quotes, or escape the dollar sign with a backslash.",
  source: "https://github.com/motdotla/dotenv-expand#what-rules-does-the-expansion-engine-follow",
  examples: {
    invalid: [{ dotenv: 'PGPASSWORD="ex$ample"\n' }, { dotenv: "POOL_MAX=${MAX}\n" }],
    valid: [
      { dotenv: "PGPASSWORD='ex$ample'\n" },
      { dotenv: "PGPASSWORD=ex\\$ample\n" },
      { dotenv: "MAX=20\nPOOL_MAX=${MAX}\n" },
      { dotenv: "POOL_MAX=${MAX:-20}\n" },
      { dotenv: "PROMPT=$unset\n" },
    ],
  },
});

import { scanDsn } from "../dsn/parse.ts";
import { defineRule } from "./_define.ts";

export default defineRule({
  id: "secret-in-tracked-file",
  severity: "warning",
  area: "security",
  since: "0.1.0",
  summary: "A password in a file that git tracks",
  why: "Everybody who can read the repository has it, now and later: it stays in the history when the line is gone.",
  fix: "Move it to the environment or to a mounted file, and change the password.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  reads: ["connection.url", "connection.password", "connection.replicas"],
  check(_values, { stated, project }) {
    return SECRETS.flatMap((path) => {
      const literal = stated(path).filter(
        ({ origin, raw }) => origin.source !== "dsn" && origin.document?.path !== undefined && holdsSecret(path, raw),
      );
      return literal.flatMap(({ origin }) => {
        if (!project.isTracked(origin.document!.path!)) return [];
        return {
          at: origin,
          message: `${path} holds a password, and git tracks ${origin.file}`,
          help: `Set ${VARIABLES[path]} in the environment instead, and change the password: it stays in the history.`,
        };
      });
    });
  },
  examples: {
    invalid: [
      { toml: '[connection]\npassword = "example"\n', tracked: true },
      { toml: '[connection]\nurl = "postgresql://app:example@localhost/app"\n', tracked: true },
      { toml: '[connection]\nreplicas = ["postgresql://app:example@localhost/app"]\n', tracked: true },
    ],
    valid: [
      { toml: '[connection]\npassword = "example"\n' },
      { toml: '[connection]\nurl = "postgresql://app@localhost/app"\n', tracked: true },
      { toml: '[connection]\npassword = "${DB_PASSWORD}"\n', tracked: true },
    ],
  },
});

const VARIABLES = {
  "connection.url": "DATABASE_URL",
  "connection.password": "PGPASSWORD",
  "connection.replicas": "CONNECTION_REPLICAS",
} as const;
const SECRETS = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];

function holdsSecret(path: keyof typeof VARIABLES, raw: unknown): boolean {
  if (Array.isArray(raw)) return raw.some((one) => holdsSecret("connection.url", one));
  if (typeof raw !== "string") return false;
  const password = path === "connection.password" ? raw : scanDsn(raw, {}).dsn.password;
  // the name of a variable is no secret
  return password !== undefined && password !== "" && !/^(?:\$\{[^}]*\}|\$\w+|<[^>]*>|\*+)$/.test(password);
}

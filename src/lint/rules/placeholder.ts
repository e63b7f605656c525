import { isPlaceholder, isTemplate, type OpenPart } from "../../dsn/placeholders.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "placeholder",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "A placeholder of a template that was not replaced",
  why: "The connection fails, or goes to another server than the one that is meant.",
  fix: "Put the real value in its place.",
  source: "https://supabase.com/docs/guides/database/connecting-to-postgres",
  reads: ["connection.user", "connection.password", "connection.host", "connection.database"],
  check(values, { origin, isSet }) {
    const { "connection.user": user, "connection.password": secret, "connection.host": host } = values;
    const password = secret?.reveal();
    const parts = [
      ["connection.user", "user name", user],
      ["connection.password", "password", password],
      ["connection.host", "host", host],
      ["connection.database", "database", values["connection.database"]],
    ] as const satisfies readonly (readonly [string, OpenPart, string | undefined])[];
    // those in a connection string are reported where the string is read
    const own = parts.filter(([path]) => isSet(path) && origin(path).source !== "dsn");
    const found = own.filter(([, part, value]) => value !== undefined && isPlaceholder(part, value));
    const isOwn = own.some(([path]) => path === "connection.user");
    if (found.length === 0 && isOwn && isTemplate({ user, password, host }))
      return {
        at: "connection.user",
        message: "connection.user and connection.password are those of a template that was not filled in",
        help: "Put the real ones in their place.",
        related: ["connection.password"],
      };
    return found.map(([path, part]) => ({
      at: path,
      message: `${path} is, or contains, a placeholder that was not replaced`,
      help: `Put the real ${part} in its place.`,
    }));
  },
  examples: {
    invalid: [
      { dsn: "postgresql://postgres:[YOUR-PASSWORD]@db.example.com:5432/postgres" },
      { dsn: "postgresql://app:example@<host>:5432/shop" },
      { dsn: "postgresql://johndoe:randompassword@localhost:5432/mydb" },
      { dsn: "postgresql://..." },
      { toml: '[connection]\nhost = "db.example.com"\nuser = "your_username"\n' },
      { env: { PGHOST: "db.example.com", PGPASSWORD: "your-password-here" } },
    ],
    valid: [
      { dsn: "postgresql://postgres:example@db.example.com:5432/postgres" },
      { dsn: "postgresql://user:password@localhost:5432/mydb" },
      { toml: '[connection]\nhost = "yourshop.example.com"\nuser = "yourself"\n' },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "placeholder",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "A placeholder that nobody filled in",
  why: "The text from a template still stands where a value belongs, so the connection fails or goes elsewhere.",
  fix: "Put the real value in its place.",
  source: "https://supabase.com/docs/guides/database/connecting-to-postgres",
  examples: {
    invalid: [{ dsn: "postgresql://postgres:[YOUR-PASSWORD]@db.example.com:5432/postgres" }],
    valid: [{ dsn: "postgresql://postgres:example@db.example.com:5432/postgres" }],
  },
});

// where the connection comes from in what is rendered
import { describe, expect, test } from "vitest";
import { render } from "../../src/render.ts";
import { targets } from "../../src/targets/_all.gen.ts";
import { configOf } from "./_config.ts";

const OWN = targets.filter(({ connection, forms }) => connection.layout !== "none" && forms.includes("code"));

function codeOf(id: string, url: string): string {
  const { config, origins } = configOf({ "connection.url": url });
  return render(config, id, { format: "code", origins, onlySet: true }).text;
}

describe("parts among the parameters of the URL", () => {
  const READING = /^(?:bun-sql|drizzle|knex|kysely|neon|node-postgres|objection|pg-promise|prisma@7|typeorm)$/;

  test.each(OWN.map(({ id }) => id))("%s: the URL is handed on only where they are read there", (id) => {
    const elsewhere = codeOf(id, "postgresql:///shop?host=db.example.com&port=6000&user=web");
    const secret = codeOf(id, "postgresql://db.example.com/shop?user=web&password=canary");
    expect(secret).not.toContain("canary");
    if (READING.test(id)) {
      expect(elsewhere).toContain("process.env.DATABASE_URL");
      expect(secret).toContain("process.env.DATABASE_URL");
    } else {
      for (const text of [elsewhere, secret]) expect(text).not.toContain("DATABASE_URL");
      for (const part of ["db.example.com", "6000", "shop", "web"]) expect(elsewhere).toContain(part);
      expect(secret).toContain("process.env.PGPASSWORD");
    }
  });

  test("pg takes the database from the path only", () => {
    const text = codeOf("node-postgres", "postgresql://web@db.example.com/?dbname=shop");
    expect(text).not.toContain("DATABASE_URL");
    expect(text).toContain('database: "shop"');
  });
});

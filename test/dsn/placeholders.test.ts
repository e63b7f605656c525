// placeholders of templates, told from words that are in use as real values
import { expect, test } from "vitest";
import { isPlaceholder } from "../../src/dsn/placeholders.ts";
import { parseDsn } from "../../src/index.ts";

const rulesOf = (dsn: string) => parseDsn(dsn).findings.map(({ rule }) => rule);

test.each([
  "postgresql://...",
  "postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
  "postgres://USERNAME:PASSWORD@HOSTNAME:5432/DB_NAME",
  "postgresql://username:password@hostname:5432/database",
  "postgresql://johndoe:randompassword@localhost:5432/mydb?schema=public",
  "postgresql://app:your-password@db.example.com/shop",
  "postgresql://app:your_password_here@db.example.com/shop",
  "postgresql://your_user:secret@db.example.com/shop",
  "postgresql://app:secret@your-host.example.com/shop",
  "postgresql://app:secret@ep-xxxx-123.eu-central-1.aws.neon.tech/shop",
  "postgresql://postgres.[project-ref]:secret@aws-0-eu-west-1.pooler.supabase.com:6543/postgres",
  "postgresql://postgres.xxxxxxxxxxxxxxxxxxxx:secret@aws-0-eu-west-1.pooler.supabase.com:6543/postgres",
  "postgresql://app:********@db.example.com/shop",
  "postgresql://app:$DB_PASSWORD@db.example.com/shop",
  "postgresql://app:__DB_PASSWORD__@db.example.com/shop",
  "postgresql://app:secret@db.example.com/<database>",
])("%s is a template that was not filled in", (dsn) => {
  expect(rulesOf(dsn)).toContain("placeholder");
});

test("the parts of one template are not reported as other problems", () => {
  expect(new Set(rulesOf("postgresql://USER:PASSWORD@HOST:PORT/DATABASE"))).toEqual(new Set(["placeholder"]));
});

test.each([
  "postgresql://user:password@localhost:5432/mydb",
  "postgresql://postgres:postgres@localhost:5432/postgres",
  "postgresql://postgres:changeme@db:5432/app",
  "postgresql://johndoe:secret@localhost/mydb",
  "postgresql://admin:Your1stTime@db.example.com/shop",
  "postgresql://app:x%5Bab%5Dy@db.example.com/shop",
  "postgresql://xavier:maxxx@db-xx.example.com/app",
  "postgresql://host.docker.internal:5432/app",
  "postgresql://app:secret@host1,host2/app",
])("%s may be real", (dsn) => {
  expect(rulesOf(dsn)).not.toContain("placeholder");
});

test("a text beyond any name is not looked at", () => {
  expect(isPlaceholder("password", `your-${"x".repeat(100_000)}`)).toBe(false);
});

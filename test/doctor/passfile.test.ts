// password files, as libpq reads them
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPasswordFile } from "../../src/doctor/passfile.ts";
import { folder } from "../cli/_run.ts";

const KEY = { host: "db.example", port: 5432, database: "shop", user: "app" };

function file(text: string, mode = 0o600): string {
  const path = join(folder({}), "pgpass");
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  return path;
}

test.each([
  ["db.example:5432:shop:app:first\ndb.example:5432:shop:app:second\n", "first"],
  ["*:*:*:*:any\n", "any"],
  ["# db.example:5432:shop:app:no\n\n*:*:*:app:yes", "yes"],
  ["other:5432:shop:app:no\ndb.example:5433:shop:app:no\ndb.example:5432:shop:App:no\n", undefined],
  // an escaped colon belongs to the password, one that is not ends it
  ["*:*:*:*:a\\:b\\\\c:d\n", "a:b\\c"],
  ["*:*:*:*:with blanks  \r\n", "with blanks  "],
  // an escaped asterisk is a name
  ["\\*:*:*:*:no\n", undefined],
  ["*:*:*:*\n", undefined],
  ["*:*:*:*:\n", ""],
  ["", undefined],
])("%j", (text, expected) => {
  expect(openPasswordFile(file(text)).passwordFor(KEY)).toBe(expected);
});

test("names with colons and backslashes are escaped", () => {
  const { passwordFor } = openPasswordFile(file("\\:\\:1:5432:sh\\\\op:a\\:pp:yes\n"));
  expect(passwordFor({ host: "::1", port: 5432, database: "sh\\op", user: "a:pp" })).toBe("yes");
});

test("a file that others may read is ignored, and that is told", () => {
  for (const mode of [0o644, 0o640, 0o604, 0o660]) {
    const { passwordFor, ignored } = openPasswordFile(file("*:*:*:*:pw\n", mode));
    expect([passwordFor(KEY), ignored]).toEqual([undefined, expect.stringContaining("chmod 0600")]);
  }
});

test("a file that is not there says nothing, and one that is no file is told", () => {
  expect(openPasswordFile("/nowhere/pgpass").ignored).toBeUndefined();
  const path = join(folder({}), "pgpass");
  mkdirSync(path);
  expect(openPasswordFile(path).ignored).toContain("not a plain file");
});

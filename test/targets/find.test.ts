// which target a word names
import { expect, test } from "vitest";
import { findTarget } from "../../src/render/find-target.ts";

test.each([
  ["prisma@6", "prisma"],
  ["prisma@4", "prisma"],
  ["prisma@7", "prisma@7"],
  ["knex@3", "knex"],
  ["typeorm@1", "typeorm"],
  ["typeorm@0", "typeorm"],
  ["slonik@49", "slonik"],
  ["mikro-orm@7", "mikro-orm"],
  ["mikro-orm@6", "mikro-orm@6"],
])("%s is %s", (word, id) => {
  expect(findTarget(word).id).toBe(id);
});

test.each([
  ["knex@2", 'There is no target "knex@2". knex is for knex >=3.0.1 <4. The'],
  [
    "prisma@3",
    'There is no target "prisma@3". prisma is for @prisma/client >=4 <7, prisma@7 is for @prisma/adapter-pg >=7 <8. The',
  ],
  ["knexx", 'There is no target "knexx". Did you mean knex? The'],
])("%s is none, and the hint points at no other major", (word, message) => {
  expect(() => findTarget(word)).toThrow(message);
});

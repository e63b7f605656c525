// a library without a pool is told about wherever a target is asked for
import { expect, test } from "vitest";
import { poolless } from "../../src/mapping/poolless.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { poolcfg } from "./_run.ts";

test.each(poolless)("$id is explained, with its source", async ({ id, why, source }) => {
  const { code, out } = await poolcfg(["explain", id]);
  expect(code).toBe(0);
  expect(out).toContain(`${why}.`);
  expect(out).toContain(source.url);
  const json = JSON.parse((await poolcfg(["explain", id, "--format", "json"])).out);
  expect(json).toMatchObject({ kind: "poolless", id, source });
});

test.each(poolless)("$id is listed, and refused as a target", async ({ id, why }) => {
  expect((await poolcfg(["targets"])).out).toContain(`${id}: ${why}.`);
  const { code, err } = await poolcfg(["render", "--target", id]);
  expect(code).toBe(2);
  expect(err).toContain("needs no pool");
});

test("none of them is a target, and they are sorted", () => {
  const ids = poolless.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(targets.map(({ id }) => id).filter((id) => ids.includes(id as never))).toEqual([]);
});

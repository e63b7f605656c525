// measures every target on a real server, and holds the tables of the targets against it
import { beforeAll, describe, expect, test } from "vitest";
import { targets } from "../../src/targets/registry.gen.ts";
import { claimsMore, claimsOf, laterFields } from "./_claims.ts";
import { behaviours, behavioursOf } from "./_measure.ts";
import { UNSEEN, writeReport } from "./_report.ts";
import { measureAll, type Results } from "./_run.ts";
import { chosen, drivers, ONLY } from "./drivers/_all.ts";

let results: Results;

beforeAll(async () => {
  results = await measureAll();
  await writeReport(results);
  if (ONLY !== undefined) for (const result of results.targets) console.info(linesOf(result).join("\n"));
});

test("every target has a driver, or says why it is not measured", () => {
  expect(Object.keys(drivers).sort()).toEqual(targets.map(({ id }) => id).sort());
});

test("every field of a target is measured, or it says why not", () => {
  const unseen = (path: string) => UNSEEN.some(({ prefix }) => path.startsWith(prefix));
  const open = targets
    .flatMap(({ id, fields }) => Object.keys(fields).map((path) => ({ id, path })))
    .filter(({ id, path }) => !("unmeasured" in drivers[id]!) || path in behaviours)
    .filter(({ id, path }) => !(path in { ...behaviours, ...behavioursOf(drivers[id]!) } || unseen(path)));
  expect(open).toEqual([]);
});

test.for(targets)("the table of $id says what it rests on", ({ id, evidence }, { skip }) => {
  if ("here" in drivers[id]!) return skip(drivers[id].unmeasured);
  expect(evidence).toBe("unmeasured" in drivers[id]! ? "source" : "measured");
});

test.each(targets.filter(({ evidence }) => evidence === "measured"))(
  "$id keeps nothing that is not measured",
  ({ id, fields }) => {
    const kept = Object.entries(fields).filter(([, { support }]) => support !== "none");
    const unseen = (path: string) => UNSEEN.some(({ prefix }) => path.startsWith(prefix));
    const open = kept.map(([path]) => path).filter((path) => !(path in behavioursOf(drivers[id]!) || unseen(path)));
    expect(open).toEqual([]);
  },
);

test.runIf(process.env.POOLCFG_DEMAND === "all")("nothing that is measured is missing on this machine", () => {
  const missing = Object.entries(chosen).flatMap(([target, driver]) => {
    const why = "unmeasured" in driver ? undefined : (driver.missing ?? driver.service?.missing);
    return why === undefined ? [] : `${target}: ${why}`;
  });
  expect(missing).toEqual([]);
});

describe.each(Object.keys(chosen))("%s", (target) => {
  test.for(Object.entries(behavioursOf(chosen[target]!)))(
    "%s is claimed no better than it is",
    ([path, { needs }], { skip }) => {
      const result = results.targets.find((candidate) => candidate.target === target)!;
      if ("unmeasured" in result) return skip(result.unmeasured);
      const unseen = result.unseen?.find(({ prefix }) => path.startsWith(prefix));
      if (unseen) return skip(unseen.why);
      const missing = needs && results.missing[needs];
      if (missing !== undefined) return skip(missing);
      const { verdict, text } = result.fields[path as keyof typeof result.fields]!;
      const { support, note } = claimsOf(target)[path]!;
      // what came later is not there before, or it came earlier than the table says
      if (laterFields(target).some((field) => field.path === path))
        expect(verdict, `the table says that it ${note}; measured ${verdict}: ${text}`).toBe("none");
      expect(claimsMore(support, verdict), `claimed ${support}, measured ${verdict}: ${text}`).toBe(false);
    },
  );
});

function linesOf(result: Results["targets"][number]): string[] {
  if ("unmeasured" in result) return [`${result.target} is not measured: ${result.unmeasured}`];
  const claims = claimsOf(result.target);
  return Object.entries(result.fields).map(([path, { verdict, text }]) => {
    const { support } = claims[path]!;
    return `${support === verdict ? " " : "!"} ${result.target} ${path}: ${support === verdict ? "" : `claimed ${support}, `}${verdict}, ${text}`;
  });
}

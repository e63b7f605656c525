// npm run test:mutations: changes one entry of one table at a time; a library or a measurement must notice
//
//   --only ID[,ID]   only these targets and drivers, whose list is not compared
//   --verbose        print every mutant with what killed it
//
// Exit 1 if a judge contradicts a table as it is, if a mutant survives that test/mutations/survivors.json does not list,
// or if that list has an entry for nothing. UPDATE_GOLDEN=1 removes such entries from it.
import { parseArgs } from "node:util";
import { urlParameters } from "../../src/load/url-parameters.gen.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { comparedWithList } from "../_shrinking.ts";
import { defaultJudge } from "./default-judge.ts";
import { effectJudge } from "./effect-judge.ts";
import type { Judge } from "./judge.ts";
import { libraryJudge } from "./library-judge.ts";
import { measuredJudge } from "./measured-judge.ts";
import { driverMutants, type Mutant, mutantsOf } from "./mutants.ts";

const { values: options } = parseArgs({
  options: { only: { type: "string" }, verbose: { type: "boolean", default: false } },
});
const ids = options.only?.split(",");
const all = [...targets.flatMap(mutantsOf), ...urlParameters.flatMap((driver) => driverMutants(driver, targets))];
const mutants = all.filter(({ target, driver }) => ids?.includes((target ?? driver)!.id) ?? true);
const judges: readonly Judge[] = [libraryJudge, await measuredJudge(), effectJudge, defaultJudge];

// of the tables as they are, no judge may say anything
const entries = new Map(mutants.map((mutant) => [`${(mutant.target ?? mutant.driver)!.id} ${mutant.path}`, mutant]));
let contradictions = 0;
for (const [entry, mutant] of entries)
  for (const judge of judges)
    for (const problem of await problemsOf(judge, mutant)) {
      contradictions += 1;
      console.error(`${entry}, unchanged, by ${judge.id}: ${problem}`);
    }

const killed = new Map<string, number>();
const survivors: string[] = [];
for (const mutant of mutants) {
  const judge = await killerOf(mutant);
  if (judge === undefined) survivors.push(mutant.id);
  else killed.set(judge, (killed.get(judge) ?? 0) + 1);
  if (options.verbose) console.log(`${judge === undefined ? "survived" : `killed by ${judge}`}: ${mutant.id}`);
}
console.log(`${mutants.length} mutants, ${survivors.length} survived`);
for (const [judge, count] of killed) console.log(`  ${count} killed by ${judge}`);

const { added, stale } = ids ? { added: [], stale: [] } : comparedWithList("mutations/survivors.json", survivors);
for (const id of added) console.error(`survived, and is not in survivors.json: ${id}`);
for (const id of stale) console.error(`in survivors.json for nothing, UPDATE_GOLDEN=1 removes it: ${id}`);
if (contradictions + added.length + stale.length > 0) process.exitCode = 1;

async function problemsOf(judge: Judge, { target, driver, path }: Mutant): Promise<readonly string[]> {
  return (target ? await judge.target?.(target, path) : await judge.driver?.(driver!, path)) ?? [];
}

async function killerOf(mutant: Mutant): Promise<string | undefined> {
  const undo = mutant.apply();
  try {
    for (const judge of judges) if ((await problemsOf(judge, mutant)).length > 0) return judge.id;
    return undefined;
  } finally {
    undo();
  }
}

// a pool under load and faults; its heap must stay flat. --seconds N: how long, 600 by default; --seed N: the order of the faults
import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { soak } from "../runtime/_soak.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "600" },
    seed: { type: "string", default: `${Date.now() % 2 ** 31}` },
  },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
assert(seconds > 0 && Number.isInteger(seed), "--seconds takes a number above 0, --seed a whole number");
console.log(`--seconds ${seconds} --seed ${seed}`);
const { heap, ...counts } = await soak(seconds, seed);
const mib = heap.map((bytes) => Math.round(bytes / 104_857.6) / 10);
console.log(JSON.stringify({ ...counts, heapMiB: mib }));
// the first tenths warm up
if (heap.length >= 8) {
  const [early, late] = [heap.slice(2, 5), heap.slice(-3)].map((part) => Math.min(...part));
  assert(late - early < 5 * 2 ** 20, `the heap grew from ${early} to ${late} bytes`);
}

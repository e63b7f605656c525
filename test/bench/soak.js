// a pool under load and faults for as long as SOAK_SECONDS says, ten minutes unless told; its heap must stay flat
import assert from "node:assert/strict";
import { soak } from "../runtime/_soak.ts";

const seconds = Number(process.env.SOAK_SECONDS ?? 600);
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 2 ** 31);
console.log(`${seconds} s, SOAK_SEED=${seed}`);
const { heap, ...counts } = await soak(seconds, seed);
const mib = heap.map((bytes) => Math.round(bytes / 104_857.6) / 10);
console.log(JSON.stringify({ ...counts, heapMiB: mib }));
// the first tenths warm up
if (heap.length >= 8) {
  const [early, late] = [heap.slice(2, 5), heap.slice(-3)].map((part) => Math.min(...part));
  assert(late - early < 5 * 2 ** 20, `the heap grew from ${early} to ${late} bytes`);
}

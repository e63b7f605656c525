// turns what a parser gave into plain values: objects without a prototype, nothing exotic
import type { Pointer } from "../diagnostics/document.ts";
import type { Fault } from "./_define.ts";
import { forbiddenKey, isForbidden, MAX_DEPTH, tooDeep, unfitNumber, unsupported } from "./_problems.ts";

/** Copies a value. What cannot be kept is reported: a key is left out, an item of a list becomes null. */
export function toPlain(value: unknown, faults: Fault[]): { data: unknown; keys: number; deep: Fault | undefined } {
  const way: (string | number)[] = [];
  const here = (): Pointer => [...way];
  let keys = 0;
  let deep: Fault | undefined;
  const data = copy(value);
  return { data, keys, deep };

  function copy(raw: unknown): unknown {
    if (typeof raw === "string" || typeof raw === "boolean" || raw === null) return raw;
    if (typeof raw === "number" || typeof raw === "bigint") {
      const words = unfitNumber(raw);
      if (!words) return raw;
      faults.push({ ...words, pointer: here() });
      return undefined;
    }
    if (raw instanceof Date) {
      faults.push({
        ...unsupported("This is a date or a time", 'Put it in quotes, or write a length of time such as "30s".'),
        pointer: here(),
      });
      return undefined;
    }
    if (way.length >= MAX_DEPTH) {
      if (!deep) {
        deep = { ...tooDeep(), pointer: here(), part: "key" };
        faults.push(deep);
      }
      return undefined;
    }
    return Array.isArray(raw) ? list(raw) : table(raw as object);
  }

  function list(raw: readonly unknown[]): unknown[] {
    return raw.map((item, at) => {
      way.push(at);
      const kept = copy(item);
      way.pop();
      return kept ?? null;
    });
  }

  function table(raw: object): object {
    const kept = Object.create(null) as Record<string, unknown>;
    for (const [key, member] of Object.entries(raw)) {
      keys++;
      way.push(key);
      if (isForbidden(key)) faults.push({ ...forbiddenKey(key), pointer: here(), part: "key" });
      else {
        const value = copy(member);
        if (value !== undefined) kept[key] = value;
      }
      way.pop();
    }
    return kept;
  }
}

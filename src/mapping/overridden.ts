// an option of a library, and the same of its driver that is put over it
import type { Mapping } from "./define.ts";

/** Maps a field to an option that another one beats. */
export function overridden(own: Mapping, winner: Mapping): Mapping {
  return {
    ...own,
    keys: [...new Set([...own.keys, ...winner.keys])],
    read(native) {
      const holds = winner.read(native);
      const beaten = own.read(native);
      if (!holds || !beaten) return holds ?? beaten;
      if (holds.value === beaten.value) return holds;
      const [key, by] = [own.keys[0]!, winner.keys[0]!];
      const fault = {
        rule: "conflicting-sources",
        severity: "warning",
        key,
        message: `${key} and ${by} differ: ${by} is put over it, and holds`,
        help: `Keep ${key} with the value that is meant, and remove ${by}.`,
      } as const;
      return { ...holds, issues: [...(holds.issues ?? []), fault] };
    },
  };
}

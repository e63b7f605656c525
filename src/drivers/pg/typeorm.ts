// TypeORM's options of its own, and `extra`, which goes to pg unread and beats them
import type { Check, Mapping } from "../../mapping/define.ts";
import { schemaAndSearchPath, startupSearchPath } from "../../mapping/startup-options.ts";

/** Maps `connection.schema`; what the option says holds for the tables of the entities only. */
export function schema(key: string, startup: string): Mapping {
  const path = startupSearchPath(startup);
  const note =
    "one schema also as `schema`, which the tables of the entities are qualified with; several go by the search_path alone";
  return {
    ...schemaAndSearchPath(key, startup, note),
    read(native) {
      const own = native.get(key);
      const stated = path.read(native);
      if (stated || typeof own !== "string") return stated;
      return { value: own, note: "there for the tables of the entities only" };
    },
  };
}

/** What is wrong with the options of a server that stand in `extra`. */
export function partsInExtra(prefix: string, own: Readonly<Record<string, string>>): Check[] {
  return Object.entries(own).map(([name, option]) => ({
    key: `${prefix}${name}`,
    part: "key",
    when: (value) => value !== undefined,
    rule: "misplaced-key",
    severity: "warning",
    message: `${prefix}${name} goes to pg unread, and beats ${option}`,
    help: `Write it as ${option}; it is not imported from there.`,
  }));
}

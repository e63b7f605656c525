// TypeORM's options of its own, and `extra`, which goes to pg unread and beats them
import { type Check, computed, type Mapping } from "./_define.ts";
import { schemasIn, startupSearchPath } from "./_startup.ts";

/** Maps `connection.schema` twice: entities name their schema, and SQL of one's own goes by the search_path. */
export function schema(key: string, startup: string): Mapping {
  const path = startupSearchPath(startup);
  return computed(
    [key, startup],
    "text",
    {
      whenSet: true,
      note: "one schema also as `schema`, which the tables of the entities are qualified with; several go by the search_path alone",
    },
    {
      write(value, context) {
        const names = schemasIn(String(value));
        return { set: { ...(names.length === 1 && { [key]: names[0] }), ...path.write(value, context).set } };
      },
      read(native) {
        const own = native.get(key);
        const stated = path.read(native);
        if (stated || typeof own !== "string") return stated;
        return { value: own, note: "there for the tables of the entities only" };
      },
    },
  );
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

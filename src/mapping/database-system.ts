// whether settings are for PostgreSQL at all: what the keys that name the database system say

import { getKey, type Tree } from "../codecs/literal.ts";
import type { NativeIssue, Target } from "./define.ts";

/** The word by which settings name a database that is not PostgreSQL; undefined where they name none. */
export function otherSystem(target: Target, settings: Tree): { key: string; word: string } | undefined {
  const { keys, postgresql } = target.system ?? { keys: [], postgresql: [] };
  for (const key of keys) {
    const value = getKey(settings, key);
    // a class tells by its name only
    if (typeof value === "function" && OTHERS.test(value.name)) return { key, word: value.name };
    if (typeof value !== "string" || value === "" || /[$%{]/.test(value)) continue;
    return postgresql.includes(value) ? undefined : { key, word: value.slice(0, 40) };
  }
  return undefined;
}

/** The fault of settings that are for another database. */
export function otherSystemFault(target: Target, settings: Tree): NativeIssue | undefined {
  const other = otherSystem(target, settings);
  return (
    other && {
      rule: "not-postgresql",
      severity: "error",
      key: other.key,
      message: `${other.key} is ${other.word}: these settings are for another database`,
      legal: target.system!.postgresql.join(", "),
      help: "Import the settings of the PostgreSQL database; a limit of one server does not apply to the other.",
    }
  );
}

const OTHERS = /mysql|maria|sqlite|mssql|sqlserver|oracle|mongo|libsql|db2|snowflake/i;

// how many connections the role can have, and which limit it is that says so
import type { Measured } from "./measured.ts";

/** The connections that a role can have at once. */
export interface Usable {
  readonly count: number;
  /** The limit that is the lowest. */
  readonly binds: "max_connections" | "role" | "database";
  /** What the server has for roles like this one, other limits aside. */
  readonly slots: number;
}

/** What is usable for the role; undefined where the server did not say. A superuser has no connection limit. */
export function usableOf({ slots, role }: Measured): Usable | undefined {
  if (!slots) return undefined;
  const { maxConnections, superuserReserved, reserved, superuser, mayUseReserved } = slots;
  const kept = superuser ? 0 : superuserReserved + (mayUseReserved ? 0 : reserved);
  const free = Math.max(0, maxConnections - kept);
  const limits = [
    { count: free, binds: "max_connections" as const },
    ...(role && !superuser && role.limit !== null ? [{ count: role.limit, binds: "role" as const }] : []),
    ...(role && !superuser && role.databaseLimit !== null
      ? [{ count: role.databaseLimit, binds: "database" as const }]
      : []),
  ];
  const [least] = limits.sort((a, b) => a.count - b.count);
  return { ...least!, slots: free };
}

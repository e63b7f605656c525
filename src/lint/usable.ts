// how many connections the role can have, how many of them are free, and which limit decides
import type { Measured } from "../doctor/measured.ts";

/** The connections that a role can have at once. */
export interface Usable {
  readonly count: number;
  /** The limit that is the lowest. */
  readonly binds: LimitKind;
  /** What the server has for roles like this one, other limits aside. */
  readonly slots: number;
}

/** The connections that a role can still get. */
export interface Free {
  readonly count: number;
  /** The limit that leaves the fewest. */
  readonly binds: LimitKind;
}

/** What a limit on connections belongs to: the server, the role or the database. */
export type LimitKind = "max_connections" | "role" | "database";

/** One limit that counts for the role, and what is used of it. */
export interface Limit {
  readonly kind: LimitKind;
  readonly limit: number;
  /** Connections now, without doctor's own; undefined if that was not answered. */
  readonly used: number | undefined;
}

/** What is usable for the role; undefined if the server did not say. A superuser has no connection limit. */
export function usableOf(measured: Measured): Usable | undefined {
  const [server, ...others] = limitsOf(measured);
  if (!server) return undefined;
  const least = others.reduce((low, one) => (one.limit < low.limit ? one : low), server);
  return { count: least.limit, binds: least.kind, slots: server.limit };
}

/** What is free for the role; undefined if the server did not say. */
export function freeOf(measured: Measured): Free | undefined {
  const left = limitsOf(measured).flatMap(({ kind, limit, used }) =>
    used === undefined ? [] : [{ count: Math.max(0, limit - used), binds: kind }],
  );
  return left.length === 0 ? undefined : left.reduce((low, one) => (one.count < low.count ? one : low));
}

/** The limits that count for the role that logged in, that of the server first; none if the server did not say. */
export function limitsOf({ slots, role, usage }: Measured): readonly Limit[] {
  if (!slots) return [];
  const { maxConnections, superuser, mayUseReserved, superuserReserved, reserved } = slots;
  const kept = superuser ? 0 : superuserReserved + (mayUseReserved ? 0 : reserved);
  const server = { kind: "max_connections", limit: Math.max(0, maxConnections - kept), used: usage?.total } as const;
  if (!role || superuser) return [server];
  return [
    server,
    ...(role.limit === null ? [] : [{ kind: "role", limit: role.limit, used: usage?.ofRole } as const]),
    ...(role.databaseLimit === null
      ? []
      : [{ kind: "database", limit: role.databaseLimit, used: usage?.ofDatabase } as const]),
  ];
}

/** How many connections the server has for roles without a privilege; undefined if it did not say. */
export function ordinarySlots({ slots }: Measured): number | undefined {
  return slots && Math.max(0, slots.maxConnections - slots.superuserReserved - slots.reserved);
}

// what pgcat.toml holds: general settings, and for each pool its users and its shards, by number

import { isTree, type Tree } from "../codecs/literal.ts";
import { millis, seconds } from "../codecs/units.ts";
import type { Pointer } from "../diagnostics/document.ts";
import {
  type Arranged,
  custom,
  decode,
  type FileLayout,
  field,
  type Mapping,
  type Remark,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { oneServer, POOLER_CONNECTION } from "./pooler.ts";

/** Where it has the connection. */
export const pgcatConnection: OptionsLayout = {
  ...POOLER_CONNECTION,
  prefix: "server.",
  host: "server.host",
  port: "server.port",
  user: "user.username",
  password: "user.password",
  database: "shard.database",
  needs: ["user", "database"],
  startup: "server.options",
  sockets: false,
  servers: oneServer,
};

const PRIMARY = "primary";

/** One pool by the name of its database, with one user and one shard. */
export const pgcatFile: FileLayout = {
  write({ general, pool, user, shard, server }) {
    const { host, port } = (server ?? {}) as Tree;
    const { database } = (shard ?? {}) as Tree;
    const shards = { 0: { ...(isTree(shard) && shard), servers: [[host, port, PRIMARY]] } };
    return {
      general,
      pools: { [String(database ?? "postgres")]: { ...(isTree(pool) && pool), users: { 0: user ?? {} }, shards } },
    };
  },
  read({ pools, ...rest }) {
    const sets = isTree(pools) ? Object.entries(pools).flatMap(([name, pool]) => poolOf(name, pool, rest)) : [];
    return sets.length > 0 ? sets : [{ name: "", settings: rest, way: (pointer) => pointer }];
  },
};

function poolOf(name: string, whole: unknown, rest: Tree): Arranged[] {
  if (!isTree(whole)) return [];
  const { users, shards, ...pool } = whole;
  const [number = "0", shard] = first(shards);
  const [host, port] = firstServer(shard);
  const server = { ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
  const { servers: _, ...inShard } = isTree(shard) ? shard : {};
  const all = isTree(users) && Object.keys(users).length > 0 ? Object.entries(users) : [["0", {}] as const];
  return all.map(([at, user]) => {
    const ways: Readonly<Record<string, Pointer>> = {
      pool: ["pools", name],
      user: ["pools", name, "users", at],
      shard: ["pools", name, "shards", number],
    };
    return {
      name: all.length > 1 ? `${name}.${at}` : name,
      settings: { ...rest, pool, user: isTree(user) ? user : {}, shard: inShard, server },
      way: ([head, ...tail]) =>
        head === "server" ? [...ways.shard!, "servers"] : [...(ways[String(head)] ?? [head!]), ...tail],
    };
  });
}

function first(table: unknown): [string, unknown] | [] {
  return isTree(table) ? (Object.entries(table)[0] ?? []) : [];
}

// the primary, where it says which of them is
function firstServer(shard: unknown): unknown[] {
  const servers = isTree(shard) && Array.isArray(shard.servers) ? shard.servers.filter(Array.isArray) : [];
  return servers.find(([, , role]) => String(role).toLowerCase() === PRIMARY) ?? servers[0] ?? [];
}

// zero, which its pool does not take, is no off
const TEN_YEARS_MS = 315_360_000_000;

/** Milliseconds of its pool; off is ten years. */
const POOL_TIME = millis({ min: 1, max: 1e12, off: TEN_YEARS_MS });

/** Maps a time that a user, a pool or all of them may have. */
export function atThree(name: string, facts: Parameters<typeof field>[2]): Mapping {
  const keys = [`user.${name}`, `pool.${name}`, `general.${name}`];
  const plain = field(keys[2]!, POOL_TIME, facts);
  return {
    ...plain,
    keys: [...keys].reverse(),
    read(native) {
      const stated = keys.find((key) => native.has(key));
      if (stated === undefined) return undefined;
      if (native.get(stated) !== 0) return decode(POOL_TIME, stated, native.get(stated));
      const message = `${stated} is 0, which its pool refuses: PgCat ends when it starts`;
      const help = `Write ${TEN_YEARS_MS}, which is ten years, for off.`;
      return { issues: [{ rule: "zero-not-off", severity: "error", key: stated, message, help }] };
    },
  };
}

/** Maps the test before a connection is handed out; off is ten years of idleness. */
export function pgcatTest(key: string): Mapping {
  const unit = millis({ max: 1e12, off: TEN_YEARS_MS });
  return custom(
    [key],
    unit,
    { libraryDefault: 30_000, note: "off is ten years" },
    {
      write: (value, context) => field(key, unit).write(value === "always" ? 0 : value, context),
      read: (native) => {
        if (!native.has(key)) return undefined;
        const read = decode(unit, key, native.get(key));
        return read.value === 0 ? { value: "always" } : read;
      },
    },
  );
}

/** Maps the first probe of TCP keep-alive, which cannot be off. */
export function pgcatKeepAlive(key: string): Mapping {
  const unit = seconds({ min: 1, max: 32_767 });
  const plain = field(key, unit, { libraryDefault: 5_000, note: "in whole seconds, rounded up; always on" });
  return {
    ...plain,
    write: (value, context) =>
      value === null
        ? { remarks: [{ kind: "unsupported", message: "is not supported: keep-alive cannot be switched off" }] }
        : plain.write(value, context),
  };
}

const NO_REFUSAL: Remark = {
  kind: "unsupported",
  message: "is not supported: a server that offers no TLS is connected to without it",
  workaround: "demand TLS in pg_hba.conf, with hostssl",
  severity: "warning",
};

/** Maps the mode of TLS to two switches. It takes TLS where the server has it, whatever is set. */
export function pgcatTls(on: string, verify: string): Mapping {
  return custom(
    [on, verify],
    "true or false",
    {
      support: "partial",
      fullFor: (value) => value === "disable" || value === "prefer",
      libraryDefault: "disable",
      note: "disable and prefer are supported; the other modes also accept a server without TLS, and verify-full uses built-in authorities",
    },
    {
      write(value) {
        if (value === "disable" || value === "allow") {
          const message = "is partially supported: TLS is not tried";
          return { set: { [on]: false }, ...(value === "allow" && { remarks: [{ kind: "partial", message }] }) };
        }
        const set = { [on]: true, [verify]: value === "verify-full" || value === "verify-ca" };
        return { set, remarks: value === "prefer" ? [] : [NO_REFUSAL] };
      },
      read(native) {
        if (!native.has(on)) return undefined;
        const value = native.get(on);
        if (typeof value !== "boolean") return { issues: [wrongType(on, "is not true or false")] };
        if (!value) return { value: "disable" };
        if (native.get(verify) !== true) return { value: "prefer" };
        return { value: "verify-full", note: "a server without TLS is taken all the same there" };
      },
    },
  );
}

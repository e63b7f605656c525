// what every pooler is as a target: a program of its own, whose pools are of server connections

import { type Codec, count } from "../codecs/units.ts";
import type { DsnHost } from "../dsn/parse.ts";
import { POOLER_LIMITS } from "../mapping/authentication-limits.ts";
import { custom, decode, type Fields, field, type Mapping, unsupported, wrongType } from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import type { Config } from "../model/model.ts";

/** What every pooler's connection is: parts under keys, no URL, and one server. */
export const POOLER_CONNECTION = {
  layout: "options",
  hosts: "one",
  limits: POOLER_LIMITS,
  urlOverrides: "",
  urlHolds: () => false,
  overridden: {},
  sslModes: {},
  option: () => null,
} as const satisfies Partial<OptionsLayout>;

/** The address of the one server, which has to be written: `localhost` and 5432 where none is given. */
export function oneServer(hosts: readonly DsnHost[]): { host: string; port: number } {
  return { host: hosts[0]?.host ?? "localhost", port: hosts[0]?.port ?? 5432 };
}

const ROLE = "server connections are shared, so each has what its role has";

/** What no pooler does: it knows neither the sessions of its clients nor the programs behind them. */
export const NO_PROGRAM = {
  "connection.schema": unsupported(ROLE, { workaround: "ALTER ROLE … SET search_path = …" }),
  "connection.replicas": unsupported("one entry is written, for one server", {
    workaround: "write one entry for each replica",
  }),
  "pool.maxIdle": unsupported("it closes idle server connections by time only", {
    libraryDefault: { sameAs: "pool.max" },
  }),
  "pool.maxWaiting": unsupported("the queue has no bound of its own", {
    libraryDefault: null,
    workaround: "the limit on client connections bounds those that wait, too",
  }),
  "session.statementTimeout": unsupported(ROLE, { workaround: "ALTER ROLE … SET statement_timeout = …" }),
  "session.lockTimeout": unsupported(ROLE, { workaround: "ALTER ROLE … SET lock_timeout = …" }),
  "session.idleInTransactionTimeout": unsupported(ROLE, {
    workaround: "ALTER ROLE … SET idle_in_transaction_session_timeout = …",
  }),
  "session.transactionTimeout": unsupported(ROLE, {
    workaround: "ALTER ROLE … SET transaction_timeout = …, from PostgreSQL 17",
  }),
  "session.queryTimeout": unsupported("it lets a query run", {
    libraryDefault: null,
    workaround: "the client of the application has a timeout for that",
  }),
  "retry.maxAttempts": unsupported("it tries again by a clock of its own, for as long as callers wait"),
  "retry.interval": unsupported("it tries again by a clock of its own"),
  "retry.multiplier": unsupported("it tries again by a clock of its own"),
  "retry.maxInterval": unsupported("it tries again by a clock of its own"),
  "observe.leakThreshold": unsupported(
    "it does not distinguish a client that leaks a connection from one that uses it",
    {
      libraryDefault: null,
    },
  ),
  "observe.metrics": unsupported("its console shows its counts, always", {
    libraryDefault: { words: "on, in its console" },
  }),
} satisfies Partial<Fields>;

/** Connections of one pool that the pooler opens to the server, as the config has them. */
export function sizeOf({ pool, pooler }: Config): number {
  return pooler.poolSize ?? pool.max;
}

/**
 * Maps `pool.max` to the size of a server pool. A config that states `pooler.poolSize` means by `pool.max` the pool of the
 * application, so what it states is written then.
 *
 * @param overrides keys that beat it, the strongest first.
 */
export function serverPool(
  key: string,
  overrides: readonly string[],
  { zero, remarks = () => undefined, unit = count({ min: 1, text: true }), ...facts }: ServerPoolFacts,
): Mapping {
  return custom(
    [key, ...overrides],
    unit,
    { ...facts, with: ["pooler.poolSize"] },
    {
      write(value, { config, isSet }) {
        const size = sizeOf(config);
        const set = { [key]: size };
        if (size === value || !isSet("pool.max")) return { set };
        const message = `gives way to pooler.poolSize (${size}), which is written: it is the pool of the application`;
        return { set, remarks: [{ kind: "partial", message }] };
      },
      read(native) {
        const stated = [...overrides, key].find((one) => native.has(one));
        if (stated === undefined) return undefined;
        const value = native.get(stated);
        if (Number(value) === 0 && value !== "") {
          const message = `${stated} is 0: ${zero}`;
          const help = "Write how many connections the server can spare for one user and database.";
          return {
            issues: [{ rule: "zero-not-off", severity: "error", key: stated, message, legal: "1 or more", help }],
          };
        }
        const remark = remarks(native);
        return { ...decode(unit, stated, value), ...(remark !== undefined && { remark }) };
      },
    },
  );
}

interface ServerPoolFacts {
  /** What a size of 0 does. */
  readonly zero: string;
  readonly note?: string;
  readonly libraryDefault?: number | { readonly words: string };
  readonly support?: "partial";
  readonly unit?: Codec;
  /** What else there is that lets it have more or fewer connections. */
  remarks?(native: { get(key: string): unknown }): string | undefined;
}

/** Maps `pooler.mode` to a word; `words` are those of the tool. */
export function poolMode(
  key: string,
  overrides: readonly string[],
  {
    modes = MODES,
    ...facts
  }: { readonly modes?: readonly string[]; readonly libraryDefault?: string; readonly note?: string },
): Mapping {
  return custom([key, ...overrides], modes.join(", "), facts, {
    write(value) {
      if (modes.includes(value as string)) return { set: { [key]: value } };
      return {
        remarks: [{ kind: "unrepresentable", message: `is no mode of this pooler: it has ${modes.join(" and ")}` }],
      };
    },
    read(native) {
      const stated = [...overrides, key].find((one) => native.has(one));
      if (stated === undefined) return undefined;
      const word = String(native.get(stated)).toLowerCase();
      if (modes.includes(word)) return { value: word };
      return { issues: [{ ...wrongType(stated, "is no mode"), legal: modes.join(", ") }] };
    },
  });
}

const MODES = ["session", "transaction", "statement"];

/** Maps `pooler.maxClientConn`. */
export function clients(
  key: string,
  unit: Codec,
  facts: { libraryDefault?: number | null; note?: string } = {},
): Mapping {
  return { ...field(key, unit, { ...facts, whenSet: true }) };
}

/** Maps `connection.ssl.ca` to a file, by what maps any name of a file, where the authorities of the system have no name. */
export function authorityFile(plain: Mapping): Mapping {
  return {
    ...plain,
    write(value, context) {
      if (value !== SYSTEM_CA) return plain.write(value, context);
      const message = "cannot be expressed: the tool accepts a file";
      const workaround = "name the file of the system, such as /etc/ssl/certs/ca-certificates.crt";
      return { remarks: [{ kind: "unrepresentable", message, workaround }] };
    },
  };
}

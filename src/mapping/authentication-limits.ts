// what drivers do with libpq's limits on authentication: they enforce one under a key of their own, or they do not have it

import { Expression } from "../codecs/literal.ts";
import { text } from "../codecs/units.ts";
import type { LimitPath } from "../model/paths.ts";
import { custom, field, type Mapping, type Unsupported, unsupported } from "./define.ts";

/** The limits of one driver, by their paths. */
export type Limits = Readonly<Record<LimitPath, Mapping | Unsupported>>;

/** What a driver does that has none of them. `instead` is what helps besides. */
function without(driver: string, instead = VERIFY): Limits {
  return {
    "connection.channelBinding": noBinding(driver, instead),
    "connection.requireAuth": noMethods(driver, instead),
    "connection.gssEncMode": noGss(driver),
  };
}

const VERIFY = "set connection.ssl.mode to verify-full, so that no one can impersonate the server";
const RUNTIME = `${VERIFY}; createPool of poolcfg/runtime enforces it`;

function noBinding(driver: string, workaround = VERIFY): Unsupported {
  return unsupported(`${driver} does not have channel_binding, and authenticates without binding to the TLS channel`, {
    workaround,
  });
}

function noMethods(driver: string, workaround = VERIFY): Unsupported {
  return unsupported(`${driver} does not have require_auth, and uses whatever method the server requests`, {
    workaround,
  });
}

function noGss(driver: string): Unsupported {
  return unsupported(`${driver} does not have gssencmode, and connects without GSSAPI encryption`, {
    workaround: "set gssencmode to prefer, and require TLS with connection.ssl.mode verify-full",
  });
}

function enforced(key: string, note?: string): Mapping {
  return field(key, text(), { whenSet: true, ...(note !== undefined && { note }) });
}

/**
 * node-postgres, and what hands its options to pg.
 * - Source: lib/client.js of pg 8.23.1: `enableChannelBinding` takes SCRAM-SHA-256-PLUS where it is offered and does
 *   not insist on it; every other request is answered. 2026-11-29.
 */
export const PG_LIMITS = without("pg", RUNTIME);

/**
 * postgres.js.
 * - Source: src/connection.js of postgres 3.4.9: SCRAM-SHA-256 alone, cleartext and MD5 on request; an unknown parameter
 *   of the URL goes to the server, which refuses it. 2026-11-29.
 */
export const POSTGRES_JS_LIMITS = without("postgres.js");

/**
 * Bun.SQL.
 * - Source: sql.d.ts of bun-types 1.4.4, `channelBinding`. 2026-11-29.
 */
export const BUN_LIMITS: Limits = {
  ...without("Bun.SQL"),
  "connection.channelBinding": enforced("channelBinding"),
};

/**
 * slonik, whose own driver hands options to pg.
 * - Source: dist of @slonik/pg-driver 49.10.9, which does not read one of them. 2026-11-29.
 */
export const SLONIK_LIMITS = without("The driver of slonik");

/**
 * The WebSocket driver of Neon, which is pg's client.
 * - Source: index.js of @neondatabase/serverless 1.2. 2026-11-29.
 */
export const NEON_LIMITS = without("The driver of Neon", "the WebSocket is encrypted, and its certificate is verified");

/**
 * pgx 5, and what takes its connection string.
 * - Source: pgconn/config.go and require_auth.go of pgx 5.12.0; gssencmode is no parameter of it, and goes to the server,
 *   which refuses it. 2026-11-29.
 */
export function pgxLimits(prefix: string): Limits {
  return {
    "connection.channelBinding": enforced(`${prefix}channel_binding`),
    "connection.requireAuth": enforced(`${prefix}require_auth`),
    "connection.gssEncMode": noGss("pgx"),
  };
}

/**
 * libpq, and what hands parameters to it.
 * - Source: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS, version 18, 2026-11-29. libpq 13
 *   brought channel_binding, and libpq 16 require_auth; an older one refuses the parameter.
 */
export function libpqLimits(prefix: string): Limits {
  return {
    "connection.channelBinding": enforced(`${prefix}channel_binding`),
    "connection.requireAuth": enforced(`${prefix}require_auth`, "libpq before 16 refuses the parameter"),
    "connection.gssEncMode": enforced(`${prefix}gssencmode`),
  };
}

/**
 * tokio-postgres.
 * - Source: src/config.rs and connect_raw.rs of tokio-postgres 0.7.18; it refuses the others as unknown. 2026-11-29.
 *
 * @param type path of the enum in Rust.
 */
export function tokioPostgresLimits(type: string): Limits {
  return { ...without("tokio-postgres (Rust)"), "connection.channelBinding": tokioChannelBinding(type) };
}

const VARIANTS: Readonly<Record<string, string>> = { disable: "Disable", prefer: "Prefer", require: "Require" };

function tokioChannelBinding(type: string): Mapping {
  const key = "channel_binding";
  return custom(
    [key],
    "a variant of ChannelBinding",
    { whenSet: true, libraryDefault: "prefer" },
    {
      write(value, { mode }) {
        const name = VARIANTS[String(value)]!;
        const imports = [`use ${type};`];
        return { set: { [key]: mode === "code" ? new Expression(`ChannelBinding::${name}`, { imports }) : name } };
      },
      read(native) {
        const word = Object.keys(VARIANTS).find((one) => VARIANTS[one] === native.get(key) || one === native.get(key));
        return word === undefined ? undefined : { value: word };
      },
    },
  );
}

/**
 * sqlx.
 * - Source: src/options/parse.rs and src/connection/sasl.rs of sqlx-postgres 0.9.0: SCRAM without a binding, and parameters
 *   that it does not know are passed over. 2026-11-29.
 */
export const SQLX_LIMITS = without("sqlx (Rust)");

/**
 * asyncpg.
 * - Source: connect_utils.py and protocol/scram.pyx of asyncpg 0.32.0: SCRAM without a binding; what it does not know goes
 *   to the server, which refuses it. 2026-11-29.
 */
export const ASYNCPG_LIMITS = without("asyncpg (Python)");

/**
 * PostgreSQL's JDBC driver.
 * - Source: PGProperty of 42.7.4 to 42.7.14, of which 42.7.11 is the first with requireAuth. 2026-11-29.
 */
export function pgjdbcLimits(prefix: string): Limits {
  return {
    "connection.channelBinding": enforced(`${prefix}channelBinding`),
    "connection.requireAuth": enforced(`${prefix}requireAuth`, "pgjdbc before 42.7.11 ignores it"),
    "connection.gssEncMode": enforced(`${prefix}gssEncMode`),
  };
}

/**
 * The driver of R2DBC.
 * - Source: SASLAuthenticationHandler.java of r2dbc-postgresql 1.0.7, which never binds. 2026-11-29.
 */
export const R2DBC_LIMITS = without("r2dbc-postgresql");

/**
 * postgrex.
 * - Source: lib/postgrex/scram.ex: SCRAM-SHA-256 without a binding. 2026-11-29.
 */
export const POSTGREX_LIMITS = without("postgrex");

/**
 * Prisma up to 6, whose engine connects by tokio-postgres.
 * - Source: quaint/src/connector/postgres/url.rs of prisma-engines; it discards the others. 2026-11-29.
 */
export const PRISMA_LIMITS: Limits = {
  ...without("Prisma's engine"),
  "connection.channelBinding": enforced("channel_binding"),
};

const NPGSQL = { whenSet: true, note: "an Npgsql without this keyword refuses the connection string" } as const;

/**
 * Npgsql, which refuses a keyword that it does not know.
 * - Source: https://www.npgsql.org/doc/connection-string-parameters.html, version 10.0, 2026-11-29.
 */
export const NPGSQL_LIMITS: Limits = {
  "connection.channelBinding": npgsqlMode("Channel Binding", "ChannelBinding"),
  "connection.requireAuth": npgsqlMethods("Require Auth"),
  "connection.gssEncMode": npgsqlMode("GSS Encryption Mode", "GssEncryptionMode"),
};

function npgsqlMode(key: string, type: string): Mapping {
  return custom([key], `a member of ${type}`, NPGSQL, {
    write(value, { mode }) {
      const member = VARIANTS[String(value)]!;
      return { set: { [key]: mode === "code" ? new Expression(`${type}.${member}`) : member } };
    },
    read: (native) => (native.has(key) ? { value: String(native.get(key)).toLowerCase() } : undefined),
  });
}

function npgsqlMethods(key: string): Mapping {
  return custom([key], "members of RequireAuthMode", NPGSQL, {
    write(value) {
      const methods = String(value).replace("scram-sha-256", "ScramSHA256");
      if (!methods.includes("oauth")) return { set: { [key]: methods } };
      return { remarks: [{ kind: "unrepresentable", message: "names oauth, which Npgsql does not have" }] };
    },
    read(native) {
      if (!native.has(key)) return undefined;
      const methods = String(native.get(key)).toLowerCase().replaceAll(" ", "");
      return { value: methods.replace(/scram-?sha-?256/, "scram-sha-256") };
    },
  });
}

/** What poolers do on their own connections to the server. */
export const POOLER_LIMITS: Limits = elsewhere(
  "no setting of the pooler is known that limits its own connections to the server in that way",
  "let the pooler verify the certificate and the name of the server",
);

/** For what connects to another server than that of the config, or is told of it elsewhere. */
export const NO_LIMITS: Limits = elsewhere("it takes nothing of the connection from here");

function elsewhere(why: string, workaround?: string): Limits {
  const entry = unsupported(why, workaround === undefined ? {} : { workaround });
  return { "connection.channelBinding": entry, "connection.requireAuth": entry, "connection.gssEncMode": entry };
}

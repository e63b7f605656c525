// SQLAlchemy's queue of connections, and its URL

import { Expression } from "../codecs/literal.ts";
import { type Codec, count, seconds } from "../codecs/units.ts";
import { ENDLESS_S, integer, word } from "../codecs/url-text.ts";
import { connectTimeout } from "../drivers/psycopg.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import type { Dsn } from "../dsn/parse.ts";
import python from "../languages/python.ts";
import {
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type NativeIssue,
  type Read,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import type { UrlProgram } from "../mapping/layout.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SSL_MODES } from "../model/connection.ts";
import type { Config } from "../model/model.ts";

/** What its pool takes for sizes and times. */
export function queuePool() {
  return {
    "pool.maxIdle": retained("pool_size"),
    "pool.max": maximum("max_overflow", "pool_size"),
    "pool.min": unsupported("connections are opened on demand and no minimum is maintained", {
      libraryDefault: 0,
      workaround: "pool_size as small and a max_overflow for the rest, which are closed as soon as they are returned",
    }),
    "pool.acquireTimeout": waitTimeout("pool_timeout"),
    "pool.idleTimeout": unsupported("it closes no connection for being idle", {
      libraryDefault: null,
      workaround:
        "idle_session_timeout of the server: the most recently used connection is checked out first, so the others stay idle",
    }),
    "pool.maxLifetime": recycle("pool_recycle"),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", {
      libraryDefault: null,
      workaround: "count in a listener for the event checkin, and invalidate the connection there",
    }),
    "pool.testOnAcquire": prePing("pool_pre_ping"),
  } satisfies Partial<Fields>;
}

/** Words of an INI file that look like no, and are true: engine_from_config reads no switch but its own few. */
export function isTrueAllTheSame(value: unknown): boolean {
  return typeof value === "string" && /^(?:false|no|off|0)$/i.test(value.trim());
}

/** How a program has the URL: put together of parts, or found in the environment. */
export const ENGINE_URL: UrlProgram = {
  call: "URL.create",
  names: { user: "username", password: "password", host: "host", port: "port", database: "database", query: "query" },
  adopt(url, without) {
    const list = `[${without.map(python.quote).join(", ")}]`;
    const driver = `.set(drivername=${python.quote(DRIVER)})`;
    const steps = without.length === 0 ? driver : `\n${driver}\n.difference_update_query(${list})`;
    return new Expression(`make_url(${url.code})${steps}`, {
      imports: [...url.imports, "from sqlalchemy import create_engine, make_url"],
      helpers: url.helpers,
    });
  },
  parts({ hosts, user, database, params }, password) {
    const [first] = hosts;
    const query = { ...(hosts.length > 1 && serversIn(hosts)), ...params };
    const given: [string, unknown][] = [
      ["username", user],
      ["password", password],
      ["host", hosts.length > 1 ? undefined : first?.host || undefined],
      ["port", hosts.length > 1 ? undefined : first?.port],
      ["database", database],
      ["query", Object.keys(query).length > 0 ? query : undefined],
    ];
    const lines = given.flatMap(([name, value]) =>
      value === undefined ? [] : `    ${name}=${python.literal(value, "    ")},\n`,
    );
    const code = `URL.create(\n    ${python.quote(DRIVER)},\n${lines.join("")})`;
    const imports = [...(password?.imports ?? []), "from sqlalchemy import URL, create_engine"];
    return new Expression(code, { imports, helpers: password?.helpers ?? [] });
  },
};

/** The driver that is written. */
export const DRIVER = "postgresql+psycopg";

/** Arguments of the driver beside the URL, which beat its parameters, by the parameters. */
export function connectArguments(url: string): Record<string, string> {
  return Object.fromEntries([...LIBPQ.keys()].map((name) => [`connect_args.${name}`, `${url}.${name}`]));
}

function serversIn(hosts: Dsn["hosts"]): Record<string, string> {
  const port = hosts.map(({ port: one }) => one ?? "").join(",");
  return { host: hosts.map(({ host }) => host ?? "").join(","), ...(/\d/.test(port) && { port }) };
}

const SIZE = count({ min: 0, text: true });
const OWN_SIZE = 5;
const OWN_OVERFLOW = 10;

// what is kept when it is returned; the rest of max is closed then
function keptOf({ pool: { max, maxIdle } }: Config): number {
  return Math.min(maxIdle, max);
}

function maximum(overflow: string, size: string): Mapping {
  return custom(
    [overflow, size],
    SIZE,
    { libraryDefault: OWN_SIZE + OWN_OVERFLOW, with: ["pool.maxIdle"], note: "pool_size and max_overflow together" },
    {
      write: (value, { config }) => ({ set: { [overflow]: (value as number) - keptOf(config) } }),
      read(native): Read | undefined {
        if (!native.has(size) && !native.has(overflow)) return undefined;
        const kept = native.has(size) ? decode(SIZE, size, native.get(size)) : { value: OWN_SIZE };
        // told where it is read by itself
        if (kept.value === undefined || kept.value === 0) return {};
        const given = native.get(overflow);
        if (String(given) === "-1") return { issues: [unlimited(overflow, "-1")] };
        const more = native.has(overflow) ? decode(SIZE, overflow, given) : { value: OWN_OVERFLOW };
        if (more.value === undefined) return more;
        const note = native.has(overflow) ? {} : { note: `max_overflow is not given, and is ${OWN_OVERFLOW}` };
        return { value: Number(kept.value) + Number(more.value), ...note };
      },
    },
  );
}

function retained(size: string): Mapping {
  return custom(
    [size],
    SIZE,
    { libraryDefault: OWN_SIZE, with: ["pool.max"] },
    {
      write(value, { config }) {
        if (value !== 0) return { set: { [size]: keptOf(config) } };
        const message = "cannot be 0: there it is a pool without a limit";
        return {
          remarks: [{ kind: "unrepresentable", message, workaround: "poolclass=NullPool keeps no connections" }],
        };
      },
      read(native) {
        if (!native.has(size)) return undefined;
        const read = decode(SIZE, size, native.get(size));
        return read.value === 0 ? { issues: [unlimited(size, "0")] } : read;
      },
    },
  );
}

function unlimited(key: string, word: string): NativeIssue {
  return {
    ...wrongType(key, `is ${word}: the pool has no limit`),
    legal: "a whole number, 0 or more; pool_size 1 or more",
    help: "State how many connections there may be: pool_size, and max_overflow for more for a while.",
  };
}

function waitTimeout(key: string): Mapping {
  const inCode = seconds({ fractions: true, max: ENDLESS_S, off: null });
  const inFile = seconds({ max: ENDLESS_S, off: ENDLESS_S, text: true, fractions: true, beyond: "refused" });
  const whole = seconds({ min: 1, max: ENDLESS_S, off: ENDLESS_S });
  return custom(
    [key],
    { doc: "s", off: null },
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 30_000,
      note: "counts until there is a place in the pool; a connection that is opened then has connect_timeout besides",
    },
    {
      write(value, { mode }) {
        const encoded = (mode === "code" ? inCode : whole).encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const { native, loss } = encoded;
        return {
          set: { [key]: native },
          ...(loss !== undefined && { remarks: [{ kind: "rounded", message: `is ${loss}` }] }),
        };
      },
      read(native) {
        const given = native.get(key);
        if (given === undefined) return undefined;
        if (given === null) return { value: null };
        const zero = Number(given) === 0 ? "is 0: a caller that finds no idle connection fails immediately" : undefined;
        return zero === undefined ? decode(inFile, key, given) : { issues: [wrongType(key, zero, inFile)] };
      },
    },
  );
}

function recycle(key: string): Mapping {
  const unit: Codec = seconds({ min: 1, max: ENDLESS_S, off: -1, round: "down" });
  const given = seconds({ max: ENDLESS_S, text: true, fractions: true, beyond: "refused" });
  return custom(
    [key],
    unit,
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: null,
      note: "checked on checkout, in whole seconds, so an idle connection stays open until it is next requested",
    },
    {
      write(value) {
        const encoded = unit.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const rounded = { kind: "rounded", message: `is ${encoded.loss}` } as const;
        return { set: { [key]: encoded.native }, ...(encoded.loss !== undefined && { remarks: [rounded] }) };
      },
      read(native) {
        const age = native.get(key);
        if (age === undefined) return undefined;
        if (Number(age) < 0) return { value: null };
        const message = "is 0: nearly every use opens a connection of its own";
        return Number(age) === 0 ? { issues: [wrongType(key, message, unit)] } : decode(given, key, age);
      },
    },
  );
}

function prePing(key: string): Mapping {
  return custom(
    [key],
    "true or false",
    { libraryDefault: null, note: "every connection is tested on checkout, however short it was idle" },
    {
      write(value, { mode }) {
        const message = "is partially supported: every connection is tested, however short it was idle";
        const remark = { kind: "partial", message } as const;
        // a file has no word for no, but that the key is not there
        const set = value === null && mode === "text" ? {} : { [key]: value !== null };
        return { set, ...(typeof value === "number" && { remarks: [remark] }) };
      },
      read(native) {
        const given = native.get(key);
        if (given === undefined) return undefined;
        if (typeof given === "string") return { value: given === "" ? null : "always" };
        if (typeof given === "boolean") return { value: given ? "always" : null };
        return { issues: [wrongType(key, "is not true or false")] };
      },
    },
  );
}

/** The parameters are arguments of the driver. Sizes and times of the pool are arguments of `create_engine`, and refused in the URL. */
export const sqlalchemyUrl = defineUrlParameters({
  id: "sqlalchemy",
  title: "SQLAlchemy",
  source: {
    url: "https://docs.sqlalchemy.org/en/21/core/engines.html#database-urls",
    version: "2.1.9",
    checked: "2026-11-21",
  },
  fields: { "pool.connectTimeout": connectTimeout("connect_timeout") },
  others: {},
  unknown: "refused",
  libpq: true,
  form: true,
  prefixes: ["postgresql+psycopg:", "postgresql+psycopg2:"],
});

/** The parameters are keyword arguments of `asyncpg.connect()`, which fails with a TypeError for one that it does not have. */
export const sqlalchemyAsyncpgUrl = defineUrlParameters({
  id: "sqlalchemy-asyncpg",
  title: "SQLAlchemy with asyncpg",
  variantOf: "sqlalchemy",
  source: {
    url: "https://docs.sqlalchemy.org/en/21/dialects/postgresql.html#module-sqlalchemy.dialects.postgresql.asyncpg",
    version: "2.1.9",
    checked: "2026-11-30",
  },
  fields: { "connection.ssl.mode": field("ssl", word(SSL_MODES)) },
  others: {
    ...anyText(
      "async_creator_fn",
      "async_fallback",
      "direct_tls",
      "gsslib",
      "krbsrvname",
      "max_cacheable_statement_size",
    ),
    ...anyText("max_cached_statement_lifetime", "passfile", "prepared_statement_name_func", "service", "servicefile"),
    ...anyText("statement_cache_size", "target_session_attrs", "timeout", "command_timeout"),
    prepared_statement_cache_size: integer(),
  },
  unknown: "refused",
  detectBy: ["prepared_statement_cache_size", "prepared_statement_name_func"],
  form: true,
  prefixes: ["postgresql+asyncpg:"],
  advice: {
    sslmode: "asyncpg.connect() has no sslmode, and fails with a TypeError: write ssl=require, or ssl=verify-full.",
  },
});

// random configs as people write them: settings in a file, named pools, profiles, a connection string, variables
import * as fc from "fast-check";
import type { Field } from "../../src/model/field.ts";
import { FIELDS, OVERLAY_GROUPS } from "../../src/model/model.ts";

/** What both versions are given. */
export interface Sample {
  /** Settings of the config file by path, as the file has them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly named: Readonly<Record<string, unknown>>;
  readonly profile: Readonly<Record<string, unknown>>;
  /** The named pool that is rendered, and the profile that is applied. */
  readonly chosen: { readonly pool: boolean; readonly profile: boolean };
  readonly env: Readonly<Record<string, string>>;
  readonly options: { readonly onlySet: boolean; readonly redact: boolean; readonly strict: boolean };
}

/** Random configs, the same for the same seed. */
export function sample(seed: number, runs: number): Sample[] {
  return fc.sample(SAMPLES, { seed, numRuns: runs });
}

const often = <T>(arbitrary: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: other });

/** The value once in `one` and `others` times, else nothing. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, others: number) =>
  fc.oneof({ weight: 1, arbitrary }, { weight: others, arbitrary: fc.constant(undefined) });

/** Texts that some format has to quote or escape; a comma, a brace or a percent sign may mean something to it. */
const AWKWARD = [
  "it's",
  'say "x"',
  "a b",
  "a,b",
  "100%",
  "p@ss:w/rd",
  "$x",
  "#{x}",
  "ü",
  "back\\slash",
  "a=b;c",
  "yes",
  "007",
];
const text = often(fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/), fc.constantFrom(...AWKWARD));
const host = often(
  fc.constantFrom("localhost", "127.0.0.1", "db.example.com"),
  fc.constantFrom("::1", "a.example.com,b.example.com", "/var/run/postgresql"),
);
const port = fc.integer({ min: 1, max: 65_535 });

const duration = fc.oneof(
  fc.constantFrom("1ms", "500ms", "1s", "1500ms", "30s", "1m", "90s", "5m", "1h", "1h30m", "25d"),
  fc.integer({ min: 1, max: 100_000_000 }).map((ms) => `${ms}ms`),
);

/** Fields whose value is more than its kind says. */
const OWN: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "connection.host": host,
  "connection.ssl.ca": fc.constantFrom("system", "/etc/ssl/none/ca.pem", "certs/ca.pem"),
  "connection.ssl.cert": fc.constant("/etc/ssl/none/client.crt"),
  "connection.ssl.key": fc.constant("/etc/ssl/none/client.key"),
};

const PLAIN: Readonly<Record<Field["kind"], (field: Field) => fc.Arbitrary<unknown>>> = {
  count: ({ min = 0, max = 1_000_000 }) =>
    often(fc.integer({ min, max: Math.min(max, min + 40) }), fc.integer({ min, max })),
  duration: () => duration,
  jitter: () => fc.oneof(duration, fc.constantFrom("0s"), percentage(99)),
  percent: () => percentage(100),
  surge: () => fc.oneof(fc.integer({ min: 0, max: 10 }), percentage(100)),
  text: () => text,
  secret: () => text,
  choice: ({ choices = [] }) => fc.constantFrom(...choices),
  flag: () => fc.boolean(),
  list: () => fc.array(text, { maxLength: 3 }),
  port: () => fc.oneof(port, fc.constant("5432,5433")),
  test: () => fc.oneof(duration, fc.constantFrom("always", "off")),
  methods: () => fc.constantFrom("scram-sha-256", "!password,!md5", "none"),
};

function percentage(max: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max }).map((share) => `${share}%`);
}

function settingFor(path: string, field: Field): fc.Arbitrary<unknown> {
  const own = OWN[path] ?? PLAIN[field.kind](field);
  return field.off ? fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: fc.constant("off") }) : own;
}

/** Pool parameters of connection strings, in the words of several drivers, with a value that each may have. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  sslmode: ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"],
  application_name: ["web", "a%20b"],
  connect_timeout: ["0", "3", "10"],
  target_session_attrs: ["any", "read-write", "primary"],
  options: ["-c%20statement_timeout%3D5000", "-c%20search_path%3Dtenant"],
  channel_binding: ["require"],
  connection_limit: ["1", "20"],
  pool_timeout: ["0", "15"],
  pgbouncer: ["true"],
  schema: ["tenant"],
  socket_timeout: ["30"],
  max: ["7"],
  idleTimeoutMillis: ["0", "5000"],
  connectionTimeoutMillis: ["2000"],
  statement_timeout: ["5000"],
  query_timeout: ["7000"],
  pool_max_conns: ["9"],
  pool_min_conns: ["2"],
  pool_max_conn_lifetime: ["1h"],
  pool_size: ["4"],
  max_overflow: ["2"],
  prepareThreshold: ["0"],
  socketTimeout: ["20"],
  idle_timeout: ["20"],
  max_lifetime: ["600"],
  nonsense: ["1"],
};

const parameters = fc
  .uniqueArray(
    fc
      .constantFrom(...Object.keys(PARAMETERS))
      .chain((name) => fc.constantFrom(...PARAMETERS[name]!).map((value) => [name, value] as const)),
    { maxLength: 3, selector: ([name]) => name },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));

const url = fc
  .record({
    scheme: fc.constantFrom("postgres", "postgresql"),
    user: fc.constantFrom("", "app@", "app:secret@", "app:p%40ss%2Fw@"),
    server: often(
      fc.constantFrom("db.example.com", "db.example.com:6432", "localhost"),
      fc.constantFrom("[::1]:5433", "a.example.com:5432,b.example.com:5433"),
    ),
    database: fc.constantFrom("", "/shop", "/my%20db"),
    parameters,
  })
  .map(
    ({ scheme, user, server, database, parameters }) =>
      `${scheme}://${user}${server}${database}${parameters && `?${parameters}`}`,
  );

const overlay = new Set<string>(OVERLAY_GROUPS);

/** Settings of a file; rather few of many, so that each pair of fields meets now and then. */
function settingsOf(usable: (path: string) => boolean, maxLength: number): fc.Arbitrary<Record<string, unknown>> {
  const fields = [...FIELDS].filter(([path]) => usable(path) && path !== "connection.url");
  return fc
    .uniqueArray(
      fc
        .constantFrom(...fields)
        .chain(([path, field]) => settingFor(path, field).map((value) => [path, value] as const)),
      { maxLength, selector: ([path]) => path },
    )
    .map((pairs) => Object.fromEntries(pairs));
}

const ofPool = (path: string) => overlay.has(path.split(".")[0]!);

/** Variables with the name that a setting has in the environment. */
const variables = settingsOf((path) => /^(?:pool|session)\./.test(path), 2).map((settings) =>
  Object.fromEntries(Object.entries(settings).map(([path, value]) => [variableOf(path), String(value)])),
);

function variableOf(path: string): string {
  return path
    .replace(/([A-Z])/g, "_$1")
    .replaceAll(".", "_")
    .toUpperCase();
}

const SAMPLES: fc.Arbitrary<Sample> = fc.record({
  settings: fc
    .tuple(
      settingsOf(() => true, 14),
      sometimes(url, 2),
      host,
    )
    .map(([settings, url, host]) =>
      url === undefined ? { "connection.host": host, ...settings } : { ...settings, "connection.url": url },
    ),
  named: settingsOf(ofPool, 4),
  profile: settingsOf(ofPool, 4),
  chosen: fc.record({
    pool: often(fc.constant(false), fc.constant(true)),
    profile: often(fc.constant(false), fc.constant(true)),
  }),
  env: fc
    .tuple(often(fc.constant({}), variables), sometimes(url, 4))
    .map(([env, url]) => (url === undefined ? env : { ...env, DATABASE_URL: url })),
  options: fc.record({
    onlySet: fc.boolean(),
    redact: often(fc.constant(false), fc.constant(true)),
    strict: often(fc.constant(false), fc.constant(true)),
  }),
});

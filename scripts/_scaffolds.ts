// the files that `npm run new` writes: each compiles, and has a mark wherever facts of the new thing belong

/** What a scaffold is made of. */
export interface Wanted {
  /** Kebab-case, as in the name of the file. */
  readonly name: string;
  /** Name of an exported constant or function. */
  readonly camel: string;
  /** The first version that will have it. */
  readonly version: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly driver?: string | undefined;
  readonly pool?: string | undefined;
}

/** One kind of scaffold. */
export interface Scaffold {
  /** The files that it writes: texts by path. */
  files(wanted: Wanted): Readonly<Record<string, string>>;
  /** What is left to do, one line each. */
  next(wanted: Wanted): readonly string[];
}

/** What marks a place to fill in. No file of the repository may have it, so that no scaffold is left half done. */
export const MARK: string = ["TO", "DO"].join("");

/** A driver under a pool, as a target has them. */
interface Pair {
  readonly imports: readonly string[];
  readonly language: string;
  readonly forms: string;
  readonly connection: string;
  readonly fields: (name: string) => string;
  readonly ignoredKeys: string;
}

/** By `driver pool`. */
const PAIRS: Readonly<Record<string, Pair>> = {
  "pg pg-pool": {
    imports: [
      'import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";',
      'import { defineTarget } from "../mapping/define.ts";',
    ],
    language: "js",
    forms: '["json", "code"]',
    connection: 'pgConnection("")',
    fields: () => '{ ...pgPool("") }',
    ignoredKeys: 'pgPoolKnown("")',
  },
  "pg tarn": {
    imports: [
      'import { pgClient, pgClientKnown, pgConnection } from "../drivers/pg/pg.ts";',
      'import { defineTarget } from "../mapping/define.ts";',
      'import { tarnPool, tarnPoolKnown } from "../pools/tarn.ts";',
    ],
    language: "js",
    forms: '["json", "code"]',
    connection: 'pgConnection("connection.")',
    fields: (name) => `{
    ...pgClient("connection."),
    ...tarnPool("pool.", "connection.connectionTimeoutMillis", "acquireConnectionTimeout", ${JSON.stringify(name)}),
  }`,
    ignoredKeys: '[...pgClientKnown("connection."), ...tarnPoolKnown("pool.")]',
  },
};

const PAIRS_IN_WORDS = Object.keys(PAIRS)
  .map((pair) => `--driver ${pair.replace(" ", " --pool ")}`)
  .join(" or ");

export const SCAFFOLDS: Readonly<Record<string, Scaffold>> = {
  target: {
    files({ name, today, driver = "pg", pool = "pg-pool" }) {
      const pair = PAIRS[`${driver} ${pool}`];
      if (pair === undefined)
        throw new Error(
          `There is no scaffold for --driver ${driver} --pool ${pool}. Use ${PAIRS_IN_WORDS}, or copy the file of a similar target.`,
        );
      return {
        [`src/targets/${name}.ts`]: `// ${name}: the options of its pool
${pair.imports.join("\n")}

/** What becomes of every canonical field in ${name}: its native key, or why it is not supported. */
export default defineTarget({
  id: ${JSON.stringify(name)},
  title: ${JSON.stringify(name)},
  language: ${JSON.stringify(pair.language)},
  // ${MARK}: the package, and the range of versions that was measured
  package: { name: ${JSON.stringify(name.split("@")[0])}, range: ">=1 <2" },
  // ${MARK}: where its options are documented
  source: { url: ${JSON.stringify(`https://example.com/${name}`)}, version: "1.0.0", checked: ${JSON.stringify(today)} },
  summary: "the options object for \`createPool(options)\`",
  evidence: "source",
  forms: ${pair.forms},
  connection: ${pair.connection},
  // ${MARK}: what it adds to its driver and its pool, or changes
  fields: ${pair.fields(name)},
  ignoredKeys: ${pair.ignoredKeys},
});
`,
        [`templates/code/${name}.js`]: `import { createPool } from ${JSON.stringify(name.split("@")[0])};
{{imports}}

{{helpers}}
export const pool = createPool({{options}});
`,
      };
    },
    next: ({ name }) => [
      `Run UPDATE_GOLDEN=1 npm test, and read the goldens of ${name}.`,
      `Add test/conformance/drivers/${name}.ts, so that the table is measured.`,
    ],
  },

  driver: {
    files: ({ name, camel, today }) => ({
      [`src/drivers/${name}.ts`]: `// ${name}: how it spells the connection, TLS and the settings of a session
import { millis, text } from "../codecs/units.ts";
import { NO_LIMITS } from "../mapping/authentication-limits.ts";
import { type Fields, field, unsupported } from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";

/** What it reads in a connection string. */
export const ${camel}Url = defineUrlParameters({
  id: ${JSON.stringify(name)},
  title: ${JSON.stringify(name)},
  source: { url: ${JSON.stringify(`https://example.com/${name}`)}, version: "1.0.0", checked: ${JSON.stringify(today)} },
  // ${MARK}: its parameters, and what it does with one that it does not know
  fields: {
    "connection.applicationName": field("application_name", text()),
  },
  others: anyText("sslmode"),
  unknown: "ignored",
});

/** Where it has the parts of a connection. Keys are under \`prefix\`, such as \`"connection."\`. */
export function ${camel}Connection(prefix: string): OptionsLayout {
  const key = (name: string) => \`\${prefix}\${name}\`;
  return {
    layout: "options",
    prefix,
    // ${MARK}: its own keys
    url: key("url"),
    host: key("host"),
    port: key("port"),
    user: key("user"),
    password: key("password"),
    database: key("database"),
    startup: key("options"),
    hosts: "one",
    // ${MARK}: what it does with the limits on authentication
    limits: NO_LIMITS,
    urlHolds: () => true,
    overridden: {},
    // ${MARK}: what it does for each sslmode in a connection string
    sslModes: {},
  };
}

/** The settings of one connection. */
export function ${camel}Client(prefix: string) {
  const key = (name: string) => \`\${prefix}\${name}\`;
  return {
    "connection.schema": unsupported("${MARK}: why"),
    "connection.applicationName": field(key("applicationName"), text()),
    "connection.ssl.mode": unsupported("${MARK}: why"),
    "connection.ssl.ca": unsupported("${MARK}: why"),
    "connection.ssl.cert": unsupported("${MARK}: why"),
    "connection.ssl.key": unsupported("${MARK}: why"),
    "connection.ssl.serverName": unsupported("${MARK}: why"),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.keepAlive": unsupported("${MARK}: why"),
    "session.statementTimeout": field(key("statementTimeout"), millis({ off: 0 })),
    "session.lockTimeout": unsupported("${MARK}: why"),
    "session.idleInTransactionTimeout": unsupported("${MARK}: why"),
    "session.transactionTimeout": unsupported("${MARK}: why"),
    "session.queryTimeout": unsupported("${MARK}: why"),
  } satisfies Partial<Fields>;
}
`,
    }),
    next: ({ name }) => [
      `Use it in a target, with a pool of src/pools: a target is a driver, a pool and files.`,
      `Cite the source of ${name} where a fact is.`,
    ],
  },

  pool: {
    files: ({ name, camel }) => ({
      [`src/pools/${name}.ts`]: `// ${name}: the settings of its pool, for all targets that use it
import { count, millis } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { type Fields, field, unsupported } from "../mapping/define.ts";

/** What becomes of the fields of a pool. Keys are under \`prefix\`, such as \`"pool."\`. */
export function ${camel}Pool(prefix: string) {
  const key = (name: string) => \`\${prefix}\${name}\`;
  return {
    ...NOT_IN_LIBRARY_POOLS,
    // ${MARK}: its own keys, units, defaults and spellings of off
    "pool.max": field(key("max"), count({ min: 1 }), { libraryDefault: 10 }),
    "pool.min": field(key("min"), count(), { libraryDefault: 0 }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": field(key("acquireTimeout"), millis({ off: 0 }), { libraryDefault: null }),
    "pool.connectTimeout": field(key("connectTimeout"), millis({ off: 0 }), { libraryDefault: null }),
    "pool.idleTimeout": field(key("idleTimeout"), millis({ off: 0 }), { libraryDefault: 10_000 }),
    "pool.maxLifetime": field(key("maxLifetime"), millis({ off: 0 }), { libraryDefault: null }),
    "pool.maxLifetimeJitter": unsupported("${MARK}: why", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("${MARK}: why", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("${MARK}: why", { libraryDefault: null }),
  } satisfies Partial<Fields>;
}
`,
    }),
    next: () => ["Use it in a target, with a driver of src/drivers: a target is a driver, a pool and files."],
  },

  pooler: {
    files: ({ name, camel }) => ({
      [`src/poolers/${name}.ts`]: `// ${name}: where its file has the server, and how it keeps server connections
import { millis } from "../codecs/units.ts";
import { type Fields, field, unsupported } from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { NO_PROGRAM, oneServer, POOLER_CONNECTION, serverPool } from "./pooler.ts";

/** Where it has the connection to the server. */
export const ${camel}Connection: OptionsLayout = {
  ...POOLER_CONNECTION,
  prefix: "",
  // ${MARK}: its own keys
  host: "host",
  port: "port",
  user: "user",
  password: "password",
  database: "database",
  startup: "options",
  servers: oneServer,
};

/** What becomes of the fields of a pool. */
export const ${camel}Fields = {
  ...NO_PROGRAM,
  // ${MARK}: its own keys, units, defaults and spellings of off
  "pool.max": serverPool("pool_size", [], { zero: "${MARK}: what 0 does", libraryDefault: 20 }),
  "pool.min": unsupported("${MARK}: why", { libraryDefault: 0 }),
  "pool.idleTimeout": field("idle_timeout", millis({ off: 0 }), { libraryDefault: 600_000 }),
  "pool.maxLifetime": field("lifetime", millis({ off: 0 }), { libraryDefault: 3_600_000 }),
} satisfies Partial<Fields>;
`,
    }),
    next: ({ name }) => [
      `Add ${JSON.stringify(name)} to the kinds of pooler in src/model/server.ts, and its limits to src/poolers/poolers.ts, with their source.`,
      "Add its host names to src/poolers/hosts.ts, if it has any.",
      "Write its target in src/targets, if it reads a file.",
    ],
  },

  rule: {
    files: ({ name, version }) => ({
      [`src/lint/rules/${name}.ts`]: `import { defineRule } from "../define.ts";

export default defineRule({
  id: ${JSON.stringify(name)},
  severity: "info",
  area: "relation",
  since: ${JSON.stringify(version)},
  summary: "${MARK}: the problem in one line of at most 90 characters",
  why: "${MARK}: what happens if it stays.",
  fix: "${MARK}: what to do.",
  // ${MARK}: where the problem was seen or is documented
  source: "https://example.com/",
  // nobody has asked for it yet: it is off until [rules] gives it a severity
  optional: true,
  reads: ["pool.max"],
  check({ "pool.max": max }) {
    // ${MARK}: the condition
    if (max <= 1_000) return;
    return {
      at: "pool.max",
      message: \`pool.max is \${max}, which is more than 1000\`,
      legal: "1 to 1000",
      help: "Lower pool.max.",
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\\nmax = 1001\\n" }],
    valid: [{ toml: "[pool]\\nmax = 1000\\n" }],
  },
});
`,
    }),
    next: () => [
      "Give `why`, `fix` and a source, and examples for every branch of the check.",
      "Run npx vitest run test/lint/rules.",
    ],
  },

  manifest: {
    files: ({ name }) => ({
      [`src/fleet/manifests/${name}.ts`]: `// ${name}: services and how many copies of each run
import { defineManifest, originAt } from "./_define.ts";
import { amountOf, containerOf, listAt, textAt, valueAt, variablesOf } from "./_read.ts";

export default defineManifest({
  id: ${JSON.stringify(name)},
  title: ${JSON.stringify(`${MARK}: what ${name} is`)},
  source: "https://example.com/",
  // ${MARK}: cheap test of the text, then of its data
  mayBe: (text) => text.includes(${JSON.stringify(`${name}/v1`)}),
  recognise: (data) => textAt(data, "format") === ${JSON.stringify(`${name}/v1`)},
  read(document, { workloads }) {
    for (const [at, service] of listAt(document.data, "services").entries()) {
      const pointer = ["services", at];
      const serviceName = textAt(service, "name") ?? String(at);
      workloads.push({
        kind: "service",
        name: serviceName,
        namespace: "",
        origin: originAt(document, pointer),
        instances: amountOf(valueAt(service, "copies"), 1),
        surge: 0,
        remarks: [],
        containers: [containerOf(serviceName, variablesOf(document, pointer))],
      });
    }
  },
});
`,
    }),
    next: ({ name }) => [
      `Add a test with a real file to test/fleet, one that runs more copies during a deploy too.`,
      `Describe ${name} in docs/fleet.md.`,
    ],
  },

  application: {
    files: ({ name, camel, today }) => ({
      [`src/fleet/applications/${name}.ts`]: `// ${name}: its programs, and the pool of each
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: ${JSON.stringify(name)},
  title: ${JSON.stringify(name)},
  // ${MARK}: the names of its images, and the variables that only it has
  images: [${JSON.stringify(name)}],
  address: [${JSON.stringify(`${camel.toUpperCase()}_DATABASE_URL`)}],
  // ${MARK}: its programs, and the setting that gives the size of each pool
  roles: [{ pools: { "": { variables: [${JSON.stringify(`${camel.toUpperCase()}_POOL_SIZE`)}], default: 10 } } }],
  source: { url: ${JSON.stringify(`https://example.com/${name}`)}, version: "1", checked: ${JSON.stringify(today)} },
});
`,
    }),
    next: () => ["Add a test with the manifest that its documentation has."],
  },

  format: {
    files: ({ name }) => ({
      [`src/formats/${name}.ts`]: `// ${name}: lines of \`key = value\`
import { defineReader, type Fault, type Parsed, type Stretch } from "./_define.ts";
import { duplicateKey, syntaxError } from "./_problems.ts";

export default defineReader({ id: ${JSON.stringify(name)}, extensions: [${JSON.stringify(`.${name}`)}], parse });

// ${MARK}: the grammar of the format; prefer the parser of a library that keeps positions
function parse(text: string): Parsed {
  const data: Record<string, string> = Object.create(null);
  const places = new Map<string, Record<"key" | "value", Stretch>>();
  const faults: Fault[] = [];
  let start = 0;
  for (const line of text.split("\\n")) {
    const end = start + line.length;
    const equals = line.indexOf("=");
    const key = line.slice(0, Math.max(equals, 0)).trim();
    if (key !== "") {
      if (places.has(key)) faults.push({ ...duplicateKey(key), at: [start, start + equals] });
      data[key] = line.slice(equals + 1).trim();
      places.set(key, { key: [start, start + equals], value: [start + equals + 1, end] });
    } else if (line.trim() !== "")
      faults.push({ ...syntaxError("This line is not \`key = value\`"), at: [start, end] });
    start = end + 1;
  }
  return { data, faults, find: ([key], part) => places.get(String(key))?.[part] };
}
`,
    }),
    next: ({ name }) => [
      `Add tests to test/formats: hostile input, positions, duplicates.`,
      `A parser of another package is listed in VENDORS of scripts/build.js, so that only ${name} loads it.`,
    ],
  },

  language: {
    files: ({ name }) => ({
      [`src/languages/${name}.ts`]: `// ${name}: literals, and how its programs read the environment
import { Expression, isTree } from "../codecs/literal.ts";
import { escapeLiteral } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";

export default defineLanguage({
  id: ${JSON.stringify(name)},
  title: ${JSON.stringify(name)},
  extension: ${JSON.stringify(name)},
  comment: "//",
  quote,
  literal,
  // ${MARK}: how its programs read a variable, a file, and the password of a URL
  variable: (variable) => new Expression(\`getenv(\${quote(variable)})\`),
  fileVariable: (variable) => new Expression(\`readFile(getenv(\${quote(variable)}))\`),
  passwordIn: (url) => new Expression(\`passwordIn(\${url.code})\`, { helpers: url.helpers }),
});

function quote(text: string): string {
  return escapeLiteral(JSON.stringify(text));
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\\n", \`\\n\${indent}\`);
  if (typeof value === "string") return quote(value);
  if (value === null || value === undefined) return "null";
  const inner = \`\${indent}  \`;
  if (Array.isArray(value)) return \`[\${value.map((item) => literal(item, indent)).join(", ")}]\`;
  if (!isTree(value)) return String(value);
  const lines = Object.entries(value).map(([key, member]) => \`\${inner}\${quote(key)}: \${literal(member, inner)}\`);
  return lines.length === 0 ? "{}" : \`{\\n\${lines.join(",\\n")}\\n\${indent}}\`;
}
`,
    }),
    next: ({ camel }) => [
      "Give it a `grammar`, or a reader of its programs, if settings are to be found in them.",
      `Add a reader to test/rendered/readers that compiles what ${camel} targets render.`,
    ],
  },
};

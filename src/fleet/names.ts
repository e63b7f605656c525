// what the name of a variable, a key or a host says: whether it is about a database, and about which
import { type OtherDatabase, otherByWord } from "../dsn/database-systems.ts";

/** What a name says. */
export interface Meaning {
  /** PostgreSQL, a database of any kind, or neither. */
  readonly about: "postgresql" | "database" | undefined;
  /** Another database that it names. */
  readonly other?: OtherDatabase;
  /** What a variable of that name holds: where the database is, which kind it is, or another part of an address. */
  readonly part?: "address" | "kind" | "port" | "detail";
  /** What it shares with the other variables of the same database: `db` for `DB_HOST` and `DB_USER`. */
  readonly group: string;
}

const POSTGRESQL = new Set(
  "postgres postgresql postgre pgsql psql pg postgresdb pgbouncer pgpool timescale timescaledb cnpg asyncpg psycopg".split(
    " ",
  ),
);
const DATABASE = new Set(
  "db dbs database databases datasource datasources jdbc r2dbc sqlalchemy sql rdbms dsn".split(" "),
);
const ADDRESS = new Set(
  "host hosts hostname hostnames server servers addr address addresses endpoint endpoints url urls uri uris dsn seeds string strings connstr socket".split(
    " ",
  ),
);
const KIND = new Set(
  "type types driver dialect client engine adapter provider vendor backend kind connection platform flavor".split(" "),
);
const DETAIL = new Set(
  "user username name password pass passwd pwd database db schema dbname sslmode connection conn".split(" "),
);

/** Names with these words are about something else, whatever else they contain. */
const ELSEWHERE = new Set(
  "smtp mail mailer email ldap s3 minio sentry glitchtip bugsnag geoip geolite maxmind firebase notion qdrant weaviate milvus chroma".split(
    " ",
  ),
);
/** Services that call their addresses a DSN or a connection string, too. */
const SERVICES = new Set(
  "storage servicebus eventhub eventhubs applicationinsights insights cosmos cosmosdb signalr messenger transport notifier lock queue broker".split(
    " ",
  ),
);

/** Reads the name of a variable, of a key in a set, or of a flag. */
export function meaningOf(name: string): Meaning {
  const tokens = wordsOf(name);
  const at = tokens.findIndex(
    (token, index) => POSTGRESQL.has(token) || DATABASE.has(token) || isConnectionString(tokens, index),
  );
  const named = tokens.findIndex((token) => otherByWord(token) !== undefined);
  if (tokens.some((token) => ELSEWHERE.has(token)) && !tokens.some((token) => POSTGRESQL.has(token))) return NOTHING;
  if (at < 0 && named < 0) {
    const part = partOf(tokens);
    return { ...NOTHING, ...(part && { part }) };
  }
  const generic = at >= 0 && (tokens[at] === "dsn" || isConnectionString(tokens, at));
  if (generic && tokens.some((token) => SERVICES.has(token))) return NOTHING;
  const first = at < 0 || (named >= 0 && named < at) ? named : at;
  const rest = tokens.slice(first + 1);
  // the address of an interface to it, not its own
  if (rest.includes("api")) return NOTHING;
  const group = tokens.slice(0, first + 1).join("_");
  // SHOP_DSN holds an address, KC_DB a kind
  const part = partOf(rest) ?? (generic ? "address" : rest.length === 0 ? "kind" : undefined);
  const common = { ...(part && { part }), group };
  if (named < 0) return { about: tokens.some((token) => POSTGRESQL.has(token)) ? "postgresql" : "database", ...common };
  const other = otherByWord(tokens[named]!)!;
  return other.auxiliary ? NOTHING : { about: undefined, other, ...common };
}

const NOTHING: Meaning = { about: undefined, group: "" };

/** What the variables of one address have in common: `typeorm` for `TYPEORM_HOST` and `TYPEORM_USERNAME`. */
export function prefixOf(name: string): string {
  const tokens = wordsOf(name);
  let end = tokens.length;
  while (end > 1 && partOf(tokens.slice(end - 1, end)) !== undefined) end--;
  return tokens.slice(0, end).join("_");
}

/** Whether the name of a host, an image or a set says PostgreSQL. */
export function saysPostgresql(name: string): boolean {
  return wordsOf(name).some((token) => POSTGRESQL.has(token));
}

/** Whether the name of a set of variables says that it is about a database, and no other than PostgreSQL. */
export function saysDatabase(name: string): boolean {
  const tokens = wordsOf(name);
  return (
    !tokens.some((token) => otherByWord(token)) && tokens.some((token) => POSTGRESQL.has(token) || DATABASE.has(token))
  );
}

/** Whether a value names PostgreSQL as the kind of a database: `postgres`, `postgres12`, `org.postgresql.Driver`, `postgresql_psycopg2`. */
export function isPostgresqlKind(value: string): boolean {
  return /^(?:[\w.]{0,60}[._])?(?:postgres(?:ql|db)?|pgsql|postgis|pg)\d{0,2}(?:[._][\w.]{0,40})?$/i.test(value.trim());
}

/** The database that a value names as a kind. */
export function otherKind(value: string): OtherDatabase | undefined {
  const text = value.trim();
  if (text.length > 80) return undefined;
  return wordsOf(text)
    .map((token) => otherByWord(token.replace(/(?<!\d)\d+$/, "")) ?? otherByWord(token))
    .find((other) => other !== undefined && !other.auxiliary);
}

function isConnectionString(tokens: readonly string[], at: number): boolean {
  if (/^connectionstrings?$/.test(tokens[at]!)) return true;
  return tokens[at] === "connection" && /^strings?$/.test(tokens[at + 1] ?? "");
}

/** Last words of a part of an address, after the word for the whole: `KC_DB_URL_PORT`, `DB_URL_USERNAME`. */
const OF_URL = new Set(
  "port database dbname name user username password pass schema properties params options".split(" "),
);
/** The same after the word for a host, where a `name` is the host itself. */
const OF_HOST = new Set("port database dbname user username password pass schema".split(" "));
const URL_WORD = new Set("url urls uri uris dsn string strings".split(" "));

/** Whether a name is that of a part of an address, although it has the word for an address in it. */
function isPartOfAddress(tokens: readonly string[]): boolean {
  const last = tokens.at(-1);
  if (tokens.length < 2 || last === undefined) return false;
  const before = tokens.slice(0, -1);
  return before.some((token) => URL_WORD.has(token))
    ? OF_URL.has(last)
    : before.some((token) => ADDRESS.has(token)) && OF_HOST.has(last);
}

function partOf(tokens: readonly string[]): Meaning["part"] {
  if (isPartOfAddress(tokens)) return tokens.at(-1) === "port" ? "port" : "detail";
  if (tokens.some((token) => ADDRESS.has(token))) return "address";
  if (tokens.includes("port")) return "port";
  if (tokens.some((token) => KIND.has(token))) return "kind";
  return tokens.some((token) => DETAIL.has(token)) ? "detail" : undefined;
}

const COMPOUND =
  /^(db|database|pg|postgres|postgresql|pgsql|jdbc|sql|mysql|mariadb|mongo|mongodb|redis)(host|hostname|url|uri|dsn|user|username|password|pass|name|port|server|addr|type)$/;

/** The words of a name in lower case: `DB_HOST`, `dbHost`, `db-host`, `db.host` and `DBHOST` are `db` and `host`. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== "")
    .flatMap((token) => COMPOUND.exec(token)?.slice(1, 3) ?? token);
}

/** Whether a value is the path of a database that is a file: `./data/app.db`, `:memory:`. */
export function isDatabaseFile(text: string): boolean {
  const path = text.trim();
  return /^(?:\.{0,2}\/|~\/)?[\w./-]{1,300}\.(?:db|db3|sqlite|sqlite3)$/i.test(path) || path === ":memory:";
}

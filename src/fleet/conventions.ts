// how applications call the size of their pool in the environment, if nothing else is known of them

import { settingOf } from "../load/environment.ts";
import type { Filled } from "./container.ts";
import { type Figure, figureOf, isFigure, tokensIn } from "./figures.ts";
import type { Variable } from "./manifests/_define.ts";
import { meaningOf, wordsOf } from "./names.ts";

/** What a variable or an option sets by its name. */
export type Meant = "size" | "threads" | "overflow";

/** Words that stand for a database, or for a library that pools its connections. */
const DATABASE = new Set(
  "db dbs database databases datasource datasources datastore jdbc r2dbc hikari hikaricp sql rdbms dsn sqlalchemy prisma typeorm sequelize knex ecto gorm pgx postgres postgresql postgre pgsql psql pg".split(
    " ",
  ),
);

/** What follows such a word if the number is the maximum size of a pool, without the parts between the words. */
const SIZE =
  /^(?:hikari|tomcat|dbcp2|agroal|reactive|connection|conn)?(?:pool(?:max(?:imum)?(?:size|conns?|connections?)?|size(?:max)?|limit|connectionlimit)?|max(?:imum)?(?:connection)?pool(?:size)?|max(?:imum)?(?:open)?(?:conns?|connections?)|(?:connections?|conns?)(?:limit|max)|limit|max(?:active|total)|max(?:imum)?size)$/;

/** The same without such a word. */
const BARE = /^(?:(?:connection|conn)?pool(?:maxsize|size|max)|max(?:imum)?(?:connection)?poolsize)$/;

/** database/sql of Go has a setter of this name, and hardly anything else does. */
const OPEN = /max(?:imum)?open(?:conns?|connections?)$/;

/** Words that are about another number of the same thing. */
const OTHER = new Set(
  "min minimum idle timeout ttl lifetime recycle interval age ms millis seconds secs minutes hours days duration port retry retries attempts wait delay version id uid gid memory mem mb kb bytes length level log pre ping batch page buffer cache payload upload file query queries statement row rows request requests body result results chunk fetch string key name rate lag offset test shadow migration migrations warn threshold".split(
    " ",
  ),
);

/** Words of sizes of pools. */
const SIZES = new Set(
  "pool pools poolsize conn conns connection connections maxconn maxconns maxconnections max maximum limit size ceiling cap capacity slots count".split(
    " ",
  ),
);
const POOLS = new Set(
  "pool pools poolsize conn conns connection connections maxconn maxconns maxconnections".split(" "),
);
/** Words of processes and threads. */
const WORKERS = new Set("worker workers process processes procs concurrency threads thread parallelism".split(" "));
/** Words of servers and tools that have pools and workers of their own. */
const ELSEWHERE = new Set(
  "redis valkey http https nginx apache kafka rabbit rabbitmq amqp nats mongo mongodb mysql mariadb elastic elasticsearch opensearch clickhouse memcached s3 smtp browser puppeteer chrome gpu omp mkl openblas tokio rayon node uv libuv aws grpc websocket ws socket".split(
    " ",
  ),
);

/** What the name of a variable or an option sets; undefined if it is none of these. */
export const meantBy = remembered((name: string): Meant | undefined => {
  const words = namedBy(name);
  if (words.some((word) => OTHER.has(word) || ELSEWHERE.has(word))) return undefined;
  if (name === "RAILS_MAX_THREADS") return "threads";
  if (words.includes("overflow")) return "overflow";
  const { other } = meaningOf(name);
  if (other) return undefined;
  const all = words.join("");
  if (BARE.test(all) || OPEN.test(all)) return "size";
  const at = words.findLastIndex((word) => DATABASE.has(word));
  if (at < 0) return undefined;
  // MAX_DB_CONNECTIONS
  const before = ["max", "maximum"].includes(words[at - 1] ?? "") ? "max" : "";
  return SIZE.test(before + words.slice(at + 1).join("")) ? "size" : undefined;
});

/** The words of a name; one in capitals has no words in camel case, such as `R2DBC`. */
function namedBy(name: string): string[] {
  return wordsOf(/[a-z]/.test(name) ? name : name.toLowerCase());
}

/** What a variable of another name may set, judged by its words. */
export const mayMean = remembered((name: string): "size" | "workers" | "overflow" | undefined => {
  const words = namedBy(name);
  if (words.some((word) => OTHER.has(word) || ELSEWHERE.has(word)) || meaningOf(name).other) return undefined;
  if (words.includes("overflow")) return "overflow";
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  if (has(DATABASE) && has(SIZES)) return "size";
  if (has(POOLS) && has(new Set(["max", "maximum", "size", "limit"]))) return "size";
  return has(WORKERS) ? "workers" : undefined;
});

/** How many names are remembered at once. */
const MOST_REMEMBERED = 10_000;

/** Answers by name: thousands of workloads have the same few variables. */
function remembered<T>(answer: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    if (known.has(name)) return known.get(name) as T;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = answer(name);
    known.set(name, found);
    return found;
  };
}

/** Variables whose names may mean a size, a number of workers or an overflow, and whose values are whole numbers above 1. */
export function suspects(
  variables: Filled["variables"],
  known: (name: string) => boolean,
): { readonly name: string; readonly value: number; readonly meant: NonNullable<ReturnType<typeof mayMean>> }[] {
  return [...variables].flatMap(([name, variable]) => {
    if (!("text" in variable) || variable.secret || known(name)) return [];
    const text = variable.text.trim();
    if (!/^\d{1,5}$/.test(text) || Number(text) < 2) return [];
    const meant = mayMean(name);
    return meant ? [{ name, value: Number(text), meant }] : [];
  });
}

/** A size, and the words that its variable has before the database: `analytics` for `ANALYTICS_DB_POOL_SIZE`. */
export interface Candidate extends Figure {
  readonly prefix: string;
}

/** What the variables and the command line of a container set. */
export interface Settings {
  readonly sizes: readonly Candidate[];
  readonly overflows: readonly Candidate[];
  readonly threads?: Figure;
  /** A size that cannot be read, and why. */
  readonly hidden?: { readonly name: string; readonly reason: string };
}

/** Reads the numbers that a container sets by names that applications have in common. */
export function settingsIn({ variables, words }: Pick<Filled, "variables" | "words">): Settings {
  const sizes: Candidate[] = [];
  const overflows: Candidate[] = [];
  let threads: Figure | undefined;
  let hidden: Settings["hidden"];
  const take = (name: string, variable: Variable) => {
    const meant = settingOf(name.replace(/_FILE$/, "")) === "pool.max" ? "size" : meantBy(name.replace(/_FILE$/, ""));
    if (!meant) return;
    if ("text" in variable && variable.text.trim() === "") return;
    const figure = figureOf(name, variable);
    if (!isFigure(figure)) {
      if (meant === "size" && !("text" in variable)) hidden = { name, reason: figure.reason };
      return;
    }
    // poolcfg's own variable is read with the rest of its settings
    if (settingOf(name) !== undefined) return;
    if (meant === "threads") threads ??= figure;
    else if (meant === "overflow") overflows.push({ ...figure, prefix: prefixOf(name) });
    // 0 is no size, and some libraries take it for no limit
    else if (figure.value > 0) sizes.push({ ...figure, prefix: prefixOf(name) });
    else hidden ??= { name, reason: `${name} is ${figure.value}, which may mean that there is no limit` };
  };
  for (const [name, variable] of [...variables, ...optionsIn({ variables, words })]) take(name, variable);
  for (const [name, variable] of variables)
    if ("text" in variable) for (const one of inJson(name, variable)) take(...one);
  return { sizes, overflows, ...(threads && { threads }), ...(hidden !== undefined && { hidden }) };
}

/** Options that set properties: `--db-max-open-conns=40`, `-Dspring.datasource.hikari.maximum-pool-size=40`. */
function optionsIn({ variables, words }: Pick<Filled, "variables" | "words">): [name: string, variable: Variable][] {
  const java = ["JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS_APPEND"].flatMap((name) => {
    const variable = variables.get(name);
    return variable && "text" in variable ? [variable] : [];
  });
  const tokens = tokensIn([...words, ...java]);
  return tokens.flatMap(({ text, origin }, index): [string, Variable][] => {
    const [, name, own] = /^(?:--|-D)([A-Za-z][\w.-]{1,120})(?:=(.{0,100}))?$/.exec(text) ?? [];
    if (name === undefined) return [];
    const value = own ?? tokens[index + 1]?.text ?? "";
    return /^\d{1,6}$/.test(value) ? [[name, { text: value, origin }]] : [];
  });
}

/** Keys of an object in JSON that SQLAlchemy's engine and TypeORM's driver take. */
const KEYS: Readonly<Record<string, string>> = {
  pool_size: "DB_POOL_SIZE",
  max_overflow: "DB_MAX_OVERFLOW",
  max: "DB_POOL_MAX",
};

function inJson(name: string, variable: Variable & { readonly text: string }): [name: string, variable: Variable][] {
  if (!/ENGINE_OPTIONS$|^TYPEORM_DRIVER_EXTRA$/.test(name) || variable.text.length > 10_000) return [];
  let data: unknown;
  try {
    data = JSON.parse(variable.text);
  } catch {
    return [];
  }
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]): [string, Variable][] =>
    Object.hasOwn(KEYS, key) && Number.isInteger(value) ? [[KEYS[key]!, { ...variable, text: String(value) }]] : [],
  );
}

/** What stands before the database in the name of a variable; empty for `DATABASE_URL` and `DB_POOL_SIZE`. */
export function prefixOf(name: string): string {
  const words = namedBy(name);
  const at = words.findIndex((word) => DATABASE.has(word));
  const before = at < 0 ? words.filter((word) => !ADDRESS.has(word)) : words.slice(0, at);
  return before.filter((word) => word !== "max" && word !== "maximum").join("_");
}

const ADDRESS = new Set("url uri host hostname address addr dsn server endpoint".split(" "));

/** The size in a connection string of keywords: `Host=db;Maximum Pool Size=40`. */
export function sizeInKeywords(text: string): number | undefined {
  const [, digits] =
    /(?:^|;) {0,5}max(?:imum)? {0,2}pool {0,2}size {0,5}= {0,5}(\d{1,6})(?: {0,5};|$)/i.exec(text.slice(0, 2_000)) ??
    [];
  return digits === undefined ? undefined : Number(digits);
}

/** The documented default of the library that the form of an address shows, in words. The application may set another. */
export function defaultOf(variable: Variable | undefined, url = ""): Figure | undefined {
  const text = variable === undefined ? url : "text" in variable ? variable.text : (variable.partial ?? "");
  const start = text.slice(0, 2_000);
  if (/^postgres(?:ql)?\+\w{1,30}:\/\//i.test(start))
    return usual(15, "SQLAlchemy opens up to 15 by default (pool_size 5, max_overflow 10)");
  if (/^ecto:\/\//i.test(start)) return usual(10, "Ecto opens 10 by default");
  if (/(?:^|;) {0,5}(?:host|server) {0,5}=[^;]{1,300};/i.test(start))
    return usual(100, "Npgsql opens up to 100 by default");
  return undefined;
}

function usual(value: number, name: string): Figure {
  return { value, name };
}

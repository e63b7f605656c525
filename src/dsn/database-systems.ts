// databases that are not PostgreSQL, by what their addresses, settings and images look like: recognised, and not covered

/** One kind of server or file that an application may keep data in, other than PostgreSQL. */
export interface OtherDatabase {
  readonly title: string;
  /** Schemes of its addresses, without the driver after a plus sign: `mysql` for `mysql+pymysql://`. */
  readonly schemes: readonly string[];
  /** Words that name it in names and values of variables; the schemes do so, too. */
  readonly words?: readonly string[];
  /** Its usual port. */
  readonly port?: number;
  /** Last part of the name of its images, where it runs as a container. */
  readonly images?: RegExp;
  /** Whether it is a cache or a queue: an application that has one may have a database besides. */
  readonly auxiliary?: boolean;
}

/** What is recognised. Schemes are those that the drivers and frameworks document. */
export const OTHER_DATABASES: readonly OtherDatabase[] = [
  {
    title: "MySQL",
    schemes: ["mysql", "mysql2", "mysqlx", "mysqli", "mariadb", "trilogy"],
    port: 3306,
    images: /^(?:mysql|mariadb|percona|percona-server|vitess|tidb)(?:$|[-_.])/,
  },
  {
    title: "SQLite",
    schemes: ["sqlite", "sqlite2", "sqlite3", "libsql", "file", "d1"],
    words: ["better-sqlite3"],
  },
  {
    title: "MongoDB",
    schemes: ["mongodb", "mongodb+srv"],
    words: ["mongo", "mongoose"],
    port: 27_017,
    images: /^(?:mongo|mongodb|ferretdb)(?:$|[-_.])/,
  },
  {
    title: "SQL Server",
    schemes: ["sqlserver", "mssql", "jtds"],
    words: ["azuresql"],
    port: 1433,
    images: /^(?:azure-sql-edge|mssql-server|mssql)(?:$|[-_.])/,
  },
  { title: "Oracle Database", schemes: ["oracle", "oracledb"], port: 1521, images: /^oracle-(?:xe|free)/ },
  {
    title: "ClickHouse",
    schemes: ["clickhouse", "clickhouses"],
    port: 8123,
    images: /^clickhouse(?:$|[-_.])/,
  },
  { title: "DuckDB", schemes: ["duckdb"] },
  { title: "H2", schemes: ["h2", "hsqldb", "derby"] },
  { title: "Db2", schemes: ["db2"] },
  { title: "Firebird", schemes: ["firebird"], images: /^firebird/ },
  { title: "Snowflake", schemes: ["snowflake"] },
  { title: "BigQuery", schemes: ["bigquery"] },
  { title: "Cassandra", schemes: ["cassandra", "scylla"], port: 9042, images: /^(?:cassandra|scylla)(?:$|[-_.])/ },
  { title: "CouchDB", schemes: ["couchdb"], port: 5984, images: /^couchdb/ },
  { title: "Neo4j", schemes: ["neo4j", "bolt", "neo4j+s", "bolt+s"], port: 7687, images: /^neo4j/ },
  { title: "InfluxDB", schemes: ["influxdb"], words: ["influx"], port: 8086, images: /^influxdb/ },
  { title: "SurrealDB", schemes: ["surrealdb"], words: ["surreal"], images: /^surrealdb/ },
  {
    title: "Redis",
    schemes: ["redis", "rediss", "valkey", "valkeys", "redis-sentinel", "redis-cluster", "unix"],
    words: ["keydb", "dragonfly"],
    port: 6379,
    images: /^(?:redis|valkey|keydb|dragonfly|redict)(?:$|[-_.])/,
    auxiliary: true,
  },
  {
    title: "Memcached",
    schemes: ["memcached", "memcache"],
    port: 11_211,
    images: /^memcached/,
    auxiliary: true,
  },
  {
    title: "RabbitMQ",
    schemes: ["amqp", "amqps"],
    words: ["rabbitmq", "rabbit"],
    port: 5672,
    images: /^rabbitmq/,
    auxiliary: true,
  },
  { title: "Kafka", schemes: ["kafka"], port: 9092, images: /kafka|redpanda/, auxiliary: true },
  { title: "NATS", schemes: ["nats"], port: 4222, images: /^nats(?:$|[-_.])/, auxiliary: true },
  {
    title: "Elasticsearch",
    schemes: ["elasticsearch", "opensearch"],
    words: ["elastic"],
    port: 9200,
    images: /^(?:elasticsearch|opensearch|meilisearch|typesense|zincsearch|manticore)/,
    auxiliary: true,
  },
];

/** Scheme of a connection address, without `jdbc:` and the like before it and the driver after it. */
const SCHEME =
  /^\s{0,20}["']?(?:(?:jdbc|r2dbc|r2dbcs|vertx-reactive|jdbc-secretsmanager)(?::(?:pool|p6spy|log4jdbc|otel|tracing))?:)?([a-z][a-z0-9_-]{0,30}(?:\+srv|\+s)?)(?:\+[a-z0-9_.-]{1,30})?:(?:\/|[^\s/\\])/i;

const BY_SCHEME = new Map(OTHER_DATABASES.flatMap((one) => one.schemes.map((scheme) => [scheme, one] as const)));
const BY_WORD = new Map(
  OTHER_DATABASES.flatMap((one) => [...one.schemes, ...(one.words ?? [])].map((word) => [word, one] as const)),
);
// these words mean something else outside of an address
for (const word of ["file", "unix", "bolt", "d1"]) BY_WORD.delete(word);

/** The scheme of an address in lower case: `mysql` of `jdbc:mysql://…` and of `mysql+pymysql://…`; undefined if the text is none. */
export function schemeOf(text: string): string | undefined {
  return SCHEME.exec(text.slice(0, 120))?.[1]?.toLowerCase();
}

/** The database that an address leads to, if it is a known one other than PostgreSQL. */
export function otherByAddress(text: string): OtherDatabase | undefined {
  const scheme = schemeOf(text);
  return scheme === undefined ? undefined : BY_SCHEME.get(scheme);
}

/** The database that a word names, if it is a known one other than PostgreSQL: `mysql`, `better-sqlite3`. */
export function otherByWord(word: string): OtherDatabase | undefined {
  return BY_WORD.get(word.toLowerCase());
}

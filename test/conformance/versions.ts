// the versions of libraries that are measured besides those that the project has installed

/** Versions of one target's library: the lowest of the range that its table claims, and each with which something changed. */
export interface Versions {
  /** What is installed at that version; the first is the package that the range is about. */
  readonly packages: readonly string[];
  /** By version: what else is installed, at the lowest version that it allows, where the settings are read there. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether they are packages of npm; they are by default. */
  readonly npm?: boolean;
}

/** By target. The newest version is the installed one, unless the last here is newer. */
export const VERSIONS: Readonly<Record<string, Versions>> = {
  // with 8.0.0 to 8.0.2, connecting never ends on Node 14 and later
  "node-postgres": {
    packages: ["pg"],
    versions: {
      "8.0.3": { "pg-pool": "3.1.1" },
      "8.3.0": { "pg-pool": "3.2.1" },
      "8.7.3": { "pg-pool": "3.5.1" },
      "8.8.0": { "pg-pool": "3.5.2" },
      "8.17.0": { "pg-pool": "3.11.0" },
    },
  },
  // 3.0.0 was published without its dialects
  knex: {
    packages: ["knex"],
    versions: { "3.0.1": { tarn: "3.0.2" }, "3.1.0": { tarn: "3.0.2" }, "3.2.0": { tarn: "3.0.2" } },
  },
  typeorm: { packages: ["typeorm"], versions: { "0.3.20": {}, "0.3.29": {}, "1.0.0": {} } },
  sequelize: { packages: ["sequelize"], versions: { "6.37.0": { "sequelize-pool": "7.1.0" } } },
  "sequelize@7": { packages: ["@sequelize/core", "@sequelize/postgres"], versions: { "7.0.0-alpha.40": {} } },
  "mikro-orm": {
    packages: ["@mikro-orm/postgresql", "@mikro-orm/core", "@mikro-orm/sql"],
    versions: { "7.1.9": {}, "7.2.0": {} },
  },
  // 6.0.0 and 6.0.1 were not measured
  "mikro-orm@6": { packages: ["@mikro-orm/postgresql", "@mikro-orm/core"], versions: { "6.0.2": {}, "6.6.15": {} } },
  "prisma@7": { packages: ["@prisma/adapter-pg", "@prisma/client", "prisma"], versions: { "7.0.0": {} } },
  hikaricp: { packages: ["com.zaxxer:HikariCP"], versions: { "6.2.1": {} }, npm: false },
  "hikaricp@5": { packages: ["com.zaxxer:HikariCP"], versions: { "4.0.0": {}, "6.0.0": {} }, npm: false },
  // measured with 5.0.0: sslmode=allow does not try TLS after the server has refused a connection without it
  pgxpool: { packages: ["github.com/jackc/pgx/v5"], versions: { "5.4.3": {}, "5.13.0": {} }, npm: false },
  sqlalchemy: { packages: ["SQLAlchemy"], versions: { "2.0.0": {} }, npm: false },
  "postgres-js": { packages: ["postgres"], versions: { "3.4.0": {} } },
};

// which packages show that a project uses a target

import type { Dependency, Ecosystem } from "../packages/dependency.ts";

/** What shows that a project uses one target, or one of several for versions of the same library. */
export interface Evidence {
  /** Target ids: one, or those for different versions of the library. */
  readonly targets: readonly string[];
  readonly ecosystem: Ecosystem;
  /** At least one of them must be there; the first that is there is reported. */
  readonly any: readonly string[];
  /** The package whose version chooses among `targets`. Default: the one that was found. */
  readonly versionOf?: string;
  /** Of each group at least one must be there, or a name with a feature: `psycopg[pool]`. */
  readonly needs?: readonly (readonly string[])[];
  /** With one of them it is another target, or it is not known which. */
  readonly not?: readonly string[];
  /** Targets that it contains, and that are then not detected on their own. */
  readonly contains?: readonly string[];
  /** The end of an import path that the source of the program must have, if the packages alone do not tell. */
  readonly imports?: string;
  /** Whether it counts if there is no source file to look into. */
  readonly assumed?: true;
  /** Why the target cannot be told, if it cannot. */
  readonly unclear?: string;
  /** Packages beside which one of the targets is not certain, by its id. */
  readonly notWith?: Readonly<Record<string, readonly string[]>>;
  /** Files that show another database. */
  readonly unless?: { readonly files: readonly string[]; readonly pattern: RegExp };
}

const PG = ["pg", "pg-native"];
const PYTHON_DRIVERS = ["psycopg", "psycopg2", "psycopg2-binary", "psycopg-binary", "asyncpg", "pg8000"];
const UNDER_GO = ["pgxpool", "database-sql"];

/** The evidence for every target that a package can show. */
export const EVIDENCE: readonly Evidence[] = [
  {
    targets: ["prisma", "prisma@7"],
    ecosystem: "npm",
    any: ["@prisma/client", "prisma"],
    notWith: { prisma: ["@prisma/adapter-pg", "@prisma/adapter-neon"] },
    unless: {
      files: ["prisma/schema.prisma", "schema.prisma"],
      pattern: /^[ \t]*provider[ \t]*=[ \t]*"(?:mysql|sqlite|mongodb|sqlserver)"/m,
    },
    contains: ["node-postgres"],
  },
  {
    targets: ["drizzle"],
    ecosystem: "npm",
    any: ["drizzle-orm"],
    needs: [PG],
    not: ["postgres"],
    contains: ["node-postgres"],
  },
  {
    targets: ["drizzle-postgres-js"],
    ecosystem: "npm",
    any: ["drizzle-orm"],
    needs: [["postgres"]],
    not: PG,
    contains: ["postgres-js"],
  },
  {
    targets: [],
    ecosystem: "npm",
    any: ["drizzle-orm"],
    needs: [PG, ["postgres"]],
    contains: ["node-postgres", "postgres-js"],
    unclear: "drizzle-orm is used, and both pg and postgres are there",
  },
  { targets: ["typeorm"], ecosystem: "npm", any: ["typeorm"], needs: [PG], contains: ["node-postgres"] },
  {
    targets: ["sequelize"],
    ecosystem: "npm",
    any: ["sequelize"],
    needs: [PG],
    contains: ["node-postgres"],
  },
  {
    targets: ["sequelize@7"],
    ecosystem: "npm",
    any: ["@sequelize/core"],
    needs: [["@sequelize/postgres"]],
    contains: ["node-postgres"],
  },
  {
    targets: ["mikro-orm", "mikro-orm@6"],
    ecosystem: "npm",
    any: ["@mikro-orm/postgresql"],
    contains: ["node-postgres", "knex"],
  },
  { targets: ["objection"], ecosystem: "npm", any: ["objection"], needs: [PG], contains: ["node-postgres", "knex"] },
  {
    targets: ["knex"],
    ecosystem: "npm",
    any: ["knex", "@adonisjs/lucid", "@strapi/strapi", "@strapi/database", "directus"],
    needs: [PG],
    contains: ["node-postgres"],
  },
  { targets: ["kysely"], ecosystem: "npm", any: ["kysely"], needs: [PG], contains: ["node-postgres"] },
  { targets: ["pg-promise"], ecosystem: "npm", any: ["pg-promise"], contains: ["node-postgres"] },
  { targets: ["slonik"], ecosystem: "npm", any: ["slonik"], contains: ["node-postgres"] },
  { targets: ["neon"], ecosystem: "npm", any: ["@neondatabase/serverless"] },
  { targets: ["postgres-js"], ecosystem: "npm", any: ["postgres"] },
  { targets: ["node-postgres"], ecosystem: "npm", any: ["pg", "@payloadcms/db-postgres"] },
  { targets: ["gorm"], ecosystem: "go", any: ["gorm.io/driver/postgres"], contains: UNDER_GO },
  {
    targets: ["pgxpool"],
    ecosystem: "go",
    any: ["github.com/jackc/pgx/v5", "github.com/jackc/pgx/v4"],
    imports: "/pgxpool",
    assumed: true,
  },
  {
    targets: ["database-sql"],
    ecosystem: "go",
    any: ["github.com/lib/pq", "github.com/jackc/pgx/v5", "github.com/jackc/pgx/v4"],
    imports: "database/sql",
  },
  { targets: ["sqlx"], ecosystem: "cargo", any: ["sqlx"], needs: [["sqlx[postgres]"]] },
  { targets: ["deadpool"], ecosystem: "cargo", any: ["deadpool-postgres"] },
  { targets: ["bb8"], ecosystem: "cargo", any: ["bb8-postgres"] },
  { targets: ["diesel"], ecosystem: "cargo", any: ["diesel"], needs: [["diesel[postgres]"], ["diesel[r2d2]"]] },
  { targets: ["django"], ecosystem: "pypi", any: ["django"], needs: [PYTHON_DRIVERS], contains: ["psycopg-pool"] },
  {
    targets: ["sqlalchemy"],
    ecosystem: "pypi",
    any: ["sqlalchemy", "flask-sqlalchemy", "sqlmodel"],
    needs: [PYTHON_DRIVERS],
    contains: ["asyncpg"],
  },
  { targets: ["psycopg-pool"], ecosystem: "pypi", any: ["psycopg-pool", "psycopg[pool]"] },
  { targets: ["asyncpg"], ecosystem: "pypi", any: ["asyncpg"] },
  {
    targets: ["spring-boot", "spring-boot@3"],
    ecosystem: "maven",
    any: [
      "org.springframework.boot:spring-boot-starter-data-jpa",
      "org.springframework.boot:spring-boot-starter-jdbc",
      "org.springframework.boot:spring-boot-starter-data-jdbc",
    ],
    versionOf: "org.springframework.boot:spring-boot-starter-parent",
    needs: [["org.postgresql:postgresql"]],
    contains: ["hikaricp", "hikaricp@5"],
  },
  {
    targets: ["quarkus"],
    ecosystem: "maven",
    any: ["io.quarkus:quarkus-jdbc-postgresql"],
  },
  {
    targets: ["r2dbc"],
    ecosystem: "maven",
    any: ["io.r2dbc:r2dbc-pool", "org.springframework.boot:spring-boot-starter-data-r2dbc"],
    needs: [["org.postgresql:r2dbc-postgresql", "io.r2dbc:r2dbc-postgresql"]],
  },
  {
    targets: ["hikaricp", "hikaricp@5"],
    ecosystem: "maven",
    any: ["com.zaxxer:HikariCP"],
    needs: [["org.postgresql:postgresql"]],
  },
  {
    targets: ["rails", "rails@7"],
    ecosystem: "gem",
    any: ["activerecord", "rails"],
    needs: [["pg"]],
  },
  { targets: ["ecto"], ecosystem: "hex", any: ["ecto_sql", "phoenix_ecto"], needs: [["postgrex"]] },
  {
    targets: ["npgsql", "npgsql@8"],
    ecosystem: "nuget",
    any: ["Npgsql", "Npgsql.DependencyInjection", "Npgsql.EntityFrameworkCore.PostgreSQL"],
  },
];

/** Whether a dependency is the one that is named: `psycopg`, or `psycopg[pool]` with that feature. */
export function isNamed({ name, features }: Dependency, wanted: string): boolean {
  const [, plain = wanted, feature] = /^([^[]+)\[([^\]]+)\]$/.exec(wanted) ?? [];
  return name === plain && (feature === undefined || features.includes(feature));
}

// the `spring.datasource` of Spring Boot, in all its versions

import { getKey, isTree, type Tree } from "../codecs/literal.ts";
import { jdbcConnection, pgjdbcKnown, pgjdbcPrepared, pgjdbcUrl } from "../drivers/pgjdbc.ts";
import type { Check, Target } from "../mapping/define.ts";
import { HIKARI_KNOWN, type HikariVersion, hikariFields } from "./hikaricp.ts";
import { escapePlaceholder, kebab, springSpelling, unescapePlaceholder } from "./spring-properties.ts";
import { r2dbcUrl } from "./spring-r2dbc.ts";

const PREFIX = "spring.datasource";

const HIKARI = `${PREFIX}.hikari`;

const URL = `${PREFIX}.url`;

const MAP = "data-source-properties";

const DRIVER = ["ApplicationName", "connectTimeout", "currentSchema", "loginTimeout", "options", "socketTimeout"];

/** The pool of druid-spring-boot-starter, which binds its own settings. */
const DRUID = "druid";

/** Pools that Spring Boot takes instead, each by a prefix of its own. */
const OTHER_POOLS = ["tomcat", "dbcp2", "oracleucp", DRUID];

/** Names of the pool that Spring Boot had before 2. */
const OLD = ["max-active", "max-idle", "min-idle", "max-wait", "initial-size", "test-on-borrow", "test-while-idle"];

const OWN = [
  ...["driver-class-name", "type", "name", "generate-unique-name", "jndi-name", "embedded-database-connection", "xa"],
  ...["initialization-mode", "schema", "data", "platform", "continue-on-error", "separator", "sql-script-encoding"],
];

/** Everything of the table but its version. `backslash`: whether that escapes a placeholder in all of its versions. */
export function springBoot(version: HikariVersion, { backslash }: { readonly backslash: boolean }) {
  const fields = hikariFields((name) => `${HIKARI}.${kebab(name)}`, URL, { ...version, suffixes: false });
  const known = [
    ...HIKARI_KNOWN.map((name) => `${HIKARI}.${kebab(name)}`),
    ...[...OWN, ...OTHER_POOLS, ...OLD].map((name) => `${PREFIX}.${name}`),
    ...pgjdbcKnown(URL),
    `${HIKARI}.jdbc-url`,
    `${HIKARI}.${MAP}`,
  ];
  const keys = [...Object.values(fields).flatMap((entry) => [...entry.keys]), ...known].filter(
    (key) => !key.startsWith(`${URL}.`),
  );
  return {
    language: "java",
    prepared: pgjdbcPrepared(URL),
    summary: "`spring.datasource` of application.yml or application.properties",
    evidence: "measured",
    forms: ["yaml", "properties"],
    urlParameters: pgjdbcUrl,
    connection: jdbcConnection(URL, "SPRING_DATASOURCE_URL", {
      user: `${PREFIX}.username`,
      password: `${PREFIX}.password`,
      escape: escapePlaceholder,
      unescape: (text) => unescapePlaceholder(text, backslash),
    }),
    fields,
    ignoredKeys: known,
    sections: [PREFIX],
    aliases: {
      [`${HIKARI}.username`]: `${PREFIX}.username`,
      [`${HIKARI}.password`]: `${PREFIX}.password`,
      ...Object.fromEntries(DRIVER.map((name) => [`${HIKARI}.${MAP}.${name}`, `${URL}.${name}`])),
    },
    keyCase: {
      ...springSpelling([...keys, URL, `${PREFIX}.username`, `${PREFIX}.password`], [MAP, "health-check-properties"]),
      documents: {
        separator: /^(?:[#!]?---)(?:\s.*)?$/,
        profile: ["spring.config.activate.on-profile", "spring.profiles"],
      },
    },
    namedPools: (settings) => namedSources(settings, known),
    urlOfOther(settings: Tree) {
      const url = r2dbcUrl(settings);
      return url === undefined ? undefined : { id: "r2dbc", url };
    },
    checks: [...OTHER_POOLS.map(otherPool), ...OLD.map(oldName)],
  } satisfies Omit<Target, "id" | "title" | "package" | "source">;
}

/** Tables below spring.datasource that an application binds itself: each has a URL, and settings of HikariCP beside or below it. */
function namedSources(settings: Tree, known: readonly string[]): Record<string, Tree> {
  const sources = getKey(settings, PREFIX);
  const own = new Set([...known, HIKARI].map((key) => key.slice(PREFIX.length + 1).split(".", 1)[0]!));
  const found: Record<string, Tree> = {};
  for (const [name, table] of Object.entries(isTree(sources) ? sources : {})) {
    if (own.has(name) || !isTree(table)) continue;
    const { url, "jdbc-url": jdbcUrl, username, password, hikari, configuration, ...rest } = kebabKeys(table);
    const address = jdbcUrl ?? url;
    if (address === undefined && rest["driver-class-name"] === undefined && !isTree(hikari)) continue;
    const pool = {
      ...rest,
      ...(isTree(configuration) && kebabKeys(configuration)),
      ...(isTree(hikari) && kebabKeys(hikari)),
    };
    for (const key of OWN) delete pool[key];
    const given = { url: address, username, password, hikari: pool };
    const datasource = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    found[name] = { spring: { datasource } };
  }
  return found;
}

function kebabKeys(table: Tree): Tree {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [kebab(key), value]));
}

function otherPool(name: string): Check {
  return {
    key: `${PREFIX}.${name}`,
    part: "key",
    when: (value) => value !== undefined,
    rule: "several-pools",
    severity: "warning",
    message:
      name === DRUID
        ? `${PREFIX}.${name} sets the pool of druid-spring-boot-starter, which takes the place of HikariCP`
        : `${PREFIX}.${name} sets another pool, which Spring Boot uses only where HikariCP is not there`,
    help: `Move what is meant to ${HIKARI}, or name that pool in ${PREFIX}.type and import its settings by hand.`,
  };
}

function oldName(name: string): Check {
  const meant = { "max-active": "maximum-pool-size", "min-idle": "minimum-idle", "max-wait": "connection-timeout" }[
    name
  ];
  return {
    key: `${PREFIX}.${name}`,
    part: "key",
    when: (value) => value !== undefined,
    rule: "misplaced-key",
    severity: "error",
    message: `${PREFIX}.${name} is of the pool that Spring Boot had before 2, and is ignored`,
    help: meant === undefined ? "Remove it: HikariCP has nothing for it." : `Write ${HIKARI}.${meant}.`,
  };
}

// the files and programs of HikariCP itself, in all its versions
import { jdbcConnection, pgjdbcKnown, pgjdbcPrepared, pgjdbcUrl } from "../drivers/pgjdbc.ts";
import type { Target } from "../mapping/define.ts";
import { HIKARI_KNOWN } from "./hikaricp.ts";

const URL = "jdbcUrl";

const PROPERTIES = [
  ...["maximumPoolSize", "minimumIdle", "connectionTimeout", "validationTimeout", "idleTimeout", "maxLifetime"],
  ...["keepaliveTime", "leakDetectionThreshold", "initializationFailTimeout", "username", "password", URL],
];

const DRIVER = ["ApplicationName", "connectTimeout", "currentSchema", "loginTimeout", "options", "socketTimeout"];

/** Everything of the table but its version. */
export const hikariTarget = {
  language: "java",
  prepared: pgjdbcPrepared(URL),
  summary: "the properties of `new HikariConfig(…)`",
  evidence: "measured",
  forms: ["properties", "code"],
  urlParameters: pgjdbcUrl,
  connection: jdbcConnection(URL, "JDBC_DATABASE_URL", { user: "username", password: "password" }),
  ignoredKeys: [...HIKARI_KNOWN, ...pgjdbcKnown(URL)],
  aliases: Object.fromEntries(DRIVER.map((name) => [`dataSource.${name}`, `${URL}.${name}`])),
  keyCase: { dotted: true },
  program: {
    detectBy: "HikariConfig",
    opens: ["HikariConfig", "HikariDataSource"],
    parts: ["Properties"],
    pairs: ["addDataSourceProperty", "setProperty", "put", "option"],
    keys: Object.fromEntries([
      ...PROPERTIES.flatMap((name) => [
        [name, name],
        [`set${name[0]!.toUpperCase()}${name.slice(1)}`, name],
      ]),
      ...[...DRIVER, "tcpKeepAlive"].map((name) => [name, `${URL}.${name}`]),
    ]),
  },
} satisfies Omit<Target, "id" | "title" | "package" | "source" | "fields">;

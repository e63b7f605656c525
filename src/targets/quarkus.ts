// Quarkus with Agroal: application.properties
import { jdbcConnection, pgjdbcKnown, pgjdbcPrepared, pgjdbcUrl } from "../drivers/pgjdbc.ts";
import { defineTarget } from "../mapping/define.ts";
import { AGROAL_KNOWN, agroalFields } from "../pools/agroal.ts";
import { springSpelling } from "../pools/spring-properties.ts";

const PREFIX = "quarkus.datasource";

const URL = `${PREFIX}.jdbc.url`;

const key = (name: string) => `${PREFIX}.jdbc.${name}`;

const BESIDE = ["active", "credentials-provider", "credentials-provider-name", "db-kind", "db-version", "devservices"];

/** What becomes of every canonical field in Quarkus: its native key, or why it is lost. */
const target = defineTarget({
  id: "quarkus",
  title: "Quarkus",
  prepared: pgjdbcPrepared(URL),
  passwordCallback: {
    how: "`quarkus.datasource.credentials-provider` names a bean that implements `CredentialsProvider`",
    source: "https://quarkus.io/guides/credentials-provider",
  },
  language: "java",
  package: { name: "io.quarkus:quarkus-agroal", range: ">=3.30 <4" },
  source: { url: "https://quarkus.io/guides/datasource", version: "3.38.0", checked: "2026-11-21" },
  summary: "`quarkus.datasource` of application.properties",
  evidence: "measured",
  forms: ["properties", "yaml"],
  urlParameters: pgjdbcUrl,
  files: [
    "application.{properties,yml,yaml}",
    "config/application.{properties,yml,yaml}",
    "src/main/resources/application.{properties,yml,yaml}",
  ],
  connection: jdbcConnection(URL, "QUARKUS_DATASOURCE_JDBC_URL", {
    user: `${PREFIX}.username`,
    password: `${PREFIX}.password`,
    escape: escapeExpression,
    unescape: unescapeExpression,
  }),
  constants: { [`${PREFIX}.db-kind`]: "postgresql" },
  fields: agroalFields(key, URL),
  ignoredKeys: [
    ...AGROAL_KNOWN.map(key),
    ...pgjdbcKnown(URL),
    ...[...BESIDE, "health-exclude", "health", "metrics", "reactive"].map((name) => `${PREFIX}.${name}`),
  ],
  sections: [PREFIX],
  system: { keys: [`${PREFIX}.db-kind`], postgresql: ["postgresql", "pgsql", "pg", "postgres"] },
  keyCase: springSpelling([], []),
});

export default target;

// SmallRye Config makes `$` of `$$` and of `\$`, and leaves any other `$` without a brace as it is
function escapeExpression(text: string): string {
  return /[$\\]\$|\$\{/.test(text) ? text.replaceAll("$", "\\$") : text;
}

// in the order in which it does so; undefined if an expression is left
function unescapeExpression(text: string): string | undefined {
  let isOpen = false;
  const plain = text.replaceAll("\\$", "$$$$").replace(/\$[${]/g, (piece) => {
    isOpen ||= piece === "${";
    return piece === "$$" ? "$" : piece;
  });
  return isOpen ? undefined : plain;
}

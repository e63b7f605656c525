// spring.r2dbc of Spring Boot: a URL, and the settings of r2dbc-pool beside it
import { getKey, isTree, type Tree } from "../codecs/literal.ts";
import { kebab } from "./spring-properties.ts";

const PREFIX = "spring.r2dbc";

/** The options of the URL by the names that Spring Boot has for them. */
const OPTIONS: Readonly<Record<string, string>> = {
  "max-size": "maxSize",
  "initial-size": "initialSize",
  "min-idle": "minIdle",
  "max-idle-time": "maxIdleTime",
  "max-life-time": "maxLifeTime",
  "max-acquire-time": "maxAcquireTime",
  "max-create-connection-time": "maxCreateConnectionTime",
  "max-validation-time": "maxValidationTime",
  "validation-depth": "validationDepth",
  "validation-query": "validationQuery",
};

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 };

/** The URL that says the same to r2dbc-pool; undefined if there is none, or if it has a data source of JDBC, too. */
export function r2dbcUrl(settings: Tree): string | undefined {
  const url = getKey(settings, `${PREFIX}.url`);
  if (typeof url !== "string" || !url.startsWith("r2dbc:") || getKey(settings, "spring.datasource.url") !== undefined)
    return undefined;
  const pool = getKey(settings, `${PREFIX}.pool`);
  const pairs = Object.entries(isTree(pool) ? pool : {}).flatMap(([name, value]) => {
    const option = OPTIONS[kebab(name)];
    return option === undefined || typeof value === "object" ? [] : [`${option}=${encodeURIComponent(written(value))}`];
  });
  const pooled = url.replace(/^r2dbc:(?!pool:)/, "r2dbc:pool:");
  return pairs.length === 0 ? pooled : `${pooled}${pooled.includes("?") ? "&" : "?"}${pairs.join("&")}`;
}

// `30m` is `PT1800S` in the URL
function written(value: unknown): string {
  const [, count, unit] = /^(\d{1,12})(ms|s|m|h|d)$/.exec(String(value)) ?? [];
  return unit === undefined ? String(value) : `PT${Number(count) * UNITS[unit]!}S`;
}

// Sorts pg's options: those of the pool are fields of the config, those of a client are passed on
import { PoolcfgError } from "../diagnostics/errors.ts";
import { pgClientKnown } from "../drivers/pg/pg.ts";
import { model } from "../model/model.ts";
import { didYouMean } from "../model/spellings.ts";
import nodePostgres from "../targets/node-postgres.ts";

const FIELDS = Object.entries(nodePostgres.fields).flatMap(([path, { keys }]) =>
  keys.map((key) => [key, path] as const),
);

const isPoolField = ([key, path]: readonly [string, string]) =>
  path.startsWith("pool.") && key !== "Client" && !key.startsWith("keepAlive");

/** For each option of `pg.Pool`, the equivalent in poolcfg. */
const OF_THE_POOL: ReadonlyMap<string, string> = new Map([
  ...FIELDS.filter(isPoolField),
  ["poolSize", "pool.max"],
  ["onConnect", "the option onConnect of createPool"],
  ["verify", "the option onConnect of createPool"],
  ["log", 'pool.on("report", …)'],
]);

/** Parts of a connection, by field. */
const CONNECTION: ReadonlyMap<string, string> = new Map([
  ["connectionString", "connection.url"],
  ...["host", "port", "user", "password", "database"].map((name): [string, string] => [name, `connection.${name}`]),
]);

/** Options of a client that the types of pg name and its table does not. */
const OF_THE_CLIENT = ["allowExitOnIdle", "Client", "connection"];

/** Options of pg's pool that only the pool uses, and not the client. */
export const POOL_OPTION_NAMES: readonly string[] = [...OF_THE_POOL.keys()];

/**
 * Rejects options of `pg.Pool` among those of the client, which would do nothing there or something else, and unknown
 * ones.
 *
 * @throws PoolcfgError `usage` with the field to use.
 */
export function checkClientOptions(client: object): void {
  const names = Object.keys(client);
  const ofThePool = names.filter((name) => OF_THE_POOL.has(name));
  if (ofThePool.length > 0)
    throw new PoolcfgError(
      "usage",
      `client takes options of pg.Client, and these are options of pg.Pool. Set in the config instead: ${translated(ofThePool)}.`,
    );
  // a custom class may have custom options
  if ("Client" in client) return;
  const known = [
    ...new Set([...FIELDS.map(([key]) => key), ...pgClientKnown(""), ...CONNECTION.keys(), ...OF_THE_CLIENT]),
  ];
  const other = names.find((name) => !known.includes(name));
  if (other === undefined) return;
  const near = didYouMean(other, known);
  throw new PoolcfgError(
    "usage",
    `client has ${JSON.stringify(other.slice(0, 60))}, which is not an option of pg.Client.${near === undefined ? "" : ` Did you mean ${near}?`}`,
  );
}

/**
 * Rejects options of `pg.Pool` in place of a config.
 *
 * @throws PoolcfgError `usage` with the fields to use.
 */
export function checkNoPoolOptions(config: object): void {
  const names = Object.keys(config).filter((name) => !(name in model));
  const options = names.filter((name) => OF_THE_POOL.has(name) || CONNECTION.has(name));
  if (options.length === 0) return;
  throw new PoolcfgError(
    "usage",
    `createPool takes a config of poolcfg, and these are options of pg.Pool: ${translated(options)}. For example: createPool({ connection: { url }, pool: { max: 20 } }).`,
  );
}

function translated(names: readonly string[]): string {
  return names.map((name) => `${name} is ${OF_THE_POOL.get(name) ?? CONNECTION.get(name)}`).join(", ");
}

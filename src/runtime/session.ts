// Server settings without startup parameters: sent once for a session, or with each transaction if the session is
// shared
import { searchPath } from "../mapping/startup-options.ts";
import { type Client, inTransaction } from "./client.ts";
import type { ClientClass } from "./connection-factory.ts";
import { begins, runsAlone } from "./statement.ts";

/** A setting of the server, as `SET` takes it. */
export interface ServerSetting {
  readonly name: string;
  readonly value: string;
}

/** Sets them until the session ends. */
export function setForSession(settings: readonly ServerSetting[]): string {
  return setting(settings, false);
}

function setting(settings: readonly ServerSetting[], local: boolean): string {
  const calls = settings.map(({ name, value }) => `pg_catalog.set_config(${quote(name)}, ${quote(value)}, ${local})`);
  return `SELECT ${calls.join(", ")}`;
}

// a SELECT would take the snapshot of the transaction; each SET is a command of its own
function commands(settings: readonly ServerSetting[]): string[] {
  return settings.map(({ name, value }) => {
    const list = name === "search_path" ? searchPath.format(searchPath.parse(value)) : quote(value);
    const words = name.split(".").map((word) => `"${word.replaceAll('"', '""')}"`);
    return `SET LOCAL ${words.join(".")} TO ${list}`;
  });
}

function quote(text: string): string {
  return `${text.includes("\\") ? " E" : ""}'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** A query of pg, by its shape: what the client calls as the server answers. */
interface Query {
  text?: unknown;
  callback?: (error: unknown, result?: unknown) => void;
  submit(connection: Connection): Error | null;
  requiresPreparation(): boolean;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: unknown): void;
  handleError(error: { position?: string }, connection: unknown): void;
}

interface Connection {
  readonly stream: { cork?(): void; uncork?(): void };
  query(text: string): void;
  parse(statement: { text: string; name: string; types: undefined }): void;
  bind(portal: object): void;
  execute(portal: object): void;
}

/**
 * A class of clients that send the settings with each transaction, for that transaction only: a pooler in transaction
 * mode gives the server connection to another client after it, which must not see them. They share a round trip with
 * the first statement. Cursors and streams outside a transaction, and commands that run alone only, go without them.
 */
export function localSettings(Base: ClientClass, settings: readonly ServerSetting[]): ClientClass {
  const sql = setting(settings, true);
  const sets = commands(settings);
  const { Query } = Base as unknown as { Query: new (...given: unknown[]) => Query };
  return class extends (Base as unknown as new (options: object) => Client) {
    override query(config: never, values?: never, callback?: never): Promise<unknown> {
      const send = super.query.bind(this) as (...given: unknown[]) => Promise<unknown>;
      if (typeof (config as { submit?: unknown } | undefined)?.submit === "function" || config == null)
        return send(config, values, callback);
      const query = new Query(config, values, callback);
      const { query_timeout } = config as { query_timeout?: number };
      let result: Promise<unknown> | undefined;
      if (!query.callback)
        result = new Promise((resolve, reject) => {
          query.callback = (error, rows) => (error ? reject(error) : resolve(rows));
        });
      withSettings(query, sql, sets, () => inTransaction(this) !== true);
      send(Object.assign(query, query_timeout !== undefined && { query_timeout }));
      return result as Promise<unknown>;
    }
  } as unknown as ClientClass;
}

// in one message or pipeline, the statements are one transaction, and the settings apply to it
function withSettings(query: Query, sql: string, sets: readonly string[], isFirst: () => boolean): void {
  const submit = query.submit;
  query.submit = (connection) => {
    if (!isFirst() || typeof query.text !== "string" || runsAlone(query.text)) return submit.call(query, connection);
    if (!query.requiresPreparation()) {
      const first = begins(query.text) ? sets : [sql];
      const lead = `${first.join(";")};`;
      query.text = `${lead}${query.text}`;
      passOver(query, first.length, lead.length);
      return submit.call(query, connection);
    }
    connection.stream.cork?.();
    connection.parse({ text: sql, name: "", types: undefined });
    connection.bind({ portal: "", statement: "" });
    connection.execute({ portal: "", rows: 0 });
    passOver(query, 1, 0);
    const failed = submit.call(query, connection);
    connection.stream.uncork?.();
    return failed;
  };
}

// the response to the settings comes first, and is dropped
function passOver(query: Query, answers: number, length: number): void {
  const { handleRowDescription, handleDataRow, handleCommandComplete, handleError } = query;
  let left = answers;
  query.handleRowDescription = () => {};
  query.handleDataRow = () => {};
  query.handleCommandComplete = () => {
    left -= 1;
    if (left === 0) Object.assign(query, { handleRowDescription, handleDataRow, handleCommandComplete });
  };
  // the position of an error refers to the caller's text
  query.handleError = (error, connection) => {
    const at = Number(error.position) - length;
    if (at > 0) error.position = String(at);
    handleError.call(query, error, connection);
  };
}

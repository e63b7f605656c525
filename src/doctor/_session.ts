// the one connection: every query runs in a read-only transaction with a safe search_path, and in limited time
import type { Client } from "pg";
import type { Place } from "./_access.ts";
import { badAnswerOr, type Intake } from "./_intake.ts";
import type { Attempt } from "./connect.ts";
import { type Querier, type Row, UnexpectedAnswerError } from "./queries/_define.ts";

/** What was seen when the connection was made. */
export interface ConnectionInfo {
  readonly place: Place;
  /** Address that the name led to; undefined for a Unix socket. */
  readonly address: string | undefined;
  /** Null where the connection is not encrypted. */
  readonly tls: { readonly protocol: string; readonly check: "none" | "chain" | "full" } | null;
  /** Process that a cancel request would go to; a pooler gives a number of its own. */
  readonly key: number | undefined;
  /** What the server reported by itself. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What failed before. */
  readonly attempts: readonly Attempt[];
  /** Longest that one step may take, in milliseconds. */
  readonly timeout: number;
}

/** What the admin console of a pooler can show. */
type Shown = "VERSION" | "CONFIG" | "DATABASES" | "POOLS";

// without pg_temp, temporary relations would be found first
const SAFE_PATH = "SET LOCAL search_path = pg_catalog, pg_temp";

/** A connection that questions are asked on. */
export class Session implements Querier {
  readonly link: ConnectionInfo;
  readonly #client: Client;
  readonly #intake: Intake;
  #ended = false;
  #lost = false;

  constructor(client: Client, intake: Intake, link: ConnectionInfo) {
    this.#client = client;
    this.#intake = intake;
    this.link = link;
  }

  /** Whether no more queries can be sent. */
  get lost(): boolean {
    return this.#lost;
  }

  get key(): number | undefined {
    return this.link.key;
  }

  /**
   * Runs a query in a read-only transaction that is rolled back, so it leaves no setting behind on a server connection
   * of a pooler.
   *
   * The search_path of the session belongs to the role and to the owner of the database: with it, their functions and
   * operators would run with the rights of whoever runs doctor. Therefore it is replaced before the query is analysed.
   *
   * @param limited whether the server applies the timeout as well; without it, the query sees the session's timeouts.
   * @returns the rows.
   * @throws the error of the server, or of the connection if it is lost or if nothing is answered in time.
   */
  async ask(sql: string, { limited = true } = {}): Promise<readonly Row[]> {
    const limits = limited ? [`SET LOCAL statement_timeout = ${Math.ceil(this.link.timeout)}`] : [];
    const statements = ["BEGIN READ ONLY", SAFE_PATH, ...limits, sql, "ROLLBACK"];
    const results = await this.#send(statements.join("; ")).catch(async (error: unknown) => {
      if (isAnswer(error)) await this.#send("ROLLBACK").catch(() => {});
      throw error;
    });
    if (!Array.isArray(results) || results.length !== statements.length) throw new UnexpectedAnswerError();
    return rowsOf(results.at(-2));
  }

  /** Runs a `SHOW` command on the admin console of a pooler, which has no transactions. */
  async show(what: Shown): Promise<readonly Row[]> {
    return rowsOf(await this.#send(`SHOW ${what}`));
  }

  /** Closes the connection, by force where the server does not answer. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const forced = setTimeout(() => this.#destroy(), 1_000);
    await this.#client.end().catch(() => {});
    clearTimeout(forced);
  }

  #destroy(): void {
    (this.#client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }

  async #send(sql: string): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      // the server's own limit comes first, where it is still there to keep it
      timer = setTimeout(() => {
        this.#destroy();
        reject(Object.assign(new Error(`no answer within ${this.link.timeout} ms`), { code: "ETIMEDOUT" }));
      }, this.link.timeout + 250);
    });
    this.#intake.reset();
    const answer = this.#client.query(sql);
    answer.catch(() => {});
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      this.#lost ||= !isAnswer(error);
      throw badAnswerOr(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Whether an error is the server's answer to one query, so that the connection can be used for others. */
export function isAnswer(error: unknown): boolean {
  if (error instanceof UnexpectedAnswerError) return true;
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && severity !== "FATAL" && severity !== "PANIC";
}

function rowsOf(result: unknown): readonly Row[] {
  return (result as { rows?: readonly Row[] } | undefined)?.rows ?? [];
}

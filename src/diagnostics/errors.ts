// the errors that are thrown; what is wrong with a config is a finding, not an error
import { maskDsn } from "../text/redact.ts";
import type { Finding } from "./finding.ts";

const BRAND = Symbol.for("poolcfg.error");

/** Every code that an error of the commands may have. */
export const ERROR_CODES = ["config", "input", "usage", "target", "unreachable", "internal"] as const;

/**
 * Why an error was thrown: `config` unsound config, `input` unreadable input, `usage` a wrong call, `target` an unknown
 * target, `unreachable` a server that does not answer, `internal` a fault of poolcfg's own. Of a pool: `acquire-timeout` no
 * connection in time, `connect-timeout` no new connection in time, `queue-full` too many callers, `pool-closed` a pool that
 * was closed, `transaction-left-open` a `pool.query()` that began a transaction.
 */
export type ErrorCode = (typeof ERROR_CODES)[number] | PoolErrorCode;

type PoolErrorCode = "acquire-timeout" | "connect-timeout" | "queue-full" | "pool-closed" | "transaction-left-open";

/** Base of every error that poolcfg throws; `code` says which kind, across copies of the package. */
export class PoolcfgError extends Error {
  static override readonly name: string = "PoolcfgError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    // a connection string may stand where a name or a path belongs
    super(message.includes("://") ? maskDsn(message) : message, options);
    this.name = new.target.name;
    this.code = code;
  }

  // on the prototype, so that it is not printed with an uncaught error
  get [BRAND](): true {
    return true;
  }
}

/** Thrown by `loadPoolConfig` for a config that cannot be used. `findings` has each error, not only the first. */
export class PoolConfigError extends PoolcfgError {
  static override readonly name: string = "PoolConfigError";
  declare readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const errors = findings.filter((finding) => finding.severity === "error");
    const lines = errors.map(({ origin, message, help, rule }) => {
      const advice = help === undefined ? "" : `${/[.?!]$/.test(message) ? "" : "."} ${help}`;
      return `  ${origin?.label ?? "config"}: ${message}${advice} [${rule}]`;
    });
    super(
      "config",
      `The pool config has ${errors.length} error${errors.length === 1 ? "" : "s"}:\n${lines.join("\n")}`,
    );
    // the message says it all, and Node prints what can be enumerated of an uncaught error
    Object.defineProperty(this, "findings", { value: findings });
  }
}

/** Thrown where a live server is to be asked and cannot be. */
export class UnreachableError extends PoolcfgError {
  static override readonly name: string = "UnreachableError";
  /** Why, in one word: `dns`, `refused`, `timeout`, `tls`, `authentication`, `full`, `database`, `starting`, `unsuitable`, … */
  readonly reason: string;

  /** The same in parts: server, phase, attempts, meaning and action. */
  readonly details: UnreachableDetails;

  constructor(details: UnreachableDetails, message: string, options?: { cause?: unknown }) {
    super("unreachable", message, options);
    this.reason = details.reason;
    this.details = details;
  }
}

/** Why a server could not be reached, in parts. */
export interface UnreachableDetails {
  readonly reason: string;
  /** The server of the last attempt. */
  readonly host: string;
  readonly port: number;
  /** How far that attempt came: `connect`, `tls`, `login` or `query`. */
  readonly phase: string;
  readonly meaning: string;
  readonly action: string;
  /** What the console of the pooler shows of its pools, where it was asked. */
  readonly pools?: readonly object[];
  /** Every attempt, in order. */
  readonly attempts: readonly {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    readonly phase: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

/** Whether an error was thrown by any copy of poolcfg. */
export function isPoolcfgError(error: unknown): error is PoolcfgError {
  return typeof error === "object" && error !== null && BRAND in error;
}

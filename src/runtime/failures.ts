// what a failure tells: whether trying again may help, and whether a statement can have run
import { PoolcfgError } from "../diagnostics/errors.ts";

interface Coded {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly message?: unknown;
}

/** SQLSTATEs of a server that cannot take a connection now: starting, stopping, or full. */
const PASSING_STATE = /^(?:08|53|57P0)/;

/** A refusal of the server that stays: a wrong password, no such database, no right, a parameter that it does not know. */
const STATE = /^[0-9A-Z]{5}$/;

/** What Node and OpenSSL say of a certificate that is not accepted. */
const CERTIFICATE = /^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH)/;

/** Whether a failed attempt to connect may go better later. */
export function mayPass(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Coded;
  if (typeof code !== "string") return !/does not support SSL|SASL|password must be/.test(String(message));
  if (isState(error)) return PASSING_STATE.test(code);
  return !CERTIFICATE.test(code);
}

/** Whether the server answered that it has no TLS. pg says so only in words. */
export function hasNoTls(error: unknown): boolean {
  return /does not support SSL|establishing an SSL connection/.test(String((error as Coded | undefined)?.message));
}

/** What OpenSSL and Node say where the two sides do not come to terms. */
const HANDSHAKE = /^(?:EPROTO|ERR_SSL_)/;

/** Refusals that may be for want of TLS, or for its presence: an invalid authorization, and a pooler's protocol violation. */
const REFUSAL = /^(?:28|08P01)/;

/** Whether an attempt to connect failed in a way that it may not without TLS, or with it. */
export function mayBeTls(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Coded;
  if (isState(error)) return REFUSAL.test(String(code));
  if (hasNoTls(error) || /before secure TLS connection/.test(String(message))) return true;
  return typeof code === "string" && (HANDSHAKE.test(code) || CERTIFICATE.test(code));
}

/** Whether it is a report of the server on one statement, after which the connection is as good as before. */
export function sparesConnection(error: unknown): boolean {
  return isState(error) && (error as Coded).severity === "ERROR" && (error as Coded).code !== READ_ONLY;
}

// what a primary says that has become a standby
const READ_ONLY = "25006";

/** Whether the server takes no writes, so that the connection leads to the wrong one after a failover. */
export function isReadOnly(error: unknown): boolean {
  return (error as Coded | undefined)?.code === READ_ONLY;
}

const unsent = new WeakSet<object>();

/** Notes that an error came before anything was sent. */
export function noteUnsent(error: object): void {
  unsent.add(error);
}

// pg says so only in words
const NEVER_SENT = /^Client (?:has encountered a connection error and|was closed and) is not queryable$/;

/** The server has undone the transaction, and says that it may be run again: serialization_failure, deadlock_detected. */
const UNDONE = new Set(["40001", "40P01"]);

const POOL_CODES = new Set(["acquire-timeout", "connect-timeout", "queue-full", "pool-closed"]);

/**
 * Whether the statement that failed cannot have run, or was undone by the server, so that running it again does no harm. A
 * transaction must then be run again from its start.
 *
 * True for: no connection was had, in time or at all; the connection was known to be broken before the statement was sent;
 * PostgreSQL's `serialization_failure` and `deadlock_detected`. False for a connection that broke while the statement ran:
 * it may have been committed.
 *
 * @param error what a query, `connect()` or a transaction was rejected with.
 * @returns false wherever it is not certain.
 */
export function safeToRetry(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if (unsent.has(error)) return true;
  if (error instanceof PoolcfgError) return POOL_CODES.has(error.code);
  const { code, message } = error as Coded;
  return (isState(error) && UNDONE.has(String(code))) || NEVER_SENT.test(String(message));
}

// errors of the server have a severity; those of Node, such as EPIPE, look alike but for that
function isState(error: unknown): boolean {
  const { code, severity } = (error ?? {}) as Coded;
  return typeof code === "string" && STATE.test(code) && typeof severity === "string";
}

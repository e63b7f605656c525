// Classifies failures: whether a retry may help, and whether a statement can have run
import { PoolcfgError } from "../diagnostics/errors.ts";

interface Coded {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly message?: unknown;
}

/** SQLSTATEs of a server that cannot accept a connection now: starting, stopping, or full. */
const PASSING_STATE = /^(?:08|53|57P0)/;

/** A permanent rejection by the server: wrong password, no such database, no privilege, unknown parameter. */
const STATE = /^[0-9A-Z]{5}$/;

/** Error codes of Node and OpenSSL for a certificate that is not accepted. */
const CERTIFICATE = /^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH)/;

/** Whether a failed attempt to connect may succeed later. */
export function mayPass(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Coded;
  if (typeof code !== "string") return !/does not support SSL|SASL|password must be/.test(String(message));
  if (isState(error)) return PASSING_STATE.test(code);
  return !CERTIFICATE.test(code);
}

/** Whether the server answered that it does not support TLS. pg reports this only in the message. */
export function hasNoTls(error: unknown): boolean {
  return /does not support SSL|establishing an SSL connection/.test(String((error as Coded | undefined)?.message));
}

/** Error codes of OpenSSL and Node if the handshake fails. */
const HANDSHAKE = /^(?:EPROTO|ERR_SSL_)/;

/** Rejections that may be caused by TLS or its absence: an invalid authorization, and a pooler's protocol violation. */
const REFUSAL = /^(?:28|08P01)/;

/** Whether an attempt to connect may succeed without TLS, or with it. */
export function mayBeTls(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Coded;
  if (isState(error)) return REFUSAL.test(String(code));
  if (hasNoTls(error) || /before secure TLS connection/.test(String(message))) return true;
  return typeof code === "string" && (HANDSHAKE.test(code) || CERTIFICATE.test(code));
}

/** Whether it is the server's error for one statement, after which the connection is still usable. */
export function sparesConnection(error: unknown): boolean {
  return isState(error) && (error as Coded).severity === "ERROR" && (error as Coded).code !== READ_ONLY;
}

// errors of a primary that has become a standby
const READ_ONLY = "25006";

/** Whether the server rejects writes, so that the connection leads to the wrong server after a failover. */
export function isReadOnly(error: unknown): boolean {
  return (error as Coded | undefined)?.code === READ_ONLY;
}

const unsent = new WeakSet<object>();

/** Marks an error as raised before anything was sent. */
export function noteUnsent(error: object): void {
  unsent.add(error);
}

// pg reports this only in the message
const NEVER_SENT = /^Client (?:has encountered a connection error and|was closed and) is not queryable$/;

/** The server has rolled the transaction back, and it may be retried: serialization_failure, deadlock_detected. */
const UNDONE = new Set(["40001", "40P01"]);

const POOL_CODES = new Set(["acquire-timeout", "connect-timeout", "queue-full", "pool-closed"]);

/**
 * Whether the failed statement cannot have run, or was rolled back by the server, so that it is safe to retry. A
 * transaction must then be run again from its start.
 *
 * True if no connection was available; if the connection was known to be broken before the statement was sent; and for
 * PostgreSQL's `serialization_failure` and `deadlock_detected`. False if the connection broke while the statement was
 * running: it may have been committed.
 *
 * @param error the error of a query, `connect()` or a transaction.
 * @returns false if it is not certain.
 */
export function safeToRetry(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if (unsent.has(error)) return true;
  if (error instanceof PoolcfgError) return POOL_CODES.has(error.code);
  const { code, message } = error as Coded;
  return (isState(error) && UNDONE.has(String(code))) || NEVER_SENT.test(String(message));
}

// errors of the server have a severity; those of Node, such as EPIPE, have a similar code but no severity
function isState(error: unknown): boolean {
  const { code, severity } = (error ?? {}) as Coded;
  return typeof code === "string" && STATE.test(code) && typeof severity === "string";
}

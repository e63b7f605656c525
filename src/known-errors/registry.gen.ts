// written by: npm run gen
import type { Symptom } from "./_define.ts";
import agroalAcquisitionTimeout from "./agroal-acquisition-timeout.ts";
import asyncpgPoolTimeout from "./asyncpg-pool-timeout.ts";
import authenticationMethodUnsupported from "./authentication-method-unsupported.ts";
import bunConnectionEnded from "./bun-connection-ended.ts";
import cannotConnect from "./cannot-connect.ts";
import certificateExpired from "./certificate-expired.ts";
import certificateFileMissing from "./certificate-file-missing.ts";
import certificateOtherHost from "./certificate-other-host.ts";
import certificateUntrusted from "./certificate-untrusted.ts";
import channelBinding from "./channel-binding.ts";
import clientCertificateRequired from "./client-certificate-required.ts";
import clientQueryTimeout from "./client-query-timeout.ts";
import clientReused from "./client-reused.ts";
import connectDenied from "./connect-denied.ts";
import connectTimedOut from "./connect-timed-out.ts";
import connectionClosedBefore from "./connection-closed-before.ts";
import connectionDropped from "./connection-dropped.ts";
import connectionLeak from "./connection-leak.ts";
import connectionRefused from "./connection-refused.ts";
import connectionStringInvalid from "./connection-string-invalid.ts";
import connectionStringNotRead from "./connection-string-not-read.ts";
import databaseConnectionLimit from "./database-connection-limit.ts";
import databaseInUse from "./database-in-use.ts";
import databaseMissing from "./database-missing.ts";
import databaseNotAccepting from "./database-not-accepting.ts";
import deadlock from "./deadlock.ts";
import djangoPoolAndMaxAge from "./django-pool-and-max-age.ts";
import driverMissing from "./driver-missing.ts";
import ectoCheckoutTooLong from "./ecto-checkout-too-long.ts";
import ectoClientExited from "./ecto-client-exited.ts";
import ectoQueueTimeout from "./ecto-queue-timeout.ts";
import externalAuthenticationFailed from "./external-authentication-failed.ts";
import goCanceled from "./go-canceled.ts";
import goDeadline from "./go-deadline.ts";
import hikaricpClockLeap from "./hikaricp-clock-leap.ts";
import hikaricpInitialization from "./hikaricp-initialization.ts";
import hikaricpSuspended from "./hikaricp-suspended.ts";
import hikaricpTimeout from "./hikaricp-timeout.ts";
import hikaricpValidationFailed from "./hikaricp-validation-failed.ts";
import hostUnknown from "./host-unknown.ts";
import hostUnreachable from "./host-unreachable.ts";
import iamTokenRefused from "./iam-token-refused.ts";
import idleSessionEnded from "./idle-session-ended.ts";
import idleTransactionEnded from "./idle-transaction-ended.ts";
import javaPoolTimeout from "./java-pool-timeout.ts";
import knexAcquireTimeout from "./knex-acquire-timeout.ts";
import lockNowait from "./lock-nowait.ts";
import lockTimedOut from "./lock-timed-out.ts";
import lockWait from "./lock-wait.ts";
import locksExhausted from "./locks-exhausted.ts";
import loginTimedOut from "./login-timed-out.ts";
import neonControlPlane from "./neon-control-plane.ts";
import neonEndpointMissing from "./neon-endpoint-missing.ts";
import neonFull from "./neon-full.ts";
import neonWebsocketMissing from "./neon-websocket-missing.ts";
import notInTransaction from "./not-in-transaction.ts";
import notPostgresql from "./not-postgresql.ts";
import npgsqlCannotConnect from "./npgsql-cannot-connect.ts";
import npgsqlPoolExhausted from "./npgsql-pool-exhausted.ts";
import odysseyFull from "./odyssey-full.ts";
import odysseyServerDown from "./odyssey-server-down.ts";
import parameterUnknown from "./parameter-unknown.ts";
import passwordMissing from "./password-missing.ts";
import passwordWrong from "./password-wrong.ts";
import peerFailed from "./peer-failed.ts";
import pgPoolTimeout from "./pg-pool-timeout.ts";
import pgbouncerAuthQuery from "./pgbouncer-auth-query.ts";
import pgbouncerDatabaseDisabled from "./pgbouncer-database-disabled.ts";
import pgbouncerDatabaseMissing from "./pgbouncer-database-missing.ts";
import pgbouncerFull from "./pgbouncer-full.ts";
import pgbouncerLoginTimeout from "./pgbouncer-login-timeout.ts";
import pgbouncerParameter from "./pgbouncer-parameter.ts";
import pgbouncerServerDown from "./pgbouncer-server-down.ts";
import pgbouncerWaitTimeout from "./pgbouncer-wait-timeout.ts";
import pgcatPool from "./pgcat-pool.ts";
import pgdogPool from "./pgdog-pool.ts";
import planChanged from "./plan-changed.ts";
import poolClosed from "./pool-closed.ts";
import poolNotOpen from "./pool-not-open.ts";
import poolRuntimeMissing from "./pool-runtime-missing.ts";
import poolcfgPoolTimeout from "./poolcfg-pool-timeout.ts";
import poolerConsole from "./pooler-console.ts";
import poolerQueryTimeout from "./pooler-query-timeout.ts";
import poolerShuttingDown from "./pooler-shutting-down.ts";
import poolerStatementMode from "./pooler-statement-mode.ts";
import postgresJsConnectTimeout from "./postgres-js-connect-timeout.ts";
import postgresJsEnded from "./postgres-js-ended.ts";
import preparedStatementMissing from "./prepared-statement-missing.ts";
import prismaPoolTimeout from "./prisma-pool-timeout.ts";
import prismaTransactionTimeout from "./prisma-transaction-timeout.ts";
import prismaUnreachable from "./prisma-unreachable.ts";
import privilegeMissing from "./privilege-missing.ts";
import psycopgPoolInitialization from "./psycopg-pool-initialization.ts";
import psycopgPoolTimeout from "./psycopg-pool-timeout.ts";
import psycopg2PoolExhausted from "./psycopg2-pool-exhausted.ts";
import queryCanceled from "./query-canceled.ts";
import queryInProgress from "./query-in-progress.ts";
import r2dbcPoolTimeout from "./r2dbc-pool-timeout.ts";
import railsCannotConnect from "./rails-cannot-connect.ts";
import railsPoolTimeout from "./rails-pool-timeout.ts";
import rdsProxyBorrowTimeout from "./rds-proxy-borrow-timeout.ts";
import rdsProxyRole from "./rds-proxy-role.ts";
import readOnlyServer from "./read-only-server.ts";
import recoveryConflict from "./recovery-conflict.ts";
import relationMissing from "./relation-missing.ts";
import releasedTwice from "./released-twice.ts";
import roleConnectionLimit from "./role-connection-limit.ts";
import roleMissing from "./role-missing.ts";
import roleRefused from "./role-refused.ts";
import rustPoolTimeout from "./rust-pool-timeout.ts";
import sequelizeAcquireTimeout from "./sequelize-acquire-timeout.ts";
import serializationFailure from "./serialization-failure.ts";
import serverCrashed from "./server-crashed.ts";
import serverDiskFull from "./server-disk-full.ts";
import serverOutOfMemory from "./server-out-of-memory.ts";
import serverStarting from "./server-starting.ts";
import serviceNotFound from "./service-not-found.ts";
import sessionTerminated from "./session-terminated.ts";
import slotsReserved from "./slots-reserved.ts";
import socketMissing from "./socket-missing.ts";
import sqlalchemyQueueLimit from "./sqlalchemy-queue-limit.ts";
import sqlxPoolTimeout from "./sqlx-pool-timeout.ts";
import standbyDisconnected from "./standby-disconnected.ts";
import startupPacketInvalid from "./startup-packet-invalid.ts";
import statementTimedOut from "./statement-timed-out.ts";
import supavisorBlocked from "./supavisor-blocked.ts";
import supavisorCheckoutTimeout from "./supavisor-checkout-timeout.ts";
import supavisorClientsFull from "./supavisor-clients-full.ts";
import supavisorSessionFull from "./supavisor-session-full.ts";
import supavisorTenantMissing from "./supavisor-tenant-missing.ts";
import tarnAcquireTimeout from "./tarn-acquire-timeout.ts";
import threadsAbovePool from "./threads-above-pool.ts";
import tlsFailed from "./tls-failed.ts";
import tlsNotOffered from "./tls-not-offered.ts";
import tlsRequired from "./tls-required.ts";
import tooManyClients from "./too-many-clients.ts";
import tooManyClientsCreated from "./too-many-clients-created.ts";
import tooManyOpenFiles from "./too-many-open-files.ts";
import tooManyParameters from "./too-many-parameters.ts";
import transactionAborted from "./transaction-aborted.ts";
import transactionFinished from "./transaction-finished.ts";
import transactionNested from "./transaction-nested.ts";
import transactionTimedOut from "./transaction-timed-out.ts";

export const symptoms: readonly Symptom[] = [
  agroalAcquisitionTimeout,
  asyncpgPoolTimeout,
  authenticationMethodUnsupported,
  bunConnectionEnded,
  cannotConnect,
  certificateExpired,
  certificateFileMissing,
  certificateOtherHost,
  certificateUntrusted,
  channelBinding,
  clientCertificateRequired,
  clientQueryTimeout,
  clientReused,
  connectDenied,
  connectTimedOut,
  connectionClosedBefore,
  connectionDropped,
  connectionLeak,
  connectionRefused,
  connectionStringInvalid,
  connectionStringNotRead,
  databaseConnectionLimit,
  databaseInUse,
  databaseMissing,
  databaseNotAccepting,
  deadlock,
  djangoPoolAndMaxAge,
  driverMissing,
  ectoCheckoutTooLong,
  ectoClientExited,
  ectoQueueTimeout,
  externalAuthenticationFailed,
  goCanceled,
  goDeadline,
  hikaricpClockLeap,
  hikaricpInitialization,
  hikaricpSuspended,
  hikaricpTimeout,
  hikaricpValidationFailed,
  hostUnknown,
  hostUnreachable,
  iamTokenRefused,
  idleSessionEnded,
  idleTransactionEnded,
  javaPoolTimeout,
  knexAcquireTimeout,
  lockNowait,
  lockTimedOut,
  lockWait,
  locksExhausted,
  loginTimedOut,
  neonControlPlane,
  neonEndpointMissing,
  neonFull,
  neonWebsocketMissing,
  notInTransaction,
  notPostgresql,
  npgsqlCannotConnect,
  npgsqlPoolExhausted,
  odysseyFull,
  odysseyServerDown,
  parameterUnknown,
  passwordMissing,
  passwordWrong,
  peerFailed,
  pgPoolTimeout,
  pgbouncerAuthQuery,
  pgbouncerDatabaseDisabled,
  pgbouncerDatabaseMissing,
  pgbouncerFull,
  pgbouncerLoginTimeout,
  pgbouncerParameter,
  pgbouncerServerDown,
  pgbouncerWaitTimeout,
  pgcatPool,
  pgdogPool,
  planChanged,
  poolClosed,
  poolNotOpen,
  poolRuntimeMissing,
  poolcfgPoolTimeout,
  poolerConsole,
  poolerQueryTimeout,
  poolerShuttingDown,
  poolerStatementMode,
  postgresJsConnectTimeout,
  postgresJsEnded,
  preparedStatementMissing,
  prismaPoolTimeout,
  prismaTransactionTimeout,
  prismaUnreachable,
  privilegeMissing,
  psycopgPoolInitialization,
  psycopgPoolTimeout,
  psycopg2PoolExhausted,
  queryCanceled,
  queryInProgress,
  r2dbcPoolTimeout,
  railsCannotConnect,
  railsPoolTimeout,
  rdsProxyBorrowTimeout,
  rdsProxyRole,
  readOnlyServer,
  recoveryConflict,
  relationMissing,
  releasedTwice,
  roleConnectionLimit,
  roleMissing,
  roleRefused,
  rustPoolTimeout,
  sequelizeAcquireTimeout,
  serializationFailure,
  serverCrashed,
  serverDiskFull,
  serverOutOfMemory,
  serverStarting,
  serviceNotFound,
  sessionTerminated,
  slotsReserved,
  socketMissing,
  sqlalchemyQueueLimit,
  sqlxPoolTimeout,
  standbyDisconnected,
  startupPacketInvalid,
  statementTimedOut,
  supavisorBlocked,
  supavisorCheckoutTimeout,
  supavisorClientsFull,
  supavisorSessionFull,
  supavisorTenantMissing,
  tarnAcquireTimeout,
  threadsAbovePool,
  tlsFailed,
  tlsNotOffered,
  tlsRequired,
  tooManyClients,
  tooManyClientsCreated,
  tooManyOpenFiles,
  tooManyParameters,
  transactionAborted,
  transactionFinished,
  transactionNested,
  transactionTimedOut,
];

// written by: npm run gen
import type { Symptom } from "./_define.ts";
import certificateExpired from "./certificate-expired.ts";
import certificateOtherHost from "./certificate-other-host.ts";
import certificateUntrusted from "./certificate-untrusted.ts";
import connectTimedOut from "./connect-timed-out.ts";
import connectionDropped from "./connection-dropped.ts";
import connectionRefused from "./connection-refused.ts";
import databaseMissing from "./database-missing.ts";
import ectoQueueTimeout from "./ecto-queue-timeout.ts";
import hikaricpTimeout from "./hikaricp-timeout.ts";
import hostUnknown from "./host-unknown.ts";
import hostUnreachable from "./host-unreachable.ts";
import idleSessionEnded from "./idle-session-ended.ts";
import idleTransactionEnded from "./idle-transaction-ended.ts";
import knexAcquireTimeout from "./knex-acquire-timeout.ts";
import lockTimedOut from "./lock-timed-out.ts";
import neonFull from "./neon-full.ts";
import npgsqlPoolExhausted from "./npgsql-pool-exhausted.ts";
import passwordMissing from "./password-missing.ts";
import passwordWrong from "./password-wrong.ts";
import pgPoolTimeout from "./pg-pool-timeout.ts";
import pgbouncerFull from "./pgbouncer-full.ts";
import pgbouncerParameter from "./pgbouncer-parameter.ts";
import pgbouncerWaitTimeout from "./pgbouncer-wait-timeout.ts";
import postgresJsConnectTimeout from "./postgres-js-connect-timeout.ts";
import postgresJsEnded from "./postgres-js-ended.ts";
import preparedStatementMissing from "./prepared-statement-missing.ts";
import prismaPoolTimeout from "./prisma-pool-timeout.ts";
import prismaTransactionTimeout from "./prisma-transaction-timeout.ts";
import prismaUnreachable from "./prisma-unreachable.ts";
import psycopgPoolTimeout from "./psycopg-pool-timeout.ts";
import railsPoolTimeout from "./rails-pool-timeout.ts";
import readOnlyServer from "./read-only-server.ts";
import roleRefused from "./role-refused.ts";
import sequelizeAcquireTimeout from "./sequelize-acquire-timeout.ts";
import serverStarting from "./server-starting.ts";
import sessionTerminated from "./session-terminated.ts";
import socketMissing from "./socket-missing.ts";
import sqlalchemyQueueLimit from "./sqlalchemy-queue-limit.ts";
import sqlxPoolTimeout from "./sqlx-pool-timeout.ts";
import statementTimedOut from "./statement-timed-out.ts";
import supavisorSessionFull from "./supavisor-session-full.ts";
import tarnAcquireTimeout from "./tarn-acquire-timeout.ts";
import tlsFailed from "./tls-failed.ts";
import tlsNotOffered from "./tls-not-offered.ts";
import tlsRequired from "./tls-required.ts";
import tooManyClients from "./too-many-clients.ts";

export const symptoms: readonly Symptom[] = [
  certificateExpired,
  certificateOtherHost,
  certificateUntrusted,
  connectTimedOut,
  connectionDropped,
  connectionRefused,
  databaseMissing,
  ectoQueueTimeout,
  hikaricpTimeout,
  hostUnknown,
  hostUnreachable,
  idleSessionEnded,
  idleTransactionEnded,
  knexAcquireTimeout,
  lockTimedOut,
  neonFull,
  npgsqlPoolExhausted,
  passwordMissing,
  passwordWrong,
  pgPoolTimeout,
  pgbouncerFull,
  pgbouncerParameter,
  pgbouncerWaitTimeout,
  postgresJsConnectTimeout,
  postgresJsEnded,
  preparedStatementMissing,
  prismaPoolTimeout,
  prismaTransactionTimeout,
  prismaUnreachable,
  psycopgPoolTimeout,
  railsPoolTimeout,
  readOnlyServer,
  roleRefused,
  sequelizeAcquireTimeout,
  serverStarting,
  sessionTerminated,
  socketMissing,
  sqlalchemyQueueLimit,
  sqlxPoolTimeout,
  statementTimedOut,
  supavisorSessionFull,
  tarnAcquireTimeout,
  tlsFailed,
  tlsNotOffered,
  tlsRequired,
  tooManyClients,
];

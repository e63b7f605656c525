// written by: npm run gen
import type { Rule } from "../define.ts";
import acquireTimeoutVeryLong from "./acquire-timeout-very-long.ts";
import bareDuration from "./bare-duration.ts";
import belowImplicitDefault from "./below-implicit-default.ts";
import capacityNoReserve from "./capacity-no-reserve.ts";
import certificateCheckOff from "./certificate-check-off.ts";
import churnIdle from "./churn-idle.ts";
import churnLifetime from "./churn-lifetime.ts";
import conflictingSources from "./conflicting-sources.ts";
import connectOutlastsAcquire from "./connect-outlasts-acquire.ts";
import connectTimeoutVeryLong from "./connect-timeout-very-long.ts";
import connectionLimitBelowFleet from "./connection-limit-below-fleet.ts";
import connectionsNearlyUsed from "./connections-nearly-used.ts";
import createErrorHidden from "./create-error-hidden.ts";
import cyclicExtends from "./cyclic-extends.ts";
import directUrlOnPooler from "./direct-url-on-pooler.ts";
import dsnParameterRefused from "./dsn-parameter-refused.ts";
import dsnParametersIgnored from "./dsn-parameters-ignored.ts";
import duplicateKey from "./duplicate-key.ts";
import duplicateSetting from "./duplicate-setting.ts";
import duplicateWorkload from "./duplicate-workload.ts";
import emptyConfig from "./empty-config.ts";
import emptySection from "./empty-section.ts";
import emptyValue from "./empty-value.ts";
import fileOutsideProject from "./file-outside-project.ts";
import fleetExceedsBudget from "./fleet-exceeds-budget.ts";
import fleetExceedsBudgetInSurge from "./fleet-exceeds-budget-in-surge.ts";
import fleetExceedsLimit from "./fleet-exceeds-limit.ts";
import fleetExceedsPooler from "./fleet-exceeds-pooler.ts";
import fleetExceedsSessionPooler from "./fleet-exceeds-session-pooler.ts";
import fleetExceedsUsable from "./fleet-exceeds-usable.ts";
import fleetShareExceeded from "./fleet-share-exceeded.ts";
import forbiddenKey from "./forbidden-key.ts";
import foreignSpelling from "./foreign-spelling.ts";
import hostAndPortCounts from "./host-and-port-counts.ts";
import idleInTransactionNow from "./idle-in-transaction-now.ts";
import idleOutlivesLifetime from "./idle-outlives-lifetime.ts";
import idleOutlivesNetwork from "./idle-outlives-network.ts";
import idleOutlivesPooler from "./idle-outlives-pooler.ts";
import idleSessionEndedByServer from "./idle-session-ended-by-server.ts";
import idleTimeoutInert from "./idle-timeout-inert.ts";
import idleTimeoutSparesMin from "./idle-timeout-spares-min.ts";
import ignoredDsnParameter from "./ignored-dsn-parameter.ts";
import ignoredLine from "./ignored-line.ts";
import inlineCommentInValue from "./inline-comment-in-value.ts";
import inputTooLarge from "./input-too-large.ts";
import invalidDsn from "./invalid-dsn.ts";
import jitterExceedsLifetime from "./jitter-exceeds-lifetime.ts";
import keepAliveInert from "./keep-alive-inert.ts";
import keepAliveOff from "./keep-alive-off.ts";
import leakThresholdBelowStatementTimeout from "./leak-threshold-below-statement-timeout.ts";
import leakThresholdExceedsLifetime from "./leak-threshold-exceeds-lifetime.ts";
import lifetimeBeyondLease from "./lifetime-beyond-lease.ts";
import lifetimeWithoutJitter from "./lifetime-without-jitter.ts";
import limitNotAsDeclared from "./limit-not-as-declared.ts";
import maxIdleBelowMin from "./max-idle-below-min.ts";
import maxIdleExceedsMax from "./max-idle-exceeds-max.ts";
import maxIdleFarBelowMax from "./max-idle-far-below-max.ts";
import minExceedsMax from "./min-exceeds-max.ts";
import minWithoutKeepAlive from "./min-without-keep-alive.ts";
import misplacedKey from "./misplaced-key.ts";
import misreadDsnParameter from "./misread-dsn-parameter.ts";
import needlessPoolerFlag from "./needless-pooler-flag.ts";
import nestedCheckoutDeadlock from "./nested-checkout-deadlock.ts";
import noAcquireTimeout from "./no-acquire-timeout.ts";
import noConfig from "./no-config.ts";
import noIdleInTransactionTimeout from "./no-idle-in-transaction-timeout.ts";
import noLifetimeOnMovingHost from "./no-lifetime-on-moving-host.ts";
import noStatementTimeout from "./no-statement-timeout.ts";
import notPostgresql from "./not-postgresql.ts";
import oddNumber from "./odd-number.ts";
import optionNewerThanLibrary from "./option-newer-than-library.ts";
import optionNewerThanServer from "./option-newer-than-server.ts";
import ordinaryRolesRefusedNow from "./ordinary-roles-refused-now.ts";
import outOfRange from "./out-of-range.ts";
import placeholder from "./placeholder.ts";
import poolBelowDeadlockMinimum from "./pool-below-deadlock-minimum.ts";
import poolNotSelected from "./pool-not-selected.ts";
import poolSizeAssumed from "./pool-size-assumed.ts";
import poolerClientsWaiting from "./pooler-clients-waiting.ts";
import poolerExceedsServer from "./pooler-exceeds-server.ts";
import poolerFlagOnDirectHost from "./pooler-flag-on-direct-host.ts";
import poolerNotAsDeclared from "./pooler-not-as-declared.ts";
import poolerNotDeclared from "./pooler-not-declared.ts";
import poolerNotStated from "./pooler-not-stated.ts";
import poolerUserWithoutTenant from "./pooler-user-without-tenant.ts";
import preparedStatementsOnPooler from "./prepared-statements-on-pooler.ts";
import processesNotStated from "./processes-not-stated.ts";
import profileNotApplied from "./profile-not-applied.ts";
import queryTimeoutAlone from "./query-timeout-alone.ts";
import queryTimeoutBelowStatementTimeout from "./query-timeout-below-statement-timeout.ts";
import replicaBehind from "./replica-behind.ts";
import replicaWithoutAddress from "./replica-without-address.ts";
import replicationDoublesPool from "./replication-doubles-pool.ts";
import reservedNotAsDeclared from "./reserved-not-as-declared.ts";
import secondQuestionMark from "./second-question-mark.ts";
import secondQuestionMarkRisk from "./second-question-mark-risk.ts";
import secretInSource from "./secret-in-source.ts";
import secretInTrackedFile from "./secret-in-tracked-file.ts";
import secretInUnignoredFile from "./secret-in-unignored-file.ts";
import secretOnCommandLine from "./secret-on-command-line.ts";
import serverLimitAssumed from "./server-limit-assumed.ts";
import serverQueryUnanswered from "./server-query-unanswered.ts";
import serverReadOnly from "./server-read-only.ts";
import serverlessPoolLarge from "./serverless-pool-large.ts";
import sessionPoolSmallerThanClients from "./session-pool-smaller-than-clients.ts";
import sessionTimeoutDiffers from "./session-timeout-differs.ts";
import sessionsBlockedNow from "./sessions-blocked-now.ts";
import sessionsHidden from "./sessions-hidden.ts";
import settingLost from "./setting-lost.ts";
import severalPools from "./several-pools.ts";
import shadowedConfig from "./shadowed-config.ts";
import sizeFromCores from "./size-from-cores.ts";
import sizeImplausible from "./size-implausible.ts";
import sizeNotStated from "./size-not-stated.ts";
import slotsTakenByOthers from "./slots-taken-by-others.ts";
import sslmodeDiffers from "./sslmode-differs.ts";
import staleBaseline from "./stale-baseline.ts";
import startupParameterOnPooler from "./startup-parameter-on-pooler.ts";
import suspiciousUnit from "./suspicious-unit.ts";
import syntaxError from "./syntax-error.ts";
import systemAuthoritiesNeedVerifyFull from "./system-authorities-need-verify-full.ts";
import timerOverflow from "./timer-overflow.ts";
import tlsNotRequired from "./tls-not-required.ts";
import tlsUnverifiedInProduction from "./tls-unverified-in-production.ts";
import tokenAsPassword from "./token-as-password.ts";
import tooDeep from "./too-deep.ts";
import tooManyAliases from "./too-many-aliases.ts";
import transactionOpenLong from "./transaction-open-long.ts";
import undeclaredWorkload from "./undeclared-workload.ts";
import unescapedCredentials from "./unescaped-credentials.ts";
import unknownCount from "./unknown-count.ts";
import unknownDsnParameter from "./unknown-dsn-parameter.ts";
import unknownKey from "./unknown-key.ts";
import unknownPreset from "./unknown-preset.ts";
import unknownProfile from "./unknown-profile.ts";
import unknownServer from "./unknown-server.ts";
import unknownTarget from "./unknown-target.ts";
import unknownVariable from "./unknown-variable.ts";
import unknownWorkload from "./unknown-workload.ts";
import unreadableExtends from "./unreadable-extends.ts";
import unreadableFile from "./unreadable-file.ts";
import unreadableSecretFile from "./unreadable-secret-file.ts";
import unreadableService from "./unreadable-service.ts";
import unrenderedTemplate from "./unrendered-template.ts";
import unresolvedService from "./unresolved-service.ts";
import unsetReference from "./unset-reference.ts";
import unsupportedValue from "./unsupported-value.ts";
import unusedIgnore from "./unused-ignore.ts";
import urlErasesOption from "./url-erases-option.ts";
import workloadNotCounted from "./workload-not-counted.ts";
import wrongTargetVersion from "./wrong-target-version.ts";
import wrongType from "./wrong-type.ts";
import zeroNotOff from "./zero-not-off.ts";

export const rules: readonly Rule[] = [
  acquireTimeoutVeryLong,
  bareDuration,
  belowImplicitDefault,
  capacityNoReserve,
  certificateCheckOff,
  churnIdle,
  churnLifetime,
  conflictingSources,
  connectOutlastsAcquire,
  connectTimeoutVeryLong,
  connectionLimitBelowFleet,
  connectionsNearlyUsed,
  createErrorHidden,
  cyclicExtends,
  directUrlOnPooler,
  dsnParameterRefused,
  dsnParametersIgnored,
  duplicateKey,
  duplicateSetting,
  duplicateWorkload,
  emptyConfig,
  emptySection,
  emptyValue,
  fileOutsideProject,
  fleetExceedsBudget,
  fleetExceedsBudgetInSurge,
  fleetExceedsLimit,
  fleetExceedsPooler,
  fleetExceedsSessionPooler,
  fleetExceedsUsable,
  fleetShareExceeded,
  forbiddenKey,
  foreignSpelling,
  hostAndPortCounts,
  idleInTransactionNow,
  idleOutlivesLifetime,
  idleOutlivesNetwork,
  idleOutlivesPooler,
  idleSessionEndedByServer,
  idleTimeoutInert,
  idleTimeoutSparesMin,
  ignoredDsnParameter,
  ignoredLine,
  inlineCommentInValue,
  inputTooLarge,
  invalidDsn,
  jitterExceedsLifetime,
  keepAliveInert,
  keepAliveOff,
  leakThresholdBelowStatementTimeout,
  leakThresholdExceedsLifetime,
  lifetimeBeyondLease,
  lifetimeWithoutJitter,
  limitNotAsDeclared,
  maxIdleBelowMin,
  maxIdleExceedsMax,
  maxIdleFarBelowMax,
  minExceedsMax,
  minWithoutKeepAlive,
  misplacedKey,
  misreadDsnParameter,
  needlessPoolerFlag,
  nestedCheckoutDeadlock,
  noAcquireTimeout,
  noConfig,
  noIdleInTransactionTimeout,
  noLifetimeOnMovingHost,
  noStatementTimeout,
  notPostgresql,
  oddNumber,
  optionNewerThanLibrary,
  optionNewerThanServer,
  ordinaryRolesRefusedNow,
  outOfRange,
  placeholder,
  poolBelowDeadlockMinimum,
  poolNotSelected,
  poolSizeAssumed,
  poolerClientsWaiting,
  poolerExceedsServer,
  poolerFlagOnDirectHost,
  poolerNotAsDeclared,
  poolerNotDeclared,
  poolerNotStated,
  poolerUserWithoutTenant,
  preparedStatementsOnPooler,
  processesNotStated,
  profileNotApplied,
  queryTimeoutAlone,
  queryTimeoutBelowStatementTimeout,
  replicaBehind,
  replicaWithoutAddress,
  replicationDoublesPool,
  reservedNotAsDeclared,
  secondQuestionMark,
  secondQuestionMarkRisk,
  secretInSource,
  secretInTrackedFile,
  secretInUnignoredFile,
  secretOnCommandLine,
  serverLimitAssumed,
  serverQueryUnanswered,
  serverReadOnly,
  serverlessPoolLarge,
  sessionPoolSmallerThanClients,
  sessionTimeoutDiffers,
  sessionsBlockedNow,
  sessionsHidden,
  settingLost,
  severalPools,
  shadowedConfig,
  sizeFromCores,
  sizeImplausible,
  sizeNotStated,
  slotsTakenByOthers,
  sslmodeDiffers,
  staleBaseline,
  startupParameterOnPooler,
  suspiciousUnit,
  syntaxError,
  systemAuthoritiesNeedVerifyFull,
  timerOverflow,
  tlsNotRequired,
  tlsUnverifiedInProduction,
  tokenAsPassword,
  tooDeep,
  tooManyAliases,
  transactionOpenLong,
  undeclaredWorkload,
  unescapedCredentials,
  unknownCount,
  unknownDsnParameter,
  unknownKey,
  unknownPreset,
  unknownProfile,
  unknownServer,
  unknownTarget,
  unknownVariable,
  unknownWorkload,
  unreadableExtends,
  unreadableFile,
  unreadableSecretFile,
  unreadableService,
  unrenderedTemplate,
  unresolvedService,
  unsetReference,
  unsupportedValue,
  unusedIgnore,
  urlErasesOption,
  workloadNotCounted,
  wrongTargetVersion,
  wrongType,
  zeroNotOff,
];

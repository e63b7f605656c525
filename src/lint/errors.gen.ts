// written by: npm run gen
import type { Rule } from "./define.ts";
import connectionLimitBelowFleet from "./rules/connection-limit-below-fleet.ts";
import connectionsNearlyUsed from "./rules/connections-nearly-used.ts";
import dsnParametersIgnored from "./rules/dsn-parameters-ignored.ts";
import fleetExceedsBudget from "./rules/fleet-exceeds-budget.ts";
import fleetExceedsBudgetInSurge from "./rules/fleet-exceeds-budget-in-surge.ts";
import fleetExceedsLimit from "./rules/fleet-exceeds-limit.ts";
import fleetExceedsPooler from "./rules/fleet-exceeds-pooler.ts";
import fleetExceedsSessionPooler from "./rules/fleet-exceeds-session-pooler.ts";
import fleetExceedsUsable from "./rules/fleet-exceeds-usable.ts";
import hostAndPortCounts from "./rules/host-and-port-counts.ts";
import idleSessionEndedByServer from "./rules/idle-session-ended-by-server.ts";
import minExceedsMax from "./rules/min-exceeds-max.ts";
import optionNewerThanLibrary from "./rules/option-newer-than-library.ts";
import optionNewerThanServer from "./rules/option-newer-than-server.ts";
import ordinaryRolesRefusedNow from "./rules/ordinary-roles-refused-now.ts";
import placeholder from "./rules/placeholder.ts";
import poolerExceedsServer from "./rules/pooler-exceeds-server.ts";
import poolerUserWithoutTenant from "./rules/pooler-user-without-tenant.ts";
import settingLost from "./rules/setting-lost.ts";
import systemAuthoritiesNeedVerifyFull from "./rules/system-authorities-need-verify-full.ts";
import timerOverflow from "./rules/timer-overflow.ts";
import tokenAsPassword from "./rules/token-as-password.ts";

export const errorRules: readonly Rule[] = [
  connectionLimitBelowFleet,
  connectionsNearlyUsed,
  dsnParametersIgnored,
  fleetExceedsBudget,
  fleetExceedsBudgetInSurge,
  fleetExceedsLimit,
  fleetExceedsPooler,
  fleetExceedsSessionPooler,
  fleetExceedsUsable,
  hostAndPortCounts,
  idleSessionEndedByServer,
  minExceedsMax,
  optionNewerThanLibrary,
  optionNewerThanServer,
  ordinaryRolesRefusedNow,
  placeholder,
  poolerExceedsServer,
  poolerUserWithoutTenant,
  settingLost,
  systemAuthoritiesNeedVerifyFull,
  timerOverflow,
  tokenAsPassword,
];

// written by: npm run gen
import type { Rule } from "./_define.ts";
import connectionLimitBelowFleet from "./connection-limit-below-fleet.ts";
import connectionsNearlyUsed from "./connections-nearly-used.ts";
import dsnParametersIgnored from "./dsn-parameters-ignored.ts";
import fleetExceedsBudget from "./fleet-exceeds-budget.ts";
import fleetExceedsBudgetInSurge from "./fleet-exceeds-budget-in-surge.ts";
import fleetExceedsLimit from "./fleet-exceeds-limit.ts";
import fleetExceedsPooler from "./fleet-exceeds-pooler.ts";
import fleetExceedsSessionPooler from "./fleet-exceeds-session-pooler.ts";
import fleetExceedsUsable from "./fleet-exceeds-usable.ts";
import idleSessionEndedByServer from "./idle-session-ended-by-server.ts";
import minExceedsMax from "./min-exceeds-max.ts";
import optionNewerThanLibrary from "./option-newer-than-library.ts";
import optionNewerThanServer from "./option-newer-than-server.ts";
import ordinaryRolesRefusedNow from "./ordinary-roles-refused-now.ts";
import poolerExceedsServer from "./pooler-exceeds-server.ts";
import severalHosts from "./several-hosts.ts";
import systemAuthoritiesNeedVerifyFull from "./system-authorities-need-verify-full.ts";
import timerOverflow from "./timer-overflow.ts";
import tokenAsPassword from "./token-as-password.ts";

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
  idleSessionEndedByServer,
  minExceedsMax,
  optionNewerThanLibrary,
  optionNewerThanServer,
  ordinaryRolesRefusedNow,
  poolerExceedsServer,
  severalHosts,
  systemAuthoritiesNeedVerifyFull,
  timerOverflow,
  tokenAsPassword,
];

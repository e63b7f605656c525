// what a live server answered: the types alone, for the rules
import type { Pooler } from "./pooler.ts";
import type { Clock } from "./questions/clock.ts";
import type { Recovery } from "./questions/recovery.ts";
import type { Role } from "./questions/role.ts";
import type { Slots } from "./questions/slots.ts";
import type { Timeouts } from "./questions/timeouts.ts";
import type { Usage } from "./questions/usage.ts";
import type { Version } from "./questions/version.ts";

/** What a server answered; a part is left out where it did not. */
export interface Measured {
  readonly version?: Version;
  readonly slots?: Slots;
  readonly role?: Role;
  readonly usage?: Usage;
  readonly timeouts?: Timeouts;
  readonly recovery?: Recovery;
  readonly clock?: Clock;
  /** What stands between; left out where nothing was seen. */
  readonly pooler?: Pooler;
}

// every behaviour that is measured, by its canonical path
import type { Path } from "../../src/model/model.ts";
import type { Lab } from "./_lab.ts";
import { health } from "./behaviours/health.ts";
import { session } from "./behaviours/session.ts";
import { sizes } from "./behaviours/sizes.ts";
import { tls } from "./behaviours/tls.ts";
import { waits } from "./behaviours/waits.ts";
import type { Driver, Unmeasured } from "./drivers/_driver.ts";

/** How well a field's meaning is kept, best first. */
export const VERDICTS = ["full", "partial", "none"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** What was measured of one field. */
export interface Measured {
  readonly verdict: Verdict;
  /** What the library does, in words that are the same in every run. */
  readonly text: string;
}

/** What a measurement needs of the machine: TLS certificates, or Linux's `/proc`. */
export type Need = "tls" | "proc";

/** How one field is measured. */
export interface Behaviour {
  readonly needs?: Need;
  measure(lab: Lab): Promise<Measured>;
  /** Whether off is off: outwaits every library's default, so it takes more than a minute. */
  off?(lab: Lab): Promise<Measured>;
}

export type Behaviours = Partial<Record<Path, Behaviour>>;

export const behaviours: Behaviours = { ...sizes, ...waits, ...health, ...session, ...tls };

/** The behaviours that a library is measured by: those of the server that it connects to. */
export function behavioursOf(driver: Driver | Unmeasured): Behaviours {
  if (!("open" in driver)) return behaviours;
  return driver.service?.behaviours ?? { ...behaviours, ...driver.behaviours };
}

/** One verdict of what was measured of the options alone and of the whole module. */
export function eitherForm(options: Measured, code: Measured): Measured {
  if (options.verdict === code.verdict) return options;
  return {
    verdict: "partial",
    text: `with the options alone ${options.verdict} (${options.text}); as code ${code.verdict} (${code.text})`,
  };
}

/** Both at once: the worse verdict, and all that was said. */
export function both(a: Measured, b: Measured): Measured {
  const verdict = VERDICTS[Math.max(VERDICTS.indexOf(a.verdict), VERDICTS.indexOf(b.verdict))]!;
  return { verdict, text: [a.text, b.text].filter((text) => text !== "").join("; ") };
}

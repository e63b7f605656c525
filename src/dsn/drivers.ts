// which driver a connection string is for: by its beginning and the names of its parameters
import type { Path } from "../model/model.ts";
import { drivers } from "./drivers.gen.ts";

/** A parameter of libpq that a driver has under another name. */
export interface Equivalent {
  /** libpq's name. */
  readonly keyword: string;
  /** libpq's values by those of the driver, if they differ. */
  readonly reads: Readonly<Record<string, string>>;
  /** The driver's values by those of libpq. A value that is missing cannot be written. */
  readonly writes: Readonly<Record<string, string>>;
}

/** What is known of a driver's connection string without loading the driver. Written by `npm run gen` from the drivers. */
export interface DriverFacts {
  readonly id: string;
  readonly title: string;
  /** What it does with a parameter that it does not know. */
  readonly unknown: "refused" | "ignored" | "sent to the server";
  /** Parameters that carry a canonical setting, with its path. */
  readonly settings: Readonly<Record<string, Path>>;
  /** Other parameters that it reads. */
  readonly others: readonly string[];
  /** Parameters that no other driver has, so that they identify this one. */
  readonly detectBy: readonly string[];
  /** Beginnings of a connection string that only this driver takes. Each ends with a colon. */
  readonly prefixes: readonly string[];
  /** Whether a connection string without such a beginning is not for it. */
  readonly needsPrefix: boolean;
  /** Whether it reads every parameter of libpq as well. */
  readonly libpq: boolean;
  /** Whether it reads the query as an HTML form: `+` is a blank, a second `=` belongs to the value. */
  readonly form: boolean;
  /** Whether it takes the directory of a Unix socket alone, with the database after a blank. */
  readonly socketPath: boolean;
  /** Parts of the address that it takes under other names, by libpq's name. */
  readonly partNames: Readonly<Record<string, string>>;
  /** Whether a part of the address before the query overrides the same part among the parameters. */
  readonly partsOverride: boolean;
  /** Whether a host among the parameters may have its port with it. */
  readonly portsInHost: boolean;
  /** Whether the first of several values of a parameter counts, not the last. */
  readonly firstCounts: boolean;
  /** Whether user and password may only have the characters that Go's net/url takes there. */
  readonly strictUserInfo: boolean;
  /** Parameters that are others of libpq. */
  readonly equivalents: Readonly<Record<string, Equivalent>>;
  /** Id of the driver whose connection strings these are, with another library behind it. */
  readonly variantOf: string | undefined;
  /** Ids of the targets that read a connection string in this way. */
  readonly targets: readonly string[];
}

/** The facts of every driver. */
export const driverFacts: readonly DriverFacts[] = drivers;

/** The facts of the driver of that id; undefined if there is none. */
export function factsOf(id: string): DriverFacts | undefined {
  return driverFacts.find((driver) => driver.id === id);
}

/** The driver whose prefix the text begins with, else the one of whose own parameters most occur; undefined if none does. */
export function detectDriver(text: string, names: readonly string[]): DriverFacts | undefined {
  const head = text.slice(0, 30).toLowerCase();
  const begun = driverFacts.find(({ prefixes }) => prefixes.some((prefix) => head.startsWith(prefix)));
  if (begun) return begun;
  const given = new Set(names);
  let best: DriverFacts | undefined;
  let most = 0;
  for (const driver of driverFacts) {
    const count = driver.detectBy.filter((name) => given.has(name)).length;
    if (count > most) [best, most] = [driver, count];
  }
  return best;
}

/**
 * The driver with which all these targets read a connection string; undefined if they differ, or read none. An id may have a
 * major version for which there is no table of its own: `prisma@5`.
 */
export function driverOfTargets(ids: readonly string[]): DriverFacts | undefined {
  const [first, ...others] = ids.map((id) => {
    const named = (own: string) => driverFacts.find(({ targets }) => targets.includes(own));
    return named(id) ?? named(id.replace(/@\d{1,4}$/, ""));
  });
  return others.every((other) => other === first) ? first : undefined;
}

/** Whether a driver has a parameter of that name, besides those of libpq. */
export function hasParameter({ settings, others }: DriverFacts, name: string): boolean {
  return Object.hasOwn(settings, name) || others.includes(name);
}

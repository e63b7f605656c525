// what is known of a packaged application: how it names its database, and how many connections it opens

import type { InFile } from "../mounted.ts";

/** One packaged application. Its id is its file name. */
export interface Application {
  readonly id: string;
  /** Name of the product. */
  readonly title: string;
  /** Image names without registry and tag. One word matches the last part of the path, two words the last two parts. */
  readonly images: readonly string[];
  /** Names of its Helm charts. */
  readonly charts?: readonly string[];
  /** Prefixes of variables that only this application has: a container with one of them runs it, whatever the image is called. */
  readonly prefixes?: readonly string[];
  /** Variables that contain the host of its database, or the whole connection string. */
  readonly address: readonly string[];
  /** Whether it cannot run without PostgreSQL: a container that starts after a server connects to it. Default: false. */
  readonly always?: boolean;
  /** Its programs that open connections. The first one whose conditions are met applies. */
  readonly roles: readonly Role[];
  readonly source: {
    /** Where the numbers are documented: a URL, or `owner/repository:path` of the source code. */
    readonly url: string;
    /** Version that the numbers are of, or the first digits of the commit in which they were read. */
    readonly version: string;
    /** Date on which they were checked, as YYYY-MM-DD. */
    readonly checked: string;
  };
}

/** One program of an application. */
export interface Role {
  /** It is selected if the command line has one of these words. Default: any command line, and none. */
  readonly command?: readonly string[];
  /** It is selected if these variables have these values. */
  readonly where?: Readonly<Record<string, string>>;
  /** It is selected if none of these variables is set. */
  readonly unset?: readonly string[];
  /** Pools of one process by name; the name of the main pool is empty. Without any, it opens no connections. */
  readonly pools: Readonly<Record<string, Setting>>;
  /** Processes in one container, each with all pools. Default: 1. */
  readonly processes?: Setting;
}

/** A number that a deployment can set. */
export interface Setting {
  /** Variables that set it, in descending order of precedence. */
  readonly variables?: readonly string[];
  /** Options of the command line that set it; they take precedence over variables. */
  readonly flags?: readonly string[];
  /** Whether variables take precedence over options. Default: false. */
  readonly variablesFirst?: boolean;
  /** Where its configuration file sets it. Such a file takes precedence over variables, options and the default. */
  readonly file?: InFile;
  /** Documented default. Without it, the number is unknown unless it is set. */
  readonly default?: number;
  /** Another setting that it is multiplied by. */
  readonly times?: Setting;
  /** What is added if it is set and above 0: processes that run besides. Negative for what is counted elsewhere. */
  readonly plus?: number;
  /** Whether 0 means that there is no limit; a negative value always does. Default: false. */
  readonly zeroIsUnlimited?: boolean;
  /** Why the number is unknown: a clause such as `Django opens a connection for each thread`. */
  readonly unknown?: string;
}

/** Defines an application. */
export function defineApplication(application: Application): Application {
  return application;
}

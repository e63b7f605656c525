// where the parts of the connection go: keys of an options object, or a URL with settings in its parameters

import type { Expression, Tree } from "../codecs/literal.ts";
import type { Dsn, DsnHost } from "../dsn/parse.ts";
import type { Limits } from "./authentication-limits.ts";
import type { Mode, Remark } from "./define.ts";

/** A part of a connection. */
export type Part = "host" | "user" | "database";

/** The parts stand under keys of an options object, or in a URL that is one of its options. */
export interface OptionsLayout {
  readonly layout: "options";
  /** Under which the tool's connection options stand: `""`, `"connection."`. */
  readonly prefix: string;
  /** Key of the URL. Without one a program gives the URL as an argument of its own, and data holds the parts. */
  readonly url?: string;
  /** Key that names the environment variable which holds the URL, where the tool has one. */
  readonly urlVariable?: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Key of the `options` startup parameter. */
  readonly startup: string;
  /** Whether what stands there is added to the `options` of the URL, so that what is no setting of a config stays in that. */
  readonly startupAdds?: true;
  /** Key of the file of a Unix socket, which goes before host and port. */
  readonly socketFile?: string;
  readonly hosts: "one" | "several";
  /** What is reported of the parts as they are written. */
  remarks?(dsn: Dsn): readonly (readonly [part: "user" | "database", Remark])[];
  /** What the driver does with the limits on authentication. */
  readonly limits: Limits;
  /** Parts that the tool does not start without, where libpq has a default for them: settings without one are refused. */
  readonly needs?: readonly ("user" | "database")[];
  /** The same for parts that a program or the environment may still give it: their absence is reported. */
  readonly wants?: readonly Part[];
  /** Keys of a list of hosts and one of ports, where several stand under keys of their own. */
  readonly lists?: { readonly host: string; readonly port: string };
  /** Whether data has several hosts in a URL: no environment variable holds a list that every loader reads. */
  readonly severalInUrl?: true;
  /** Whether a host may have its port with it: `one:5432,two:5433`. */
  readonly portsInHost?: true;
  /** `false` where a Unix socket cannot be reached. */
  readonly sockets?: false;
  /** Writes hosts and ports, or `set` in their place, where one text and one number cannot say them; else they are joined by commas. */
  servers?(
    hosts: readonly DsnHost[],
    mode: Mode,
  ): { readonly host?: unknown; readonly port?: unknown; readonly set?: Tree } | undefined;
  /** Reads what that sets: hosts and ports, null where it cannot be read, undefined where it is not there. */
  serversIn?(settings: Tree): readonly DsnHost[] | undefined | null;
  /** Whether the tool reads such a URL rightly; else the parts are written. */
  urlHolds(dsn: Dsn): boolean;
  /** Parts of the connection that the tool reads where they stand among the parameters of its URL, by libpq's names. */
  readonly readsInQuery?: readonly string[];
  /** Whether the tool takes the parameters of its URL for options of the same names, which go before those beside it. */
  readonly mergesQuery?: true;
  /**
   * Why parameters are taken out of the URL that a program finds in its environment: a comment in the code. None is where
   * options beat the URL.
   */
  readonly urlOverrides?: string;
  /** URL parameters that would beat an option, by the key of the option. Its own name always does. */
  readonly overridden: Readonly<Record<string, readonly string[]>>;
  /** Parameters that the tool takes for options only where its connection is one text, all of it a URL; numbers, but for `flags`. */
  readonly inText?: { readonly numbers: readonly string[]; readonly flags: readonly string[] };
  /** What the tool makes of `sslmode` in its URL, as a canonical mode. */
  readonly sslModes: Readonly<Record<string, string>>;
  /**
   * A parameter of the URL as an option; undefined where it can stand in a URL only, null where it cannot even there.
   * Without this it is its own name, where that is known.
   */
  option?(name: string, value: string, dsn: Dsn): { readonly key: string; readonly value: unknown } | undefined | null;
}

/** Where user and password stand that are not in the URL. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** Escapes what the tool would put something else in for. */
  escape?(text: string): string;
  /** Takes that off again; undefined where the tool would put something in. Without it every text stands for itself. */
  unescape?(text: string): string | undefined;
}

/** The connection is a URL that carries settings in its parameters. */
export interface UrlLayout {
  readonly layout: "url";
  /** Key of the URL, where there are options beside it; settings below this key are its parameters. Else it is all. */
  readonly key?: string;
  /** Key of the options beside the URL, which a program may keep by themselves. */
  readonly optionsKey?: string;
  /** What the URL begins with, where that is not `postgresql`; no other tool's URL is then one of this. */
  readonly scheme?: string;
  /** What a URL begins with that is written, where others are read as well. */
  readonly writes?: string;
  /** `query` where several hosts stand in parameters, since the URL takes one. */
  readonly several?: "query";
  /** How a program has the URL, where that is no text. */
  readonly program?: UrlProgram;
  /** Keys of user and password, where they stand beside the URL. */
  readonly credentials?: Credentials;
  /** Parts without which the tool does not start, where libpq has a default for them: their absence is reported. */
  readonly wants?: readonly Part[];
  /** The environment variable that the tool, or else a program, reads it from. */
  readonly variable: string;
  /** Name of the `options` startup parameter. */
  readonly startup: string;
  readonly hosts: "one" | "several";
  /** What the driver does with the limits on authentication. */
  readonly limits: Limits;
  /** `false` where a Unix socket cannot be reached. */
  readonly sockets?: false;
  /** What stands as the host of a URL whose real host is the directory of a socket. */
  readonly socketHost?: string;
  /** Where the tool looks for that directory, if not in a parameter. */
  readonly socket?: "host";
  /** How an address of IPv6 stands as the host, if not in brackets. */
  readonly address?: "encoded";
  /** Whether the tool takes the database as it is in the URL, percent signs and all. Default: false. */
  readonly rawDatabase?: true;
  /** The host that the tool takes where its URL names none. Without it a URL with a user must name one. */
  readonly defaultHost?: string;
  /** Parameters that a program has to put into the URL; the others it sets on what was read of it. */
  readonly inUrl?: readonly string[];
  /** Whether the tool fails at parameters that it does not know, so that settings for others leave the URL. */
  readonly strict?: true;
  /** Parameters that the tool takes amiss and no setting writes; taken out of every URL. */
  readonly rejectedParameters?: readonly string[];
}

/** How a program has a URL that is an object of the tool's own. */
export interface UrlProgram {
  /** The URL in an environment variable, less some of its parameters. */
  adopt(url: Expression, without: readonly string[]): Expression;
  /** A URL put together of its parts. */
  parts(dsn: Dsn, password: Expression | undefined): Expression;
  /** The call that does so. */
  readonly call: string;
  /** The names of its arguments. */
  readonly names: Readonly<Record<"user" | "password" | "host" | "port" | "database" | "query", string>>;
}

/** The tool connects to another server than the config's, or is told of it elsewhere, so nothing of the connection is written. */
export interface NoLayout {
  readonly layout: "none";
  readonly limits: Limits;
  /** Key of the URL of that server, which the code form takes from an environment variable. */
  readonly url?: string;
  readonly variable?: string;
}

export type Layout = OptionsLayout | UrlLayout | NoLayout;

/** Whether settings come as a table of options; else they are one URL. */
export function isTabular(layout: Layout): boolean {
  return layout.layout !== "url" || layout.key !== undefined;
}

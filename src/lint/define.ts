// what a rule is: one fault, why it matters, how to mend it, and examples that run
import type { Edit, Severity } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Measured } from "../doctor/measured.ts";
import type { GitStatus } from "../git/status.ts";
import type { Deviation, Target } from "../mapping/define.ts";
import type { Config, Path, ValueAt } from "../model/model.ts";

/** What a rule looks at. */
export const AREAS = ["shape", "relation", "capacity", "network", "dsn", "security", "target", "server"] as const;
export type Area = (typeof AREAS)[number];

/**
 * How often a rule is run: once for each pool of the process, once for the config, once for each target that is named,
 * or once for a live server that was asked.
 */
export type Scope = "pool" | "config" | "target" | "server";

/** A config to try a rule on, as a user would have it. */
export interface Example {
  /** Text of a TOML config file. */
  readonly toml?: string;
  /** The process environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text of a `.env` file. */
  readonly dotenv?: string;
  /** A connection string given as argument. */
  readonly dsn?: string;
  readonly dialect?: string;
  readonly target?: string;
  readonly profile?: string;
  /** Name of the file that `toml` stands in; `poolcfg.toml` unless said. */
  readonly file?: string;
  /** What git does with that file; it is outside of a repository by default. */
  readonly git?: GitStatus;
  /** Dependencies in the `package.json` beside it. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Versions of the packages in `node_modules` beside it. */
  readonly installed?: Readonly<Record<string, string>>;
  /** What a live server answers, for a rule of that scope: of each part that is named, what is not sound. */
  readonly measured?: { readonly [Q in keyof Measured]?: Partial<Measured[Q]> };
  /** Another tool's settings, for a rule that is raised by an import. */
  readonly settings?: { readonly from: string; readonly text: string };
  /** Files of a fleet by name, for a rule that is raised when it is weighed; `fleet.toml` first, where there is one. */
  readonly fleet?: Readonly<Record<string, string>>;
  /** A fleet.lock, and the service of it that the config is of. */
  readonly lock?: { readonly text: string; readonly service: string };
}

/** What a check says: one fault. */
export interface Report {
  /** The setting it is about, or the place itself. */
  readonly at: Path | Origin;
  /** One sentence with the value in it. Never a secret. */
  readonly message: string;
  readonly help?: string;
  readonly legal?: string;
  /** Where it is not the severity of the rule. */
  readonly severity?: Severity;
  /** Settings or places that take part. */
  readonly related?: readonly (Path | Origin)[];
  /** What the check could not take into account, which makes it incomplete. */
  readonly missing?: string;
  readonly edits?: () => readonly Edit[] | undefined;
}

/** What a check may ask, besides the values it declares. */
export interface Context {
  /** The config of the pool in question, with every default filled in. */
  readonly config: Config;
  /** Name of the pool in question; undefined for the main one. */
  readonly pool: string | undefined;
  /** Whether somebody stated the setting; a preset counts. */
  isSet(path: Path): boolean;
  /** Where the effective value comes from. */
  origin(path: Path): Origin;
  /** Every value that some source states, lowest precedence first. */
  stated(path: Path): readonly { readonly value: unknown; readonly raw: unknown; readonly origin: Origin }[];
  /** Values that profiles state which are not selected; they are in the same files. */
  unselected(path: Path): readonly { readonly raw: unknown; readonly origin: Origin }[];
  /** The target in question; only for rules of that scope. */
  readonly target: Target | undefined;
  /** What `render` reports for the target in question; nothing for rules of another scope. */
  deviations(): readonly Deviation[];
  /** Every target for a version of the same tool. */
  readonly versions: readonly Target[];
  /** All targets whose rules are run, for rules of any scope. */
  readonly targets: readonly Target[];
  /** Variables that hold a second connection string, for migrations: `DIRECT_URL`. The text may have a password in it. */
  readonly directUrls: readonly { readonly name: string; readonly text: string; readonly origin: Origin }[];
  /** What else is known about the project: asked only by the rules that need it. */
  readonly project: Project;
  /** What a live server answered; nothing, for rules of another scope. */
  readonly measured: Measured;
  /** Edits that replace the value of a setting, where it stands in a file. */
  replace(path: Path, value: string | number | boolean): () => readonly Edit[] | undefined;
}

/** The folder that the config is for. */
export interface Project {
  /** What git does with a file, by its absolute path; undefined if nobody looks, as at boot. */
  gitStatus(file: string): GitStatus | undefined;
  /** Range or version of a dependency in the nearest `package.json`. */
  dependency(name: string): string | undefined;
  /**
   * Installed version of a package, as Node finds it from there; of several, each as the one before it finds it. If it is not
   * installed, the version in the lock file.
   */
  installed(names: readonly string[]): string | undefined;
}

/** A folder about which nothing is asked: loading at boot does not depend on what is around the config. */
export const NO_PROJECT: Project = {
  gitStatus: () => undefined,
  dependency: () => undefined,
  installed: () => undefined,
};

/** One rule. Its id is its file name, and names the fault: it reads after "allow …". */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly area: Area;
  /** Version of poolcfg that brought it. */
  readonly since: string;
  /** One line, at most 90 characters, no full stop. */
  readonly summary: string;
  /** What happens to those who leave it. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** Where the fault was seen or is documented. */
  readonly source: string;
  readonly scope: Scope;
  /** Whether it is run only where `[rules]` gives it a severity: nobody has yet asked for it, or it asks for a habit. */
  readonly optional?: true;
  /** Whether the value that its findings point at is a secret, or has one in it; then no report shows that value. */
  readonly secret?: true;
  /**
   * Whether its findings do not apply to what `render` writes, because they are about the connection string as it is; or only
   * not with `--password-from`, because they are about the password.
   */
  readonly settledByRender?: true | "password-from";
  /** Whether its errors are reported whatever `[rules]`, a comment or a baseline accepts. */
  readonly finalErrors?: true;
  /** The settings it reads. */
  readonly reads: readonly Path[];
  /** Absent where the fault is raised while a source is read. */
  readonly check?: (values: never, context: Context) => Report | readonly Report[] | undefined;
  readonly examples: { readonly invalid: readonly Example[]; readonly valid: readonly Example[] };
}

/** What is known of a rule without loading it. */
export interface RuleFacts
  extends Pick<Rule, "severity" | "area" | "scope" | "optional" | "secret" | "settledByRender" | "finalErrors"> {
  /** Whether it checks a config; otherwise its findings are raised while a source is read. */
  readonly checked: boolean;
}

/** Defines a rule whose check sees the settings named in `reads`, and no others. */
export function defineRule<const R extends Path = never>(
  rule: Omit<Rule, "check" | "reads" | "scope"> & {
    scope?: Scope;
    reads?: readonly R[];
    check?(values: { readonly [P in R]: ValueAt<P> }, context: Context): Report | readonly Report[] | undefined;
  },
): Rule {
  return { scope: "pool", reads: [], ...rule };
}

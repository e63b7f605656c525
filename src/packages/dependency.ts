// a package that a project depends on, in whatever language

/** The registries whose packages are recognised. */
export type Ecosystem = "npm" | "go" | "cargo" | "pypi" | "maven" | "gem" | "hex" | "nuget";

/** One package that a manifest of a project names, or its lock file. */
export interface Dependency {
  readonly ecosystem: Ecosystem;
  /** As the registry spells it; for Maven `group:artifact`. Names from PyPI are in lower case with hyphens. */
  readonly name: string;
  /** The version that is installed or locked, else the range in the manifest; undefined if neither is known. */
  readonly version?: string;
  /** Whether `version` is that of a lock file or of an installed package, and not a range. */
  readonly exact: boolean;
  /** The file that it was read from, relative to the folder. */
  readonly file: string;
  /** Optional parts that the manifest asks for: extras of Python, features of Cargo. */
  readonly features: readonly string[];
}

/** Reads the text of a file in the folder of the project; undefined if there is none, or if it cannot be read. */
export type ReadFile = (name: string) => string | undefined;

/** Reads the packages that the manifests of one language name. */
export type Reader = (read: ReadFile, names: () => readonly string[]) => Dependency[];

// the files that other tools keep their settings in, by the names that the targets give
import { statSync } from "node:fs";
import { join } from "node:path";
import { targets } from "../targets/_all.gen.ts";
import type { FileKind, Target } from "../targets/_define.ts";

/** A target, and the kind of its file that a name is of. */
export interface Claim {
  readonly target: Target;
  readonly kind: FileKind;
}

/** A well-known file that is there. */
export interface FoundFile {
  /** Path in the folder. */
  readonly path: string;
  /** Targets that keep their settings in a file of that name; none for a file of variables. */
  readonly targets: readonly Target[];
}

/** The targets that keep their settings in a file of that path. */
export function claimsOf(path: string): Claim[] {
  const whole = `/${path.replaceAll("\\", "/")}`;
  return claims().flatMap(({ paths, ...claim }) => (paths.some((known) => whole.endsWith(`/${known}`)) ? claim : []));
}

/** The well-known files of a folder, in the order of the targets, and its `.env`. */
export function wellKnown(folder: string): FoundFile[] {
  const found = new Map<string, Target[]>();
  for (const { target, paths } of claims())
    for (const path of paths)
      if (isFile(join(folder, path))) found.set(path, [...new Set([...(found.get(path) ?? []), target])]);
  if (isFile(join(folder, VARIABLES))) found.set(VARIABLES, []);
  return [...found].map(([path, owners]) => ({ path, targets: owners }));
}

/** Whether a file is a program, by its name: reading its settings runs it. */
export function isProgram(path: string): boolean {
  return /\.[cm]?[jt]s$/i.test(path);
}

/** Every path that a pattern stands for: `a.{js,ts}` is `a.js` and `a.ts`. */
export function alternatives(pattern: string): string[] {
  const braces = /\{([^{}]*)\}/.exec(pattern);
  if (!braces) return [pattern];
  const [whole, words] = braces;
  return words!
    .split(",")
    .flatMap((word) =>
      alternatives(`${pattern.slice(0, braces.index)}${word}${pattern.slice(braces.index + whole.length)}`),
    );
}

const VARIABLES = ".env";

function claims(): (Claim & { readonly paths: readonly string[] })[] {
  return targets.flatMap((target) =>
    (target.files ?? []).map((file) => {
      const kind = typeof file === "string" ? { path: file } : file;
      return { target, kind, paths: alternatives(kind.path) };
    }),
  );
}

// one that cannot be looked at counts, so that reading it says why; what is not there does not
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    return !["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
  }
}

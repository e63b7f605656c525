// the files that other tools keep their settings in, by the names that the targets give

import type { FileKind, Target } from "../mapping/define.ts";
import { targets } from "../targets/registry.gen.ts";

/** A target, and the kind of its file that a name is of. */
export interface Claim {
  readonly target: Target;
  readonly kind: FileKind;
}

/**
 * The targets that keep their settings in a file of that path. A file of a framework that is in package.json is no other tool's.
 *
 * @param dependency the range or version of a package in package.json.
 */
export function claimsOf(path: string, dependency: (name: string) => string | undefined = () => undefined): Claim[] {
  const whole = `/${path.replaceAll("\\", "/")}`;
  const all = claims().flatMap(({ paths, ...claim }) =>
    paths.some((known) => whole.endsWith(`/${known}`)) ? claim : [],
  );
  const framework = all.filter(({ kind }) => kind.package !== undefined && dependency(kind.package) !== undefined);
  return framework.length > 0 ? framework : all.filter(({ kind }) => kind.package === undefined);
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

/** Every target with its kinds of files. */
export function claims(): (Claim & { readonly paths: readonly string[] })[] {
  return targets.flatMap((target) =>
    (target.files ?? []).map((file) => {
      const kind = typeof file === "string" ? { path: file } : file;
      return { target, kind, paths: alternatives(kind.path) };
    }),
  );
}

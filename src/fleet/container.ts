// a container with all of its variables in one place, whatever sets they come from

import type { Container, Taken, Variable, VariableSet, Word } from "./manifests/_define.ts";
import { saysPostgresql } from "./names.ts";

/** A container whose variables are all in one place. */
export interface Filled {
  readonly name: string;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly image?: string;
  /** Image that its own is built from, if it is known. */
  readonly base?: string;
  readonly words: readonly Word[];
  readonly after: NonNullable<Container["after"]>;
  /** Sets that it takes variables or files from, and that are not in the input. */
  readonly absent: readonly Taken[];
  /** Texts of the files that are mounted. */
  readonly files: readonly (Word & { readonly name: string })[];
  /** Labels of the workload; a chart's name is one of them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Sets of variables by `keyOf`. */
export type Sets = ReadonlyMap<string, VariableSet>;

/** Key of an object of one kind in a namespace. */
export function keyOf(kind: string, namespace: string, name: string): string {
  return `${namespace}\n${kind}\n${name}`;
}

/** Takes the variables and files of a container out of the sets. */
export function filled(
  container: Container,
  namespace: string,
  sets: Sets,
  labels: Readonly<Record<string, string>> = {},
): Filled {
  const { name, variables, from, references, image, base, words = [], after = [], mounts = [] } = container;
  const all = new Map<string, Variable>();
  const absent: Taken[] = [];
  for (const taken of from) {
    const set = sets.get(keyOf(taken.kind, namespace, taken.name));
    if (!set) {
      absent.push(taken);
      // what is in it cannot be seen, and may well be the connection
      all.set(`${taken.prefix}…`, {
        unreadable: `is in ${taken.kind} ${taken.name}, which is not in the input`,
        origin: taken.origin,
      });
      continue;
    }
    for (const [key, variable] of set.variables) all.set(`${taken.prefix}${key}`, variable);
  }
  for (const { variable, set: taken, key } of references) {
    const found = sets.get(keyOf(taken.kind, namespace, taken.name))?.variables.get(key);
    const unreadable = `is taken from ${taken.kind} ${taken.name}, which ${taken.kind === "Secret" ? "is secret" : "is not in the input"}`;
    const hint = `${taken.name} ${key}`;
    const from = { name: taken.name, key };
    all.set(variable, found ? { ...found, origin: taken.origin } : { unreadable, hint, from, origin: taken.origin });
  }
  for (const [key, variable] of variables) all.set(key, variable);
  const mounted = mounts.flatMap((taken) => {
    const set = sets.get(keyOf(taken.kind, namespace, taken.name));
    if (!set && saysPostgresql(taken.name)) absent.push(taken);
    return [...(set?.variables ?? [])].flatMap(([key, variable]) =>
      "text" in variable
        ? [{ text: variable.text, origin: taken.origin, name: `${key} in ${taken.kind} ${taken.name}` }]
        : [],
    );
  });
  const files = [...mounted, ...(container.files ?? [])];
  return {
    name,
    variables: all,
    words,
    after,
    absent,
    files,
    labels,
    ...(image !== undefined && { image }),
    ...(base !== undefined && { base }),
  };
}

// what did not pass, compared with the list of exceptions

/** Something that did not pass. */
export interface Outcome {
  readonly target: string;
  readonly form: string;
  readonly config: string;
  readonly onlySet: boolean;
  /** `refused` by render, `unread` by every reader, or the id of the reader that did not take it. */
  readonly problem: string;
  readonly message: string;
}

/** A listed reason. It applies to every outcome that fits all of its parts; one that fits none is stale, and fails the run. */
export interface Exception {
  readonly problem: string;
  /** Ids of targets. Each has to occur, as each of the forms and configs has to. */
  readonly targets: readonly string[];
  /** All, unless listed. */
  readonly forms?: readonly string[];
  /** All, unless listed. */
  readonly configs?: readonly string[];
  /** With or without `--only-set`; both, unless it is set. */
  readonly onlySet?: boolean;
  /** What the message has in it. */
  readonly message: RegExp;
  readonly reason: string;
}

/** What was run, so that an exception is stale only if it could have occurred. */
export interface Scope {
  readonly targets: readonly string[];
  /** Whether only some configs or readers ran; then nothing is stale. */
  readonly isPart: boolean;
  /** Readers that cannot run here. */
  readonly silent: ReadonlySet<string>;
}

/** Divides the outcomes into failures and exceptions, and finds the exceptions that no longer occur. */
export function applyExceptions(outcomes: readonly Outcome[], exceptions: readonly Exception[], scope: Scope) {
  const failures: Outcome[] = [];
  const excepted: Outcome[] = [];
  const hits = new Map<Exception, Outcome[]>(exceptions.map((one) => [one, []]));
  for (const outcome of outcomes) {
    const fitting = exceptions.filter((one) => fits(one, outcome));
    for (const one of fitting) hits.get(one)!.push(outcome);
    (fitting.length > 0 ? excepted : failures).push(outcome);
  }
  const stale = scope.isPart ? [] : [...hits].flatMap(([one, found]) => staleParts(one, found, scope));
  return { failures, excepted, stale };
}

function fits({ problem, targets, forms, configs, onlySet, message }: Exception, outcome: Outcome): boolean {
  return (
    problem === outcome.problem &&
    targets.includes(outcome.target) &&
    (forms === undefined || forms.includes(outcome.form)) &&
    (configs === undefined || configs.includes(outcome.config)) &&
    (onlySet === undefined || onlySet === outcome.onlySet) &&
    message.test(outcome.message)
  );
}

function staleParts(one: Exception, found: readonly Outcome[], { targets, silent }: Scope): string[] {
  if (silent.has(one.problem)) return [];
  const here = one.targets.filter((id) => targets.includes(id));
  const parts = here.filter((id) => !found.some(({ target }) => target === id)).map((id) => `target ${id}`);
  if (here.length === one.targets.length) {
    for (const form of one.forms ?? []) if (!found.some((outcome) => outcome.form === form)) parts.push(`form ${form}`);
    for (const id of one.configs ?? []) if (!found.some(({ config }) => config === id)) parts.push(`config ${id}`);
  }
  return parts.map((part) => `${part} does not occur (any more) in the exception "${one.problem}: ${one.reason}"`);
}

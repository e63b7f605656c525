// what reads files is written once, as a generator of file operations; one driver blocks for each of them, the other awaits it

/** One operation of the file system, in both forms. */
interface Operation<T> {
  now(): T;
  start(done: Done<T>): void;
}

type Done<T> = (error: Error | null, value: T) => void;

/** Something that reads files: it yields each operation, and is resumed with what that gives or throws. */
export type Reading<T> = Generator<Operation<unknown>, T, unknown>;

/** Performs one operation: `now` blocks, `start` calls back. */
export function* perform<T>(now: () => T, start: (done: Done<T>) => void): Reading<T> {
  return (yield { now, start } as Operation<unknown>) as T;
}

/** Reads with operations that block. */
export function readNow<T>(reading: Reading<T>): T {
  let step = reading.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = step.value.now();
    } catch (error) {
      step = reading.throw(error);
      continue;
    }
    step = reading.next(value);
  }
  return step.value;
}

/** Reads with operations that are awaited. */
export async function readLater<T>(reading: Reading<T>): Promise<T> {
  let step = reading.next();
  while (!step.done) {
    const { start } = step.value;
    let value: unknown;
    try {
      value = await new Promise((resolve, reject) => {
        start((error, given) => (error ? reject(error) : resolve(given)));
      });
    } catch (error) {
      step = reading.throw(error);
      continue;
    }
    step = reading.next(value);
  }
  return step.value;
}

// reads repetitive texts in a process of its own, because a reader that hangs can only be ended from outside
import { readHostile } from "./_readers.ts";

/** A text of many repetitions, and who reads it. */
export interface Repetition {
  readonly reader: string;
  readonly before: string;
  readonly unit: string;
  readonly after: string;
  /** Length of the repetitions, in characters. */
  readonly length: number;
}

if (process.send) {
  process.on("message", (given: Repetition) => {
    const { reader, before, unit, after, length } = given;
    readHostile(reader, before + unit.repeat(Math.ceil(length / unit.length)) + after);
    process.send!("read");
  });
}

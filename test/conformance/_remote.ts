// a pool of another language: a program that opens pools there, asked over its standard input
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Held, Pool, Row } from "./drivers/_driver.ts";

/** A program that opens pools. It reads a request a line, and answers each with a line, in any order. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * What is asked of it, as JSON: `open` with `target` and `settings` gives `{ pool }`; `acquire` of a `pool` gives
 * `{ held, pid }`; `query` on a `pool` or what is `held` gives `{ rows }`; `release` of what is `held`; `end` of a
 * `pool`. Each has an `id` that stands in its answer, beside an `error` where it failed.
 */
interface Request {
  readonly op: "open" | "acquire" | "query" | "release" | "end";
  readonly [argument: string]: unknown;
}

interface Answer {
  readonly id: number;
  readonly error?: string;
  readonly pool?: number;
  readonly held?: number;
  readonly pid?: number;
  readonly rows?: Row[];
}

/** One running program. */
export class Remote {
  readonly #waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  readonly #program: () => Program;
  #child: ChildProcess | undefined;
  #asked = 0;
  #said = "";

  /** @param program what to run; asked for at the first request. */
  constructor(program: () => Program) {
    this.#program = program;
  }

  /** Opens a pool. `settings` is whatever the program reads. */
  pool(target: string, settings: unknown): Pool {
    const made = this.#ask({ op: "open", target, settings });
    made.catch(() => {});
    const query = async (on: Record<string, unknown>, sql: string) =>
      (await this.#ask({ op: "query", ...on, sql })).rows!;
    return {
      ready: made,
      acquire: async (): Promise<Held> => {
        const { pool } = await made;
        const { held, pid } = await this.#ask({ op: "acquire", pool });
        return {
          pid: pid!,
          query: (sql) => query({ held }, sql),
          release: () => this.#ask({ op: "release", held }),
        };
      },
      query: async (sql) => query({ pool: (await made).pool }, sql),
      end: async () => this.#ask({ op: "end", pool: (await made).pool }),
    };
  }

  async #ask(request: Request): Promise<Answer> {
    const child = this.#start();
    const id = ++this.#asked;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    child.stdin!.write(`${JSON.stringify({ id, ...request })}\n`);
    return answer;
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const { command, args, cwd, env } = this.#program();
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    child.stderr!.on("data", (chunk: Buffer) => {
      this.#said = `${this.#said}${chunk.toString()}`.slice(-4_000);
    });
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const answer = JSON.parse(line) as Answer;
      const asked = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.error === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(answer.error));
    });
    const ended = (why: string) => {
      this.#child = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error(`${command} ${why}: ${this.#said}`));
      this.#waiting.clear();
    };
    child.on("error", (error) => ended(`cannot be run (${error.message})`));
    child.on("exit", (code) => ended(`ended with ${code}`));
    // it ends with this process, which does not wait for it
    child.unref();
    for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
    process.once("exit", () => child.kill());
    return child;
  }
}

/** Why a program cannot be run here, where that is so. */
export function missingCommand(command: string, args: readonly string[], what: string): string | undefined {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return undefined;
  } catch {
    return `there is no ${what} on this machine`;
  }
}

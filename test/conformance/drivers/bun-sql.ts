// Bun.SQL, which only Bun has: its pools are in a process of Bun's
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PASSWORD } from "../_server.ts";
import { type Driver, PID, type Pool, type Row, type Unmeasured } from "./_driver.ts";

const platform = `@oven/bun-${process.platform}-${process.arch === "arm64" ? "aarch64" : process.arch}`;
const folder = folderOf(platform);

/** The program of Bun; undefined if it is not installed for this platform. */
export const bunProgram: string | undefined = folder && join(folder, "bin/bun");

const driver: Driver = {
  packages: [platform],
  label: "bun",
  async prepare() {
    start();
  },
  open: (value) => wrap({ op: "open", source: sourceOf(value) }),
  load: async (file) => ({ file }),
  adopt: ({ file }) => wrap({ op: "adopt", file }),
};

export default folder === undefined
  ? ({ unmeasured: "Bun is not installed for this platform", here: true } satisfies Unmeasured)
  : driver;

/** Runs a pool of Bun.SQL that is made by a command. */
export function wrap(make: object): Pool {
  const pool = next();
  const made = send({ ...make, pool });
  made.catch(() => {});
  return {
    async acquire() {
      await made;
      const held = next();
      const [row] = await send({ op: "acquire", pool, held, sql: PID });
      return {
        pid: row!.pid as number,
        query: (sql) => send({ op: "ask", held, sql }),
        release: () => send({ op: "release", held }),
      };
    },
    async query(sql) {
      await made;
      return send({ op: "query", pool, sql });
    },
    end: () => send({ op: "end", pool }),
  };
}

/** The value as JavaScript: a program in Bun would have it as it is, functions and all. */
export function sourceOf(value: unknown): string {
  if (typeof value === "function") return `(${value})`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${sourceOf(member)}`);
  return `{${members.join(", ")}}`;
}

interface Answer {
  readonly id: number;
  readonly rows?: Row[];
  readonly error?: string;
}

const waiting = new Map<number, (answer: Answer) => void>();
let child: ChildProcess | undefined;
let count = 0;

function next(): number {
  count += 1;
  return count;
}

function start(): ChildProcess {
  if (child) return child;
  const script = fileURLToPath(new URL("./_bun-pools.js", import.meta.url));
  child = spawn(bunProgram!, [script], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, PGPASSWORD: PASSWORD },
  });
  // it ends when its standard input does, with this process
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const answer: Answer = JSON.parse(line);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return child;
}

function send(command: object): Promise<Row[]> {
  const id = next();
  const answered = new Promise<Row[]>((resolve, reject) => {
    waiting.set(id, ({ rows, error }) => (rows ? resolve(rows) : reject(new Error(error))));
  });
  start().stdin!.write(`${JSON.stringify({ id, ...command })}\n`);
  return answered;
}

function folderOf(name: string): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return JSON.parse(readFileSync(file, "utf8")).name === name ? dirname(file) : undefined;
  } catch {
    return undefined;
  }
}

import { readFileSync } from "node:fs";

/** One line of `test/corpora/dsn-*.jsonl`; the fields are explained in the corpora's own notes. */
export interface Case {
  readonly id: string;
  readonly input: string;
  readonly env: Record<string, string> | null;
  readonly expect?: {
    host: string | null;
    port: number | null;
    hosts?: { host: string; port: number | null }[];
    user: string | null;
    password: string | null;
    database: string | null;
    params: Record<string, string>;
  };
  readonly asserted?: string[];
  readonly error?: true;
  readonly message?: string;
}

export function corpus(name: string): Case[] {
  const text = readFileSync(new URL(`../corpora/${name}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

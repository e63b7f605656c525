// repetitive texts, which readers that backtrack or start over take hours for: each is read in a child process that is ended in time
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Repetition } from "./_child.ts";
import { READERS } from "./_readers.ts";

/** A linear reader needs some milliseconds, one that is not needs many times this limit. */
const LIMIT_MS = 30_000;

/** Reads them one after the other; the one that is not read in time, or stops the process, is the result. */
function firstUnread(repetitions: readonly Repetition[]): Promise<Repetition | undefined> {
  const child = fork(fileURLToPath(new URL("_child.ts", import.meta.url)), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((done) => {
    let at = -1;
    let timer: NodeJS.Timeout | undefined;
    const next = () => {
      clearTimeout(timer);
      at += 1;
      if (at === repetitions.length) return child.disconnect();
      child.send(repetitions[at]!);
      timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    };
    child.on("message", next);
    child.on("exit", () => {
      clearTimeout(timer);
      done(repetitions[at]);
    });
    next();
  });
}

const text = (reader: string, before: string, unit: string, after: string, length = 200_000): Repetition => ({
  reader,
  before,
  unit,
  after,
  length,
});

/** Texts that took minutes or forever, by reader. */
const KNOWN: readonly Repetition[] = [
  text("syntax odyssey-conf", "", "#", "\nstorage {}\n"),
  text("syntax odyssey-conf", "", "# a\n##\n", "}"),
  text("manifest Procfile", "#", "a=12345", "!\nweb: x"),
  text("manifest Procfile", "#", "a=1 ", "!\nweb: x"),
  text("statement", "", "/**/", "SELECT 1"),
  text("statement", "", "-- a\n/* b */ ", "VACUUMS"),
  text("statement", "ALTER TABLE a ", " DETACH PARTITION", ""),
  text("syntax ado-net", "Host=a;b", " ", "!"),
  text("syntax ado-net", "", "a=b\n", ";"),
  text("syntax ini", "[a]\nb = ", " ", "c"),
  text("syntax ini", "[a]\nb", " ", "c"),
  text("syntax properties", "a.b=", "\\\n", "c"),
  text("import database.yml", "", "a: <%= ", "\n"),
  text("import --from knex", "", "\n", "x"),
  text("import --from knex", "", "\r", "x"),
  text("connection strings in a text", "", "aa=-", "\n"),
];

test("each text has a reader", () => {
  expect(KNOWN.filter(({ reader }) => !Object.hasOwn(READERS, reader))).toEqual([]);
});

test("texts that were never read to their end", { timeout: 300_000 }, async () => {
  expect(await firstUnread(KNOWN)).toBeUndefined();
});

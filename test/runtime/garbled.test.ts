// servers that send what no server should: callers get an error, and neither the process nor the event loop stops
import { createRequire } from "node:module";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { BadAnswerError, MessageChecker } from "../../src/drivers/pg/backend-messages.ts";
import { sleep } from "../conformance/_clock.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import { GARBLED, garble, message } from "../doctor/_garbled.ts";
import { closeAll, poolOn } from "./_server.ts";

const pgOldest: typeof pg = createRequire(import.meta.url)("pg-oldest");

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server?.stop());

/** Messages that the server sends until a connection is ready, about. */
const READY = 16;

test.each([
  ["the newest pg", pg],
  ["the oldest pg", pgOldest],
])("with %s, every message may be replaced by any other", async (_, library) => {
  const settings = {
    "pool.max": 1,
    "pool.acquireTimeout": "400ms",
    "pool.connectTimeout": "300ms",
    "session.queryTimeout": "300ms",
    "retry.maxAttempts": 1,
  };
  const places = [0, READY, READY + 3];
  const all = Object.values(GARBLED).flatMap((instead) => places.map((at) => ({ instead, at })));
  const left = await Promise.all(
    all.map(async ({ instead, at }) => {
      const { port, server: proxy } = await garble(server.port, at, instead);
      const { pool } = poolOn(port, settings, { pg: library });
      pool.on("error", () => {});
      for (const sql of ["SELECT 1 AS one", "SELECT 2 AS two"]) await pool.query(sql).catch(() => {});
      await pool.close({ timeout: 100, waiters: "fail" });
      proxy.close();
      return pool.totalCount;
    }),
  );
  // an uncaught error fails the run of the tests
  expect(left).toEqual(all.map(() => 0));
});

test("the error of the query says that the message is not valid", async () => {
  const { port, server: proxy } = await garble(server.port, READY + 3, message("E", "SERROR\0Mno end"));
  const { pool } = poolOn(port, { "pool.max": 1 });
  const errors: unknown[] = [];
  for (let i = 0; i < 5 && errors.length === 0; i++) await pool.query("SELECT 1").catch((error) => errors.push(error));
  expect(errors[0]).toBeInstanceOf(BadAnswerError);
  // the next connection is sound
  proxy.close();
});

test("what a listener of the program throws stays uncaught, and the connection is left open", async () => {
  const { pool } = poolOn(server.port, { "pool.max": 1 });
  const caught: string[] = [];
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => caught.push(error.message));
  const client = await pool.connect();
  client.on("notification", () => {
    throw new RangeError("of the program");
  });
  await client.query("LISTEN here").catch(() => {});
  void client.query("NOTIFY here").catch(() => {});
  await sleep(200);
  process.removeAllListeners("uncaughtException");
  for (const other of others) process.on("uncaughtException", other);
  expect(caught).toEqual(["of the program"]);
  client.release(true);
});

describe("messages are checked whatever chunks they arrive in", () => {
  const sound = Buffer.concat([
    message("R", Buffer.from([0, 0, 0, 0])),
    message("R", Buffer.from("\0\0\0\x0aSCRAM-SHA-256\0\0")),
    message("S", "server_version\x0018.0\0"),
    message("E", "SERROR\0Mno such table\0\0"),
    message("N", "\0"),
    message("T", Buffer.concat([Buffer.from([0, 1]), Buffer.from("one\0"), Buffer.alloc(18)])),
    message("D", Buffer.from([0, 1, 0, 0, 0, 1, 49])),
    message("C", "SELECT 1\0"),
    message("A", Buffer.from("\0\0\0\x07channel\0payload\0")),
    message("Z", "I"),
  ]);

  function check(bytes: Buffer, size: number): void {
    const checker = new MessageChecker(1024);
    for (let at = 0; at < bytes.length; at += size) checker.check(bytes.subarray(at, at + size));
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 64, 1_000])("chunks of %d", (size) => {
    expect(() => check(Buffer.concat([sound, sound]), size)).not.toThrow();
    for (const unsound of [
      message("E"),
      message("E", "SERROR"),
      message("E", "SERROR\0"),
      message("N", "S"),
      message("S", "server_version\0"),
      message("C", "SELECT 1"),
      message("A", Buffer.from("\0\0\0\x07channel\0payload")),
      message("A", Buffer.from([0, 0])),
      message("T", Buffer.from("\0\x02one\0")),
      message("T", Buffer.from([0])),
      message("R", Buffer.from("\0\0\0\x0aSCRAM-SHA-256\0")),
      message("R"),
      Buffer.from([0x5a, 0, 0, 0, 3]),
      Buffer.from([0x44, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([0x44, 0, 0, 4, 0]),
      message("D", Buffer.alloc(1_020)),
    ])
      expect(() => check(Buffer.concat([sound, unsound]), size), unsound.toString("latin1")).toThrow(BadAnswerError);
  });
});

// which questions are asked after one of them has no answer in time
import { createConnection, createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { folder, poolcfg } from "../cli/_run.ts";
import { HOST, listen } from "../conformance/_listen.ts";
import { PASSWORD, startServer, type TestServer } from "./_pg.ts";

let server: TestServer;
let proxy: Server | undefined;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterEach(() => proxy?.close());
afterAll(() => server?.stop());

/** Passes everything on to the server but the queries that contain these words. */
async function without(words: RegExp): Promise<number> {
  proxy = createServer((socket) => {
    const behind = createConnection(server.port, HOST);
    for (const one of [socket, behind])
      one.on("error", () => {}).on("close", () => [socket, behind].map((end) => end.destroy()));
    socket.on("data", (chunk) => words.test(chunk.toString("latin1")) || behind.write(chunk));
    behind.on("data", (chunk) => socket.write(chunk));
  });
  return listen(proxy);
}

test.each([
  ["pg_locks", /pg_locks/, ["blocking"]],
  ["the oldest transactions", /ORDER BY xact_start/, ["transactions"]],
  ["the round trip", /clock_timestamp\(\)\) \* 1000\)::float8 AS now/, ["clock"]],
  ["the timeouts, and the recovery", /pg_settings|pg_is_in_recovery/, ["recovery", "timeouts"]],
  ["the number of sessions", /count\(DISTINCT/, ["usage", "blocking", "transactions", "limits"]],
])("without an answer about %s", async (_, words, unanswered) => {
  const port = await without(words);
  const url = `postgresql://app:${PASSWORD}@${HOST}:${port}/shop?sslmode=disable`;
  const { code, out } = await poolcfg(["doctor", url, "--format=json", "--timeout=400ms"], { cwd: folder({}) });
  expect(code).toBe(1);
  const report = JSON.parse(out);
  expect(Object.keys(report.server.unanswered)).toEqual(unanswered);
  expect(report.server).toMatchObject({ slots: { maxConnections: 20 }, role: { name: "app" } });
});

// servers that answer with what no server should: every run ends with a report or a reason, and in little memory
import { createServer, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folder, poolcfg, type Ran } from "../cli/_run.ts";
import { HOST, listen } from "../conformance/_listen.ts";
import { GARBLED, garble, message } from "./_garbled.ts";
import { PASSWORD, startServer, type TestServer } from "./_pg.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(() => server?.stop());

const cwd = folder({ "poolcfg.toml": "" });

function doctor(port: number, ...words: string[]): Promise<Ran> {
  const dsn = `postgresql://app:${PASSWORD}@${HOST}:${port}/shop?sslmode=disable`;
  return poolcfg(["doctor", "--format=json", "--timeout=250ms", dsn, ...words], { cwd });
}

function expectSound({ code, out, err }: Ran, what: string): void {
  // an uncaught exception fails the run of the tests by itself
  expect(err, what).not.toMatch(/poolcfg itself|internal|TypeError|RangeError|undefined/);
  const { failure, complete } = JSON.parse(out);
  if (failure) expect([code, failure.code], what).toEqual([3, "unreachable"]);
  else expect(code, what).toBe(complete ? 0 : 1);
}

/** Messages until the session is ready, and in all, of a server that is not garbled. */
const [READY, ALL] = [22, 140];

test.each(Object.entries(GARBLED))("%s, in place of any message", async (name, instead) => {
  const places = fc.sample(fc.integer({ min: 0, max: ALL }), 2);
  for (const at of [...places, READY + 4]) {
    const { port, server: proxy } = await garble(server.port, at, instead);
    expectSound(await doctor(port), `${name} in place of message ${at}`);
    proxy.close();
  }
});

test("random bytes, in place of any message", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: ALL }), fc.uint8Array({ maxLength: 60 }), async (at, bytes) => {
      const { port, server: proxy } = await garble(server.port, at, Buffer.from(bytes));
      expectSound(await doctor(port), `${Buffer.from(bytes).toString("hex")} in place of message ${at}`);
      proxy.close();
    }),
    { numRuns: 30 },
  );
});

describe("a server that is none, once it has let doctor in", () => {
  const READY_MESSAGES = Buffer.concat([
    message("R", Buffer.from([0, 0, 0, 0])),
    message("K", Buffer.from([0, 0, 0, 1, 0, 0, 0, 2])),
    message("Z", "I"),
  ]);

  async function answering(answer: (socket: Socket, sql: string) => void): Promise<{ port: number; close(): void }> {
    const fake = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        socket.write(READY_MESSAGES);
        socket.on("data", (chunk) => chunk[0] === 0x51 && answer(socket, chunk.subarray(5, -1).toString()));
      });
    });
    return { port: await listen(fake), close: () => fake.close() };
  }

  const text = (value: string) => [0, 0, 0, value.length, ...Buffer.from(value)];
  const rows = (columns: readonly string[], values: readonly string[]) =>
    Buffer.concat([
      message("C", "BEGIN\0"),
      message("C", "SET\0"),
      message("C", "SET\0"),
      message(
        "T",
        Buffer.from([
          0,
          columns.length,
          ...columns.flatMap((name) => [
            ...Buffer.from(`${name}\0`),
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            25,
            255,
            255,
            0,
            0,
            0,
            0,
            0,
            0,
          ]),
        ]),
      ),
      message("D", Buffer.from([0, values.length, ...values.flatMap(text)])),
      message("C", "SELECT 1\0"),
      message("C", "ROLLBACK\0"),
      message("Z", "I"),
    ]);

  test.each([
    ["a version that is none", ["text", "number"], ["none of yours", "x"]],
    ["other columns than were asked for", ["a", "b"], ["1", "2"]],
    ["numbers that are none", ["maxConnections", "superuserReserved"], ["NaN", "many"]],
    ["names of an object's own", ["__proto__", "constructor"], ["1", "2"]],
  ])("%s, in answer to every query", async (_, columns, values) => {
    const fake = await answering((socket) => socket.write(rows(columns, values)));
    const ran = await doctor(fake.port);
    fake.close();
    expectSound(ran, ran.out);
    const { server: seen, complete } = JSON.parse(ran.out);
    expect(complete).toBe(false);
    expect(seen.unanswered).toMatchObject({
      version: expect.stringContaining("another form"),
      usage: expect.stringContaining("another form"),
    });
  });

  test("an error in answer to every query names them all", async () => {
    const error = message("E", "SERROR\0VERROR\0C42501\0Mpermission denied\0\0");
    const fake = await answering((socket) => socket.write(Buffer.concat([error, message("Z", "I")])));
    const ran = await doctor(fake.port);
    fake.close();
    expect(ran.code).toBe(1);
    const { findings } = JSON.parse(ran.out);
    expect(findings).toHaveLength(1);
    for (const name of ["version", "usage", "blocking", "process", "clock"])
      expect(findings[0].missing).toContain(name);
  });

  test.each([
    ["one row that is endless", Buffer.concat([Buffer.from([0x44, 0x59, 0x68, 0x2f, 0]), Buffer.alloc(65_536, 97)])],
    [
      "rows without an end",
      Buffer.concat(Array(2_000).fill(message("D", Buffer.from([0, 1, 0, 0, 0, 8, ...Array(8).fill(97)])))),
    ],
    ["notices without an end", Buffer.concat(Array(2_000).fill(message("N", "SNOTICE\0C00000\0Mx\0\0")))],
  ])("%s", async (_, chunk) => {
    let sent = 0;
    const fake = await answering((socket) => {
      socket.write(rows(["x"], ["y"]).subarray(0, 60));
      const more = () => {
        if (socket.destroyed) return;
        sent += chunk.length;
        socket.write(chunk, more);
      };
      more();
    });
    const { code, out } = await poolcfg(
      ["doctor", "--format=json", `postgresql://app@${HOST}:${fake.port}/shop?sslmode=disable`, "--timeout=60s"],
      { cwd },
    );
    fake.close();
    expect(code).toBe(3);
    expect(JSON.parse(out).failure.message).toContain("more than 4 MiB");
    // what is in the buffers of both sides comes on top
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test("a greeting without an end", async () => {
    const chunk = Buffer.concat(Array(2_000).fill(message("S", "name\0value\0")));
    const fake = createServer((socket) => {
      socket.on("error", () => {});
      const more = () => socket.destroyed || socket.write(chunk, more);
      socket.once("data", more);
    });
    const port = await listen(fake);
    const { code, out } = await doctor(port, "--timeout=60s");
    fake.close();
    expect([code, JSON.parse(out).failure.message]).toEqual([3, expect.stringContaining("more than 4 MiB")]);
  });
});

test("the messages of a session are as many as the tests think", async () => {
  // garbling a message after the last one changes nothing
  const before = await garble(server.port, READY + 1, "close");
  expect((await doctor(before.port, "--timeout=5s")).code).toBe(3);
  const after = await garble(server.port, 10 * ALL, "close");
  expect((await doctor(after.port, "--timeout=5s")).code).toBe(0);
  for (const { server: proxy } of [before, after]) proxy.close();
});

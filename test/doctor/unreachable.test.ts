// why a server cannot be reached: each reason on a real socket or server
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { poolcfg } from "../cli/_run.ts";
import { startBlackhole } from "../conformance/_blackhole.ts";
import { freePort, HOST, listen } from "../conformance/_listen.ts";
import { PASSWORD, startServer, type TestServer } from "./_pg.ts";

let server: TestServer;
const closing: (() => void)[] = [];
beforeAll(async () => {
  server = await startServer({ tls: true });
}, 240_000);
afterAll(async () => {
  for (const close of closing) close();
  await server?.stop();
});

/** Runs doctor, and says how it ended early. */
async function failure(...words: string[]) {
  const { code, out, err } = await poolcfg(["doctor", "--format", "json", ...words]);
  const report = JSON.parse(out);
  expect(out + err).not.toContain(PASSWORD);
  expect(report.findings).toEqual([]);
  expect(code).toBe(3);
  expect(report.failure.code).toBe("unreachable");
  expect(err).toMatch(/No connection to the server|The server was reached, but/);
  expect(err).toMatch(/\n {2}Meaning: .+\n {2}Fix: .+\n/);
  const { reason, phase, meaning, action, attempts } = report.failure;
  expect([meaning, action]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  expect(attempts.at(-1)).toMatchObject({ reason, phase });
  return report.failure as { reason: string; phase: string; message: string; meaning: string; action: string };
}

/** A server that does something with every connection. */
async function doing(something: (socket: Socket) => void): Promise<number> {
  const made: Server = createServer((socket) => {
    socket.on("error", () => {});
    something(socket);
  });
  closing.push(() => made.close());
  return listen(made);
}

describe("without a server", () => {
  test("a name that leads nowhere", async () => {
    const { reason, message } = await failure("postgresql://app@no-such-host.invalid/shop");
    expect([reason, message]).toEqual(["dns", expect.stringContaining("Check the spelling of the host")]);
  });

  test("a port that nobody listens on", async () => {
    const port = await freePort();
    const { reason, message } = await failure(`postgresql://app@${HOST}:${port}/shop`);
    expect(reason).toBe("refused");
    expect(message).toContain(`${HOST}:${port}`);
    expect(message).toContain("nothing listens on that port");
  });

  test("a socket that is not there", async () => {
    const { reason } = await failure("postgresql://app@%2Fnowhere/shop");
    expect(reason).toBe("refused");
  });

  test.each(["disable", "require"])("a server that accepts and never answers (sslmode %s)", async (mode) => {
    const { port, stop } = await startBlackhole();
    const { reason, phase, meaning, message } = await failure(
      `postgresql://app@${HOST}:${port}/shop?sslmode=${mode}`,
      "--timeout",
      "300ms",
    );
    expect([reason, phase]).toEqual(["timeout", mode === "disable" ? "login" : "tls"]);
    expect(meaning).toContain("The port accepted the connection");
    expect(message).not.toMatch(/firewall|security group/);
    stop();
  });

  test.each([
    ["an HTTP server", (socket: Socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))],
    ["an SSH server", (socket: Socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n")],
    [
      "MySQL or MariaDB (8.0.36)",
      (socket: Socket) => socket.write(Buffer.from("\x4a\0\0\0\x0a8.0.36\0rest", "latin1")),
    ],
    ["Redis", (socket: Socket) => socket.once("data", () => socket.write("-ERR unknown command\r\n"))],
    ["a mail or FTP server", (socket: Socket) => socket.write("220 mail.example ESMTP\r\n")],
    [
      "a server that expects TLS from the first byte, such as HTTPS",
      (socket: Socket) => socket.once("data", () => socket.write(Buffer.from([0x15, 3, 1, 0, 2, 2, 70]))),
    ],
  ] as [string, (socket: Socket) => void][])("%s on the port is named, and not waited for", async (name, greet) => {
    const port = await doing(greet);
    for (const mode of ["disable", "prefer", "require"]) {
      const { reason, message } = await failure(`postgresql://app@${HOST}:${port}/shop?sslmode=${mode}`);
      expect([reason, message]).toEqual(["protocol", expect.stringContaining(`${name} answers on this port`)]);
    }
  });

  test("what is neither PostgreSQL nor known ends with a reason, too", async () => {
    const port = await doing((socket) => socket.once("data", () => socket.end("hello, who is there?\r\n")));
    const { reason } = await failure(`postgresql://app@${HOST}:${port}/shop?sslmode=disable`, "--timeout", "1s");
    expect(["dropped", "timeout", "protocol"]).toContain(reason);
  });

  test("an address of IPv6 is in brackets", async () => {
    const { message } = await failure("postgresql://app@[::1]:1/shop");
    expect(message).toContain(" [::1]:1");
  });

  test("a connection that is closed at once", async () => {
    const port = await doing((socket) => socket.destroy());
    const { reason, meaning } = await failure(`postgresql://app@${HOST}:${port}/shop?sslmode=disable`);
    expect([reason, meaning]).toEqual(["dropped", "The port accepted the connection and closed it without an answer."]);
  });
});

describe("a server that says no", () => {
  test("the wrong password, which is not shown", async () => {
    const { reason, message } = await failure(`postgresql://app:wr0ng-one@${HOST}:${server.port}/shop`);
    expect(reason).toBe("authentication");
    expect(message).toContain("28P01");
    expect(message).not.toContain("wr0ng-one");
  });

  test("no password", async () => {
    const { reason, message } = await failure(`postgresql://app@${HOST}:${server.port}/shop`);
    expect(reason).toBe("authentication");
    expect(message).toContain("none was given");
  });

  test("a database that is not there", async () => {
    const { reason, message } = await failure(server.url("app", "nowhere"));
    expect([reason, message]).toEqual(["database", expect.stringContaining("3D000")]);
  });

  test("a server that is full, and a role that has its limit", async () => {
    await server.drained();
    const clients = await server.open("app", 14);
    const { reason, message, action } = await failure(server.url("app"));
    expect([reason, message]).toEqual(["full", expect.stringContaining("53300")]);
    // a way in, and no circle to what has just been refused
    expect(action).toContain("A superuser still gets in");
    expect(message).not.toContain("doctor measures");
    await Promise.all(clients.map((client) => client.end()));
    const few = await server.open("few", 4);
    expect(await failure(server.url("few"), "--set", "connection.ssl.mode=disable")).toMatchObject({
      reason: "full",
      message: expect.stringMatching(
        /too many connections for role.*ALTER ROLE … CONNECTION LIMIT takes effect immediately/s,
      ),
    });
    await Promise.all(few.map((client) => client.end()));
    await server.drained();
  });
});

test("a server that is starting, in its own words", async () => {
  const fields = ["SFATAL", "VFATAL", "C57P03", "Mthe database system is starting up", ""].map((field) => `${field}\0`);
  const body = Buffer.from(fields.join(""));
  const head = Buffer.from([0x45, 0, 0, 0, body.length + 4]);
  const starting = await doing((socket) => socket.once("data", () => socket.end(Buffer.concat([head, body]))));
  const { reason, message } = await failure(`postgresql://app@${HOST}:${starting}/shop?sslmode=disable`);
  expect([reason, message]).toEqual(["starting", expect.stringContaining("57P03")]);
  // another host may be further
  const both = `postgresql://app:${PASSWORD}@${HOST}:${starting},${HOST}:${server.port}/shop?sslmode=disable`;
  const { out } = await poolcfg(["doctor", "--format=json", both]);
  expect(JSON.parse(out).server).toMatchObject({ port: server.port, attempts: [{ reason: "starting" }] });
});

describe("TLS", () => {
  const tls = async (user: string, ...sets: string[]) => {
    const { out } = await poolcfg([
      "doctor",
      "--format=json",
      "--fail-on=none",
      server.url(user),
      ...sets.map((set) => `--set=connection.${set}`),
    ]);
    const { server: seen, failure: ended } = JSON.parse(out);
    return ended ? ended.reason : seen.tls;
  };

  test("every mode does what libpq's does", async () => {
    const ca = `ssl.ca=${server.certificates!.ca}`;
    const stranger = `ssl.ca=${server.certificates!.stranger}`;
    const none = expect.objectContaining({ check: "none" });
    const cases: [string[], unknown][] = [
      [["ssl.mode=disable"], null],
      [["ssl.mode=allow"], null],
      [["ssl.mode=prefer"], none],
      [["ssl.mode=prefer", stranger], null],
      [["ssl.mode=require"], none],
      [["ssl.mode=require", ca], expect.objectContaining({ check: "chain" })],
      [["ssl.mode=require", stranger], "tls"],
      [["ssl.mode=verify-ca"], "tls"],
      [["ssl.mode=verify-ca", ca], expect.objectContaining({ check: "chain" })],
      [["ssl.mode=verify-ca", stranger], "tls"],
      // the certificate is for localhost, and the connection goes to an address
      [["ssl.mode=verify-full", ca], "tls"],
      [["ssl.mode=verify-full", ca, "ssl.serverName=localhost"], expect.objectContaining({ check: "full" })],
    ];
    for (const [sets, expected] of cases) expect(await tls("app", ...sets), sets.join(" ")).toEqual(expected);
  });

  test("a line of pg_hba.conf for the other kind is met by the second try", async () => {
    expect(await tls("other", "ssl.mode=allow")).toMatchObject({ check: "none" });
    expect(await tls("few", "ssl.mode=prefer")).toBeNull();
    expect(await tls("few", "ssl.mode=require")).toBe("authentication");
    expect(await tls("other", "ssl.mode=disable")).toBe("tls");
  });

  test("a certificate file that is not there is an unreadable input", async () => {
    const { code, err } = await poolcfg(["doctor", server.url("app"), "--set", "connection.ssl.ca=nowhere.crt"]);
    expect([code, err]).toEqual([2, expect.stringContaining("nowhere.crt cannot be read (ENOENT)")]);
  });
});

describe("several hosts", () => {
  test("are tried in order, and the failures are told", async () => {
    const port = await freePort();
    const dsn = `postgresql://app:${PASSWORD}@${HOST}:${port},${HOST}:${server.port}/shop?sslmode=disable`;
    const { code, out } = await poolcfg(["doctor", "--format", "json", dsn]);
    expect(code).toBe(0);
    expect(JSON.parse(out).server).toMatchObject({ port: server.port, attempts: [{ port, reason: "refused" }] });
    const text = await poolcfg(["doctor", dsn]);
    expect(text.out).toMatch(new RegExp(`first tried +${HOST}:${port}: connect ECONNREFUSED`));
  });

  test("a refusal of the server ends the search", async () => {
    const port = await freePort();
    const dsn = `postgresql://app:wrong@${HOST}:${server.port},${HOST}:${port}/shop?sslmode=disable`;
    const { reason, message } = await failure(dsn);
    expect(reason).toBe("authentication");
    expect(message).not.toContain(`${port}`);
  });
});

describe("a connection that is lost on the way", () => {
  // passes everything on, until the server has heard the word
  const cutAt = (word: string, cut: (client: Socket) => void) =>
    doing((socket) => {
      const behind = createConnection(server.port, HOST);
      behind.on("error", () => {});
      let silent = false;
      socket.on("data", (chunk) => {
        if (silent) return;
        if (chunk.includes(word)) {
          silent = true;
          cut(socket);
        } else behind.write(chunk);
      });
      behind.on("data", (chunk) => silent || socket.write(chunk));
      socket.on("close", () => behind.destroy());
    });

  const look = async (port: number, ...words: string[]) => {
    const dsn = `postgresql://app:${PASSWORD}@${HOST}:${port}/shop?sslmode=disable`;
    const { code, out, err } = await poolcfg(["doctor", "--format=json", dsn, ...words]);
    expect(out + err).not.toContain(PASSWORD);
    return { code, report: JSON.parse(out) };
  };

  test("before anything was answered", async () => {
    const dropped = await cutAt("BEGIN READ ONLY", (socket) => socket.destroy());
    expect(await look(dropped)).toMatchObject({ code: 3, report: { failure: { reason: "dropped" } } });
    const silent = await cutAt("BEGIN READ ONLY", () => {});
    expect(await look(silent, "--timeout=300ms")).toMatchObject({
      code: 3,
      report: { failure: { reason: "timeout" } },
    });
  });

  test("in the first query only", async () => {
    const port = await cutAt("server_version", () => {});
    const { code, report } = await look(port, "--timeout=300ms");
    expect(code).toBe(1);
    expect(report.server).toMatchObject({ usable: { count: 15 }, unanswered: { version: "no answer within 300 ms" } });
  });

  test("dropped in one query: the others are answered, and the check is incomplete", async () => {
    const port = await cutAt("pg_settings", (socket) => socket.destroy());
    const { code, report } = await look(port);
    expect(code).toBe(1);
    expect(report.complete).toBe(false);
    expect(Object.keys(report.server.unanswered)).toEqual(["timeouts"]);
    expect(report.server).toMatchObject({ slots: { maxConnections: 20 }, usage: {}, clock: {} });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ rule: "server-query-unanswered", missing: "the query for timeouts" }),
    );
    expect((await look(port, "--allow-incomplete")).code).toBe(0);
  });

  test("silent in one query: the others are answered, and what reads the same view is not asked", async () => {
    const port = await cutAt("pg_stat_activity", () => {});
    const { code, report } = await look(port, "--timeout=500ms");
    expect(code).toBe(1);
    expect(report.server.unanswered).toMatchObject({
      usage: "no answer within 500 ms",
      blocking: expect.stringContaining("not asked"),
    });
    expect(report.server).toMatchObject({ usable: { count: 15 }, recovery: { inRecovery: false }, clock: {} });
    expect(report.server.free).toBeUndefined();
  });

  test("a server that takes no second connection", async () => {
    let connections = 0;
    const through = await cutAt("pg_stat_activity", (socket) => socket.destroy());
    const port = await doing((socket) => {
      connections += 1;
      if (connections > 1) return socket.destroy();
      const behind = createConnection(through, HOST).on("error", () => {});
      socket.pipe(behind).pipe(socket);
      behind.on("close", () => socket.destroy());
    });
    const { code, report } = await look(port);
    expect(code).toBe(1);
    expect(report.server).toMatchObject({ slots: {}, role: { name: "app" } });
    expect(report.server.unanswered.clock).toContain("not asked, since the connection was lost");
    expect(connections).toBe(2);
  });
});

// libpq's parameters: doctor follows them, or refuses to connect; none is ignored without a reason
import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HANDLING } from "../../src/doctor/parameters.ts";
import { LIBPQ } from "../../src/dsn/_libpq.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { freePort, HOST, listen } from "../conformance/_listen.ts";
import { PASSWORD, startServer, type TestServer } from "./_pg.ts";

let primary: TestServer;
let standby: TestServer;
beforeAll(async () => {
  [primary, standby] = await Promise.all([startServer({ tls: true }), startServer({ standby: true })]);
}, 240_000);
afterAll(() => Promise.all([primary?.stop(), standby?.stop()]));

async function asked(argv: readonly string[], env: Record<string, string> = {}, cwd = folder({})) {
  const { code, out, err } = await poolcfg(["doctor", "--format=json", "--fail-on=none", ...argv], { env, cwd });
  expect(out + err).not.toContain(PASSWORD);
  const { server, failure } = JSON.parse(out);
  return { code, err, server, failure };
}

/** A home folder with files that nobody else may read. */
function home(files: Record<string, string>): string {
  const path = folder(files);
  for (const name of Object.keys(files)) chmodSync(join(path, name), 0o600);
  return path;
}

test("there is an answer for every parameter", () => {
  expect(Object.keys(HANDLING).sort()).toEqual([...LIBPQ.keys()].sort());
});

test.each([
  ["sslcrl=/x.crl", "certificate revocation lists"],
  ["requirepeer=postgres", "Unix socket"],
  ["replication=database", "replication"],
  ["sslsni=0", "except sslsni=1"],
  ["min_protocol_version=3.2", "version 3.0"],
  ["scram_client_key=abcd", "password"],
  ["sslcertmode=require", "sslcert"],
  ["sslnegotiation=direct", "sslmode require"],
])("%s is refused before anything is sent", async (parameter, reason) => {
  let connections = 0;
  const port = await listen(
    createServer((socket) => {
      connections++;
      socket.destroy();
    }).unref(),
  );
  const { code, failure, err } = await asked([`host=${HOST} port=${port} user=app dbname=shop ${parameter}`]);
  expect([connections, failure?.message ?? err]).toEqual([0, expect.stringContaining(reason)]);
  expect(code === 2 || err.includes("not sound")).toBe(true);
});

test.each(["target_session_attrs=primary-ish", "load_balance_hosts=yes", "hostaddr=db.example", "hostaddr=1.2.3.4,x"])(
  "%s is an error of the connection string",
  async (parameter) => {
    for (const command of ["validate", "doctor"]) {
      const { code, out } = await poolcfg([command, `host=a,b user=app dbname=shop ${parameter}`], { env: {} });
      const refused = new RegExp(`libpq refuses (?:the value of )?${parameter.split("=")[0]}`);
      expect([code, out]).toEqual([1, expect.stringMatching(refused)]);
    }
  },
);

test.each(["hostaddr=::1,10.0.0.1", "hostaddr=fe80::1%eth0,", "target_session_attrs=any", "load_balance_hosts=random"])(
  "%s is valid",
  async (parameter) => {
    const { code } = await poolcfg(["validate", `host=a,b user=app dbname=shop ${parameter}`], { env: {} });
    expect(code).toBe(0);
  },
);

test("the same as variables", async () => {
  const { port } = primary;
  const more = { PGHOST: HOST, PGPORT: String(port), PGUSER: "app", PGPASSWORD: PASSWORD, PGDATABASE: "shop" };
  for (const [name, value] of [
    ["PGREQUIREPEER", "postgres"],
    ["PGSSLCRL", "/x"],
    ["PGHOSTADDR", "127.0.0.1,127.0.0.2"],
  ] as const) {
    const { code, failure } = await asked([], { ...more, [name]: value });
    expect([code, failure?.message]).toEqual([2, expect.stringContaining(`from ${name}`)]);
  }
  const refused = await poolcfg(["doctor"], { env: { ...more, PGTARGETSESSIONATTRS: "sometimes" } });
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining("--> PGTARGETSESSIONATTRS")]);
  expect((await asked([], { ...more, PGCONNECT_TIMEOUT: "1", PGSSLCOMPRESSION: "0" })).code).toBe(0);
});

describe("target_session_attrs", () => {
  const url = (attributes: string, ...ports: number[]) =>
    `postgresql://app:${PASSWORD}@${ports.map((port) => `${HOST}:${port}`).join(",")}/shop?target_session_attrs=${attributes}`;

  test.each([
    ["any", true],
    ["read-write", false],
    ["primary", false],
    ["read-only", true],
    ["standby", true],
    ["prefer-standby", true],
  ])("%s, with the standby first", async (attributes, isStandby) => {
    const { server, code } = await asked([url(attributes, standby.port, primary.port)]);
    const wanted = isStandby ? standby : primary;
    expect([code, server.port, server.recovery.inRecovery]).toEqual([0, wanted.port, isStandby]);
    if (!isStandby) expect(server.attempts).toMatchObject([{ port: standby.port, reason: "unsuitable" }]);
  });

  test("without a server of that kind there is no connection, unless one is only preferred", async () => {
    const { code, failure } = await asked([url("primary", standby.port)]);
    expect([code, failure.reason]).toEqual([3, "unsuitable"]);
    expect(failure.message).toContain("target_session_attrs=primary, but the server is in recovery");
    const { server } = await asked([url("prefer-standby", primary.port)]);
    expect(server.port).toBe(primary.port);
  });

  test("the variable counts, too, and no alarm is raised about the server that was passed over", async () => {
    const both = url("any", standby.port, primary.port).replace(/\?.*/, "");
    const { code, out } = await poolcfg(["doctor", "--fail-on=warning", both], {
      env: { PGTARGETSESSIONATTRS: "read-write" },
    });
    expect([code, out]).toEqual([expect.any(Number), expect.not.stringContaining("server-read-only")]);
    expect(out).toContain(`${HOST}:${primary.port}`);
  });
});

test.each([
  ["primary", false],
  ["master", false],
  ["secondary", true],
  ["preferSecondary", true],
  ["any", true],
])("targetServerType=%s of a JDBC URL counts as well", async (type, isStandby) => {
  const hosts = `${HOST}:${standby.port},${HOST}:${primary.port}`;
  const url = `jdbc:postgresql://${hosts}/shop?user=app&password=${PASSWORD}&targetServerType=${type}`;
  expect((await asked([url])).server.recovery.inRecovery).toBe(isStandby);
});

test("what has no counterpart there is refused", async () => {
  const url = `jdbc:postgresql://${HOST}:1/shop?user=app&targetServerType=preferPrimary`;
  expect((await asked([url])).code).toBe(2);
});

test("hostaddr is connected to, and host is its name", async () => {
  const { port, certificates } = primary;
  const login = `port=${port} user=app password=${PASSWORD} dbname=shop`;
  const { server } = await asked([`host=db.invalid hostaddr=${HOST} ${login}`]);
  expect(server).toMatchObject({ host: "db.invalid", address: HOST, port });
  expect((await asked([`hostaddr=${HOST} ${login}`])).server.address).toBe(HOST);
  expect((await asked([`host=db.invalid ${login}`], { PGHOSTADDR: HOST })).server.address).toBe(HOST);
  // the certificate is for localhost
  const verified = `sslmode=verify-full sslrootcert=${certificates!.ca} hostaddr=${HOST} ${login}`;
  expect((await asked([`host=localhost ${verified}`])).server.tls.check).toBe("full");
  expect((await asked([`host=other.example ${verified}`])).failure.reason).toBe("tls");
});

test("a service names the server, and what it says besides counts", async () => {
  const HOME = home({
    ".pg_service.conf": `[shop]\nhost=${HOST},${HOST}\nport=${standby.port},${primary.port}\nuser=app\npassword=${PASSWORD}\ndbname=shop\ntarget_session_attrs=primary\n`,
  });
  expect((await asked(["service=shop"], { HOME })).server.port).toBe(primary.port);
  expect((await asked([], { HOME, PGSERVICE: "shop" })).server.port).toBe(primary.port);
});

describe("the password file", () => {
  const dsn = () => `host=${HOST} port=${primary.port} user=app dbname=shop`;
  const line = () => `${HOST}:${primary.port}:shop:app:${PASSWORD}\n`;

  test("of the user, of a parameter and of a variable", async () => {
    const HOME = home({ ".pgpass": line() });
    expect((await asked([dsn()], { HOME })).code).toBe(0);
    expect((await asked([`${dsn()} passfile=${HOME}/.pgpass`], { HOME: "/nowhere" })).code).toBe(0);
    expect((await asked([dsn()], { HOME: "/nowhere", PGPASSFILE: `${HOME}/.pgpass` })).code).toBe(0);
    expect((await asked([dsn()], { HOME: "/nowhere" })).failure.reason).toBe("authentication");
  });

  test("is not looked at where a password is given, and ignored where others may read it", async () => {
    const HOME = home({ ".pgpass": `*:*:*:*:wrong\n` });
    expect((await asked([`${dsn()} password=${PASSWORD}`], { HOME })).code).toBe(0);
    writeFileSync(join(HOME, ".pgpass"), line());
    chmodSync(join(HOME, ".pgpass"), 0o644);
    const { failure, err } = await asked([dsn()], { HOME });
    expect([failure.reason, err]).toEqual(["authentication", expect.stringContaining("chmod 0600")]);
  });

  test("outside of the project is not read for a config file", async () => {
    const HOME = home({ ".pgpass": line() });
    const cwd = folder({ "poolcfg.toml": `[connection]\nurl = "${dsn()} passfile=${HOME}/.pgpass"\n` });
    const { code, failure } = await asked([], { HOME: "/nowhere" }, cwd);
    expect([code, failure.message]).toEqual([2, expect.stringContaining("outside of the project")]);
  });
});

test("load_balance_hosts=random tries the hosts in any order", async () => {
  const url = `postgresql://app:${PASSWORD}@${HOST}:${primary.port},${HOST}:${standby.port}/shop?load_balance_hosts=random`;
  const ports = new Set<number>();
  for (let run = 0; run < 30 && ports.size < 2; run++) ports.add((await asked([url])).server.port);
  expect(ports.size).toBe(2);
});

test("options go to the server", async () => {
  const { server } = await asked([`${primary.url("app")}?options=-c%20lock_timeout%3D3s`]);
  expect(server.timeouts.lock_timeout).toMatchObject({ value: 3_000, source: "client" });
});

test("a server without TLS is nothing to report under prefer, and is a failure under require", async () => {
  const { server } = await asked([standby.url("app")]);
  expect(server.attempts).toEqual([]);
  const port = await freePort();
  const { failure } = await asked([`postgresql://app:${PASSWORD}@${HOST}:${port}/shop`]);
  expect(failure.attempts).toMatchObject([{ tls: true, phase: "connect", reason: "refused" }]);
  expect((await asked([`${standby.url("app")}?sslmode=require`])).failure).toMatchObject({
    reason: "tls",
    phase: "tls",
  });
});

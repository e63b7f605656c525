// fleet.lock: what it contains, how it is read, and what it is compared with
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { changesBetween, type Lock, readLock, writeLock } from "../../src/fleet/lock.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const TOML = (api: number, more = "") =>
  `[servers.main]\nmax_connections = 100\n[services.api]\ninstances = 2\npool = ${api}\nsurge = 1\n${more}`;

async function locked(toml: string) {
  const cwd = folder({ "fleet.toml": toml });
  const { code, err } = await poolcfg(["fleet", "--lock"], { cwd });
  return { cwd, code, err, lock: readLock(readFileSync(`${cwd}/fleet.lock`, "utf8"), "fleet.lock") };
}

describe("poolcfg fleet --lock", () => {
  test("writes each server, each share and what they come from", async () => {
    const { lock, err } = await locked(TOML(10, "[services.worker]\npool = 5\n"));
    expect(err).toBe("wrote fleet.lock\n");
    expect(lock.inputs).toEqual([{ path: "fleet.toml", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(lock.servers).toEqual([
      {
        name: "main",
        maxConnections: 100,
        usable: 97,
        budget: 80,
        total: { steady: 25, peak: 25, deploy: 35 },
        services: [
          { name: "api", steady: 20, peak: 20, deploy: 30 },
          { name: "worker", steady: 5, peak: 5, deploy: 5 },
        ],
      },
    ]);
  });

  test("marks a share that is a minimum, and one that a pooler takes", async () => {
    const pooler = '[servers.main.pooler]\nkind = "pgbouncer"\npool_size = 5\nmax_client_conn = 100\n';
    const { lock } = await locked(`${TOML(10)}${pooler}[services.b]\n`);
    expect(lock.servers[0]!.services).toMatchObject([
      { name: "api", deploy: 30, pooler: "pgbouncer" },
      { name: "b", atLeast: true, pooler: "pgbouncer" },
    ]);
  });

  test("contains no password", async () => {
    const { lock } = await locked(
      '[servers.main]\n[services.api]\nurl = "postgresql://u:c4nary@h/d?connection_limit=6"\n',
    );
    expect(writeLock(lock)).not.toContain("c4nary");
  });
});

describe("reading a lock", () => {
  test.each([
    ["no JSON", "a: 1", /not JSON/],
    ["another document", "[]", /is not a fleet.lock/],
    [
      "a share without numbers",
      '{"formatVersion":1,"servers":[{"name":"a","services":[{"name":"b"}]}]}',
      /is not a fleet.lock/,
    ],
    ["a negative share", writeLock(lockWith(-1)), /is not a fleet.lock/],
    ["a newer format", '{"formatVersion":2}', /format version 2/],
  ])("refuses %s", (_, text, message) => expect(() => readLock(text, "fleet.lock")).toThrow(message));

  test("takes what was written", () => expect(readLock(writeLock(lockWith(7)), "x")).toEqual(lockWith(7)));
});

function lockWith(deploy: number, name = "api"): Lock {
  const load = { steady: deploy, peak: deploy, deploy };
  const services = [{ name, ...load }];
  return {
    formatVersion: 1,
    inputs: [],
    servers: [{ name: "main", maxConnections: 100, usable: 97, budget: 80, total: load, services }],
  };
}

describe("the change", () => {
  test("of a service, of a new one and of one that is gone", () => {
    expect(changesBetween(lockWith(10), lockWith(15))).toEqual([
      { server: "main", before: 10, after: 15 },
      { server: "main", service: "api", before: 10, after: 15 },
    ]);
    expect(changesBetween(lockWith(10), lockWith(10, "__proto__"))).toEqual([
      { server: "main", service: "__proto__", after: 10 },
      { server: "main", service: "api", before: 10 },
    ]);
    expect(changesBetween(lockWith(10), lockWith(10))).toEqual([]);
  });

  test("is in the comment on a pull request, in the text and in JSON", async () => {
    const { cwd } = await locked(TOML(10));
    writeFileSync(`${cwd}/fleet.toml`, TOML(12, "[services.new]\npool = 3\n"));
    const run = (format: string) => poolcfg(["fleet", "--before", "fleet.lock", "--format", format], { cwd });
    const { out } = await run("markdown");
    expect(out).toContain("### Change");
    expect(out).toMatch(/\| main \| total \| 30 \| 39 \| \\\+9 \|/);
    expect(out).toMatch(/\| main \| api \| 30 \| 36 \| \\\+6 \|/);
    expect(out).toMatch(/\| main \| new \| – \| 3 \| new \|/);
    expect((await run("text")).out).toMatch(/main +api +30 +36 +\+6/);
    expect(JSON.parse((await run("json")).out).changes).toHaveLength(3);
    writeFileSync(`${cwd}/fleet.toml`, TOML(10));
    expect((await run("markdown")).out).toContain("No service takes more or fewer connections than before.");
  });

  test("a lock that is not there ends the run", async () => {
    const { code, err } = await poolcfg(["fleet", "--before", "none.lock"], { cwd: folder({ "fleet.toml": TOML(1) }) });
    expect(code).toBe(2);
    expect(err).toMatch(/none\.lock/);
  });
});

describe("poolcfg validate --fleet-lock", () => {
  const check = async (config: string, ...argv: string[]) => {
    const { cwd } = await locked(TOML(10));
    writeFileSync(`${cwd}/poolcfg.toml`, config);
    return poolcfg(["validate", "--fleet-lock", "fleet.lock", ...argv], { cwd });
  };

  test.each([
    ["the share as it is", "[pool]\nmax = 10\n[deployment]\ninstances = 2\nsurge = 1\n", 0],
    ["less", "[pool]\nmax = 5\n[deployment]\ninstances = 2\n", 0],
    ["more instances", "[pool]\nmax = 10\n[deployment]\ninstances = 3\n", 1],
    ["more only during a deploy", "[pool]\nmax = 10\n[deployment]\ninstances = 2\nsurge = 2\n", 1],
    ["a further pool", "[pool]\nmax = 10\n[pools.read]\nmax = 1\n[deployment]\ninstances = 2\n", 1],
  ])("%s", async (_, config, code) => {
    const ran = await check(config, "--service", "api");
    expect(ran.code).toBe(code);
    if (code > 0)
      expect(ran.out).toMatch(
        /fleet-share-exceeded.*exceeds the \d+ connections that api has of server main in fleet\.lock/,
      );
  });

  test("a service that is not in it, or no service", async () => {
    const other = await check("", "--service", "other");
    expect({ code: other.code, err: other.err }).toMatchObject({ code: 2, err: expect.stringContaining("It has api") });
    expect((await check("")).code).toBe(2);
  });
});

describe("--suggest --sql", () => {
  test("limits the roles that are known, with the sizes that fit", async () => {
    const url = 'url = "postgresql://u:c4nary@h/d"';
    const toml = `[servers.main]\nmax_connections = 100\n[services.api]\n${url}\npool = 200\n[services."b\\nDROP TABLE x; --"]\npool = 10\n`;
    const { out } = await poolcfg(["fleet", "--suggest", "--sql"], { cwd: folder({ "fleet.toml": toml }) });
    expect(out).not.toContain("c4nary");
    // nothing but statements of this form and comments
    for (const line of out.split("\n"))
      expect(line).toMatch(/^(?:--.*|ALTER ROLE "[^"]+" CONNECTION LIMIT \d+; --.*|)$/);
    expect(out).toMatch(/^ALTER ROLE "u" CONNECTION LIMIT 7\d; -- api$/m);
  });

  test("needs --suggest", async () => {
    const ran = await poolcfg(["fleet", "--sql"], { cwd: folder({ "fleet.toml": TOML(1) }) });
    expect(ran.code).toBe(2);
  });
});

describe("--explain", () => {
  test("shows each factor", async () => {
    const { out, code } = await poolcfg(["fleet", "--explain", "api"], { cwd: folder({ "fleet.toml": TOML(10) }) });
    expect(code).toBe(0);
    expect(out).toMatch(/^api on server main\n {2}pool +10 /);
    expect(out).toMatch(/instances +2/);
    expect(out).toMatch(/steady +2 instances x 10 connections = 20/);
    expect(out).toMatch(/deploy +3 instances \(1 of them extra during a deploy\) x 10 connections = 30/);
  });

  test("names what sets each number of a workload, and where", async () => {
    const compose =
      'services:\n  db: { image: "postgres:16" }\n  api:\n    image: app\n    command: gunicorn -w 4 app\n    environment:\n      DATABASE_URL: "postgres://app:c4nary@db/x"\n      DB_POOL_SIZE: "5"\n      DB_MAX_OVERFLOW: "3"\n';
    const { out } = await poolcfg(["fleet", "compose.yml", "--explain", "api"], {
      cwd: folder({ "compose.yml": compose }),
    });
    expect(out).toMatch(/pool +5 +DB_POOL_SIZE +compose\.yml:8:/);
    expect(out).toMatch(/overflow +3 +DB_MAX_OVERFLOW +compose\.yml:9:/);
    expect(out).toMatch(/processes +4 +-w 4 +compose\.yml:5:/);
    expect(out).toMatch(/1 instance x 4 processes x 8 connections .* = 32/);
    expect(out).not.toContain("c4nary");
  });

  test("of no service lists those that there are", async () => {
    const ran = await poolcfg(["fleet", "--explain", "x"], { cwd: folder({ "fleet.toml": TOML(10) }) });
    expect({ code: ran.code, err: ran.err }).toMatchObject({ code: 2, err: expect.stringContaining("There are: api") });
  });
});

describe("the picture", () => {
  test("no label crosses a line", async () => {
    const sizes = [1, 5, 20, 38, 40, 41, 48, 49];
    for (const pool of sizes) {
      const cwd = folder({
        "fleet.toml": `[servers.main]\nmax_connections = 100\n[services.api]\ninstances = 2\npool = ${pool}\n`,
      });
      await poolcfg(["fleet", "--svg", "a.svg"], { cwd });
      const svg = readFileSync(`${cwd}/a.svg`, "utf8");
      const number = (text: string, name: string) => Number(new RegExp(` ${name}="([\\d.-]+)"`).exec(text)![1]);
      const lines = [...svg.matchAll(/<line [^>]*>/g)].map(([text]) => ({
        x: number(text, "x1"),
        top: number(text, "y1"),
        bottom: number(text, "y2"),
      }));
      const labels = [...svg.matchAll(/<text([^>]*)>([^<]*)/g)].map(([, text, words]) => {
        const small = text!.includes('class="small"');
        const width = words!.length * (small ? 6 : 8);
        const x = number(text!, "x");
        const left = text!.includes('text-anchor="end"') ? x - width : x;
        const y = number(text!, "y");
        return { words, left, right: left + width, top: y - (small ? 9 : 11), bottom: y + 3 };
      });
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines)
        for (const label of labels)
          if (label.left < line.x && line.x < label.right)
            expect(label.bottom <= line.top || line.bottom <= label.top, `${pool}: ${label.words}`).toBe(true);
    }
  });
});

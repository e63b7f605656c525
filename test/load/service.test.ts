// a service takes the place of the parameters that a connection leaves open, in every command
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPoolConfigSync } from "../../src/load/index.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const SECRET = "s3cret-of-a-service";
const FILE = `[shop]\nhost=db.example\nport=6543\nuser=app\ndbname=orders\npassword=${SECRET}\nsslmode=require\n`;

function home(text = FILE): { cwd: string; env: Record<string, string> } {
  const cwd = folder({ ".pg_service.conf": text });
  return { cwd, env: { HOME: cwd } };
}

async function shown(argv: string[], { cwd, env }: { cwd: string; env: Record<string, string> }) {
  const { out, err } = await poolcfg(["show", "--format=json", ...argv], { cwd, env });
  expect(out + err).not.toContain(SECRET);
  const { connection } = JSON.parse(out).config;
  const { host, port, user, database, ssl } = connection;
  return [host, port, user, database, ssl.mode];
}

test("a service is resolved from a parameter, a URL and a variable", async () => {
  const { cwd, env } = home();
  const whole = ["db.example", 6543, "app", "orders", "require"];
  expect(await shown(["service=shop"], { cwd, env })).toEqual(whole);
  expect(await shown(["postgresql:///?service=shop"], { cwd, env })).toEqual(whole);
  expect(await shown([], { cwd, env: { ...env, PGSERVICE: "shop" } })).toEqual(whole);
  expect(await shown([], { cwd, env: { ...env, DATABASE_URL: "service=shop" } })).toEqual(whole);
});

test("what a connection string says goes before the service, and that before variables", async () => {
  const { cwd, env } = home();
  const variables = { ...env, PGHOST: "other.example", PGPORT: "1111", PGUSER: "someone" };
  expect(await shown(["service=shop port=7777 sslmode=disable"], { cwd, env: variables })).toEqual([
    ...["db.example", 7777, "app", "orders", "disable"],
  ]);
});

test("the file is the one that is named, then that of the user, then that of the system", async () => {
  const { cwd, env } = home("[mine]\nhost=of-the-user\n");
  const named = folder({ "services.conf": "[shop]\nhost=named\n", "pg_service.conf": "[shop]\nhost=of-the-system\n" });
  const file = join(named, "services.conf");
  const system = { ...env, PGSYSCONFDIR: named };
  expect((await shown(["service=shop"], { cwd, env: { ...system, PGSERVICEFILE: file } }))[0]).toBe("named");
  expect((await shown([`service=shop servicefile=${file}`], { cwd, env: system }))[0]).toBe("named");
  expect((await shown(["service=shop"], { cwd, env: system }))[0]).toBe("of-the-system");
  expect((await shown(["service=mine"], { cwd, env: system }))[0]).toBe("of-the-user");
});

test.each([
  ["service=nowhere", {}, 'The service "nowhere" is not resolved: it is not in '],
  ["postgresql://app@db/shop?service=nowhere", {}, 'The service "nowhere" is not resolved'],
  ["service=shop", { PGSERVICEFILE: "/nowhere/x.conf" }, "cannot be read"],
  ["service=shop", { HOME: "/nowhere", PGSYSCONFDIR: "/nowhere" }, "there is no service file"],
  ["service=shop", { PGSERVICEFILE: "/proc/self/environ" }, "cannot be read"],
] as [string, Record<string, string>, string][])("%s with %o is not resolved", async (dsn, more, message) => {
  const { cwd, env } = home();
  const validated = await poolcfg(["validate", dsn], { cwd, env: { ...env, ...more } });
  expect([validated.code, validated.out]).toEqual([1, expect.stringContaining(message)]);
  expect(validated.out).not.toContain("no findings");
  const asked = await poolcfg(["doctor", dsn], { cwd, env: { ...env, ...more } });
  expect([asked.code, asked.err]).toEqual([2, expect.stringContaining("is not resolved")]);
});

test("nothing of a file that is no service file is shown", async () => {
  const cwd = folder({ "private.txt": `[shop]\nAPI_TOKEN=${SECRET}\n` });
  const { code, out, err } = await poolcfg(["validate", `service=shop servicefile=${cwd}/private.txt`], { cwd });
  expect([code, out]).toEqual([1, expect.stringContaining("line 2 has a keyword that libpq does not know")]);
  expect(out + err).not.toMatch(new RegExp(`${SECRET}|API_TOKEN`));
});

test("a config and a .env file name no service file outside of the project", async () => {
  const outside = folder({ "services.conf": "[shop]\nhost=private.example\n" });
  for (const files of [
    { "poolcfg.toml": `[connection]\nurl = "service=shop servicefile=${outside}/services.conf"\n` },
    { ".env": `PGSERVICE=shop\nPGSERVICEFILE=${outside}/services.conf\n` },
  ]) {
    const cwd = folder(files);
    const { code, out } = await poolcfg(["validate"], { cwd, env: { HOME: cwd } });
    expect([code, out]).toEqual([1, expect.stringContaining("file-outside-project")]);
    expect(out).not.toContain("private.example");
    const allowed = await poolcfg(["show", "--root", "/"], { cwd, env: { HOME: cwd } });
    expect(allowed.out).toContain("private.example");
  }
});

test("a load at boot resolves it as well, and fails without it", () => {
  const { cwd, env } = home();
  const config = loadPoolConfigSync({ cwd, env: { ...env, PGSERVICE: "shop" } });
  expect([config.connection.host, config.connection.password?.reveal()]).toEqual(["db.example", SECRET]);
  expect(() => loadPoolConfigSync({ cwd, env: { ...env, PGSERVICE: "nowhere" } })).toThrow("unresolved-service");
});

test("a service file that cannot be read is told as such", async () => {
  if (process.getuid?.() === 0) return expect(process.getuid()).toBe(0);
  const { cwd, env } = home();
  chmodSync(join(cwd, ".pg_service.conf"), 0);
  const { code, out } = await poolcfg(["validate", "service=shop"], { cwd, env });
  expect([code, out]).toEqual([1, expect.stringContaining("cannot be read")]);
});

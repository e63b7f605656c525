// traps of slonik: each on the bare library, and gone in what poolcfg renders
import { connect, createServer } from "node:net";
import { type ClientConfigurationInput, createPool, type DatabasePool, sql } from "slonik";
import { afterAll, describe, expect, test } from "vitest";
import { HOST, listen } from "../_listen.ts";
import type { Settings } from "../_options.ts";
import { CAPPED_ROLE } from "../_server.ts";
import { scene } from "./_scene.ts";

interface Value {
  connectionUri: string;
  configuration: ClientConfigurationInput;
}

const here = scene("slonik");
const { url } = here;
const opened: DatabasePool[] = [];
afterAll(() => Promise.all(opened.map((pool) => pool.end())));

async function open(uri: string, configuration: ClientConfigurationInput = {}): Promise<DatabasePool> {
  const pool = await createPool(uri, configuration);
  opened.push(pool);
  return pool;
}

async function openRendered(settings: Settings): Promise<DatabasePool> {
  const { connectionUri, configuration } = here.value<Value>(settings);
  return open(connectionUri, configuration);
}

async function shown(pool: DatabasePool, name: string): Promise<unknown> {
  const [row] = await pool.any(sql.unsafe`SELECT current_setting(${name}) AS value`);
  return (row as { value: unknown }).value;
}

describe.concurrent("times", () => {
  test("a statement has a minute unless told; what is rendered leaves it to the role", async () => {
    expect(await shown(await open(url("", CAPPED_ROLE)), "statement_timeout")).toBe("1min");
    const pool = await openRendered({ "connection.user": CAPPED_ROLE });
    expect(await shown(pool, "statement_timeout")).toBe("7s");
    expect(await shown(pool, "idle_in_transaction_session_timeout")).toBe("7s");
  });

  test("the word for off leaves the limit of the role; what is rendered for off does not", async () => {
    const bare = await open(url("", CAPPED_ROLE), { statementTimeout: "DISABLE_TIMEOUT" });
    expect(await shown(bare, "statement_timeout")).toBe("7s");
    const pool = await openRendered({ "connection.user": CAPPED_ROLE, "session.statementTimeout": "off" });
    expect(await shown(pool, "statement_timeout")).toBe("0");
  });

  test("0 is a millisecond, not off", async () => {
    const bare = await open(url(), { idleInTransactionSessionTimeout: 0 });
    expect(await shown(bare, "idle_in_transaction_session_timeout")).toBe("1ms");
    const pool = await openRendered({ "session.idleInTransactionTimeout": "off" });
    expect(await shown(pool, "idle_in_transaction_session_timeout")).toBe("0");
  });

  test("a connection may live a tenth longer than its age; the age is rendered shorter by that", () => {
    const { maximumConnectionAge: age } = here.value<Value>({ "pool.maxLifetime": "30m" }).configuration;
    expect((age as number) * 1.1).toBeLessThanOrEqual(1_800_000);
    expect((age as number) * 1.1).toBeGreaterThan(1_799_000);
  });
});

test("one attempt to connect is three; one is rendered", async () => {
  const attempts = async (use: (uri: string) => Promise<DatabasePool>) => {
    let away = false;
    let refused = 0;
    const server = createServer((client) => {
      client.on("error", () => {});
      if (away) {
        refused += 1;
        client.destroy();
      } else client.pipe(connect(here.server.port, HOST).on("error", () => {})).pipe(client);
    });
    const port = await listen(server);
    const pool = await use(url().replace(`:${here.server.port}/`, `:${port}/`));
    away = true;
    await expect(pool.any(sql.unsafe`SELECT 1`)).rejects.toThrow();
    server.close();
    return refused;
  };
  expect(await attempts((uri) => open(uri))).toBe(3);
  expect(await attempts((uri) => openRendered({ "connection.url": uri }))).toBe(1);
});

test("most words of sslmode in the URL are refused; the rendered module says TLS itself", async () => {
  const given = url("?sslmode=prefer&application_name=old");
  await expect(createPool(given)).rejects.toThrow(/sslmode/);
  const { openPool } = await here.module<{ openPool(): Promise<DatabasePool> }>(
    { "connection.url": given, "connection.ssl.mode": "disable", "connection.applicationName": "new" },
    { DATABASE_URL: given },
  );
  const pool = await openPool();
  opened.push(pool);
  expect(await shown(pool, "application_name")).toBe("new");
});

test("options of pg beside the URL are ignored; lock_timeout reaches the server in the URL", async () => {
  const bare = await open(url(), { lock_timeout: 1_234 } as ClientConfigurationInput);
  expect(await shown(bare, "lock_timeout")).toBe("0");
  expect(await shown(await openRendered({ "session.lockTimeout": "1234ms" }), "lock_timeout")).toBe("1234ms");
});

test("an address of IPv6 in brackets is looked up as a name; one that is percent-encoded is reached", async ({
  skip,
}) => {
  const server = createServer((client) => client.destroy());
  const port = await new Promise<number | undefined>((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(0, "::1", () => resolve((server.address() as { port: number }).port));
  });
  skip(port === undefined, "this machine has no IPv6");
  let reached = 0;
  server.on("connection", () => reached++);
  const given = `postgresql://web@[::1]:${port}/postgres`;
  await expect(open(given, { connectionRetryLimit: 1 })).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/);
  expect(reached).toBe(0);
  await expect(openRendered({ "connection.url": given })).rejects.toThrow(/terminated/);
  expect(reached).toBeGreaterThan(0);
  server.close();
});

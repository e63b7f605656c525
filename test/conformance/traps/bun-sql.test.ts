// traps of Bun.SQL: each on the bare library, and gone in what poolcfg renders
import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { render } from "../../../src/render/index.ts";
import { configOf } from "../../targets/_config.ts";
import type { Settings } from "../_options.ts";
import { CAPPED_ROLE } from "../_server.ts";
import driver, { sourceOf, wrap } from "../drivers/bun-sql.ts";
import { scene } from "./_scene.ts";

const here = scene("bun-sql");

const open = (options: object) => wrap({ op: "open", source: sourceOf(options) });
const openRendered = (settings: Settings) => open(here.value<object>(settings));

async function shown(pool: ReturnType<typeof wrap>, name: string): Promise<unknown> {
  const [row] = await pool.query(`SELECT current_setting('${name}') AS value`);
  return row!.value;
}

describe.skipIf("unmeasured" in driver)("Bun.SQL", () => {
  test("a parameter of another tool is sent to the server, which refuses; what is rendered leaves it out", async () => {
    const url = here.url("?connection_limit=5&application_name=old");
    await expect(open({ url }).query("SELECT 1")).rejects.toThrow(/unrecognized configuration parameter/);
    const pool = openRendered({ "connection.url": url, "connection.applicationName": "new" });
    expect(await shown(pool, "application_name")).toBe("new");
  });

  test("tls: true checks no certificate; verify-full does", async ({ skip }) => {
    if (here.server.certificates instanceof Error) return skip(here.server.certificates.message);
    const bare = open({ url: here.url(), tls: true });
    expect(await bare.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).toEqual([{ ssl: true }]);
    await expect(openRendered({ "connection.ssl.mode": "verify-full" }).query("SELECT 1")).rejects.toThrow(
      /certificate/,
    );
    const { findings } = importConfig({ url: "postgres://h/d", tls: true }, { from: "bun-sql" });
    expect(findings).toMatchObject([{ rule: "certificate-check-off" }]);
  });

  test("a timeout of the role is off in what is rendered for off", async () => {
    const pool = openRendered({ "connection.user": CAPPED_ROLE, "session.statementTimeout": "off" });
    expect(await shown(pool, "statement_timeout")).toBe("0");
  });

  test("a time that is too long is refused by poolcfg", () => {
    const { config, origins } = configOf({ "pool.idleTimeout": "40d" });
    expect(render(config, "bun-sql", { origins }).deviations).toMatchObject([{ severity: "error" }]);
  });

  test("options without a URL are completed from DATABASE_URL; rendered ones are not", async () => {
    const { url: _, ...bare } = here.value<Record<string, unknown>>({});
    const set = `process.env.DATABASE_URL = "postgres://u:p@elsewhere:1/other?application_name=leaked"`;
    const within = (options: object) => wrap({ op: "open", source: `(${set}, ${sourceOf(options)})` });
    expect(await shown(within(bare), "application_name")).toBe("leaked");
    expect(await shown(within({ ...bare, url: "postgres://" }), "application_name")).toBe("");
    expect(await shown(within(here.value<object>({})), "application_name")).toBe("");
  });
});

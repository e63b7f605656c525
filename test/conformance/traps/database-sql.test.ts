// database/sql on lib/pq, measured in the same way as on pgx; and the rendered programs of Go, which open a pool each
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimsMore, claimsOf } from "../_claims.ts";
import { Lab } from "../_lab.ts";
import { behaviours } from "../_measure.ts";
import { type Server, startServer } from "../_server.ts";
import { hasGo, opened, openGo } from "../drivers/_go.ts";
import driver from "../drivers/database-sql.ts";

const onPq = { ...driver, open: (value: unknown) => openGo("lib/pq", value) };
let server: Server;
beforeAll(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith("PG")) delete process.env[name];
  if (!hasGo) return;
  server = await startServer();
  await driver.prepare?.();
});
afterAll(() => server?.stop());

describe("lib/pq", () => {
  test.for(Object.entries(behaviours))(
    "%s is no worse than on pgx",
    { timeout: 60_000 },
    async ([path, behaviour], { skip }) => {
      if (!hasGo) return skip(driver.missing);
      if (behaviour.needs === "tls" && server.certificates instanceof Error) return skip("there are no certificates");
      const lab = new Lab(server, "database-sql", onPq, "options");
      try {
        const { verdict, text } = await behaviour.measure(lab);
        const { support } = claimsOf("database-sql")[path]!;
        expect(claimsMore(support, verdict), `claimed ${support}, measured ${verdict}: ${text}`).toBe(false);
      } finally {
        await lab.clear();
      }
    },
  );
});

test.runIf(hasGo)("every rendered program opens a pool that has the settings", () => {
  const shown = 'opened "so" 1234ms 3';
  const ways = ["database-sql", "gorm", "pgxpool"].flatMap((id) => [`${id} parts`, `${id} url`]);
  expect(opened(server.port)).toEqual(Object.fromEntries(ways.map((way) => [way, shown])));
});

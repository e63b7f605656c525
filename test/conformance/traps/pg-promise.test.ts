// pg-promise has a pg of its own, which other programs do not reach
import { readFileSync } from "node:fs";
import pgPromise from "pg-promise";
import { expect, test } from "vitest";
import { HOST } from "../_listen.ts";
import { trapServer } from "./_trap.ts";

const pgp = pgPromise({ noWarnings: true });
const traps = trapServer();
const open = (options: Parameters<typeof pgp>[0]) => traps.keep(pgp(options), ({ $pool }) => $pool.end());

test.for(["max", "poolSize"])("pgp.pg.defaults.%s does nothing", (name) => {
  const defaults = pgp.pg.defaults as unknown as Record<string, unknown>;
  defaults[name] = 3;
  const { $pool } = open(traps.bare());
  delete defaults[name];
  expect($pool.options.max).toBe(10);
  expect(open(traps.ours("pg-promise", { "pool.max": 3 })).$pool.options.max).toBe(3);
});

test("its pg checks the certificate of an address for the name localhost", async () => {
  const ca = readFileSync(traps.certificates.ca, "utf8");
  // the certificate is for localhost, and the server is asked for by its address
  const theirs = open({ ...traps.bare(), host: HOST, ssl: { ca, rejectUnauthorized: true } });
  await theirs.any("SELECT 1");
  const settings = { "connection.ssl.mode": "verify-full", "connection.ssl.ca": traps.certificates.ca };
  await expect(open(traps.ours("pg-promise", settings)).any("SELECT 1")).rejects.toThrow(/IP: 127\.0\.0\.1 is not/);
});

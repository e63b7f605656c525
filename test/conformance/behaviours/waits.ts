// how long a caller waits, and how long a connection lives
import { about, LATE_MS, near, settle, sleep, times, until } from "../_clock.ts";
import type { Lab, Opened } from "../_lab.ts";
import { type Behaviours, both, type Measured } from "../_measure.ts";

// longer than any default: knex gives up after 60 s
const OUTWAIT_MS = 61_500;

export const waits: Behaviours = {
  "pool.acquireTimeout": {
    async measure(lab) {
      // one shorter and one longer than the limits that some libraries have besides
      const [short, long, connecting] = await Promise.all([
        waitWhenExhausted(lab, 1.5),
        waitWhenExhausted(lab, 3),
        waitForBlackhole(lab, 1, 3),
      ]);
      return both(
        short.verdict === "full" ? long : short,
        near(connecting.ms, 1_000)
          ? { verdict: "full", text: "holds while connecting, too" }
          : {
              verdict: "partial",
              text: `but while connecting the error comes after ${about(connecting.ms)} where 1 s was allowed`,
            },
      );
    },
    async off(lab) {
      const { pool } = await lab.open({ "pool.max": 1, "pool.acquireTimeout": "off" });
      const held = await pool.acquire();
      const waiting = settle(pool.query("SELECT 1 AS one"), OUTWAIT_MS + 5_000);
      await sleep(OUTWAIT_MS);
      await held.release();
      return isOff((await waiting).how === "done", "a caller gives up");
    },
  },

  "pool.connectTimeout": {
    async measure(lab) {
      // some count whole seconds, and psycopg never waits for less than 2
      const { ms, attempts } = await waitForBlackhole(lab, 4, 2);
      if (near(ms, 2_000)) return { verdict: "full", text: "error on time while the caller may wait longer" };
      if (near(ms, 4_000)) {
        const [first = 0, second = first] = attempts;
        // a pause before the next attempt is no part of the first
        if (second - first < 1_940) return { verdict: "none", text: "acquireTimeout holds instead" };
        return { verdict: "partial", text: "ends one attempt, and the caller waits on for the next" };
      }
      return { verdict: "none", text: `the error comes after ${about(ms)} where 2 s were allowed` };
    },
    async off(lab) {
      const { port } = await lab.blackhole();
      const { pool } = await lab.open({
        "connection.port": port,
        "pool.acquireTimeout": "off",
        "pool.connectTimeout": "off",
      });
      return isOff(
        (await settle(pool.query("SELECT 1 AS one"), OUTWAIT_MS)).how === "pending",
        "a connection attempt ends",
      );
    },
  },

  "pool.idleTimeout": {
    async measure(lab) {
      // how often a pool looks may depend on the time
      const [short, long] = await Promise.all([closeIdle(lab, 1), closeIdle(lab, 3)]);
      return short.verdict === "full" ? long : short;
    },
    async off(lab) {
      const { pool, connections } = await lab.open({ "pool.idleTimeout": "off", "pool.maxLifetime": "off" });
      const pid = await served(pool);
      await sleep(OUTWAIT_MS);
      return isOff(connections.of(pid)?.end === undefined, "an idle connection is closed");
    },
  },

  "pool.maxLifetime": {
    async measure(lab) {
      const settings = { "pool.max": 1, "pool.maxLifetime": "1200ms", "pool.idleTimeout": "off" } as const;
      const [idle, used] = await Promise.all([
        lab.open(settings).then((opened) => ageIdle(opened, lab.looks)),
        lab.open(settings).then((opened) => ageInUse(opened, lab.looks)),
      ]);
      return both(idle, used);
    },
    async off(lab) {
      const { pool, connections } = await lab.open({ "pool.idleTimeout": "off", "pool.maxLifetime": "off" });
      const pid = await served(pool);
      await sleep(OUTWAIT_MS);
      await pool.query("SELECT 1 AS one");
      return isOff(connections.of(pid)?.end === undefined, "a connection is retired");
    },
  },

  "pool.maxLifetimeJitter": {
    async measure(lab) {
      // of a spread of one second nothing is left in whole ones
      const [lifetime, jitter] = lab.coarse ? [4_000, 3_000] : [2_000, 1_000];
      const { pool, connections } = await lab.open({
        "pool.max": 8,
        "pool.maxLifetime": `${lifetime}ms`,
        "pool.maxLifetimeJitter": `${jitter}ms`,
      });
      const pids = await Promise.all(times(8, () => served(pool, 0.2)));
      // none are seen until the watcher has looked
      await until(() => pids.every((pid) => connections.of(pid)), 2_000);
      const first = pids.flatMap((pid) => connections.of(pid) ?? []);
      const deadline = Math.max(...first.map(({ start }) => start)) + lifetime + 2_000;
      // some pools look at the age only when they hand out
      while (first.some(({ end }) => end === undefined) && Date.now() < deadline) {
        await useAll(pool);
        await sleep(60);
      }
      const ages = first.map(({ start, end }) => (end ?? Number.POSITIVE_INFINITY) - start);
      const spread = Math.max(...ages) - Math.min(...ages);
      if (!Number.isFinite(spread)) return { verdict: "none", text: "some connections outlive the lifetime" };
      // a spread of the pool's own, such as a tenth of the age, is not the one that was asked for
      if (spread < 450) return { verdict: "none", text: "connections made together end together" };
      if (Math.min(...ages) >= lifetime - jitter - 100 && Math.max(...ages) <= lifetime + LATE_MS) {
        return { verdict: "full", text: "ends are spread over [lifetime − jitter, lifetime]" };
      }
      return {
        verdict: "partial",
        text: `ends are spread, but from ${about(Math.min(...ages))} to ${about(Math.max(...ages))} where 1 to ${lifetime / 1_000} s were allowed`,
      };
    },
  },
};

async function waitWhenExhausted(lab: Lab, seconds: number): Promise<Measured> {
  const { pool } = await lab.open({ "pool.max": 1, "pool.acquireTimeout": `${seconds}s` });
  const held = await pool.acquire();
  const waits = { "a query": () => pool.query("SELECT 1 AS one"), ...pool.otherWaits };
  const results = await Promise.all(
    Object.entries(waits).map(async ([name, wait]) => ({ name, ...(await settle(wait(), 6_000)) })),
  );
  await held.release();
  const faults = results.filter(({ how, ms }) => how !== "failed" || !near(ms, seconds * 1_000));
  if (faults.length === 0) return { verdict: "full", text: "error on time when the pool is exhausted" };
  const words = faults.map(({ name, how, ms }) =>
    how === "failed"
      ? `${name} fails after ${about(ms)} where ${seconds} s were allowed`
      : `${name} does not fail in time`,
  );
  const rest = faults.length < results.length ? "error on time when the pool is exhausted, but " : "";
  return { verdict: rest === "" ? "none" : "partial", text: `${rest}${words.join(", ")}` };
}

// milliseconds to the error, in seconds allowed to acquire and to connect
async function waitForBlackhole(lab: Lab, acquire: number, connect: number) {
  const { port, attempts } = await lab.blackhole();
  const { pool } = await lab.open({
    "connection.port": port,
    "pool.acquireTimeout": `${acquire}s`,
    "pool.connectTimeout": `${connect}s`,
  });
  const { ms } = await settle(pool.query("SELECT 1 AS one"), 6_000);
  return { ms, attempts: [...attempts] };
}

async function closeIdle(lab: Lab, seconds: number): Promise<Measured> {
  const { pool, connections } = await lab.open({ "pool.idleTimeout": `${seconds}s` });
  // returned soon after the first tick of a reaper that ticks once a second, so that its lateness shows
  const pid = await served(pool, 0.15);
  const returned = Date.now();
  await until(() => connections.of(pid)?.end !== undefined, seconds * 1_000 + 2_500 + lab.looks);
  const end = connections.of(pid)?.end;
  if (end === undefined) return { verdict: "none", text: "an idle connection is never closed" };
  const ms = end - returned;
  if (near(ms, seconds * 1_000)) return { verdict: "full", text: "closed on time" };
  if (ms < seconds * 1_000) return { verdict: "none", text: "closed too early" };
  if (ms <= (seconds + 1) * 1_000 + LATE_MS)
    return { verdict: "partial", text: "closed up to a second late, when the pool next looks" };
  if (lab.looks > 0) return { verdict: "partial", text: late(lab.looks) };
  return { verdict: "partial", text: `closed after ${about(ms)} where ${seconds} s were allowed` };
}

function late(ms: number): string {
  return `closed up to ${about(ms)} late, when the pool next looks`;
}

async function ageIdle({ pool, connections }: Opened, looks: number): Promise<Measured> {
  const pid = await served(pool);
  await until(() => connections.of(pid)?.end !== undefined, 2_600 + looks);
  const life = connections.of(pid);
  if (life?.end !== undefined) {
    if (near(life.end - life.start, 1_200)) return { verdict: "full", text: "closed on time while idle" };
    if (looks > 0) return { verdict: "partial", text: `while idle ${late(looks)}` };
    return {
      verdict: "partial",
      text: `closed after ${about(life.end - life.start)} idle where 1.2 s were allowed`,
    };
  }
  await pool.query("SELECT 1 AS one");
  await until(() => life?.end !== undefined, 500);
  if (life?.end === undefined)
    return { verdict: "none", text: "not closed for its age in twice the time, not even when asked for" };
  return { verdict: "partial", text: "while idle it stays open until it is next asked for" };
}

async function ageInUse({ pool, connections }: Opened, looks: number): Promise<Measured> {
  const held = await pool.acquire();
  await sleep(2_000);
  const alive = (await settle(held.query("SELECT 1 AS one"), 1_000)).how === "done";
  await held.release();
  if (!alive) return { verdict: "none", text: "ended while it was in use" };
  const ended = () => connections.of(held.pid)?.end !== undefined;
  if (await until(ended, 700)) {
    return { verdict: "full", text: "left alone while in use, closed when returned" };
  }
  if (looks > 0 && (await until(ended, looks + 1_500)))
    return { verdict: "partial", text: "left alone while in use, and when returned until the pool next looks" };
  await pool.query("SELECT 1 AS one");
  if (!(await until(ended, 500))) return { verdict: "none", text: "too old when returned, and still not retired" };
  return { verdict: "partial", text: "left alone while in use, closed only when next asked for" };
}

// the backend that a query was served by, after so many seconds; a library may have opened another one before
async function served(pool: Opened["pool"], seconds = 0): Promise<number> {
  const [row] = await pool.query(`SELECT pg_backend_pid() AS pid, pg_sleep(${seconds})::text`);
  return row?.pid as number;
}

async function useAll(pool: Opened["pool"]): Promise<void> {
  await Promise.all(times(8, () => pool.query("SELECT pg_sleep(0.03)::text")));
}

function isOff(holds: boolean, otherwise: string): Measured {
  return holds ? { verdict: "full", text: "off is off" } : { verdict: "none", text: `off does not hold: ${otherwise}` };
}

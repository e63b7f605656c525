// a pool that takes no short times: what is measured in a second elsewhere takes most of a minute, so it runs beside the rest
import { near, settle, sleep, times, until } from "../_clock.ts";
import type { Lab, Opened } from "../_lab.ts";
import { type Behaviour, type Behaviours, both, type Measured } from "../_measure.ts";
import { waits } from "./waits.ts";

/** Least times of a pool, in seconds. */
export interface Patience {
  readonly idle: number;
  readonly lifetime: number;
  /** How often it looks for idle connections. */
  readonly look: number;
  /** Least time between two checks in the background. */
  readonly check: number;
  readonly leak: number;
}

/** The measurements whose times are too short for such a pool, with longer ones. */
export function patient(least: Patience): Behaviours {
  return {
    "pool.connectTimeout": { ...waits["pool.connectTimeout"]!, measure: attempts },
    "retry.maxAttempts": { measure: retried },
    "pool.min": slowly((lab) => floor(lab, least)),
    "pool.idleTimeout": slowly((lab) => closeIdle(lab, least), waits["pool.idleTimeout"]!.off),
    "pool.maxLifetime": slowly((lab) => age(lab, least), waits["pool.maxLifetime"]!.off),
    "pool.maxLifetimeJitter": slowly((lab) => spread(lab, least)),
    "pool.healthCheckInterval": slowly((lab) => check(lab, least)),
    "observe.leakThreshold": { measure: (lab) => leaks(lab, least.leak) },
  };
}

// only what is measured beside the rest counts
function slowly(...measures: (Behaviour["off"] | undefined)[]): Behaviour {
  return {
    measure: async () => ({ verdict: "full", text: "" }),
    async off(lab) {
      const all = await Promise.all(measures.map((measure) => measure!(lab)));
      return all.reduce((one, two) => both(one, two));
    },
  };
}

/** Whether an attempt to connect is given up on time, where the next one follows. */
export async function attempts(lab: Lab): Promise<Measured> {
  const blackhole = await lab.blackhole();
  const { pool } = await lab.open({
    "connection.port": blackhole.port,
    "pool.acquireTimeout": "4s",
    "pool.connectTimeout": "1s",
  });
  const { ms } = await settle(pool.query("SELECT 1 AS one"), 6_000);
  const [first, second] = blackhole.attempts;
  if (first === undefined || second === undefined)
    return { verdict: "none", text: "an attempt lasts as long as the caller waits" };
  // a pool may pause before the next
  const apart = second - first;
  if (apart < 940 || apart > 2_500) return { verdict: "partial", text: "an attempt is given up, but not on time" };
  const rest = near(ms, 4_000) ? "and tried again until the caller's time is up" : "and tried again";
  return { verdict: "full", text: `an attempt is given up on time, ${rest}` };
}

/** Whether one attempt is one, and more are more. */
export async function retried(lab: Lab): Promise<Measured> {
  const tried = async (maxAttempts: number) => {
    const proxy = await lab.proxy({ refuse: 2 });
    const { pool } = await lab.open({
      "connection.port": proxy.port,
      "retry.maxAttempts": maxAttempts,
      "pool.acquireTimeout": "8s",
    });
    const { how } = await settle(pool.query("SELECT 1 AS one"), 9_000);
    return { how, count: proxy.attempts.length };
  };
  const [once, more] = await Promise.all([tried(1), tried(4)]);
  if (more.how !== "done") return { verdict: "none", text: "no second attempt: the caller gets the error" };
  if (once.how === "done" || once.count > 1) return { verdict: "none", text: "tried again, whatever is set" };
  return { verdict: "partial", text: "one attempt where one is set; else tried again, at times of its own" };
}

async function floor(lab: Lab, least: Patience): Promise<Measured> {
  const settings = { "pool.min": 2, "pool.max": 4, "pool.healthCheckInterval": `${least.check}s` } as const;
  const { pool, connections } = await lab.open({ ...settings, "pool.idleTimeout": `${least.idle}s` });
  await pool.query("SELECT 1 AS one");
  const before = await until(() => connections.open.length >= 2, 2_000);
  await Promise.all(times(4, () => pool.query("SELECT pg_sleep(0.4)::text")));
  await until(() => connections.open.length >= 4, 1_000);
  await until(() => connections.open.length <= 2, (least.idle + least.look) * 1_000 + 3_000);
  await sleep(1_000);
  const after = connections.open.length;
  const held = await pool.acquire();
  const idle = await until(() => connections.open.length > 2, 3_000);
  await held.release();
  await lab.server.terminate(connections.open.map(({ pid }) => pid));
  await sleep(1_500);
  const refilled = connections.open.length;
  if (after < 2) return { verdict: "none", text: `${after} of 2 kept after the idle timeout` };
  const faults = [
    after > 2 && "more are kept than were asked for",
    !before && "not opened in advance",
    idle && "so many are kept idle beside those in use",
    refilled < 2 && "not refilled at once after a loss",
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return { verdict: "full", text: "opened in advance, kept and refilled" };
  return { verdict: "partial", text: `kept from the idle timeout, but ${faults.join(", ")}` };
}

async function closeIdle(lab: Lab, { idle, look }: Patience): Promise<Measured> {
  const { pool, connections } = await lab.open({ "pool.idleTimeout": `${idle}s`, "pool.min": 0 });
  const pid = await served(pool);
  const returned = Date.now();
  await until(() => connections.of(pid)?.end !== undefined, (idle + look) * 1_000 + 5_000);
  const end = connections.of(pid)?.end;
  if (end === undefined) return { verdict: "none", text: "an idle connection is never closed" };
  const ms = end - returned;
  if (near(ms, idle * 1_000)) return { verdict: "full", text: "closed on time" };
  if (ms < idle * 1_000 - 100) return { verdict: "none", text: "closed too early" };
  return { verdict: "partial", text: `closed up to ${look} s late, when the pool next looks` };
}

async function age(lab: Lab, { lifetime }: Patience): Promise<Measured> {
  const settings = { "pool.max": 1, "pool.maxLifetime": `${lifetime}s`, "pool.idleTimeout": "off" } as const;
  const [idle, used] = await Promise.all([lab.open(settings).then(ageIdle), lab.open(settings).then(ageInUse)]);
  return both(idle, used);

  async function ageIdle({ pool, connections }: Opened): Promise<Measured> {
    const pid = await served(pool);
    await until(() => connections.of(pid)?.end !== undefined, lifetime * 1_000 + 3_000);
    const life = connections.of(pid);
    if (life?.end === undefined) return { verdict: "none", text: "not closed for its age while idle" };
    const ms = life.end - life.start;
    if (ms <= lifetime * 1_000 + 700) return { verdict: "full", text: "closed in time while idle" };
    return { verdict: "partial", text: "closed late while idle" };
  }

  async function ageInUse({ pool, connections }: Opened): Promise<Measured> {
    const held = await pool.acquire();
    await sleep(lifetime * 1_000 + 1_000);
    const alive = (await settle(held.query("SELECT 1 AS one"), 5_000)).how === "done";
    await held.release();
    if (!alive) return { verdict: "none", text: "ended while it was in use" };
    if (await until(() => connections.of(held.pid)?.end !== undefined, 1_500))
      return { verdict: "full", text: "left alone while in use, closed when returned" };
    await pool.query("SELECT 1 AS one");
    if (await until(() => connections.of(held.pid)?.end !== undefined, 1_500))
      return { verdict: "partial", text: "left alone while in use, and when returned until it is next asked for" };
    return { verdict: "none", text: "too old when returned, and still not retired" };
  }
}

async function spread(lab: Lab, { lifetime }: Patience): Promise<Measured> {
  const { pool, connections } = await lab.open({
    "pool.max": 8,
    "pool.maxLifetime": `${lifetime}s`,
    "pool.maxLifetimeJitter": "90%",
    "pool.idleTimeout": "off",
  });
  const pids = await Promise.all(times(8, () => served(pool, 0.4)));
  await until(() => pids.every((pid) => connections.of(pid)), 2_000);
  const first = pids.flatMap((pid) => connections.of(pid) ?? []);
  await until(() => first.every(({ end }) => end !== undefined), lifetime * 1_000 + 3_000);
  const ages = first.map(({ start, end }) => (end ?? Number.POSITIVE_INFINITY) - start);
  if (!ages.every(Number.isFinite)) return { verdict: "none", text: "some connections outlive the lifetime" };
  if (Math.min(...ages) > lifetime * 500)
    return { verdict: "none", text: "lifetimes are spread less than was asked for, by a share of its own" };
  return { verdict: "full", text: "ends are spread over [lifetime − jitter, lifetime]" };
}

async function check(lab: Lab, { check: seconds }: Patience): Promise<Measured> {
  const proxy = await lab.proxy();
  const { pool } = await lab.open({ "connection.port": proxy.port, "pool.healthCheckInterval": `${seconds}s` });
  await pool.query("SELECT 1 AS one");
  await sleep(150);
  proxy.deaden();
  const found = await until(() => proxy.bytesToDead > 0, seconds * 1_000 + 5_000);
  if (found) return { verdict: "full", text: "an idle connection that died is found in the background" };
  return { verdict: "none", text: "an idle connection is not looked at until it is used" };
}

/** Whether a connection that is held for longer is told of. */
export async function leaks(lab: Lab, seconds: number, late?: string): Promise<Measured> {
  const said = async (settings: Parameters<Lab["open"]>[0]) => {
    const { pool } = await lab.open(settings);
    const before = Number((await pool.query("leaks"))[0]?.leaks);
    const held = await pool.acquire();
    await sleep(seconds * 2_000 + 700);
    const after = Number((await pool.query("leaks"))[0]?.leaks);
    await held.release();
    return after - before;
  };
  const off = await said({ "observe.leakThreshold": "off" });
  const on = await said({ "observe.leakThreshold": `${seconds}s` });
  if (on === 1 && off === 0 && late !== undefined) return { verdict: "partial", text: `${late}; off is off` };
  if (on === 1 && off === 0)
    return { verdict: "full", text: "a connection that is not returned is told of; off is off" };
  return { verdict: "none", text: "nothing is told of a connection that is not returned" };
}

async function served(pool: Opened["pool"], seconds = 0): Promise<number> {
  const [row] = await pool.query(`SELECT pg_backend_pid() AS pid, pg_sleep(${seconds})::text`);
  return row?.pid as number;
}

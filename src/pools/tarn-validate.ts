// checks that a pool runs before it hands a connection out, for pools that let a program say one: uses counted, a ping

import { Expression } from "../codecs/literal.ts";
import { custom, type Mapping, type WriteContext, type Written } from "../mapping/define.ts";

/** The two fields of a pool that asks `key`, a function of the connection, and takes a promise for an answer. */
export function validated(key: string, since: Mapping["since"]) {
  const facts = { whenSet: true, ...(since && { since }) };
  const hooks = {
    write: (value: unknown, context: WriteContext) => (value === null ? {} : write(key, context)),
    read: () => undefined,
  };
  return {
    "pool.maxUses": custom(
      [key],
      "function",
      { ...facts, libraryDefault: null, note: `counted in \`${key}\`, which the json form cannot contain` },
      hooks,
    ),
    "pool.testOnAcquire": custom(
      [key],
      "function",
      {
        ...facts,
        libraryDefault: null,
        note: `a query in \`${key}\`, which the json form cannot contain; idle time counts from the last checkout, and the test has a timeout of one second`,
      },
      hooks,
    ),
  };
}

const ANSWER_MS = 1_000;

type Check = (connection: Connection) => boolean | Promise<boolean>;

/** What is needed of a connection of pg. */
interface Connection {
  query(query: { text: string; query_timeout: number }): Promise<unknown>;
}

// both fields write the same function, which does for both
function write(key: string, { config, mode }: WriteContext): Written {
  const { maxUses, testOnAcquire } = config.pool;
  const idle = testOnAcquire === "always" ? 0 : testOnAcquire;
  if (mode === "text") {
    const message = "is not supported: data cannot contain the function for it";
    return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
  }
  if (mode === "code") return { set: { [key]: asCode(maxUses, idle) } };
  const checks = [maxUses === null ? [] : atMost(maxUses), idle === null ? [] : answers(idle)].flat();
  return { set: { [key]: allOf(checks) } };
}

function asCode(maxUses: number | null, idle: number | null): Expression {
  const calls = [
    ...(maxUses === null ? [] : [{ js: `atMost(${maxUses})`, helper: AT_MOST }]),
    ...(idle === null ? [] : [{ js: `answers(${idle})`, helper: ANSWERS }]),
  ];
  const [js, helpers] = [calls.map((call) => call.js), calls.map((call) => call.helper)];
  return js.length === 1
    ? new Expression(js[0]!, { helpers: [CONNECTION, ...helpers] })
    : new Expression(`allOf(${js.join(", ")})`, { helpers: [CONNECTION, ...helpers, ALL_OF] });
}

function allOf(checks: readonly Check[]): Check {
  return async (connection) => {
    for (const check of checks) if (!(await check(connection))) return false;
    return true;
  };
}

function atMost(maxUses: number): Check {
  const uses = new WeakMap<Connection, number>();
  return (connection) => {
    const used = (uses.get(connection) ?? 0) + 1;
    uses.set(connection, used);
    return used <= maxUses;
  };
}

function answers(idleMs: number): Check {
  const handedOut = new WeakMap<Connection, number>();
  return async (connection) => {
    const [last, now] = [handedOut.get(connection), performance.now()];
    handedOut.set(connection, now);
    if (last !== undefined && now - last >= idleMs)
      await connection.query({ text: "SELECT 1", query_timeout: ANSWER_MS });
    return true;
  };
}

// a connection of pg has this method, and the pools give it no type
const CONNECTION = `<:interface Connection {:>
<:  query(query: { text: string; query_timeout: number }): Promise<unknown>;:>
<:}:>`;

const ALL_OF = `function allOf(...checks<:: ((connection: Connection) => boolean | Promise<boolean>)[]:>) {
  return async (connection<:: Connection:>) => {
    for (const check of checks) if (!(await check(connection))) return false;
    return true;
  };
}`;

const AT_MOST = `// hands a connection out so often, and then has it closed
function atMost(maxUses<:: number:>) {
  const uses = new WeakMap<:<Connection, number>:>();
  return (connection<:: Connection:>) => {
    const used = (uses.get(connection) ?? 0) + 1;
    uses.set(connection, used);
    return used <= maxUses;
  };
}`;

const ANSWERS = `// a connection that was last handed out so long ago must answer before it is handed out again
function answers(idleMs<:: number:>) {
  const handedOut = new WeakMap<:<Connection, number>:>();
  return async (connection<:: Connection:>) => {
    const [last, now] = [handedOut.get(connection), performance.now()];
    handedOut.set(connection, now);
    if (last !== undefined && now - last >= idleMs) {
      await connection.query({ text: "SELECT 1", query_timeout: ${ANSWER_MS} });
    }
    return true;
  };
}`;

// what a live server answered, for people and as plain data

import { type Examined, nameOf } from "../doctor/doctor.ts";
import type { Estimate, Measured } from "../doctor/measured.ts";
import type { Replay } from "../doctor/queries/recovery.ts";
import type { Share } from "../doctor/queries/usage.ts";
import { blockerInWords, inSeconds } from "../lint/measured-words.ts";
import { freeOf, limitsOf, ordinarySlots, usableOf } from "../lint/usable.ts";
import { formatDuration } from "../model/duration.ts";
import { type Provider, providerOf, sizeOf } from "../poolers/providers.ts";
import { maskLine } from "../text/mask.ts";
import { columns, oneLine, plural } from "./reporters/_text.ts";

/** Everything that was measured, as `--format json` has it. */
export function plainServer({ link, measured }: Examined): Record<string, unknown> {
  const { place, address, tls, attempts } = link;
  const { process: _process, unanswered = {}, ...answered } = measured;
  const usable = usableOf(measured);
  const free = freeOf(measured);
  const provider = providerOf(place.host);
  return {
    host: place.host,
    port: place.port,
    ...(address !== undefined && { address }),
    tls,
    attempts: attempts.map(({ meaning: _, action: __, ...attempt }) => attempt),
    ...answered,
    ...(usable && { usable }),
    ...(free && { free }),
    ...(provider && measured.slots && { provider: estimateOf(provider, measured.slots.maxConnections) }),
    unanswered,
  };
}

function estimateOf(provider: Provider, maxConnections: number): Estimate {
  const { title, source } = provider;
  return { title, text: sizeOf(provider, maxConnections), source: source.url, checked: source.checked };
}

/** Everything that was measured, in lines: first whether it is full, who holds the connections, and who blocks. */
export function printServer(examined: Examined): string {
  const { link, measured } = examined;
  const { version, role } = measured;
  const acting = role && role.current !== role.name ? ` (SET role ${role.current})` : "";
  const who = role ? `, as ${role.name}${acting}, database ${role.database}` : "";
  const rows: string[][] = [
    ...freeRows(measured),
    ...holderRows(measured),
    ...blockedRows(measured),
    ...transactionRows(measured),
    ...Object.entries(measured.unanswered ?? {}).map(([name, why]) => [name, `not answered: ${why}`]),
    ...slotRows(measured),
    ...providerRows(examined),
    ...poolerRows(measured),
    ...stateRows(measured),
    ...timeoutRows(measured),
    ["connection", encryption(examined)],
    ...link.attempts
      .filter(isNews)
      .map(({ host, port, tls, message }) => [
        "first tried",
        `${host.includes(":") ? `[${host}]` : host}:${port}${tls ? " with TLS" : ""}: ${message}`,
      ]),
    ...clockRows(measured),
  ];
  const shown = rows.map((row, at) => [`  ${row[0] === rows[at - 1]?.[0] ? "" : row[0]}`, clean(row[1]!)]);
  const { pooler } = measured;
  const what = pooler?.isConsole
    ? `Admin console of PgBouncer ${pooler.version ?? ""}`.trimEnd()
    : `PostgreSQL ${version?.text ?? "of an unknown version"}`;
  const title = `${what} at ${nameOf(link)}${who}`;
  return `${clean(title)}\n${columns(shown)}${poolTable(measured)}${usageTable(measured)}`;
}

// that a server has no TLS is plain from the connection, which is not encrypted
function isNews({ tls, message }: Examined["link"]["attempts"][number]): boolean {
  return !tls || !/does not support SSL/.test(message);
}

function clean(text: string): string {
  return oneLine(maskLine(text));
}

function encryption({ link }: Examined): string {
  if (!link.tls) return "not encrypted";
  return `${link.tls.protocol}, ${CHECKS[link.tls.check]}`;
}

const CHECKS = {
  none: "the certificate is not checked",
  chain: "the certificate's authority is checked, its name is not",
  full: "the certificate is checked",
};

function clockRows({ clock }: Measured): string[][] {
  if (!clock) return [];
  const { latency, offset } = clock;
  const rows = [["round trip", `${latency} ms`]];
  // the offset is known to half the round trip and a millisecond; less than a tenth of a second harms nobody
  if (Math.abs(offset) > Math.max(latency, 100))
    rows.push(["clock", `${Math.abs(offset)} ms ${offset > 0 ? "ahead of" : "behind"} this machine's`]);
  return rows;
}

function poolerRows({ pooler }: Measured): string[][] {
  if (!pooler) return [];
  const { kind, version, mode, maxClientConn, poolSize, maxPreparedStatements, by, estimate } = pooler;
  const name =
    kind === null ? "a pooler or a proxy that does not say what it is" : `${kind}${version ? ` ${version}` : ""}`;
  const facts = [
    name,
    ...(mode ? [`${mode} mode`] : []),
    ...(poolSize === undefined ? [] : [`${poolSize} server connections for each user of this database`]),
    ...(maxClientConn === undefined ? [] : [`${plural(maxClientConn, "client")} at most`]),
    ...(maxPreparedStatements === undefined ? [] : [`${plural(maxPreparedStatements, "prepared statement")} tracked`]),
  ];
  return [
    ["pooler", `${facts.join(", ")}; known by ${by.map((one) => HOW[one]).join(", ")}`],
    ...(estimate
      ? [
          [
            "pooler",
            `${estimate.title} documents, not measured: ${estimate.text} (${estimate.source}, ${estimate.checked})`,
          ],
        ]
      : []),
  ];
}

const HOW = {
  parameters: "what it reports",
  process: "a process number of its own",
  host: "the name of the host",
  console: "its console",
};

function stateRows({ recovery }: Measured): string[][] {
  if (!recovery) return [];
  const { inRecovery, readOnly, replay } = recovery;
  if (!inRecovery) return [["state", readOnly ? "primary, default_transaction_read_only is on" : "primary"]];
  return [["state", `standby in recovery, takes no writes${replay === null ? "" : `; ${replayInWords(replay)}`}`]];
}

function replayInWords({ bytes, behind, paused, receiving }: Replay): string {
  const state = `${paused ? "replay is paused, " : ""}${receiving ? "" : "not connected to a primary, "}`;
  if (bytes === null) return `${state}nothing received from a primary yet`;
  if (bytes === 0) return `${state}everything that it received is replayed (0 bytes behind)`;
  const age = behind === null ? "" : `, the last replayed transaction is ${ageOf(behind)} old`;
  return `${state}${bytes} bytes are received and not replayed${age}`;
}

function freeRows(measured: Measured): string[][] {
  const { role, usage } = measured;
  const limits = limitsOf(measured);
  const free = freeOf(measured);
  if (!free || !usage) return [];
  const binding = limits.find(({ kind }) => kind === free.binds)!;
  const name = role?.name ?? "this role";
  const ordinary = ordinarySlots(measured) ?? 0;
  const rows = [["free", `${free.count} of ${binding.limit} for ${name}${BINDS[free.binds]}; ${binding.used} in use`]];
  if (binding.kind !== "max_connections")
    rows.push(["free", `${limits[0]!.used} of ${limits[0]!.limit} of the server are in use`]);
  if (limits[0]!.limit > ordinary)
    rows.push(["free", `${Math.max(0, ordinary - usage.total)} of ${ordinary} for ordinary roles`]);
  return rows;
}

/** Holders that are named in one line. */
const HOLDERS = 3;

function holderRows({ usage }: Measured): string[][] {
  if (!usage || usage.total === 0) return [];
  const all = usage.applications.map(
    ({ application, user, count }) => [`${application === "" ? "(no name)" : application} (${user})`, count] as const,
  );
  return [
    ["held by", list(all)],
    ...(usage.users.length > 1 ? [["", `users: ${list(shares(usage.users))}`]] : []),
    ...(usage.databases.length > 1 ? [["", `databases: ${list(shares(usage.databases))}`]] : []),
    ...(usage.clients.length > 1 ? [["", `clients: ${list(shares(usage.clients))}`]] : []),
  ];
}

function shares(of: readonly Share[]): (readonly [string, number])[] {
  return of.map(({ name, count }) => [name === null ? "hidden" : name === "" ? "(none)" : name, count]);
}

function list(all: readonly (readonly [string, number])[]): string {
  const named = all.slice(0, HOLDERS).map(([name, count]) => `${name} ${count}`);
  return `${named.join(", ")}${all.length > HOLDERS ? ` and ${all.length - HOLDERS} more` : ""}`;
}

function blockedRows({ blocking }: Measured): string[][] {
  if (!blocking) return [];
  const { blocked, longest, blockers } = blocking;
  if (blocked === 0) return [["blocked", "no session waits for a lock"]];
  const waited = longest === null ? "" : `, the longest for ${ageOf(longest)}`;
  return [
    ["blocked", `${plural(blocked, "session")}${waited}`],
    ...blockers.slice(0, HOLDERS).map((one) => ["blocked by", `${blockerInWords(one)}; blocks ${one.blocks}`]),
  ];
}

function transactionRows({ transactions }: Measured): string[][] {
  const oldest = transactions?.oldest[0];
  if (!oldest || oldest.age < 1_000) return [];
  const { pid, application, user, database, state, age } = oldest;
  const who = [application, `${user}@${database}`].filter((part) => part !== "").join(", ");
  return [["oldest", `transaction open for ${ageOf(age)}: pid ${pid} (${who}), ${state}`]];
}

function slotRows(measured: Measured): string[][] {
  const { slots, role } = measured;
  const usable = usableOf(measured);
  if (!slots || !usable) return [];
  const { maxConnections, superuserReserved, reserved } = slots;
  const kept = `${superuserReserved} kept for superusers${reserved > 0 ? `, ${reserved} reserved` : ""}`;
  const name = role?.name ?? "this role";
  const rows = [["slots", `max_connections ${maxConnections}, ${kept}`]];
  if (role?.limit != null) rows.push(["limits", `role ${role.name} has CONNECTION LIMIT ${role.limit}`]);
  if (role?.databaseLimit != null)
    rows.push(["limits", `database ${role.database} has CONNECTION LIMIT ${role.databaseLimit}`]);
  rows.push(["usable", `${usable.count} for ${name}${BINDS[usable.binds]}`]);
  return rows;
}

function providerRows({ link, measured }: Examined): string[][] {
  const provider = providerOf(link.place.host);
  if (!provider || !measured.slots) return [];
  const { url, checked } = provider.source;
  return [
    ["provider", `${sizeOf(provider, measured.slots.maxConnections)} (documented, not measured: ${url}, ${checked})`],
  ];
}

const BINDS = {
  max_connections: "",
  role: ", by the limit of the role",
  database: ", by the limit of the database",
};

function timeoutRows({ timeouts, role }: Measured): string[][] {
  if (!timeouts) return [];
  const all = Object.entries(timeouts);
  const off = all.filter(([, { value, source }]) => value === null && source === "default").map(([name]) => name);
  return [
    ...all
      .filter(([name]) => !off.includes(name))
      .map(([name, { value, source }]) => [
        "timeouts",
        `${name} ${value === null ? "off" : formatDuration(value)}, ${placeOf(source, role)}`,
      ]),
    ...(off.length > 0 ? [["timeouts", `off by default: ${off.join(", ")}`]] : []),
  ];
}

/** Where a setting of the session was made, in the words of somebody who wants to change it. */
function placeOf(source: string, role: Measured["role"]): string {
  const places: Readonly<Record<string, string>> = {
    default: "the default",
    user: `set by ALTER ROLE ${role?.name ?? ""} SET`,
    database: `set by ALTER DATABASE ${role?.database ?? ""} SET`,
    "database user": `set by ALTER ROLE ${role?.name ?? ""} IN DATABASE ${role?.database ?? ""} SET`,
    "configuration file": "set in the configuration file, or by ALTER SYSTEM",
    "command line": "set on the server's command line",
    "environment variable": "set in the server's environment",
    client: "set by this connection",
    session: "set in this session, by who had it before",
  };
  return (Object.hasOwn(places, source) ? places[source] : undefined) ?? `set by ${source}`;
}

/** What the console of a pooler shows of its pools, in its own words. */
function poolTable({ pooler }: Measured): string {
  const pools = pooler?.pools ?? [];
  if (pools.length === 0) return "";
  const rows = pools
    .slice(0, SHOWN)
    .map(({ database, user, clientsActive, clientsWaiting, serversActive, serversIdle, maxWait }) =>
      [
        ...[database, user, String(clientsActive), String(clientsWaiting), String(serversActive), String(serversIdle)],
        formatDuration(maxWait),
      ].map(clean),
    );
  const heading = ["DATABASE", "USER", "CL_ACTIVE", "CL_WAITING", "SV_ACTIVE", "SV_IDLE", "MAXWAIT"];
  const more = pools.length > rows.length ? `  and ${plural(pools.length - rows.length, "more pool")}\n` : "";
  return `\n${columns([heading, ...rows].map(([first, ...rest]) => [`  ${first}`, ...rest]))}${more}`;
}

/** Rows that are shown; more are counted. */
const SHOWN = 20;

function usageTable({ usage, role }: Measured): string {
  if (!usage || usage.groups.length === 0) return "";
  const rows = usage.groups
    .slice(0, SHOWN)
    .map(({ application, user, database, state, count, longest }) =>
      [
        application === "" ? "(no name)" : application,
        user,
        database,
        state ?? "hidden",
        String(count),
        longest === null ? "" : ageOf(longest),
      ].map(clean),
    );
  const more = usage.groups.length - rows.length + usage.more;
  const notes = [
    ...(more > 0 ? [`  and ${plural(more, "more line")}; --format json has up to 200`] : []),
    ...(usage.hidden > 0
      ? [
          `  What ${plural(usage.hidden, "session")} of other roles ${usage.hidden === 1 ? "does" : "do"} is hidden from ${clean(role?.current ?? "this role")}. To see it: GRANT pg_monitor TO ${clean(role?.current ?? "the role")}.`,
        ]
      : []),
  ];
  const head = ["APPLICATION", "USER", "DATABASE", "STATE", "COUNT", "LONGEST"];
  const table = columns([head, ...rows].map((row) => [`  ${row[0]}`, ...row.slice(1)]));
  return `\n${table}${notes.map((note) => `${note}\n`).join("")}`;
}

function ageOf(ms: number): string {
  return formatDuration(inSeconds(ms));
}

// what a live server answered, for people and as plain data
import { formatDuration } from "../duration.ts";
import { type Provider, providerOf, sizeOf } from "../providers.ts";
import { type Examined, nameOf } from "../server/doctor.ts";
import type { Estimate, Measured } from "../server/measured.ts";
import { usableOf } from "../server/usable.ts";
import { maskLine } from "./formats/_mask.ts";
import { columns, oneLine, plural } from "./formats/_text.ts";

/** Everything that was measured, as `--format json` has it. */
export function plainServer({ link, measured, unanswered }: Examined): Record<string, unknown> {
  const { place, address, tls, attempts } = link;
  const usable = usableOf(measured);
  const provider = providerOf(place.host);
  return {
    host: place.host,
    port: place.port,
    ...(address !== undefined && { address }),
    tls,
    attempts: attempts.map(({ help: _help, ...attempt }) => attempt),
    ...measured,
    ...(usable && { usable }),
    ...(provider && measured.slots && { provider: estimateOf(provider, measured.slots.maxConnections) }),
    unanswered,
  };
}

function estimateOf(provider: Provider, maxConnections: number): Estimate {
  const { title, source } = provider;
  return { title, text: sizeOf(provider, maxConnections), source: source.url, checked: source.checked };
}

/** Everything that was measured, in lines. */
export function printServer(examined: Examined): string {
  const { link, measured, unanswered } = examined;
  const { version, role } = measured;
  const who = role ? `, as ${role.name}, database ${role.database}` : "";
  const rows: string[][] = [
    ["connection", encryption(examined)],
    ...link.attempts.map(({ host, port, tls, message }) => [
      "first tried",
      `${host}:${port}${tls ? " with TLS" : ""}: ${message}`,
    ]),
    ...clockRows(measured),
    ...poolerRows(measured),
    ...stateRows(measured),
    ...slotRows(measured),
    ...providerRows(examined),
    ...timeoutRows(measured),
    ...Object.entries(unanswered).map(([name, why]) => [name, `not answered: ${why}`]),
  ];
  const shown = rows.map((row, at) => [`  ${row[0] === rows[at - 1]?.[0] ? "" : row[0]}`, clean(row[1]!)]);
  const title = `PostgreSQL ${version?.text ?? "of an unknown version"} at ${nameOf(link)}${who}`;
  return `${clean(title)}\n${columns(shown)}${usageTable(measured)}`;
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
  // within the round trip nothing can be told
  if (Math.abs(offset) > latency)
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
  const { inRecovery, readOnly, behind } = recovery;
  if (!inRecovery) return [["state", readOnly ? "primary, default_transaction_read_only is on" : "primary"]];
  const since = behind === null ? "" : `; its last transaction is ${formatDuration(behind)} old`;
  return [["state", `standby in recovery, takes no writes${since}`]];
}

function slotRows(measured: Measured): string[][] {
  const { slots, role, usage } = measured;
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
  if (usage) rows.push(["in use", `${usage.total} of ${maxConnections}, this connection left out`]);
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
  return Object.entries(timeouts ?? {}).map(([name, { value, source }]) => {
    return ["timeouts", `${name} ${value === null ? "off" : formatDuration(value)}, ${placeOf(source, role)}`];
  });
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

/** Rows that are shown; more are counted. */
const SHOWN = 20;

function usageTable({ usage, role }: Measured): string {
  if (!usage || usage.groups.length === 0) return "";
  const rows = usage.groups
    .slice(0, SHOWN)
    .map(({ application, user, database, state, count, longest }) =>
      [application, user, database, state ?? "hidden", String(count), longest === null ? "" : age(longest)].map(clean),
    );
  const more = usage.groups.length - rows.length + usage.more;
  const notes = [
    ...(more > 0 ? [`  and ${plural(more, "more line")}; --format json has up to 200`] : []),
    ...(usage.hidden > 0
      ? [
          `  What ${plural(usage.hidden, "session")} of other roles ${usage.hidden === 1 ? "does is" : "do is"} hidden from ${clean(role?.name ?? "this role")}, so nothing is said of them but their number. To see it: GRANT pg_monitor TO the role that asks.`,
        ]
      : []),
  ];
  const head = ["APPLICATION", "USER", "DATABASE", "STATE", "COUNT", "LONGEST"];
  const table = columns([head, ...rows].map((row) => [`  ${row[0]}`, ...row.slice(1)]));
  return `\n${table}${notes.map((note) => `${note}\n`).join("")}`;
}

function age(ms: number): string {
  return formatDuration(ms < 1_000 ? ms : Math.round(ms / 1_000) * 1_000);
}

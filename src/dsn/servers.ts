// which servers a connection string names: hosts and ports are comma lists that go together
import { type DsnFault, invalid, type Piece, type Raw } from "./_raw.ts";
import type { DriverFacts } from "./drivers.ts";

/** One server of a connection string. */
export interface DsnHost {
  /** Name, address, or directory of a Unix socket. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** A part of the address: libpq reads the parameter of that name, and without one what stands before the query. */
export function partIn(
  { pairs }: Pick<Raw, "pairs">,
  name: string,
  piece: Piece | undefined,
  driver: DriverFacts | undefined,
): Piece | undefined {
  const own = (pair: { readonly name: string }) => pair.name === name;
  const parameter = driver?.firstCounts ? pairs.find(own) : pairs.findLast(own);
  return driver?.partsOverride && piece?.value ? piece : (parameter ?? piece);
}

/** Puts hosts and ports together as libpq does: one port for all, or one for each. */
export function readServers(
  raw: Raw,
  env: Readonly<Record<string, string | undefined>> = {},
  driver?: DriverFacts,
): { hosts: DsnHost[]; faults: DsnFault[] } {
  const faults: DsnFault[] = [];
  const given = partIn(raw, "host", raw.hosts, driver);
  const apart = given !== raw.hosts && driver?.portsInHost ? splitHosts(given) : undefined;
  const host = apart?.host ?? given;
  const port = partIn(raw, "port", apart?.port ?? raw.ports, apart ? undefined : driver);
  const address = partIn(raw, "hostaddr", undefined, driver);
  if (!apart && given !== raw.hosts) faults.push(...hostsWithPorts(raw, given));
  const hostText = host?.value || (address ? "" : (env.PGHOST ?? ""));
  const hosts: (string | undefined)[] = hostText.split(",").map((name) => (name === "" ? undefined : name));
  const addresses = address?.value ? address.value.split(",").length : 0;
  if (addresses > 0 && hostText !== "" && addresses !== hosts.length) {
    const message = `There are ${many(hosts.length, "host")} and ${many(addresses, "hostaddr")}`;
    faults.push(invalid(address!, message, { legal: "as many of one as of the other, or no host" }));
  }
  while (hosts.length < addresses) hosts.push(undefined);
  const span = port ?? { start: 0, end: 0 };
  const texts = (port?.value || env.PGPORT || "").split(",");
  if (texts.length > 1 && texts.length !== hosts.length) {
    const message = `There are ${many(texts.length, "port")} for ${many(hosts.length, "host")}`;
    faults.push(invalid(span, message, { legal: "one port for all hosts, or one for each" }));
  }
  const ports = texts.map((text) => {
    const number = readPort(text);
    if (number === null) {
      // any other text may be a password in the wrong place
      const where = port ? (raw.certain && /^[\d.+ -]{1,20}$/.test(text) ? ` "${text}"` : "") : " in PGPORT";
      faults.push(
        invalid(span, `The port${where} is no number from 1 to 65535`, {
          legal: "a whole number from 1 to 65535",
          help: "Write the port after the host: host:5432.",
        }),
      );
    }
    return number ?? undefined;
  });
  return { hosts: hosts.map((name, at) => ({ host: name, port: ports.length === 1 ? ports[0] : ports[at] })), faults };
}

/** A port; undefined for an empty one, null for what is none. */
function readPort(text: string): number | undefined | null {
  if (text === "") return undefined;
  const trimmed = text.trim();
  if (!/^\+?\d{1,9}$/.test(trimmed)) return null;
  const port = Number(trimmed);
  return port >= 1 && port <= 65_535 ? port : null;
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** `one:5432,two` as hosts and ports; undefined if no host has a port. */
function splitHosts(piece: Piece | undefined): { host: Piece; port: Piece } | undefined {
  const pairs = (piece?.value ?? "").split(",").map((one) => WITH_PORT.exec(one));
  if (!piece || pairs.every((pair) => pair?.[2] === undefined)) return undefined;
  const text = (at: 1 | 2) => pairs.map((pair) => pair?.[at]?.replace(/^\[|\]$/g, "") ?? "").join(",");
  return { host: { ...piece, value: text(1) }, port: { ...piece, value: text(2) } };
}

const WITH_PORT = /^(\[[^\]]*\]|[^:[\]/@]+)(?::(\d{1,5}))?$/;

// libpq takes the whole for a name
function hostsWithPorts(raw: Raw, piece: Piece | undefined): DsnFault[] {
  const found = piece?.value.split(",").find((one) => /^[^:/@[]+:\d{1,5}$/.test(one));
  if (!piece || found === undefined) return [];
  const shown = raw.certain && /^[\w.:-]{1,100}$/.test(found) ? ` "${found}"` : "";
  const message = `The host${shown} has a port in it, and the whole is looked up as a name`;
  return [invalid(piece, message, { help: "Write the port as a parameter of its own: port=5432." })];
}

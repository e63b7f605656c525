// what is reported of a connection that the tool cannot have as it is

import type { Dsn } from "../dsn/parse.ts";
import type { Path } from "../model/model.ts";
import { isUserAlone, type Server } from "./connection.ts";
import type { Remark, Target } from "./define.ts";
import type { Layout, Part } from "./layout.ts";

/** What is reported of the parts of a connection: those that the tool needs and that are not set, and what it says itself. */
export function partRemarks(layout: Layout, { dsn, url }: Server): [path: Path, Remark][] {
  if (layout.layout === "url") return layout.rawDatabase ? encodedDatabase(dsn.database, url) : [];
  if (layout.layout !== "options") return [];
  const { needs = [] } = layout;
  const missing = needs.filter((part) => isStated(dsn, url) && dsn[part] === undefined);
  const own = layout.remarks?.(dsn) ?? [];
  return [
    ...own.map(([part, remark]): [Path, Remark] => [url ? "connection.url" : `connection.${part}`, remark]),
    ...missing.map((part): [Path, Remark] => [
      `connection.${part}`,
      { kind: "unrepresentable", message: NEEDED, workaround: `set connection.${part}` },
    ]),
  ];
}

function encodedDatabase(database: string | undefined, url: boolean): [path: Path, Remark][] {
  if (database === undefined || /^[\w.~!*()-]*$/.test(database)) return [];
  const remark: Remark = {
    kind: "unrepresentable",
    message: `${url ? "names a database that" : "is a name that"} a URL has to percent-encode, and this tool does not decode the name of the database`,
    workaround: "rename the database to letters, digits, -, . and _",
  };
  return [[url ? "connection.url" : "connection.database", remark]];
}

/** What is reported of the parts that the tool does not start without, and that are not set. */
export function absentRemarks({ title, connection: layout }: Target, { dsn, url }: Server): [path: Path, Remark][] {
  if (layout.layout === "none") return [];
  const stated = isStated(dsn, url);
  const has = (part: Part) => (part === "host" ? dsn.hosts.some(({ host }) => host) : dsn[part] !== undefined);
  const absent = (layout.wants ?? []).filter((part) => !has(part));
  return absent.map((part) => [
    `connection.${part}`,
    {
      kind: "unsupported",
      message: `is needed: ${title} does not start without one`,
      workaround: `set connection.${part}`,
      // with no connection at all, the program may have it elsewhere
      ...(stated && { severity: "warning" as const }),
    },
  ]);
}

function isStated(dsn: Dsn, url: boolean): boolean {
  return url || dsn.hosts.some(({ host }) => host) || TEXTS.some((part) => dsn[part] !== undefined);
}

const NEEDED = "is needed: this tool does not start without one, where libpq has a default";

const TEXTS = ["user", "password", "database"] as const;

/** Why a server cannot be reached by a tool that knows one host, or no Unix socket. */
export function hostRemarks(layout: Layout, { dsn }: Server): Remark[] {
  if (layout.layout === "none") return [];
  if ("sockets" in layout && dsn.hosts.some(({ host }) => host?.startsWith("/")))
    return [{ kind: "unrepresentable", message: "is the directory of a Unix socket, and this tool takes a host name" }];
  if (layout.layout === "url" && layout.defaultHost === undefined && isUserAlone(dsn)) {
    const message = "is needed: the URL of this tool takes no user without a host";
    return [{ kind: "unrepresentable", message, workaround: "name the server in connection.host, such as localhost" }];
  }
  if (layout.hosts === "several" || dsn.hosts.length < 2) return [];
  const message = `names ${dsn.hosts.length} hosts, and this tool takes one`;
  return [{ kind: "unrepresentable", message, workaround: "name one host, or one address that follows the primary" }];
}

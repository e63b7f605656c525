// what odyssey.conf holds: storages, and a rule for each database and user

import { isTree, type Tree } from "../codecs/literal.ts";
import { seconds, text } from "../codecs/units.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { isForbidden } from "../formats/_problems.ts";
import {
  type Arranged,
  custom,
  type Fields,
  type FileLayout,
  field,
  uncheckedCertificate,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { authorityFile, oneServer, POOLER_CONNECTION } from "./pooler.ts";

/** Title of a block that is the keyword `default`, which no name in quotes is. */
export const DEFAULT = "\0default";

/** Where it has the connection: the address in the storage, the rest in the rule. */
export const odysseyConnection: OptionsLayout = {
  ...POOLER_CONNECTION,
  prefix: "storage.",
  host: "storage.host",
  port: "storage.port",
  user: "rule.storage_user",
  password: "rule.storage_password",
  database: "rule.storage_db",
  startup: "storage.options",
  sockets: false,
  servers: oneServer,
};

const STORAGE = "postgres_server";

/** One storage, and one rule for the database and the user. */
export const odysseyFile: FileLayout = {
  write({ storage, rule, ...rest }) {
    const own = (isTree(rule) ? rule : {}) as Tree;
    const name = (value: unknown) =>
      typeof value === "string" && value !== "" && !isForbidden(value) ? value : DEFAULT;
    const database = { [name(own.storage_db)]: { user: { [name(own.storage_user)]: { ...own, storage: STORAGE } } } };
    return { ...rest, storage: { [STORAGE]: { type: "remote", ...(isTree(storage) && storage) } }, database };
  },
  read({ storage, database, ...rest }) {
    const storages = isTree(storage) ? storage : {};
    const sets = isTree(database)
      ? Object.entries(database).flatMap(([name, inner]) => rulesOf(name, inner, storages, rest))
      : [];
    return sets.length > 0 ? sets : [{ name: "", settings: rest, way: (pointer) => pointer }];
  },
};

// the console of Odyssey is a database, too
function rulesOf(database: string, inner: unknown, storages: Tree, rest: Tree): Arranged[] {
  const users = isTree(inner) && isTree(inner.user) ? inner.user : {};
  return Object.entries(users).flatMap(([user, rule]) => {
    const name = isTree(rule) ? String(rule.storage) : "";
    const storage = isTree(storages[name]) ? storages[name] : {};
    if (!isTree(rule) || storage.type === "local") return [];
    const { storage: _, ...own } = rule;
    const settings = {
      ...rest,
      storage,
      rule: {
        ...(database !== DEFAULT && { storage_db: database }),
        ...(user !== DEFAULT && { storage_user: user }),
        ...own,
      },
    };
    const ways: Readonly<Record<string, Pointer>> = {
      storage: ["storage", name],
      rule: ["database", database, "user", user],
    };
    return [
      {
        name: [database, user].map((part) => (part === DEFAULT ? "default" : part)).join("."),
        settings,
        way: ([head, ...tail]: Pointer) => [...(ways[String(head)] ?? [head!]), ...tail],
      },
    ];
  });
}

/** Seconds, whole. */
export const SECONDS = seconds({ min: 1, max: 1e9, off: 0 });

/**
 * Odyssey's words. It asks the server for TLS first under `allow`, and goes on without, which libpq calls prefer; it does
 * not start with prefer.
 * - Source: od_tls_backend_connect of Odyssey 1.5.2, and its refusal. 2026-11-30.
 */
const WORDS: Readonly<Record<string, string>> = {
  disable: "disable",
  allow: "allow",
  prefer: "allow",
  require: "require",
  "verify-ca": "verify_ca",
  "verify-full": "verify_full",
};

const MODES: Readonly<Record<string, string>> = {
  disable: "disable",
  allow: "prefer",
  require: "require",
  verify_ca: "verify-ca",
  verify_full: "verify-full",
};

/** TLS of a storage: its own words for libpq's modes, and files. */
export function odysseyTls(mode: string, file: (name: string) => string) {
  return {
    "connection.ssl.mode": custom(
      [mode],
      Object.keys(MODES).join(", "),
      { libraryDefault: "disable", with: ["connection.ssl.ca"] },
      {
        // libpq verifies the chain under require, too, once it has a root certificate
        write(value, { config }) {
          const name = value === "require" && config.connection.ssl.ca !== undefined ? "verify-ca" : String(value);
          const written = { set: { [mode]: WORDS[name] } };
          if (name !== "allow") return written;
          return {
            ...written,
            remarks: [{ kind: "partial", message: "is partially supported: TLS is tried first" }],
          };
        },
        read(native) {
          if (!native.has(mode)) return undefined;
          const word = String(native.get(mode));
          const value = Object.hasOwn(MODES, word) ? MODES[word] : undefined;
          if (value === undefined)
            return { issues: [{ ...wrongType(mode, "is no mode of TLS"), legal: Object.keys(MODES).join(", ") }] };
          return value === "require" ? { value, issues: [uncheckedCertificate(mode, word)] } : { value };
        },
      },
    ),
    "connection.ssl.ca": authorityFile(field(file("ca_file"), text())),
    "connection.ssl.cert": field(file("cert_file"), text()),
    "connection.ssl.key": field(file("key_file"), text()),
    "connection.ssl.serverName": unsupported("the name that is checked is that of the host"),
  } satisfies Partial<Fields>;
}

// TLS of postgres.js: a word, or the options of node:tls

import { serverOf } from "../mapping/connection.ts";
import {
  custom,
  type Fields,
  type Mapping,
  type Read,
  uncheckedCertificate,
  type Written,
  wrongType,
} from "../mapping/define.ts";
import { isAddress } from "../mapping/ip-address.ts";
import { hasTls, sslAuthority, sslFile, unchecked, unused, verifyChain } from "../mapping/tls.ts";
import type { Config } from "../model/model.ts";

/** The `ssl` option in all its members. */
export function postgresJsTls(key: string) {
  const file = {
    note: "it takes the content, not the path: the code form reads the file when it runs, the json form cannot",
  };
  return {
    "connection.ssl.mode": mode(key),
    "connection.ssl.ca": { ...sslAuthority(`${key}.ca`), ...file },
    "connection.ssl.cert": { ...sslFile(`${key}.cert`, "the client certificate"), ...file },
    "connection.ssl.key": { ...sslFile(`${key}.key`, "the key of the client certificate"), ...file },
    "connection.ssl.serverName": serverName(key),
  } satisfies Partial<Fields>;
}

function mode(key: string): Mapping {
  const note = "allow is written as prefer: TLS where the server has it, without a check";
  return custom(
    [key, `${key}.rejectUnauthorized`],
    "a word, false or a table",
    {
      support: "partial",
      fullFor: (value) => value !== "allow",
      whenSet: true,
      with: ["connection.ssl.ca", "connection.ssl.cert", "connection.ssl.serverName"],
      libraryDefault: "disable",
      note,
    },
    {
      write(value, { config, mode }) {
        const { ca, cert } = config.connection.ssl;
        if (value === "disable") return { set: { [key]: false } };
        if (value === "prefer") return { set: { [key]: "prefer" } };
        if (value === "allow") return { set: { [key]: "prefer" }, remarks: [ALLOW] };
        if (value === "verify-full") return verified(key, config);
        // libpq verifies the chain under require, too, once it has a root certificate
        if (value === "verify-ca" || ca !== undefined) return verifyChain(key, mode);
        return { set: cert === undefined ? { [key]: "require" } : { [`${key}.rejectUnauthorized`]: false } };
      },
      read(native): Read | undefined {
        if (!native.has(key)) return undefined;
        const ssl = native.get(key);
        if (ssl === false || ssl === null) return { value: "disable" };
        if (ssl === "prefer") return { value: "prefer" };
        if (ssl === "require" || ssl === "allow")
          return { value: "require", issues: [uncheckedCertificate(key, JSON.stringify(ssl))] };
        // any other word is TLS with the check of node:tls
        if (ssl === true || typeof ssl === "string") return { value: "verify-full" };
        if (typeof ssl !== "object") return { issues: [wrongType(key, "is neither a word, true, false nor a table")] };
        const checks = (ssl as Record<string, unknown>).rejectUnauthorized;
        if (checks === false)
          return { value: "require", issues: [uncheckedCertificate(`${key}.rejectUnauthorized`, "false")] };
        return { value: "verify-full" };
      },
    },
  );
}

const ALLOW = {
  kind: "partial",
  message: "is partially supported: postgres.js cannot try without TLS first, so prefer is written",
} as const;

// without a name of its own it checks the certificate of an address against "localhost"
function verified(key: string, config: Config): Written {
  const set = { [`${key}.rejectUnauthorized`]: true };
  if (config.connection.ssl.serverName !== undefined) return { set };
  const addresses = serverOf(config).dsn.hosts.flatMap(({ host = "" }) => (isAddress(host) ? host : []));
  if (addresses.length === 0) return { set };
  if (addresses.length === 1 && serverOf(config).dsn.hosts.length === 1)
    return { set: { ...set, [`${key}.host`]: addresses[0] } };
  const message = "is not possible: of several servers postgres.js checks an address against the name localhost";
  return { set, remarks: [{ kind: "unrepresentable", message, workaround: "name the servers by their names" }] };
}

function serverName(key: string): Mapping {
  return custom(
    [`${key}.servername`, `${key}.host`],
    "text",
    {
      whenSet: true,
      with: ["connection.ssl.mode"],
      note: "under verify-full; it is also the name that the server is asked for",
    },
    {
      write(value, { config }) {
        const { mode } = config.connection.ssl;
        if (mode !== "verify-full") return mode === "disable" ? {} : hasTls(config) ? unchecked() : unused();
        const name = String(value);
        // an address is no name to ask for
        return {
          set: isAddress(name) ? { [`${key}.servername`]: "", [`${key}.host`]: name } : { [`${key}.servername`]: name },
        };
      },
      read(native) {
        const name = native.get(`${key}.servername`) || native.get(`${key}.host`);
        return typeof name === "string" ? { value: name } : undefined;
      },
    },
  );
}

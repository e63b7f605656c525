// TLS for the targets that hand `ssl` to node:tls

import { Expression, isTree, Lazy } from "../codecs/literal.ts";
import { quoteJs } from "../languages/_quote.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import type { Config } from "../model/model.ts";
import { serverOf } from "./connection.ts";
import {
  custom,
  type Fields,
  type Mapping,
  type Mode,
  type Read,
  type Remark,
  uncheckedCertificate,
  type Written,
  wrongType,
} from "./define.ts";
import { runtimeModule } from "./runtime-module.ts";

/** The `ssl` option of pg in all its members. It knows TLS or none; a fallback from one to the other it has not. */
export function sslFields(key: string) {
  return {
    "connection.ssl.mode": sslMode(key),
    "connection.ssl.ca": sslAuthority(`${key}.ca`),
    "connection.ssl.cert": sslFile(`${key}.cert`, "the client certificate"),
    "connection.ssl.key": sslFile(`${key}.key`, "the key of the client certificate"),
    "connection.ssl.serverName": serverName(`${key}.checkServerIdentity`),
  } satisfies Partial<Fields>;
}

// the modes that leave nothing to the server
const FIRM_MODES = ["disable", "require", "verify-ca", "verify-full"];

const NO_FALLBACK = 'set "require" or stronger for a server that has TLS, "disable" for one that has not';

function sslMode(key: string): Mapping {
  const note =
    "disable, require, verify-ca and verify-full are supported; allow and prefer are not, because pg has no fallback, and connect without TLS";
  return custom(
    [key, `${key}.rejectUnauthorized`],
    "false or a table",
    {
      support: "partial",
      fullFor: (value) => FIRM_MODES.includes(value as string),
      whenSet: true,
      with: ["connection.ssl.ca"],
      note,
      libraryDefault: { words: "PGSSLMODE, else no TLS" },
    },
    {
      write(value, context) {
        const { ca } = context.config.connection.ssl;
        if (value === "disable") return { set: { [key]: false } };
        if (value === "verify-full")
          return { set: { [`${key}.rejectUnauthorized`]: true, ...address(key, context.config) } };
        // libpq verifies the chain under require, too, once it has a root certificate
        if (value === "verify-ca" || (value === "require" && ca !== undefined)) return verifyChain(key, context.mode);
        if (value === "require") return { set: { [`${key}.rejectUnauthorized`]: false } };
        return {
          remarks: [
            {
              kind: "unsupported",
              message: "is not supported: pg cannot try TLS and do without, so the connection is not encrypted",
              workaround: NO_FALLBACK,
              severity: "warning",
            },
          ],
        };
      },
      read(native): Read | undefined {
        if (!native.has(key)) return undefined;
        const ssl = native.get(key);
        if (ssl === false) return { value: "disable" };
        if (ssl === true) return { value: "verify-full" };
        if (!isTree(ssl) && (typeof ssl !== "object" || ssl === null))
          return { issues: [wrongType(key, "is not true, false or a table")] };
        const checks = (ssl as Record<string, unknown>).rejectUnauthorized;
        if (checks !== undefined && typeof checks !== "boolean")
          return { issues: [wrongType(`${key}.rejectUnauthorized`, "is not true or false")] };
        if (checks === false)
          return { value: "require", issues: [uncheckedCertificate(`${key}.rejectUnauthorized`, "false")] };
        return { value: "verify-full" };
      },
    },
  );
}

// pg before 8.23.1 has no name to check where the host is an address, and Node then takes "localhost"
function address(key: string, config: Config): Written["set"] {
  const host = serverOf(config).dsn.hosts[0]?.host;
  return host !== undefined && /^[\d.]+$|:/.test(host) ? { [`${key}.host`]: host } : {};
}

/** Verifies who signed the certificate, and not the name in it. */
export function verifyChain(key: string, mode: Mode): Written {
  const chain = { [`${key}.rejectUnauthorized`]: true };
  const check = `${key}.checkServerIdentity`;
  if (mode === "code") return { set: { ...chain, [check]: new Expression("() => undefined") } };
  if (mode === "live") return { set: { ...chain, [check]: () => undefined } };
  const message =
    "is partially supported: data cannot contain the function that skips the check of the name, so the name is checked too";
  return {
    set: chain,
    remarks: [{ kind: "partial", message, workaround: "use the code form, or set verify-full" }],
  };
}

/** Maps a file to an option that takes its content. */
export function sslFile(key: string, what: string): Mapping {
  const note = "pg takes the content, not the path: the code form reads the file when it runs, the json form cannot";
  return custom(
    [key],
    "content of the file",
    { whenSet: true, with: ["connection.ssl.mode"], note },
    {
      write(value, { config, mode }) {
        if (!hasTls(config)) return unused();
        const path = String(value);
        if (mode === "code") {
          const imports = ['import { readFileSync } from "node:fs";'];
          return { set: { [key]: new Expression(`readFileSync(${quoteJs(path)}, "utf8")`, { imports }) } };
        }
        if (mode === "live") return { set: { [key]: new Lazy(() => fileContent(path)) } };
        const message = `is not supported: data cannot read a file, so ${what} must be added by the program`;
        return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
      },
      read(native) {
        if (native.get(key) === undefined || native.get(key) === null) return undefined;
        // the content says nothing about where it was
        const path = `connection.ssl.${key.slice(key.lastIndexOf(".") + 1)}`;
        return {
          remark: `${key} contains ${what}, but a config names a file: write it to a file, and name the file in ${path}`,
        };
      },
    },
  );
}

/** Maps the trusted certificates. */
export function sslAuthority(key: string): Mapping {
  const file = sslFile(key, "the trusted certificates");
  const own: Remark = {
    kind: "partial",
    message: "is partially supported: without a file, the authorities that come with the runtime are trusted",
    workaround: "run Node or Bun with --use-system-ca",
  };
  return {
    ...file,
    write: (value, context) => (value === SYSTEM_CA ? { remarks: [own] } : file.write(value, context)),
  };
}

function serverName(key: string): Mapping {
  const note =
    "under verify-full; pg overwrites `servername` with the host, so the check itself is replaced, which the json form cannot";
  return custom(
    [key],
    "function",
    { whenSet: true, with: ["connection.ssl.mode"], note },
    {
      write(value, { config, mode }) {
        if (config.connection.ssl.mode !== "verify-full")
          return config.connection.ssl.mode === "disable" ? {} : hasTls(config) ? unchecked() : unused();
        const name = String(value);
        if (mode === "code") {
          const js = `(host<:: string:>, certificate<:: tls.PeerCertificate:>) => tls.checkServerIdentity(${quoteJs(name)}, certificate)`;
          return { set: { [key]: new Expression(js, { imports: ['import tls from "node:tls";'] }) } };
        }
        if (mode === "live") {
          const check = (_host: string, certificate: never) =>
            runtimeModule("node:tls").checkServerIdentity(name, certificate);
          return { set: { [key]: check } };
        }
        return {
          remarks: [
            {
              kind: "unsupported",
              message: "is not supported: data cannot contain the function that checks it",
              workaround: "use the code form",
            },
          ],
        };
      },
      read: () => undefined,
    },
  );
}

/** Whether a mode is set that leaves TLS not to the server. */
export function hasTls(config: Config): boolean {
  return ["require", "verify-ca", "verify-full"].includes(config.connection.ssl.mode ?? "");
}

/** What becomes of a certificate or a name without TLS. */
export function unused(): Written {
  const remark: Remark = {
    kind: "unsupported",
    message: "is not supported: without TLS it is not used",
    workaround: "set connection.ssl.mode to require, verify-ca or verify-full",
  };
  return { remarks: [remark] };
}

/** What becomes of a name that no mode checks. */
export function unchecked(): Written {
  return {
    remarks: [
      {
        kind: "unsupported",
        message: "is not supported: the name is checked under verify-full only",
        workaround: "set connection.ssl.mode to verify-full",
      },
    ],
  };
}

function fileContent(path: string): string {
  return runtimeModule("node:fs").readFileSync(path, "utf8");
}

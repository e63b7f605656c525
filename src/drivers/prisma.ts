// what Prisma's own engine reads from the URL, for the targets up to version 6
import prisma from "../dialects/prisma.ts";
import { uncheckedBy } from "../dsn/direct.ts";
import { custom, type Fields, field, type Mapping, uncheckedCertificate, unsupported } from "../mapping/define.ts";
import { SYSTEM_CA } from "../model/connection.ts";

type Facts = NonNullable<Parameters<typeof field>[2]>;

/** How its lifetimes work. */
export const LAZY = "looked at when a connection is handed out, so an idle one stays open until then";

/** Maps a field to a parameter of the URL, in the unit that the dialect has for it. */
export function param(name: string, facts?: Facts): Mapping {
  return field(name, prisma.params[name]!.unit, facts);
}

/** Whether a value is off. */
export function isOff(value: unknown): boolean {
  return value === null;
}

/** Says off by leaving the parameter out. */
export function offByAbsence(mapping: Mapping): Mapping {
  return { ...mapping, write: (value, context) => (value === null ? {} : mapping.write(value, context)) };
}

/** Maps `connection.schema` to a parameter that holds one name. */
export function oneSchema(name: string): Mapping {
  const mapping = param(name);
  return {
    ...mapping,
    write(value, context) {
      if (!String(value).includes(",")) return mapping.write(value, context);
      return { remarks: [{ kind: "unrepresentable", message: "names several schemas, and this tool takes one" }] };
    },
  };
}

/** TLS in the parameters of the URL. */
export function prismaTls() {
  const anyName = "is partially supported: Prisma verifies the name too when it verifies at all";
  const mode = custom(
    ["sslmode", "sslaccept"],
    "words",
    {
      support: "partial",
      fullFor: () => true,
      whenSet: true,
      with: ["connection.ssl.ca"],
      libraryDefault: "prefer",
      note: "disable, prefer, require and verify-full hold; verify-ca checks the name too; allow is written as prefer",
    },
    {
      write(value, { config }) {
        if (value === "disable" || value === "prefer") return { set: { sslmode: value } };
        // libpq verifies the chain under require, too, once it has a root certificate
        const chain = value === "verify-ca" || (value === "require" && config.connection.ssl.ca !== undefined);
        if (value === "require" && !chain) return { set: { sslmode: "require", sslaccept: "accept_invalid_certs" } };
        const strict = { sslmode: "require", sslaccept: "strict" };
        if (value === "verify-full") return { set: strict };
        if (chain) return { set: strict, remarks: [{ kind: "partial", message: anyName }] };
        return {
          set: { sslmode: "prefer" },
          remarks: [
            {
              kind: "partial",
              message: "is partially supported: Prisma reads a mode it does not know as prefer, which is written",
            },
          ],
        };
      },
      read(native) {
        const [word, accept] = [native.get("sslmode"), native.get("sslaccept")];
        const off = uncheckedBy({ sslmode: word, sslaccept: accept });
        const faults = off ? [uncheckedCertificate(...off)] : [];
        if (typeof word !== "string") return { issues: faults };
        if (word === "require") return { value: accept === "strict" ? "verify-full" : "require", issues: faults };
        return { value: word === "disable" ? "disable" : "prefer", issues: faults };
      },
    },
  );
  const ca = custom(
    ["sslcert"],
    "path",
    { whenSet: true, note: "sslcert is the certificate that is trusted, not the client's" },
    {
      write: (value) => (value === SYSTEM_CA ? {} : { set: { sslcert: value } }),
      read: (native) => (typeof native.get("sslcert") === "string" ? { value: native.get("sslcert") } : undefined),
    },
  );
  const workaround = "put certificate and key in one PKCS#12 file, and name it in sslidentity";
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": ca,
    "connection.ssl.cert": unsupported("it takes a client certificate as PKCS#12 only", { workaround }),
    "connection.ssl.key": unsupported("it takes a client certificate as PKCS#12 only", { workaround }),
    "connection.ssl.serverName": unsupported("it verifies the name of the host"),
  } satisfies Partial<Fields>;
}

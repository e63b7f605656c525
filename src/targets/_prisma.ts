// what Prisma's own engine reads from the URL, for the targets up to version 6
import prisma from "../dialects/prisma.ts";
import { computed, type Fields, lost, type Mapping, to } from "./_define.ts";

type Facts = NonNullable<Parameters<typeof to>[2]>;

/** How its lifetimes work. */
export const LAZY = "looked at when a connection is handed out, so an idle one stays open until then";

/** Maps a field to a parameter of the URL, in the unit that the dialect has for it. */
export function param(name: string, facts?: Facts): Mapping {
  return to(name, prisma.params[name]!.unit, facts);
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
  const anyName = "Prisma verifies the name, too, when it verifies at all";
  const mode = computed(
    ["sslmode", "sslaccept"],
    "words",
    { whenSet: true, implicit: "prefer", note: "a certificate is verified with sslaccept=strict only" },
    {
      write(value) {
        if (value === "disable" || value === "prefer") return { set: { sslmode: value } };
        if (value === "require") return { set: { sslmode: "require", sslaccept: "accept_invalid_certs" } };
        const strict = { sslmode: "require", sslaccept: "strict" };
        if (value === "verify-full") return { set: strict };
        if (value === "verify-ca")
          return { set: strict, remarks: [{ kind: "approximate", message: `is approximate: ${anyName}` }] };
        return {
          set: { sslmode: "prefer" },
          remarks: [
            {
              kind: "approximate",
              message: "is approximate: Prisma reads a mode it does not know as prefer, which is written",
            },
          ],
        };
      },
      read(native) {
        const word = native.get("sslmode");
        if (typeof word !== "string") return undefined;
        if (word === "require") return { value: native.get("sslaccept") === "strict" ? "verify-full" : "require" };
        return { value: word === "disable" ? "disable" : "prefer" };
      },
    },
  );
  const ca = computed(
    ["sslcert"],
    "path",
    { whenSet: true, note: "there sslcert is the trusted certificate, not the client's" },
    {
      write: (value) => ({ set: { sslcert: value } }),
      read: (native) => (typeof native.get("sslcert") === "string" ? { value: native.get("sslcert") } : undefined),
    },
  );
  const workaround = "put certificate and key in one PKCS#12 file, and name it in sslidentity";
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": ca,
    "connection.ssl.cert": lost("it takes a client certificate as PKCS#12 only", { workaround }),
    "connection.ssl.key": lost("it takes a client certificate as PKCS#12 only", { workaround }),
    "connection.ssl.serverName": lost("it verifies the name of the host"),
  } satisfies Partial<Fields>;
}

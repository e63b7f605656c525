// a tenant of Supavisor: where the server is, and its users

import { isTable, isTree, plain } from "../codecs/literal.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { custom, type Fields, type FileLayout, unsupported, wrongType } from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { oneServer, POOLER_CONNECTION } from "./pooler.ts";

/** Where it has the connection: the address in the tenant, the account in its user. */
export const supavisorConnection: OptionsLayout = {
  ...POOLER_CONNECTION,
  prefix: "tenant.",
  host: "tenant.db_host",
  port: "tenant.db_port",
  user: "user.db_user",
  password: "user.db_password",
  database: "tenant.db_database",
  startup: "tenant.options",
  sockets: false,
  servers: oneServer,
};

/** A tenant with a list of users. */
export const supavisorFile: FileLayout = {
  write: ({ tenant, user }) => ({ tenant: { ...(isTree(tenant) && tenant), users: [user] } }),
  read(data) {
    const { users, ...tenant } = isTree(data.tenant) ? data.tenant : {};
    if (!isTree(data.tenant)) return [{ name: "", settings: data, way: (pointer) => pointer }];
    const all = Array.isArray(users) ? users.filter(isTable).map((user) => plain(user)) : [];
    return (all.length > 0 ? all : [{}]).map((user, at) => ({
      name: typeof user.db_user === "string" ? user.db_user : String(at),
      settings: { tenant, user },
      way: ([head, ...tail]): Pointer => (head === "user" ? ["tenant", "users", at, ...tail] : [head!, ...tail]),
    }));
  },
};

/** TLS to the server: a switch, and how the certificate is checked. */
export function supavisorTls(on: string, verify: string) {
  return {
    "connection.ssl.mode": custom(
      [on, verify],
      "true or false",
      {
        support: "partial",
        fullFor: (value) => value === "disable",
        libraryDefault: "disable",
        whenSet: true,
        note: "disable and require are supported; the only check is that of the certificate against upstream_tls_ca",
      },
      {
        write(value) {
          if (value === "disable") return { set: { [on]: false } };
          if (value === "require") return { set: { [on]: true, [verify]: "none" } };
          if (value === "verify-ca" || value === "verify-full") return { set: { [on]: true, [verify]: "peer" } };
          const message = "is not supported: TLS is on or off there; it is on in what is written";
          return { set: { [on]: true, [verify]: "none" }, remarks: [{ kind: "unsupported", message }] };
        },
        read(native) {
          if (!native.has(on)) return undefined;
          const value = native.get(on);
          if (typeof value !== "boolean") return { issues: [wrongType(on, "is not true or false")] };
          if (!value) return { value: "disable" };
          if (native.get(verify) === "peer") return { value: "verify-full" };
          return {
            value: "require",
            issues: [
              {
                rule: "certificate-check-off",
                severity: "warning",
                key: verify,
                message: `${verify} is not peer: TLS is on, but the certificate of the server is not checked`,
                help: 'Write "peer", and put the authority into upstream_tls_ca.',
              },
            ],
          };
        },
      },
    ),
    "connection.ssl.ca": unsupported("the tenant contains the certificate itself, not the path of a file", {
      workaround: "put the certificate into upstream_tls_ca",
    }),
    "connection.ssl.cert": unsupported("it shows the server no certificate"),
    "connection.ssl.key": unsupported("it shows the server no certificate"),
    "connection.ssl.serverName": unsupported("the name that is checked is that of the host"),
  } satisfies Partial<Fields>;
}

// whether a password that stands in a text is one to worry about
import { type Dsn, scanDsn } from "../dsn/parse.ts";
import type { Path } from "../model/model.ts";
import { isLocal } from "../model/words.ts";
import { isPlaceholder, type ReadSettings } from "./decode.ts";
import type { NativeIssue } from "./define.ts";
import type { OptionsLayout } from "./layout.ts";

/** Whether the parts of a connection hold a password that may be in use: no reference, no example, no local server. */
export function isSecret({ hosts, user, password, database }: Pick<Dsn, "hosts" | "user" | "password" | "database">) {
  if (!password || password === user || password === database) return false;
  if (password.includes("${") || password.includes("{{") || isPlaceholder(password) || EXAMPLE.test(password))
    return false;
  // a socket may lead to another machine
  return !hosts.some(({ host }) => host !== undefined && !host.startsWith("/") && isLocal(host));
}

/** The fault of a password among options that stand in a text, at the key that holds it. */
export function secretIn(layout: OptionsLayout, values: ReadSettings["values"]): NativeIssue | undefined {
  const text = (path: Path) => {
    const value = values.get(path)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const url = text("connection.url");
  const host = text("connection.host");
  const parts = {
    hosts: [{ host, port: undefined }],
    user: text("connection.user"),
    password: text("connection.password"),
    database: text("connection.database"),
  };
  if (isSecret(parts)) return secretFault(layout.password, `under ${layout.password}`);
  if (url === undefined || !isSecret(scanDsn(url).dsn)) return undefined;
  return secretFault(layout.url!, `in the connection string under ${layout.url}`);
}

/** The fault of a password in a text. */
export function secretFault(key: string, where: string): NativeIssue {
  return {
    rule: "secret-in-source",
    severity: "warning",
    key,
    message: `A password is in the source, ${where}`,
    help: "Read it from the environment, and change the password: it stays in the history.",
  };
}

// what guides and tests write: password, mypassword, secret1, changeme, <password>, ***
const EXAMPLE =
  /^(?:(?:my|your|the|a|db|user|some|test|super)?[_-]?(?:p|pw|pwd|pass|passwd|password|secret|postgres(?:ql)?|root|admin|user|test|example|dummy)[\d!]{0,4}|change[_-]?(?:me|it)|redacted|[<[{].*[>\]}]|%\w|(.)\1*)$/is;

// reads the URI form

import { isSecretParam } from "../text/redact.ts";
import {
  type DsnFault,
  decodePart,
  decodePercent,
  invalid,
  type Pair,
  type Piece,
  type Range,
  type Raw,
  troubleWith,
} from "./_raw.ts";
import { isServerList, queryNames, SECOND_QUERY, type Split, UNSAFE } from "./split.ts";

/** Reads a URI. `form`: whether its query is read as an HTML form, as most tools but libpq do. */
export function readUri(text: string, split: Split, form: boolean): Raw {
  const faults: DsnFault[] = [];
  const { user, password, path, query, authority } = split;
  const certain = isCertain(text, split);
  const piece = (span: Range, where: string, raw = text.slice(span.start, span.end)): Piece => {
    const { value, trouble } = decodePart(raw);
    if (trouble)
      faults.push(invalid(span, troubleWith(trouble, where).message, { help: troubleWith(trouble, where).help }));
    return { ...span, value };
  };
  // what is unsafe in a user name or password has a fault of its own
  const credential = (span: Range, where: string): Piece =>
    UNSAFE.test(text.slice(span.start, span.end))
      ? { ...span, value: decodePercent(text.slice(span.start, span.end)).value }
      : piece(span, where);
  const { hosts, ports } = readServers(text, authority, faults);
  const control = CONTROL.exec(text)?.index ?? -1;
  if (control !== -1) {
    const message = `A control character (such as a line break) stands at character ${control + 1}`;
    faults.push(invalid({ start: control, end: control + 1 }, message, { help: "Remove it, or percent-encode it." }));
  }
  return {
    form: "uri",
    raw: text,
    scheme: split.scheme,
    ...(user && { user: credential(user, "the user name") }),
    ...(password && { password: credential(password, "the password") }),
    ...(hosts !== "" && { hosts: piece(authority, "the host", hosts) }),
    ...(ports !== "" && { ports: piece(authority, "the port", ports) }),
    ...(path && path.end > path.start && { database: piece(path, "the name of the database") }),
    pairs: query ? readQuery(text, query, form, faults) : [],
    faults,
    certain,
  };
}

/** The beginning of a JDBC URL without a server: `jdbc:postgresql:database`, `jdbc:postgresql:/`. */
export const JDBC_DATABASE = /^jdbc:postgresql:(?!\/\/)/i;

/** Reads such a URL. */
export function readJdbcDatabase(text: string): Raw {
  const faults: DsnFault[] = [];
  const question = text.indexOf("?");
  const end = question === -1 ? text.length : question;
  const begin = text.indexOf(":", "jdbc:".length) + 1;
  const start = text[begin] === "/" ? begin + 1 : begin;
  const { value, trouble } = decodePercent(text.slice(start, end));
  if (trouble) faults.push(invalid({ start, end }, troubleWith(trouble, "the name of the database").message));
  return {
    form: "uri",
    scheme: "jdbc:postgresql",
    ...(end > start && { database: { start, end, value } }),
    pairs: question === -1 ? [] : readQuery(text, { start: question + 1, end: text.length }, true, faults),
    faults,
    certain: !text.slice(start, end).includes("@"),
  };
}

/** What Go's net/url refuses between `//` and `@`; what any driver refuses there has a fault of its own. */
export function userInfoFaults({ user, password, raw }: Pick<Raw, "user" | "password" | "raw">): DsnFault[] {
  const bad = [user, password].find((piece) => piece && STRICT_USER_INFO.test(raw!.slice(piece.start, piece.end)));
  if (!bad) return [];
  const where = bad === user ? "user name" : "password";
  return [
    invalid(bad, `The ${where} has a character that Go's net/url refuses there`, {
      help: "Percent-encode every character but letters, digits and -._~!$&'()*+,;= in it: | is %7C, ^ is %5E.",
    }),
  ];
}

const STRICT_USER_INFO = /[^\w.~!$&'()*+,;=:%@#?/[\]\s-]/;

/** Reads `?name=value`, parameters without a connection string before them. */
export function readFragment(text: string, form: boolean): Raw {
  const faults = [
    invalid({ start: 0, end: 1 }, "These are parameters of a connection string, without the string itself", {
      help: "Put postgresql://host/database before the ?.",
    }),
  ];
  const pairs = readQuery(text, { start: 1, end: text.length }, form, faults);
  // a text that begins with "?" and is broken besides may be a password
  return { form: "uri", pairs, faults, certain: !text.includes("@") && faults.length === 1 };
}

/** Reads a query into parameters. */
export function readQuery(text: string, span: Range, form: boolean, faults: DsnFault[]): Pair[] {
  const pairs: Pair[] = [];
  if (span.start === span.end) return pairs;
  for (let start = span.start; start <= span.end; ) {
    const ampersand = text.indexOf("&", start);
    const end = ampersand === -1 || ampersand > span.end ? span.end : ampersand;
    const pair = readPair(text, { start, end }, form, faults);
    if (pair) pairs.push(pair);
    // libpq takes one "&" at the end
    start = end + 1 === span.end && !form ? span.end + 1 : end + 1;
  }
  return pairs;
}

function readPair(text: string, span: Range, form: boolean, faults: DsnFault[]): Pair | undefined {
  const whole = text.slice(span.start, span.end);
  if (form && whole === "") return undefined;
  const equals = whole.indexOf("=");
  // a second "?" has a fault of its own, and makes the "=" after it a second one
  const joined = SECOND_QUERY.test(whole);
  if (equals === -1 && !form) {
    faults.push(
      invalid(span, `A parameter at character ${span.start + 1} has no "=" after its name`, {
        help: "Write name=value, with & between parameters.",
      }),
    );
    return undefined;
  }
  if (!form && !joined && whole.indexOf("=", equals + 1) !== -1) {
    const start = span.start + whole.indexOf("=", equals + 1);
    faults.push(
      invalid({ start, end: start + 1 }, `A second "=" stands in the parameter at character ${span.start + 1}`, {
        help: 'Write an "=" inside a value as %3D, and & between parameters.',
      }),
    );
    return undefined;
  }
  const nameEnd = span.start + (equals === -1 ? whole.length : equals);
  const start = equals === -1 ? nameEnd : nameEnd + 1;
  const decode = (raw: string, where: string) => {
    const { value, trouble } = form ? decodePercent(raw.replaceAll("+", " ")) : decodePart(raw);
    const accepted = form && trouble === "token";
    if (trouble && !accepted && !(joined && trouble === "blank")) {
      const { message, help } = troubleWith(trouble, `${where} of the parameter at character ${span.start + 1}`);
      faults.push(invalid(span, message, { help }));
    }
    return value;
  };
  const name = decode(text.slice(span.start, nameEnd), "the name");
  const value = decode(text.slice(start, span.end), "the value");
  return { name, nameStart: span.start, nameEnd, value, start, end: span.end };
}

const CONTROL = /[\x00-\x1f\x7f]/;

/** The hosts and the ports of the authority, each as a comma list, still percent-encoded. */
function readServers(text: string, span: Range, faults: DsnFault[]): { hosts: string; ports: string } {
  const hosts: string[] = [];
  const ports: string[] = [];
  let at = span.start;
  for (;;) {
    let host: string;
    if (text[at] === "[") {
      const close = text.indexOf("]", at);
      if (close === -1 || close > span.end) {
        faults.push(
          invalid({ start: at, end: span.end }, 'An IPv6 address begins with "[" and has no "]" after it', {
            help: "Write [::1].",
          }),
        );
        return { hosts: "", ports: "" };
      }
      host = text.slice(at + 1, close);
      if (host === "")
        faults.push(
          invalid({ start: at, end: close + 1 }, "An IPv6 address between [ and ] is empty", { help: "Write [::1]." }),
        );
      at = close + 1;
      if (at < span.end && text[at] !== ":" && text[at] !== ",") {
        faults.push(
          invalid({ start: at, end: at + 1 }, `An unexpected character stands after "]"`, {
            legal: '":" and a port, "/", "?" or ","',
          }),
        );
        while (at < span.end && text[at] !== ",") at++;
      }
    } else {
      const start = at;
      while (at < span.end && text[at] !== ":" && text[at] !== ",") at++;
      host = text.slice(start, at);
    }
    let port = "";
    if (at < span.end && text[at] === ":") {
      const comma = text.indexOf(",", at);
      const end = comma === -1 || comma > span.end ? span.end : comma;
      port = text.slice(at + 1, end);
      at = end;
    }
    hosts.push(host);
    ports.push(port);
    if (at >= span.end) break;
    at++;
  }
  return { hosts: hosts.join(","), ports: ports.join(",") };
}

function isCertain(text: string, { credentials, query, authority }: Split): boolean {
  const safe = (part: string) => !UNSAFE.test(part);
  if (query && (text.slice(query.start, query.end).includes("@") || queryNames(text, query).some(isSecretParam)))
    return false;
  if (!credentials) return isServerList(text.slice(authority.start, authority.end)) && !text.includes("@");
  return (
    text.slice(credentials.start, credentials.end).split(":").every(safe) &&
    !text.slice(credentials.end + 1).includes("@")
  );
}

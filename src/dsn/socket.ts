// reads the forms of node-postgres that name the directory of a Unix socket
import { type DsnFault, decodePercent, invalid, type Raw, troubleWith } from "./_raw.ts";
import { readQuery } from "./uri.ts";

/** Reads `socket:/directory?db=name&encoding=utf8`, as node-postgres does. */
export function readSocketUri(text: string): Raw {
  const faults: DsnFault[] = [];
  let start = text.indexOf(":") + 1;
  const question = text.indexOf("?");
  const end = question === -1 ? text.length : question;
  let credentials: Pick<Raw, "user" | "password"> = {};
  if (text.startsWith("//", start)) {
    start += 2;
    const at = text.lastIndexOf("@", end);
    if (at >= start) {
      const colon = text.slice(start, at).indexOf(":");
      const nameEnd = colon === -1 ? at : start + colon;
      const part = (from: number, to: number) => ({
        start: from,
        end: to,
        value: decodePercent(text.slice(from, to)).value,
      });
      credentials = { user: part(start, nameEnd), ...(colon !== -1 && { password: part(nameEnd + 1, at) }) };
      start = at + 1;
    }
  }
  const { value, trouble } = decodePercent(text.slice(start, end));
  if (trouble) faults.push(invalid({ start, end }, troubleWith(trouble, "the directory").message));
  const query = question === -1 ? [] : readQuery(text, { start: question + 1, end: text.length }, true, faults);
  const database = query.findLast((pair) => pair.name === "db");
  const encoding = query.findLast((pair) => pair.name === "encoding");
  const pairs = query.filter(
    (pair) => pair.name !== "db" && pair.name !== "encoding" && !(encoding && pair.name === "client_encoding"),
  );
  if (encoding) pairs.push({ ...encoding, name: "client_encoding" });
  const hosts = { start, end, value };
  return {
    form: "uri",
    scheme: "socket",
    ...credentials,
    hosts,
    ...(database && { database }),
    pairs,
    faults,
    certain: true,
  };
}

/** Reads `/directory database`, as node-postgres does. */
export function readSocketPath(text: string): Raw {
  const blank = text.indexOf(" ");
  const end = blank === -1 ? text.length : blank;
  const next = blank === -1 ? -1 : text.indexOf(" ", blank + 1);
  const last = next === -1 ? text.length : next;
  return {
    form: "uri",
    hosts: { start: 0, end, value: text.slice(0, end) },
    ...(blank !== -1 &&
      last > blank + 1 && { database: { start: blank + 1, end: last, value: text.slice(blank + 1, last) } }),
    pairs: [],
    faults: [],
    certain: true,
  };
}

// programs other than PostgreSQL that answer on a port, known by the first bytes that they send

/** What answers on the port; undefined for what may be PostgreSQL or a pooler. */
export function otherProgramIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 80)).toString("latin1");
  const known = GREETINGS.find(({ greeting }) => greeting.test(start));
  if (known) return known.name;
  // a packet of MySQL: three bytes of length, number 0, then the version of the protocol or an error
  if (bytes.length > 5 && bytes[3] === 0 && (bytes[4] === 0x0a || bytes[4] === 0xff) && bytes[0] !== 0) {
    const version = /^[\x20-\x7e]{1,40}/.exec(start.slice(5))?.[0];
    return bytes[4] === 0x0a && version ? `MySQL or MariaDB (${version})` : "MySQL or MariaDB";
  }
  return undefined;
}

const GREETINGS: readonly { readonly name: string; readonly greeting: RegExp }[] = [
  { name: "an HTTP server", greeting: /^(?:HTTP\/\d|<!?(?:html|doctype))/i },
  { name: "an SSH server", greeting: /^SSH-\d/ },
  { name: "Redis", greeting: /^-(?:ERR|NOAUTH|DENIED|WRONGPASS)\b/ },
  { name: "a mail or FTP server", greeting: /^220[ -]/ },
  { name: "an AMQP broker", greeting: /^AMQP/ },
  // an alert or a handshake of TLS, which PostgreSQL sends only after it was asked for TLS
  { name: "a server that expects TLS from the first byte, such as HTTPS", greeting: /^[\x15\x16]\x03[\x00-\x04]/ },
];

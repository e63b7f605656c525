// where a connection string leads: to the database itself or a pooler, and whether the server proves who it is

/**
 * Whether a server looks like the database itself, no pooler before it: by its port, 5432 unless said, and its name.
 * False for a name that a program puts in later.
 */
export function isDirect(host: string, port: string | number | undefined): boolean {
  if (port !== undefined && port !== "" && Number(port) !== 5432) return false;
  return !/pool|bouncer|pgcat|pgdog|odyssey|proxy|[${]/i.test(host);
}

/** The last host and port of `host:port`, as a URL has it. */
export function hostAndPort(server: string): [host: string, port: string | undefined] {
  const [, host = server, port] = /^(.*):(\d{1,5})$/s.exec(server.slice(-1_000)) ?? [];
  return [host, port];
}

/** The parameter, and its value, that says in so many words that the server certificate is not checked. */
export function uncheckedBy(params: Readonly<Record<string, unknown>>): readonly [string, string] | undefined {
  if (params.sslmode === "disable") return undefined;
  return UNCHECKED.find(([name, word]) => params[name] === word);
}

const UNCHECKED = [
  ["sslaccept", "accept_invalid_certs"],
  ["sslmode", "no-verify"],
] as const;

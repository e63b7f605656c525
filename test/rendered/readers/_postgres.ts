// what PostgreSQL itself makes of the settings that a client sends when it connects
import type { Settings } from "../reader.ts";

/** The value of a parameter that is a time: milliseconds, null for off. */
function time(text: string): number | null {
  const [, digits, unit = "ms"] = /^(\d+)\s*(ms|s|min|h|d)?$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new Error(`the server takes no time such as ${JSON.stringify(text)}`);
  const factor = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }[unit]!;
  return Number(digits) * factor || null;
}

const TIMES: Readonly<Record<string, string>> = {
  statement_timeout: "session.statementTimeout",
  lock_timeout: "session.lockTimeout",
  idle_in_transaction_session_timeout: "session.idleInTransactionTimeout",
  transaction_timeout: "session.transactionTimeout",
};

/** The settings among parameters of the server. */
export function sessionSettings(parameters: Readonly<Record<string, string>>): Settings {
  return Object.fromEntries(
    Object.entries(TIMES).flatMap(([name, path]) =>
      parameters[name] === undefined ? [] : [[path, time(parameters[name])]],
    ),
  );
}

/** The schemas of a search_path, as SplitIdentifierString of the server reads it. */
export function schemasOf(path: string): readonly string[] {
  const found = path.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,"\s][^,]*?))\s*(?:,|$)/g);
  return [...found].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.toLowerCase());
}

/** The parameters of the server in `options`, as pg_split_opts and the switch -c read them. */
export function startupOptions(text: string): Record<string, string> {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "\\" && at + 1 < text.length) word = (word ?? "") + text[++at]!;
    else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  const parameters: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const one = words[at]!;
    const pair = one === "-c" ? words[++at] : /^(?:-c|--)(.+)$/s.exec(one)?.[1];
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair ?? "") ?? [];
    if (name === undefined) throw new Error(`the server does not start with ${JSON.stringify(text)}`);
    parameters[name] = value!;
  }
  return parameters;
}

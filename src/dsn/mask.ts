// hides passwords in text, also where the connection string they stand in is broken
import { MASK } from "../secret.ts";
import { SCHEME } from "./split.ts";

/**
 * Replaces every password in a text by `***`: in connection URIs, in `password=` settings and parameters.
 * In doubt it hides more than the password.
 */
export function maskDsn(text: string): string {
  const starts = [...text.matchAll(BEGIN)].map((match) => ({
    from: match.index + match[0].length,
    start: match.index,
  }));
  let out = "";
  let done = 0;
  for (const [at, { from }] of starts.entries()) {
    const next = starts[at + 1]?.start ?? text.length;
    // a text that is one connection string may have a line break in its password
    const line = SCHEME.test(text.slice(0, 80)) && starts.length === 1 ? -1 : text.indexOf("\n", from);
    const end = line === -1 || line > next ? next : line;
    out += text.slice(done, from) + maskUri(text.slice(from, end));
    done = end;
  }
  return maskSettings(out + text.slice(done));
}

/** Whether the value of a parameter is a secret. */
export function isSecretParam(name: string): boolean {
  return /pass(?:word|wd|phrase)$|^(?:pass|pwd)$|secret|^scram_.*_key$/i.test(name);
}

const BEGIN = /[a-z][a-z0-9+.-]{0,30}:\/\//gi;

// from the first ":" to the last "@": what stands between may hold any character
function maskUri(text: string): string {
  const at = text.lastIndexOf("@");
  const colon = text.indexOf(":");
  if (at !== -1) return colon === -1 || colon > at ? text : `${text.slice(0, colon)}:${MASK}${text.slice(at)}`;
  // no "@": what stands where a port would is a password, unless it is a number
  const rest = /^[^\s:/?#,"'`]*:(?!\d{0,5}(?:[/?#,;:\s"'`)\]}]|$))[^\s"'`]+/.exec(text);
  return rest ? `${text.slice(0, colon)}:${MASK}${text.slice(rest[0].length)}` : text;
}

const SETTING = /(?<![\w%])([\w%]{1,80})(\s{0,20}=\s{0,20})('(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|[^\s&"'`]*)/gs;

/** Replaces the values of `password=`, `sslpassword=` and the like. */
export function maskSettings(text: string): string {
  return text.replace(SETTING, (whole, name: string, equals: string, value: string) =>
    value === "" || !isSecretParam(unescaped(name)) ? whole : `${name}${equals}${MASK}`,
  );
}

function unescaped(name: string): string {
  return name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

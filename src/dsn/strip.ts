// a connection string without its secrets

import { isSecretParam, maskDsn } from "../text/redact.ts";
import type { DsnFault } from "./_raw.ts";
import { readConninfo } from "./conninfo.ts";
import { piecesIn } from "./parameters.ts";
import { scanDsn } from "./parse.ts";
import { queryNames, splitUri } from "./split.ts";

/** Whether a text stands for a secret and is none: a reference to a variable, a placeholder, a mask. */
export function isReference(text: string): boolean {
  return /^(?:\$\{[^}]*\}|\$\w+|<[^>]*>|\*+)$/.test(text);
}

/**
 * A connection string without its passwords: that of the role, that of a key, and any other parameter that is a secret.
 *
 * @returns undefined if it is not certain where a password ends, so that a piece of it could be left.
 */
export function withoutSecrets(text: string): string | undefined {
  if (isReference(text)) return text;
  const before = scanDsn(text);
  const { user, password, database, hosts, params } = before.dsn;
  const secrets = [
    password,
    ...Object.keys(params)
      .filter(isSecretParam)
      .map((name) => params[name]),
  ];
  if (secrets.every((secret) => !secret || isReference(secret)) && maskDsn(text) === maskReferences(text, secrets))
    return splitUri(text) || !isBroken(before.faults) ? text : undefined;
  const stripped = splitUri(text) ? withoutParts(text) : withoutPairs(text);
  if (stripped === undefined || isBroken(before.faults)) return undefined;
  const after = scanDsn(stripped).dsn;
  const same = JSON.stringify([user, database, hosts]) === JSON.stringify([after.user, after.database, after.hosts]);
  return same && !after.password && maskDsn(stripped) === stripped ? stripped : undefined;
}

// a text that may be read in another way than it was meant
function isBroken(faults: readonly DsnFault[]): boolean {
  return faults.some(({ severity }) => severity === "error");
}

function maskReferences(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>((rest, secret) => (secret ? rest.replaceAll(secret, "***") : rest), text);
}

function withoutParts(text: string): string | undefined {
  const { password, query } = splitUri(text)!;
  const names = queryNames(text, query);
  const pairs = query ? text.slice(query.start, query.end).split("&") : [];
  // after a password with an "&" in it, the rest of it looks like a parameter
  const first = names.findIndex(isSecretParam);
  const pieces = piecesIn(
    names.map((name) => ({ name })),
    undefined,
  );
  if (first >= 0 && names.some((name, at) => at > first && (name === "" || pieces.has(name)))) return undefined;
  const kept = pairs.filter((_, at) => !isSecretParam(names[at]!));
  const head = text.slice(0, query ? query.start - 1 : text.length);
  const bare = password ? head.slice(0, password.start - 1) + head.slice(password.end) : head;
  return kept.length > 0 ? `${bare}?${kept.join("&")}` : bare;
}

function withoutPairs(text: string): string {
  let out = "";
  let done = 0;
  for (const { name, nameStart, end } of readConninfo(text).pairs) {
    if (!isSecretParam(name)) continue;
    out += text.slice(done, nameStart).trimEnd();
    done = end;
  }
  return (out + text.slice(done)).trim();
}

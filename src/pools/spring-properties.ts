// how Spring Boot lets its properties be written: in any case, dotted or nested, with placeholders
import type { Spelling } from "../mapping/define.ts";

/** The kebab case of a Java property: `maximumPoolSize` is `maximum-pool-size`. */
export function kebab(name: string): string {
  return name.replace(
    /[A-Z]+(?![a-z])|[A-Z]/g,
    (letters, at: number) => `${at > 0 ? "-" : ""}${letters.toLowerCase()}`,
  );
}

/** Spells the keys of a file as the native `keys`, which are in kebab case; the parts below a key of `maps` stay. */
export function springSpelling(keys: readonly string[], maps: readonly string[]): Spelling {
  const names = new Map(keys.flatMap((key) => key.split(".").map((part) => [uniform(part), part] as const)));
  return {
    dotted: true,
    key: (part, above) => (above.some((step) => maps.includes(step)) ? part : (names.get(uniform(part)) ?? part)),
    interpolated: filled,
    template: firstDocument,
  };
}

// Spring compares names without dashes and case; _ is a dash in what files hold
function uniform(name: string): string {
  return name.replaceAll(/[-_]/g, "").toLowerCase();
}

/** Puts the defaults of placeholders in: `${POOL:5}` is `5`. */
export function filled(text: string): string {
  let at = text;
  for (let depth = 0; depth < 8; depth += 1) {
    const next = at.replace(/(?<!\\)\$\{[^${}:]{1,200}:([^${}]*)\}/g, "$1");
    if (next === at) break;
    at = next;
  }
  return at;
}

/**
 * Keeps Spring from replacing a piece of a text. A placeholder without a name has its default alone, so `${:$}` is a
 * dollar sign in every version; `\${` is an escape in Spring Framework 6.2 and later only.
 */
export function escapePlaceholder(text: string): string {
  // the backslashes before it would be an escape in the later versions
  return text.replace(/(?<!\\)\\*\$\{/g, (piece) => `${"${:\\}".repeat(piece.length - 2)}${"${:$}"}{`);
}

/** Takes that off again; undefined if a placeholder is left. `backslash`: whether `\${` is an escape in every version. */
export function unescapePlaceholder(text: string, backslash: boolean): string | undefined {
  let isOpen = false;
  const plain = text.replace(/(\\?)\$\{(?::([\\$])\})?/g, (piece, slash: string, char?: string) => {
    if (slash !== "" && backslash) return piece.slice(1);
    if (char !== undefined) return slash + char;
    isOpen = true;
    return piece;
  });
  return isOpen ? undefined : plain;
}

const PROFILE =
  /^[ \t]*(?:spring\.)?(?:on-profile|onProfile|config\.activate\.on-profile|profiles)[ \t]*:|^spring\.(?:config\.activate\.on-profile|profiles)[ \t]*[:=]/m;

// a file may hold several documents, those with a profile for that profile alone; the first without one is read
function firstDocument(text: string): string {
  const parts = text.split(/^((?:---|#---)[^\n]*\n?)/m);
  if (parts.length < 3) return text;
  const documents = parts.filter((_, at) => at % 2 === 0);
  const common = documents.findIndex((document) => /\S/.test(document) && !PROFILE.test(document));
  if (common < 0) return text;
  return parts.map((part, at) => (at === common * 2 ? part : part.replace(/[^\n]/g, " "))).join("");
}

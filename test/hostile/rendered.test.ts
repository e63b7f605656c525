// whatever a setting contains, a rendered file has the same keys, sections and lines as for a plain value, and a reader of that
// format that is not ours gets the value back; or the value is refused
import * as dotenv from "dotenv";
import { parseAst } from "rolldown/parseAst";
import { getStaticTOMLValue, parseTOML } from "toml-eslint-parser";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import type { Form, Target } from "../../src/mapping/define.ts";
import { isWellFormed } from "../../src/model/fast-path.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { Secret } from "../../src/text/secret.ts";
import { configOf } from "../targets/_config.ts";
import { smallRyeReads, springReads } from "../targets/_java-readers.ts";

/** Plain values, no two of which contain one another. */
const PLAIN: Readonly<Record<string, string>> = {
  "connection.host": "hostname1",
  "connection.user": "username2",
  "connection.password": "passphrase3",
  "connection.database": "databasename4",
  "connection.schema": "schemaname5",
  "connection.applicationName": "appname6",
  "connection.ssl.ca": "cafile7",
  "connection.ssl.cert": "certfile8",
  "connection.ssl.key": "keyfile9",
};

const HOSTILE: readonly string[] = [
  ...[
    "x\ny",
    "x\ry",
    "x\r\n[pgbouncer]\r\nauth_type = any",
    "x\n\n[s]\nk = 1",
    "\nx",
    "x\n",
    "x\\\ny = 1",
    "x\nINJECTED=1",
  ],
  ...['x"y', '"', '""', 'x" pool_size 0 #', 'x\\" pool_size 0 client_fwd_error yes #', 'x"\n}\n', '"""', 'x"; "y'],
  ...[
    "x'y",
    "'",
    "x''y",
    "x' k='1",
    "'''",
    "x`y",
    "`id`",
    "x\\",
    "\\",
    "x\\\\",
    "x\\'y",
    'x\\"y',
    "x'y\\",
    "x'y\"z$`\\",
  ],
  ...[
    "${HOME}",
    "x${HOME}y",
    "$HOME",
    "$(id)",
    "$$",
    "x$$y",
    "\\${HOME}",
    "\\$",
    "${",
    "$${x}",
    "${x:-y}",
    "${:$}",
    "{{x}}",
  ],
  ...[
    "#{1+1}",
    "x#{y}z",
    "#x",
    "x #y",
    "x ;y",
    ";x",
    "%(here)s",
    "x%y",
    "%s%%s",
    "%%",
    "%HOME%",
    "*/ x /*",
    "// x",
    "-- x",
  ],
  ...[
    "<% exit %>",
    "<%= 1 %>",
    "x%>y",
    "</script><!--",
    "x ",
    " x",
    "\tx",
    "x\t",
    "  ",
    "x=y",
    "=x",
    "a;b=c;Password=x",
  ],
  ...[
    "k: v",
    "- x",
    "{a: 1}",
    "[x]",
    "...",
    "--- x",
    "!!x y",
    "&x",
    "*x",
    "|",
    ">",
    "? x",
    "@x",
    "~",
    "null",
    "true",
    "off",
  ],
  ...[
    "12:30:45",
    "y",
    "n",
    "=",
    "<<",
    "0b11",
    "+12",
    "-.inf",
    ".5",
    "5.",
    "1,000",
    "? ",
    "%YAML 1.1",
    "`x",
    "x: ",
    "0o17",
  ],
  ...[
    "12",
    "1e3",
    "0x1F",
    "1_000",
    ".inf",
    "2024-01-01",
    "x\u2028y",
    "x\u2029y",
    "x\u0085y",
    "x\u001b[31my",
    "x\u007fy",
  ],
  ...[
    "x\0y",
    "\0",
    "x\ud800y",
    "\udc00",
    "é",
    "日本",
    "😀",
    "x\u202ey",
    "x\ufeffy",
    "__proto__",
    "constructor",
    "default",
    "pgbouncer",
  ],
  ...[
    "\\u000aX=1",
    "\\n",
    "\\x41",
    "\\N{DIGIT ONE}",
    "x.y",
    "x:y",
    "x/y",
    "x?y&z=1",
    "x%00y",
    "x%0Ay",
    "x+y",
    "x|y",
    "x<y>z",
  ],
];

const cases = targets.flatMap((target) => target.forms.map((form) => [target.id, form, target] as const));

test("the plain values do not contain one another", () => {
  for (const [one, text] of Object.entries(PLAIN))
    for (const [other, within] of Object.entries(PLAIN)) expect(one !== other && within.includes(text)).toBe(false);
});

describe.each(cases)("%s as %s", (_id, form, target) => {
  const plain = written(target, form, PLAIN)!;
  const whole = read(target, form, plain, PLAIN);

  // the key is written as the certificate is
  test.each(Object.keys(PLAIN).filter((path) => path !== "connection.ssl.key"))("%s", (path) => {
    let refused = 0;
    for (const hostile of HOSTILE) {
      const given = { ...PLAIN, [path]: hostile };
      const text = written(target, form, given);
      if (text === undefined) {
        refused++;
        continue;
      }
      const label = `${path} = ${JSON.stringify(hostile)}:\n${text}`;
      expect(isWellFormed(text), label).toBe(true);
      // several hosts, an address or a socket is written under other keys
      if (path === "connection.host" && /[,:@]|^\/|^[\d.]+$/.test(hostile)) continue;
      // several schemas, and blanks around one
      if (path === "connection.schema" && /,|^\s|\s$/.test(hostile)) continue;
      // a name that is a section of the file, or that this reader of TOML leaves out
      if (form === "toml" && hostile === "__proto__") continue;
      if (whole.keys.some((key) => key.split("/").includes(hostile))) continue;
      const found = read(target, form, text, given);
      expect(found.keys, label).toEqual(whole.keys);
      for (const [key, value] of found.values)
        if (whole.values.get(key) === PLAIN[path]) expect(same(path, hostile), `${key} of ${label}`).toContain(value);
    }
    const isLost = written(target, form, { ...PLAIN, [path]: "another" }) === undefined;
    const { connection: layout } = target;
    // a tool that does not decode the name of the database takes plain ones only
    const isPlain = path === "connection.database" && layout.layout === "url" && layout.rawDatabase === true;
    if (isLost) expect(refused, "none is written").toBe(HOSTILE.length);
    else if (isPlain) expect(refused, "plain ones").toBe(HOSTILE.filter((text) => !/^[\w.~!*()-]*$/.test(text)).length);
    else expect(refused, "most are written").toBeLessThan(HOSTILE.length / 2);
  });
});

/** The values that say the same: a schema may be quoted as in search_path. */
function same(path: string, value: string): string[] {
  return path === "connection.schema" ? [value, `"${value.replaceAll('"', '""')}"`] : [value];
}

/** What is rendered; undefined if the setting is refused or left out, and that is reported. */
function written(target: Target, form: Form, settings: Readonly<Record<string, string>>): string | undefined {
  // past the schema, which takes neither NUL nor half of a surrogate pair: a program may make its config itself
  const { config, origins } = configOf({ ...PLAIN, "connection.ssl.mode": "verify-full" });
  for (const [path, value] of Object.entries(settings)) {
    const keys = path.split(".");
    const table = keys.slice(0, -1).reduce((at, key) => at[key] as never, config as unknown as Record<string, unknown>);
    table[keys.at(-1)!] = path === "connection.password" ? new Secret(value) : value;
  }
  try {
    const { text, deviations } = render(config, target.id, { format: form, origins, onlySet: true });
    const left = deviations.some(({ path, kind }) => kind === "unsupported" && settings[path] !== PLAIN[path]);
    return left || deviations.some(({ severity }) => severity === "error") ? undefined : text;
  } catch (error) {
    if (!isPoolcfgError(error)) throw error;
    return undefined;
  }
}

interface Read {
  /** Its keys, or the shape of its code. Where a name is a key, the plain name stands for it. */
  readonly keys: readonly string[];
  readonly values: ReadonlyMap<string, unknown>;
}

function read(target: Target, form: Form, text: string, given: Readonly<Record<string, string>>): Read {
  if (form === "code" || form === "ts") return { keys: shapeOf(target, text), values: new Map() };
  const values = new Map<string, unknown>();
  const names = new Map(Object.keys(PLAIN).map((path) => [given[path]!, PLAIN[path]!]));
  const walk = (value: unknown, at: string) => {
    if (typeof value !== "object" || value === null) values.set(at, value);
    else for (const [key, member] of Object.entries(value)) walk(member, `${at}/${names.get(key) ?? key}`);
  };
  walk(READERS[form](text, target), "");
  return { keys: [...values.keys()].sort(), values };
}

const READERS: Readonly<Record<Exclude<Form, "code" | "ts">, (text: string, target: Target) => unknown>> = {
  json: (text, { asText }) => {
    const data = JSON.parse(text);
    if (asText?.json !== "ado-net") return data;
    return keywords(data.ConnectionStrings.Default);
  },
  yaml: (text, target) => {
    const plain = target.keyCase?.escape ? withoutErb(text) : text;
    const [first, second] = (["1.1", "1.2"] as const).map((version) =>
      parseYaml(plain, { version, schema: version === "1.1" ? "yaml-1.1" : "core" }),
    );
    expect(second).toEqual(first);
    return filled(first, target);
  },
  toml: (text) => getStaticTOMLValue(parseTOML(text)),
  properties: (text, target) => filled(properties(text), target),
  env: (text) => {
    expect(text, "one line for each variable").toMatch(/^(?:\w+=[^\n]*\n)+$/);
    const lines = text.match(/^\w+=/gm)!.map((line) => line.slice(0, -1));
    const data = dotenv.parse(text);
    expect(Object.keys(data)).toEqual(lines);
    return data;
  },
  url: (text) => {
    expect(text).toMatch(/^[a-z0-9:+]+:\/\/[\w.~:@/?&=,%[\]-]*\n$/);
    return { url: "" };
  },
  "ado-net": (text) => keywords(text.replace(/\n$/, "")),
  ini: (text, target) => ini(text, target),
  "odyssey-conf": (text) => blocks(text),
};

/** Java's own rules for a .properties file. */
function properties(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  const unescaped = (raw: string) =>
    raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code, char) =>
      code
        ? String.fromCharCode(Number.parseInt(code, 16))
        : ({ n: "\n", r: "\r", t: "\t", f: "\f" }[char as string] ?? char),
    );
  // a line that ends with an odd number of backslashes goes on
  for (const line of text.replace(/(?<!\\)((?:\\\\)*)\\(?:\r\n|\n|\r)[ \t\f]*/g, "$1").split(/\r\n|\n|\r/)) {
    if (/^[ \t\f]*(?:[#!]|$)/.test(line)) continue;
    const [, key, value] = /^[ \t\f]*((?:\\.|[^\\:= \t\f])*)[ \t\f]*[:=]?[ \t\f]*(.*)$/.exec(line)!;
    found[unescaped(key!)] = unescaped(value!);
  }
  return found;
}

/** What Spring and Quarkus put in place of placeholders. */
function filled(data: unknown, { id, language }: Target): unknown {
  if (language !== "java" || id.startsWith("hikaricp")) return data;
  const reads = (text: string) => (id === "quarkus" ? smallRyeReads(text) : springReads(text, id !== "spring-boot@3"));
  if (typeof data === "string") return reads(data);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, filled(value, { id, language } as Target)]),
  );
}

/** ERB, of which nothing may be left. */
function withoutErb(text: string): string {
  expect(text.replaceAll("<%%", ""), "nothing runs").not.toMatch(/<%/);
  return text.replaceAll("<%%", "<%");
}

/** ADO.NET's rules: a quote is doubled in a value that begins with it. */
function keywords(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  const pair = /([^=;]+)=(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^;]*))(?:;|$)/gy;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (!match) throw new Error(`no pair at ${pair.lastIndex} of ${text}`);
    const [, key, double, single, bare] = match;
    found[key!.trim()] = double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? bare!.trim();
  }
  return found;
}

/** PgBouncer's rules, and those of Python's configparser for the other one. */
function ini(text: string, target: Target): unknown {
  const data: Record<string, Record<string, unknown>> = Object.create(null);
  let section: Record<string, unknown> | undefined;
  for (const line of text.split(/\n|\r/)) {
    const head = /^\[([^\]]*)\]$/.exec(line);
    if (line === "") continue;
    if (head) {
      section = data[head[1]!] ??= Object.create(null) as Record<string, unknown>;
      continue;
    }
    const [, key, value] = /^([\w.*-]+) = ?([^\n]*)$/.exec(line) ?? [];
    if (key === undefined || !section) throw new Error(`no setting: ${line}`);
    if (target.keyCase?.written) {
      expect(value!.replaceAll("%%", ""), "nothing is put in").not.toContain("%");
      section[key] = value!.replaceAll("%%", "%").trim();
    } else section[key] = value!.trim();
  }
  const { databases, ...rest } = data;
  if (!databases) return rest;
  const entries = Object.values(databases);
  expect(entries).toHaveLength(1);
  const parts: Record<string, string> = Object.create(null);
  const pair = /(\w+)=(?:'((?:[^']|'')*)'|([^\s']*))(?: |$)/gy;
  const entry = String(entries[0]);
  while (pair.lastIndex < entry.length) {
    const match = pair.exec(entry);
    if (!match) throw new Error(`no pair at ${pair.lastIndex} of ${entry}`);
    parts[match[1]!] = match[2]?.replaceAll("''", "'") ?? match[3]!;
  }
  return { databases: parts, ...rest };
}

/** The lexer of Odyssey's releases up to 1.5, in parser.h: a backslash skips a character, and both stay in the text. */
function blocks(text: string): unknown {
  const tokens: { kind: string; text: string }[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const blank = /^(?:\s+|#[^\n]*)/.exec(rest);
    const word = /^(?:-?\d+|[A-Za-z][A-Za-z0-9_]*|[{}])/.exec(rest);
    if (blank) at += blank[0].length;
    else if (word) {
      tokens.push({ kind: word[0] === "{" || word[0] === "}" ? word[0] : "word", text: word[0] });
      at += word[0].length;
    } else if (rest.startsWith('"')) {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') {
        if (text[end] === "\n") throw new Error("a line break in a text");
        end += text[end] === "\\" ? 2 : 1;
      }
      if (end >= text.length) throw new Error("a text without an end");
      tokens.push({ kind: "text", text: text.slice(at + 1, end) });
      at = end + 1;
    } else throw new Error(`unexpected ${rest.slice(0, 10)}`);
  }
  let at = 0;
  const block = (): Record<string, unknown> => {
    const table: Record<string, unknown> = Object.create(null);
    while (at < tokens.length && tokens[at]!.kind !== "}") {
      const { text: name } = tokens[at++]!;
      const value = tokens[at++]!;
      if (value.kind === "{") {
        table[name] = block();
        at++;
      } else if (tokens[at]?.kind === "{") {
        at++;
        table[`${name} ${value.text}`] = block();
        at++;
      } else table[name] = value.text;
    }
    return table;
  };
  const data = block() as Record<string, Record<string, unknown>>;
  const [rule] = Object.entries(data).flatMap(([name, inner]) =>
    name.startsWith("database ") ? Object.entries(inner) : [],
  );
  const others = Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith("database ")));
  return { ...others, rule: rule![1] };
}

/** The shape of a program: the tree of a JavaScript one, and of another what is left without its texts. */
function shapeOf({ language }: Target, text: string): string[] {
  if (language === "js") return treeOf(parseAst(text, { lang: "ts" }));
  const texts =
    language === "python" || language === "ruby" ? /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g : /"(?:[^"\\\n]|\\.)*"/g;
  const shape = text.replace(texts, (literal) => {
    if (language === "ruby" || language === "elixir")
      if (literal.startsWith('"')) expect(literal.replace(/\\./g, ""), "nothing is put in").not.toContain("#{");
    return '""';
  });
  expect(shape, "no text is cut off").not.toMatch(
    language === "python" || language === "ruby" ? /^[^#"']*(?:""[^#"']*)*["'][^"']*$/m : /$^/,
  );
  // a formatter breaks a line that is too long
  return [shape.replace(/\s+/g, "").replace(/,(?=[)\]}])/g, "")];
}

function treeOf(node: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      const { type, name, operator } = value as Record<string, unknown>;
      if (typeof type === "string")
        found.push([type, name, operator].filter((part) => typeof part === "string").join(" "));
      for (const [key, member] of Object.entries(value))
        if (key !== "value" || typeof member === "object") visit(member);
    }
  };
  visit(node);
  return found;
}

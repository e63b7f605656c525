// Rust: durations as serde has them, lists of pairs as tables, enum variants by their names

import { Expression, isTree } from "../codecs/literal.ts";
import { RUNNER_COMMAND } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";
import { rustProgram } from "./_programs/rust.ts";

export default defineLanguage({
  id: "rust",
  title: "Rust",
  extension: "rs",
  comment: "//",
  quote: quoteRust,
  literal,
  variable: (name) => {
    const must = quoteRust(`${name} must be set`);
    return new Expression(`std::env::var(${quoteRust(name)}).expect(${must})`);
  },
  fileVariable: (name) => {
    const must = quoteRust(`${name} must be set`);
    const file = `std::env::var(${quoteRust(name)}).expect(${must})`;
    return new Expression(`content_of(&${file})`, { helpers: [CONTENT_OF] });
  },
  passwordIn: (url) =>
    new Expression(`password_in(&${url.code})`, { imports: url.imports, helpers: [...url.helpers, PASSWORD_IN] }),
  withoutParameters(url, names, why) {
    const helpers = [...url.helpers, `// ${why}\n${WITHOUT_PARAMETERS}`];
    const list = literal([...names], "    ");
    return new Expression(`without_parameters(\n    &${url.code},\n    &${list},\n)`, {
      imports: url.imports,
      helpers,
    });
  },
  withPassword(url, password) {
    const helpers = [...password.helpers, WITH_PASSWORD];
    return new Expression(`with_password(\n    ${quoteRust(url)},\n    &${password.code},\n)`, { helpers });
  },
  tidy: layOut,
  program: rustProgram,
});

/** Writes text as a string literal. */
function quoteRust(text: string): string {
  const escaped = text.replace(/["\\\n\r\t\0]/g, (char) => ESCAPES[char]!);
  return `"${escaped.replace(/(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`).replace(RUNNER_COMMAND, "#\\u{23}")}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\0": "\\0",
};

// a table is a list of pairs, since there is no literal for one
function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteRust(value);
  if (value === null || value === undefined) return "None";
  if (Array.isArray(value))
    return list(
      value.map((item) => literal(item, `${indent}    `)),
      indent,
    );
  if (!isTree(value)) return String(value);
  const pairs = Object.entries(value).map(([key, member]) => {
    const pair = `${quoteRust(key)}, ${quoteRust(String(member))}`;
    const inner = `\n${indent}        `;
    return pair.length <= WIDTH ? `(${pair})` : `(${inner}${pair.replace(", ", `,${inner}`)},\n${indent}    )`;
  });
  return list(pairs, indent);
}

const WIDTH = 60;
const LINE = 100;

// on one line where it fits
function list(items: readonly string[], indent: string): string {
  const line = `[${items.join(", ")}]`;
  if (items.length < 2 && line.length + indent.length < 90) return line;
  if (line.length <= WIDTH) return line;
  return `[\n${items.map((item) => `${indent}    ${item},\n`).join("")}${indent}]`;
}

/** Long values have a line of their own; short calls with two arguments, and short chains of calls, have one in all. */
function layOut(program: string): string {
  const ended = program.replace(/\n +;$/gm, ";");
  const values = ended.replace(/^( +)([\w.]+ =) (\S.+)$/gm, (line, indent, name, value) =>
    line.length > LINE && !line.endsWith("(") ? `${indent}${name}\n${indent}    ${value}` : line,
  );
  const calls = values.replace(/^(.*\()\n +(\S.*),\n +(\S.*),\n +\)(.*)$/gm, (whole, call, one, two, rest) =>
    `${one}, ${two}`.length <= WIDTH ? `${call}${one}, ${two})${rest}` : whole,
  );
  return calls.replace(/^( *(?:let (?:mut )?\w+ = )?)(\S.*)((?:\n {4,}\.\S.*)+)$/gm, (whole, lead, first, links) => {
    const chain = `${first}${links.replace(/\n +/g, "")}`;
    return chain.replace(/;$/, "").length <= WIDTH ? `${lead}${chain}` : whole;
  });
}

const CONTENT_OF = `// a secret that is mounted as a file
fn content_of(path: &str) -> String {
    let content = std::fs::read_to_string(path).expect("the file with the secret must be readable");
    content.trim_end_matches(['\\r', '\\n']).to_owned()
}`;

const PASSWORD_IN = `// the password of a connection string
fn password_in(url: &str) -> String {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let (user_info, _) = rest.split_once('@').unwrap_or_default();
    let (_, password) = user_info.split_once(':').unwrap_or_default();
    let mut parts = password.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at_checked(2).unwrap_or_default();
        bytes.push(u8::from_str_radix(code, 16).expect("the password must be percent-encoded"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("the password must be UTF-8")
}`;

const WITHOUT_PARAMETERS = `fn without_parameters(url: &str, names: &[&str]) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !names.contains(&name(pair).as_str()))
        .collect();
    if kept.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", kept.join("&"))
    }
}`;

const WITH_PASSWORD = `fn with_password(url: &str, secret: &str) -> String {
    let encoded: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    match url.split_once('@') {
        Some((user, rest)) => format!("{user}:{encoded}@{rest}"),
        None => url.replacen("://", &format!("://:{encoded}@"), 1),
    }
}`;

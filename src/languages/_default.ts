// an environment variable with a literal default, as programs read one: `os.environ.get("POOL", 20)`, `ENV.fetch("POOL") { 5 }`

/** A variable, and the value that a program has without it. */
export interface WithDefault {
  readonly variable: string;
  /** A text that is a number counts as one: what comes from the environment is a text in any case. */
  readonly value: string | number | boolean;
}

const NAME = "[A-Za-z_][A-Za-z0-9_.]{0,80}";
const LITERAL = `(-?\\d[\\d_]{0,20}(?:\\.\\d{1,10})?|"[^"\\\\]{0,80}"|'[^'\\\\]{0,80}'|[Tt]rue|[Ff]alse)`;

/** A conversion around the call, the call, and the name of the variable. */
const CALL = new RegExp(
  `^(?:(?:int|float|str|bool|Integer|Float|String\\.to_integer|Integer\\.parseInt|Integer\\.valueOf|Long\\.parseLong|int\\.Parse|int32|int64)\\(){0,3}([A-Za-z_][\\w.:!()]{0,60}[(\\[])\\s{0,5}(?:"(${NAME})"|'(${NAME})')`,
);

/** Where the default is: a further argument, behind an operator, in a block, in a call on the result. */
const DEFAULTS = [
  `,\\s{0,5}(?:default\\s{0,5}[=:]\\s{0,5})?`,
  `[)\\]]\\s{0,5}(?:\\|\\||\\?\\?|or)\\s{0,5}`,
  `\\)\\s{0,5}\\{?\\s{0,5}`,
  `\\)\\.unwrap_or(?:_else)?\\(\\s{0,5}(?:\\|\\w{0,10}\\|\\s{0,5})?`,
].map((before) => new RegExp(`^\\s{0,5}${before}${LITERAL}`));

/** What may follow: what closes the calls, and conversions that leave the value as it is. */
const REST =
  /^(?:[)\s}]|\.(?:to_i|to_s|to_f|to_owned\(\)|to_string\(\)|into\(\)|unwrap\(\)|parse(?:::<\w{1,10}>)?\(\))|,\s{0,5}cast=\w{1,10})*$/;

/** The default in an expression that reads a variable; undefined if it does more, or has none. */
export function defaultIn(source: string): WithDefault | undefined {
  const text = source.trim();
  const call = text.length <= 200 ? CALL.exec(text) : null;
  const variable = call?.[2] ?? call?.[3];
  if (!call || variable === undefined || !/env|^config\($/i.test(call[1]!)) return undefined;
  const after = text.slice(call[0].length);
  for (const pattern of DEFAULTS) {
    const found = pattern.exec(after);
    if (found && REST.test(after.slice(found[0].length))) return { variable, value: literal(found[1]!) };
  }
  return undefined;
}

function literal(text: string): string | number | boolean {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const plain = /^["']/.test(text) ? text.slice(1, -1) : text.replaceAll("_", "");
  return /^-?\d{1,15}(?:\.\d{1,10})?$/.test(plain) ? Number(plain) : plain;
}

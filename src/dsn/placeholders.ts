// words of templates that nobody replaced, where a part of a connection belongs

/** A part of a connection that a template leaves open. */
export type OpenPart = "user name" | "password" | "host" | "database";

/**
 * Whether the part is, or holds, a placeholder of a template. Words that are in use as real values, such as `postgres`, `password`
 * and `changeme`, are none.
 */
export function isPlaceholder(part: OpenPart, text: string): boolean {
  if (text.length > 300) return false;
  const patterns = [...ANYWHERE, ...WHOLE, ...BY_PART[part]];
  const texts = part === "host" ? text.split(",", 20).flatMap((one) => [one, one.replace(PORT, "")]) : [text];
  return texts.some((one) => patterns.some((pattern) => pattern.test(one)));
}

/** What a program puts in later, with `:` in it perhaps. */
export const INTERPOLATIONS: readonly RegExp[] = [/\$\{[^{}]{1,200}\}/, /\{\{[^{}]{1,200}\}\}/];

const PORT = /:[^:\]]*$/;

const ANYWHERE: readonly RegExp[] = [...INTERPOLATIONS, /\[[A-Z][A-Z0-9 _-]{2,60}\]/, /<[A-Z][A-Z0-9 _-]{2,60}>/];

const WHOLE: readonly RegExp[] = [
  /^(?:<[^<>]{1,80}>|\[[^[\]:]{1,80}\]|\{[^{}]{1,80}\}|%[sdv]|%[A-Z][A-Z0-9_]{2,60}%|\$[A-Z][A-Z0-9_]{2,60}|__[A-Z][A-Z0-9_]{2,60}__)$/,
  /^(?:\.{3,}|…|\*{3,}|x{3,}|_{3,}|\?{3,})$/i,
  /^your[-_. ][\w. -]{1,60}$|^your(?:user|username|pass|password|pw|db|dbname|database|host|hostname|server)$/i,
  /^(?:insert|enter|put|type|replace)[-_ ](?:me|this|with|your|the|real|password|user|username|host|database)\b[\w -]{0,60}$/i,
  /^(?:(?:DB|DATABASE|POSTGRES|PG|MY|YOUR)[-_]?)?(?:USER|USER_?NAME|PASSWORD|PASSWD|PASS|PWD|HOST|HOST_?NAME|SERVER|DATABASE|DB_?NAME)(?:[-_]HERE)?$/,
  /^(?:TBD|REPLACE_?ME)$/,
];

const BY_PART: Readonly<Record<OpenPart, readonly RegExp[]>> = {
  "user name": [/\[[a-z][\w -]{2,60}\]|<[a-z][\w -]{2,60}>/i, /[._-]x{4,}$/i, /\.your[-_]/i],
  password: [],
  host: [
    /\[[^[\]:]{1,80}\]|<[^<>]{1,80}>/,
    /(?:^|[:,])%[sdv](?=$|[:,])/,
    /(?:^|[.-])x{3,}(?=$|[.:-])/i,
    /(?:^|[.-])your[-_]/i,
    /:(?:PORT|<[^<>]{1,40}>|\[[^[\]]{1,40}\])$/,
  ],
  database: [],
};

/** The parts of a connection, as far as they are set. */
export interface OpenParts {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly host?: string | undefined;
}

/** Whether words that may be real alone are together those of a well-known template. */
export function isTemplate({ user = "", password = "", host = "" }: OpenParts): boolean {
  // `prisma init` writes the first
  if (user === "johndoe" && password === "randompassword") return true;
  return /^user(?:name)?$/.test(user) && /^pass(?:word)?$/.test(password) && /^hostname(?::\d{1,5})?$/.test(host);
}

// codes in a text: a number is a code only where its surroundings say so

/** A code, and the place that it stands at. */
export interface FoundCode {
  readonly code: string;
  readonly at: number;
  readonly length: number;
}

/** A SQLSTATE, or a code of Prisma. */
const STATE = "[0-9][0-9A-Z]{4}|[A-Z]{2}\\d{3}|[A-Z]\\d{4}";
/** A code that Node or a library writes in capitals. */
const WORD = "[A-Z][A-Z0-9]{2,40}(?:_[A-Z0-9]{1,40}){0,12}";
const END = "(?![\\w-]|\\.\\d)";
/** Codes that are no error's: zip code 28000, status code 503. */
const OTHERS =
  "zip|postal|post|product|order|country|area|status|exit|promo|item|article|currency|language|response|http|voucher|coupon|discount|tracking|source|qr";

/** Each with the code as its group. */
const NEAR: readonly RegExp[] = [
  // SQLSTATE 53300, SQLSTATE[53300], SQLState: 53300, pgcode=53300, "state_code":"53300"
  `(?:sql[ _-]?state|pg_?code|state[_ -]code)["']?\\s{0,3}(?:[:=]{1,3}|=>|is)?\\s{0,3}["'[(:]{0,2}(${STATE})`,
  // code: '53300', "code":"53300", code=53300, errorCode: 53300, (code 53300)
  `(?<!(?:${OTHERS})[ _-])(?<!\\b(?:where|and|or|set|select|by|on)\\s{1,3}(?:\\w{1,60}\\.)?)(?<!\\w)(?:(?:error|err|native|db|sql)[ _-]?)?code["']?\\s{0,3}(?:[:=]{1,3}|=>|is)?\\s{0,3}["'[(:]{0,2}(${STATE}|${WORD})`,
  // FATAL:  53300: …, FATAL 53300 (too_many_connections), FATAL,53300, in a csvlog
  `(?<!\\w)(?:FATAL|ERROR|PANIC|severity)(?::\\s{0,4}|,|\\s{1,2})(${STATE})(?=:|,| \\(|\\s{0,3}$)`,
  // Npgsql.PostgresException (0x80004005): 53300: …
  `Exception(?: \\(0x[0-9A-F]{1,8}\\))?: (${STATE})(?=:)`,
  // SqlState(E53300)
  `(?<!\\w)SqlState\\(E?(${STATE})`,
  // Error: P1001, connect ECONNREFUSED, AggregateError [ECONNREFUSED], errno: 'ETIMEDOUT'
  `Error(?:: | \\[)([A-Z]\\d{4}|${WORD})`,
  `(?<!\\w)(?:connect|read|write|getaddrinfo|socket|errno|query[A-Z][a-z]{0,8})["']?:?\\s{1,3}["']?(${WORD})`,
].map((source) => new RegExp(source + END, "gim"));

const BETWEEN = new RegExp(`[([](${STATE}|${WORD})[)\\]]`, "g");
const ALONE = new RegExp(`^[\\s"'\`([]*(${STATE}|${WORD})[\\s"'\`)\\].,;:]*$`);

/** Words that make a number in parentheses a code. */
const TROUBLE =
  /\b(?:errors?|fatal|panic|fail(?:ed|s|ure)?|exception|wrong|refused|denied|rejected|cannot|could not|unable|invalid|time(?:d )?out|too many)\b/i;

/**
 * Every code in a text: beside SQLSTATE, `code`, `FATAL:` and their like, in parentheses in a line that is about an
 * error, or alone.
 */
export function codesIn(text: string): FoundCode[] {
  const alone = text.length <= 200 ? ALONE.exec(text) : null;
  if (alone) return [found(alone)];
  const near = NEAR.flatMap((pattern) => [...text.matchAll(pattern)]);
  const between = [...text.matchAll(BETWEEN)].filter(({ index }) => TROUBLE.test(lineAround(text, index)));
  return [...near, ...between].map(found).filter(({ code }) => code === code.toUpperCase());
}

function found(match: RegExpExecArray): FoundCode {
  const code = match[1]!;
  return { code, at: match.index + match[0].lastIndexOf(code), length: code.length };
}

// at most 300 characters to either side: a line may be very long
function lineAround(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf("\n", at) + 1, at - 300);
  const end = text.indexOf("\n", at);
  return text.slice(from, Math.min(end < 0 ? text.length : end, at + 300));
}

// the value of one assignment in a .env file, as dotenv reads it

/**
 * Removes the quotes around a value. In double quotes, `\n` and `\r` are line breaks.
 *
 * @param text of the value, without a comment after it.
 */
export function unquoted(text: string): string {
  const value = text.replace(/\r\n?/g, "\n").trim();
  const quote = value[0];
  const isQuoted = value.length > 1 && quote !== undefined && "'\"`".includes(quote) && value.endsWith(quote);
  const inner = isQuoted ? value.slice(1, -1) : value;
  return quote === '"' ? inner.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inner;
}

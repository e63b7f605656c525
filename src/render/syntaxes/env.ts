// NAME=value lines that a shell, the dotenv libraries and Docker Compose read alike
import { isTree } from "../../codecs/literal.ts";
import { defineSyntax, type Unwritable, writable } from "./_define.ts";

export default defineSyntax({
  id: "env",
  code: false,
  limits:
    "The form `env` is for a POSIX shell, Docker Compose, `node --env-file`, dotenv and dotenvy. A value that they read differently is refused, such as one with a line break. Libraries that expand variables inside single quotes, as dotenv-expand and python-dotenv do, change a value with `${`. `docker run --env-file` and `kubectl create --from-env-file` take quotes for a part of the value: use the form for these only if no value in it is quoted.",
  write(value, { variables: names }, variable) {
    const table = names ? flat(value as object, names.prefix, names.separator) : (value as object);
    const variables = typeof value === "string" && variable !== undefined ? { [variable]: plainUrl(value) } : table;
    return Object.entries(variables)
      .map(([name, text]) => `${name}=${quoteEnv(writable(String(text), unwritable))}\n`)
      .join("");
  },
  unwritable,
});

// a list has commas between its members
function flat(table: object, prefix: string, separator: string): Record<string, unknown> {
  const entries = Object.entries(table).flatMap(([key, value]) => {
    const name = `${prefix}${separator}${key.toUpperCase()}`;
    return isTree(value) ? Object.entries(flat(value, name, separator)) : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

// what a shell or an expanding dotenv may read otherwise; in a URL the escape means the same
function plainUrl(url: string): string {
  return url.replaceAll("'", "%27").replaceAll("$", "%24").replaceAll("`", "%60");
}

// without quotes where it can be, since readers that go by line (docker --env-file) take quotes for part of the value
function quoteEnv(text: string): string {
  if (/^[\w./:@%+,-]*$/.test(text)) return text;
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}

/**
 * In single quotes a shell takes everything as it is. Of the libraries, dotenv lets a backslash keep a quote from ending the
 * value, and python-dotenv makes one backslash of two. In double quotes they disagree about every escape.
 */
function unwritable(text: string): Unwritable | undefined {
  const reason = (what: string) => ({
    why: `the readers of such files disagree about ${what}`,
    workaround: "write another form; an address can also be set as connection.url, which percent-encodes it",
  });
  if (/[\r\n\0]/.test(text)) return reason("a line break in a value");
  if (text.includes("'")) return /["\\$`]/.test(text) ? reason(`a value with ' and one of " \\ $ \``) : undefined;
  return /\\\\|\\$/.test(text) ? reason("two backslashes, or one at the end of a value") : undefined;
}

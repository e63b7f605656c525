// Go: composite literals, and durations as numbers of nanoseconds

import { Expression, isTree } from "../codecs/literal.ts";
import { escapeLiteral, points } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";
import { goProgram } from "./_programs/go.ts";

export default defineLanguage({
  id: "go",
  title: "Go",
  extension: "go",
  comment: "//",
  quote: quoteGo,
  literal,
  variable: (name) => new Expression(`os.Getenv(${quoteGo(name)})`, { imports: ['"os"'] }),
  fileVariable: (name) =>
    new Expression(`contentOf(os.Getenv(${quoteGo(name)}))`, { imports: ['"os"', '"strings"'], helpers: [CONTENT_OF] }),
  passwordIn: (dsn) =>
    new Expression(`passwordIn(${dsn.code})`, {
      imports: [...dsn.imports, '"net/url"'],
      helpers: [...dsn.helpers, PASSWORD_IN],
    }),
  withParameters: (dsn, parameters) =>
    changed(
      dsn,
      Object.entries(parameters).map(([name, value]) => `${name}=${encode(value)}`),
    ),
  // the helper says what a name alone does
  withoutParameters: (dsn, names) => changed(dsn, names),
  // the string stays whole in the program, so that it can be read there
  withPassword: (dsn, password) =>
    new Expression(`withPassword(${quoteGo(dsn)}, ${password.code})`, {
      imports: [...password.imports, '"net/url"', '"strings"'],
      helpers: [...password.helpers, WITH_PASSWORD],
    }),
  tidy: formatGo,
  program: goProgram,
});

/** Writes text as a string literal in double quotes. */
function quoteGo(text: string): string {
  return escapeLiteral(JSON.stringify(text), points);
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteGo(value);
  if (value === null || value === undefined) return "nil";
  if (!isTree(value)) return String(value);
  const inner = `${indent}\t`;
  const lines = Object.entries(value).map(([key, member]) => `${inner}${quoteGo(key)}: ${literal(member, inner)},\n`);
  return lines.length === 0 ? "map[string]string{}" : `map[string]string{\n${lines.join("")}${indent}}`;
}

// a connection string with these parameters changed
function changed(dsn: Expression, parameters: readonly string[]): Expression {
  return new Expression(`withParameters(${[dsn.code, ...parameters.map(quoteGo)].join(", ")})`, {
    imports: [...dsn.imports, '"slices"', '"strings"'],
    helpers: [...dsn.helpers, WITH_PARAMETERS],
  });
}

const CONTENT_OF = `// contentOf reads a secret that is mounted as a file.
func contentOf(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return strings.TrimSuffix(string(content), "\\n")
}`;

const PASSWORD_IN = `// passwordIn returns the password of a connection string.
func passwordIn(dsn string) string {
	parsed, err := url.Parse(dsn)
	if err != nil {
		panic("the connection string cannot be parsed")
	}
	password, _ := parsed.User.Password()
	return password
}`;

const WITH_PASSWORD = `// withPassword puts a password into a connection string.
func withPassword(dsn, password string) string {
	scheme, rest, _ := strings.Cut(dsn, "://")
	user, server, found := strings.Cut(rest, "@")
	if !found {
		user, server = "", rest
	}
	return scheme + "://" + user + url.UserPassword("", password).String() + "@" + server
}`;

const WITH_PARAMETERS = `// withParameters sets parameters of a connection string, and takes out those that have no value.
func withParameters(dsn string, parameters ...string) string {
	base, query, _ := strings.Cut(dsn, "?")
	pairs := strings.Split(query, "&")
	for _, parameter := range parameters {
		name, _, set := strings.Cut(parameter, "=")
		pairs = slices.DeleteFunc(pairs, func(pair string) bool {
			return pair == "" || pair == name || strings.HasPrefix(pair, name+"=")
		})
		if set {
			pairs = append(pairs, parameter)
		}
	}
	return base + "?" + strings.Join(pairs, "&")
}`;

function encode(value: string): string {
  return encodeURIComponent(value).replace(/%(?:2F|2C|3A)/g, decodeURIComponent);
}

/** As gofmt: imports in order, the values of a literal under one another, no blank lines at the end. */
function formatGo(program: string): string {
  const sorted = program.replace(/^import \(\n([^()]*)\n\)/m, (_, lines: string) => {
    const groups = lines.split(/\n\s*\n/).map((group) => group.split("\n").sort().join("\n"));
    return `import (\n${groups.join("\n\n")}\n)`;
  });
  const aligned = sorted.replace(/(?:^\t+\w+: .*,\n)+/gm, (block) => {
    const width = Math.max(...[...block.matchAll(FIELD)].map(([, name]) => name!.length));
    return block.replace(FIELD, (_, name: string) => name.padEnd(width + 1));
  });
  return `${aligned.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

const FIELD = /^(\t+\w+:) /gm;

// findings made by hand, one of every shape; of rules that are not there, so that no rule changes a golden
import { type Document, rangeAt } from "../../src/diagnostics/document.ts";
import type { Finding, Suppressed } from "../../src/diagnostics/finding.ts";
import { Origin } from "../../src/diagnostics/origin.ts";

export const CANARY = "s3cret-c4nary";

/** A document in which every text is found by itself. */
export function documentOf(name: string, text: string, path: string | null = `/project/${name}`): Document {
  return { name, text, data: {}, problems: [], ...(path !== null && { path }), locate: () => undefined };
}

/** The place of a text in a document. */
export function at(
  document: Document,
  part: string,
  more: { source?: "file" | "dsn" | "env"; name?: string } = {},
): Origin {
  const start = document.text.indexOf(part);
  if (start < 0) throw new Error(`"${part}" is not in ${document.name}`);
  const { source = "file", name } = more;
  return new Origin(source, {
    document,
    range: rangeAt(document.text, start, start + part.length),
    ...(name !== undefined && { name }),
  });
}

const pool = documentOf("pool.toml", '[pool]\nmin = 5\nmax = 2\nidle_timout = "30s"\n\tmaxUses = 0 # 雪 tab\n');
const long = documentOf("long.toml", `[pool]\nx = "${"a".repeat(300)}"  max = nope  # ${"b".repeat(300)}\n`);
const hostile = documentOf("we ird,na:me%.toml", '[pool]\nmax = "\u001b[31mred\u0007\u202e"\n');
const secret = documentOf(
  "secret.toml",
  `[connection]\npassword = "${CANARY}"\nurl = "postgres://app:${CANARY}@db/shop?connection_limit=x"\n`,
);
const variable = documentOf("DATABASE_URL", `postgres://app:${CANARY}@db/shop?pool_max=x`, null);
const number = pool.text.indexOf("idle_timout");

export const cases: Record<string, readonly Finding[]> = {
  none: [],
  several: [
    {
      rule: "example-relation",
      severity: "error",
      message: "pool.min is 5, above pool.max, which is 2",
      path: "pool.min",
      origin: at(pool, "5"),
      related: [at(pool, "2")],
      legal: "0 to 2",
      help: "Lower pool.min, or raise pool.max.",
    },
    {
      rule: "example-key",
      severity: "error",
      message: 'Unknown setting "pool.idle_timout"',
      origin: at(pool, "idle_timout"),
      help: "Did you mean `idle_timeout`?",
      edits: [{ file: "/project/pool.toml", start: number, end: number + "idle_timout".length, text: "idle_timeout" }],
    },
    {
      rule: "example-zero",
      severity: "warning",
      message: "pool.maxUses is 0, and zero is never off here",
      path: "pool.maxUses",
      origin: at(pool, "0 # 雪".slice(0, 4)),
      target: "knex",
      holdsFor: "knex >=3 <4",
    },
    {
      rule: "example-conflict",
      severity: "info",
      message: "POOL_MAX overrides pool.max",
      path: "pool.max",
      origin: new Origin("env", { name: "POOL_MAX" }),
      related: [at(pool, "2")],
    },
    { rule: "example-nowhere", severity: "warning", message: "Something without a place" },
  ],
  incomplete: [
    {
      rule: "example-unread",
      severity: "warning",
      message: "k8s/broken.yaml cannot be read, so nothing in it is counted",
      missing: "k8s/broken.yaml",
      help: "Make it readable.",
    },
    {
      rule: "example-query",
      severity: "info",
      message: "The query for timeouts was not answered",
      path: "session.statementTimeout",
      origin: at(pool, "2"),
      missing: "timeouts",
    },
  ],
  "long-line": [{ rule: "example-syntax", severity: "error", message: "Not a value", origin: at(long, "nope") }],
  hostile: [
    {
      rule: "example-type",
      severity: "error",
      message: 'pool.max is "\u001b[31mred\u0007\u202e" & <b>100%</b> ]]>\r\n::error::x\u0000',
      path: "pool.max",
      origin: at(hostile, '"\u001b[31mred\u0007\u202e"'),
      legal: "a whole number",
      help: "Two lines,\nof help: 50%",
    },
  ],
  secrets: [
    {
      rule: "example-password",
      severity: "warning",
      message: "The password is short",
      path: "connection.password",
      origin: at(secret, `"${CANARY}"`),
    },
    {
      rule: "example-type",
      severity: "error",
      message: "connection_limit is no number",
      path: "pool.max",
      origin: at(secret, 'x"'.slice(0, 2), { source: "dsn" }),
      edits: [
        {
          file: "/project/secret.toml",
          start: secret.text.indexOf("postgres:"),
          end: secret.text.length - 2,
          text: `postgres://app:${CANARY}@db/shop`,
        },
      ],
    },
    {
      rule: "example-type",
      severity: "error",
      message: "pool_max is no number",
      origin: at(variable, "x", { source: "dsn", name: "DATABASE_URL ?pool_max" }),
    },
  ],
};

/** Findings that are accepted, in each of the ways. */
export const accepted: readonly Suppressed[] = [
  { finding: cases.several![0]!, by: "comment", reason: `it is meant; password=${CANARY}` },
  { finding: cases.several![2]!, by: "rules", reason: "<as> the others have it" },
  { finding: cases.several![4]!, by: "baseline" },
];

// the reference pages, printed from the same data that the code runs on

import { readFileSync } from "node:fs";
import { manifests } from "../src/fleet/manifests/registry.gen.ts";
import { fleetPooler, fleetServer, fleetService } from "../src/fleet/model.ts";
import { REASONS, type Reason } from "../src/known-errors/_define.ts";
import { symptoms } from "../src/known-errors/registry.gen.ts";
import { AREAS, type Rule } from "../src/lint/define.ts";
import { fleetText } from "../src/lint/docs.ts";
import { rules } from "../src/lint/rules/registry.gen.ts";
import { BOOT_FATAL } from "../src/load/boot.ts";
import { entriesOf, type LibraryDefault, type Mapping, type Target, type Unsupported } from "../src/mapping/define.ts";
import { poolless } from "../src/mapping/poolless.ts";
import { formatDuration } from "../src/model/duration.ts";
import type { Field } from "../src/model/field.ts";
import { FIELDS } from "../src/model/model.ts";
import { isTime } from "../src/model/paths.ts";
import { envName } from "../src/model/spellings.ts";
import { syntaxes } from "../src/render/syntaxes/registry.gen.ts";
import { targets } from "../src/targets/registry.gen.ts";

const NOTE = "<!-- written by: npm run gen -->";

/** Every page, by its path. */
export function docs(): Record<string, string> {
  return {
    "docs/fields.md": fieldsPage(),
    "docs/rules.md": rulesPage(),
    "docs/targets.md": targetsPage(),
    "docs/fleet-file.md": fleetPage(),
    "docs/explain-error.md": symptomsPage(),
    ...Object.fromEntries(targets.map((target) => [`docs/targets/${target.id}.md`, targetPage(target)])),
  };
}

function fieldsPage(): string {
  const rows = [...FIELDS].map(([path, field]) => [
    `\`${path}\``,
    field.facts.summary,
    field.legal,
    fallback(field),
    `\`${envName(path)}\`${field.facts.env ? `, \`${field.facts.env}\`` : ""}`,
    (field.facts.aliases ?? []).map((alias) => `\`${alias}\``).join(", "),
  ]);
  return page(
    "Fields",
    "Every setting of the canonical config. Each may be written in camelCase, snake_case or kebab-case; a bare number in a duration is seconds.",
    table(["field", "meaning", "legal", "default", "environment", "also read as"], rows),
  );
}

function rulesPage(): string {
  const parts = AREAS.flatMap((area) => {
    const own = rules.filter((rule) => rule.area === area);
    return own.length === 0
      ? []
      : [
          `## ${area}`,
          table(
            ["rule", "severity", "problem"],
            own.map((rule) => [`[\`${rule.id}\`](#${rule.id})`, shownSeverity(rule), rule.summary]),
          ),
          ...own.map(ruleEntry),
        ];
  });
  return page(
    "Rules",
    "What `poolcfg validate` looks for; `poolcfg doctor` looks for those of the area *server*. Each example is run by the tests. A rule that is off runs only where `[rules]` gives it a severity.",
    ...parts,
  );
}

function fleetPage(): string {
  const rows = (group: object) =>
    Object.entries(group as Record<string, Field>).map(([name, field]) => {
      return [`\`${name}\``, field.facts.summary, field.legal, fallback(field)];
    });
  const head = ["field", "meaning", "legal", "default"];
  return page(
    "The fleet file",
    "What `poolcfg fleet` reads: TOML, YAML or JSON. [fleet.md](fleet.md) tells how it is used. Each setting may be written in camelCase, snake_case or kebab-case. `manifests`, at the top, is the path of a manifest or of a folder of them, or a list of paths, relative to the file.",
    "## servers.<name>",
    table(head, rows(fleetServer)),
    "## servers.<name>.pooler",
    table(head, rows(fleetPooler)),
    "## services.<name>",
    table(head, rows(fleetService)),
    "`pools` is a table of further pools: name and maximum size. A default in `config`, `import` or the manifests takes precedence over the one listed here.",
    "## Manifests",
    table(
      ["kind", "what is read", "source"],
      manifests.map(({ id, title, source }) => [`\`${id}\``, title, `<${source}>`]),
    ),
  );
}

const REASON_TITLES: Readonly<Record<Reason, string>> = {
  dns: "The host name does not resolve",
  refused: "The connection was refused",
  unroutable: "There is no route to the host",
  timeout: "No answer in time",
  tls: "TLS",
  authentication: "Authentication",
  full: "Too many connections",
  database: "The database",
  starting: "Starting or stopping",
  dropped: "A connection was closed",
  "pool-timeout": "No free connection in the pool",
  query: "Queries and transactions",
  protocol: "Protocol and poolers",
  misuse: "Misuse of a pool or connection",
  config: "Configuration",
  unsuitable: "The server is of another kind than wanted",
};

function symptomsPage(): string {
  const parts = REASONS.flatMap((reason) => {
    const own = symptoms.filter((symptom) => symptom.reason === reason);
    const rows = own.map(({ id, meaning, phrases, lesser = {}, names = {}, codes = [], source }) => [
      `[\`${id}\`](${source})`,
      meaning,
      [...new Set(Object.keys({ ...phrases, ...lesser, ...names }))].join(", "),
      codes.map((code) => `\`${code}\``).join(" "),
    ]);
    return [`## ${REASON_TITLES[reason]}`, table(["id", "what it means", "known from", "codes"], rows)];
  });
  return page(
    "Explain an error message",
    "With `poolcfg explain-error` you find out what an error message of a driver, a pool, a pooler or the server means, and which statement or setting to change.",
    fence(
      'poolcfg explain-error "FATAL: too many connections for role \\"app\\""\npoolcfg explain-error P2024\npoolcfg explain-error --file app.log\ndocker compose logs api | poolcfg explain-error',
      "sh",
    ),
    "## What you can paste",
    [
      "- A message, a code, a stack trace, or a log of any length. Of a log longer than 4 MiB the last 2 MiB are searched, and the first 2 MiB if nothing is found there; a note says what was not searched.",
      "- Text, JSON lines (pino, winston, bunyan, Docker, CloudWatch, Cloud Logging, `log_destination = jsonlog`), CSV (`csvlog`), logfmt, with the prefixes of Compose, kubectl, syslog and journald, with colours, HTML entities or typographic quotes.",
      "- UTF-8, UTF-16 (PowerShell) and Windows-1252.",
      "- A number is taken for a code only next to words such as SQLSTATE, `code` or `FATAL:`, in parentheses in a line about an error, or alone.",
    ].join("\n"),
    "## What you get",
    [
      "- The root cause comes first: the last `Caused by`, the innermost `cause`, the last attempt of several. A message that only reports a consequence, such as a pool timeout on top of a refused connection, comes after it.",
      "- Each answer has its meaning, what to do, the settings of poolcfg that it is about, and a source. `--format json` has the same, with `reason`, the heading below that it belongs to.",
      "- What you pasted is never printed or sent anywhere.",
      "- The exit code is 0 if a message was recognized, 1 if none was, and 2 if the input cannot be read.",
    ].join("\n"),
    ...parts,
  );
}

function ruleEntry(rule: Rule): string {
  const [example] = rule.examples.invalid;
  // what the server answered would be needed, too
  const config = example?.measured ? undefined : example?.toml;
  const shown =
    config ??
    example?.dotenv ??
    example?.dsn ??
    fleetText(example) ??
    Object.entries(example?.env ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join("\n");
  const extra = [example?.target && `--target ${example.target}`, example?.profile && `--profile ${example.profile}`]
    .filter(Boolean)
    .join(" ");
  return [
    `### ${rule.id}`,
    `${rule.summary}. *${shownSeverity(rule)}*, since ${rule.since}.${BOOT_FATAL.has(rule.id) ? " An error of this rule fails `loadPoolConfig()`." : ""}`,
    rule.why,
    `**Fix:** ${rule.fix}`,
    ...(shown ? [`Found in${extra ? ` (with \`${extra}\`)` : ""}:`, fence(shown, config ? "toml" : "sh")] : []),
    `Source: <${rule.source}>`,
  ].join("\n\n");
}

function shownSeverity({ severity, optional }: Rule): string {
  return optional ? `off (${severity})` : severity;
}

function targetsPage(): string {
  const rows = targets.map((target) => [
    `[\`${target.id}\`](targets/${target.id}.md)`,
    target.title,
    target.package ? `\`${target.package.name}\` ${target.package.range}` : "",
    target.forms.map((form) => `\`${form}\``).join(", "),
    target.evidence === "measured" ? "measured" : "from source",
  ]);
  return page(
    "Targets",
    "What `poolcfg render --target` writes. What each setting was measured to do is in [conformance.md](conformance.md).",
    table(["target", "for", "package", "forms", "rests on"], rows),
    "## Without a pool",
    "Nothing is written for these: they need no pool.",
    table(
      ["library", "why", "except", "source"],
      poolless.map(({ id, why, except, source }) => [
        `\`${id}\` ${source.version}`,
        `${why}.`,
        except,
        `<${source.url}>`,
      ]),
    ),
  );
}

function targetPage(target: Target): string {
  const { id, title, package: pack, forms, summary } = target;
  const { url, version, checked } = target.source;
  const own = [...FIELDS].flatMap(([path, field]) => {
    const entry = new Map<string, Mapping | Unsupported>(entriesOf(target)).get(path);
    return entry ? [{ path, field, entry }] : [];
  });
  const kept = own.flatMap(({ path, field, entry }) =>
    entry.support === "none"
      ? []
      : [
          [
            `\`${path}\``,
            entry.keys.map((key) => `\`${key}\``).join(", "),
            entry.unit,
            entry.off === undefined ? "" : `\`${JSON.stringify(entry.off)}\``,
            libraryDefault(entry.libraryDefault, field),
            entry.support,
            [entry.note, entry.since && `needs ${entry.since.package} ${entry.since.range}`].filter(Boolean).join("; "),
          ],
        ],
  );
  const lost = own.flatMap(({ path, field, entry }) =>
    entry.support === "none"
      ? [[`\`${path}\``, entry.note, libraryDefault(entry.libraryDefault, field), entry.workaround ?? ""]]
      : [],
  );
  return page(
    title,
    `\`poolcfg render --target ${id}\` writes ${summary}${pack ? ` (package \`${pack.name}\` ${pack.range})` : ""}. Forms: ${forms.map((form) => `\`${form}\``).join(", ")}.`,
    ...(target.files ? [`\`poolcfg import\` knows it by its files: ${filesOf(target)}.`] : []),
    ...syntaxes.filter((syntax) => forms.includes(syntax.id)).flatMap(({ limits }) => limits ?? []),
    ...passwordOf(target),
    `${basisOf(target)} <${url}>, version ${version}, read ${checked}.`,
    "## Supported",
    "*full*: it does what the canonical field says. *partial*: it does so with the deviation in the note, and `render` reports it if you set it.",
    table(["field", "written as", "unit", "off is", "left out, it is", "support", "note"], kept),
    "## Not supported",
    "`render` reports it if you set one of these to something that the library does not do anyway.",
    table(["field", "why", "what it does", "instead"], lost),
  );
}

function filesOf({ files = [] }: Target): string {
  return files.map((file) => `\`${typeof file === "string" ? file : file.path}\``).join(", ");
}

/** How its programs give a password that changes, such as a token of IAM. */
function passwordOf({ id, passwordCallback: callback }: Target): string[] {
  if (!callback) return [];
  const rendered = callback.option ? ` \`poolcfg render --target ${id} --password-from MODULE#NAME\` writes it.` : "";
  return [`Passwords that rotate: ${callback.how} (<${callback.source}>).${rendered}`];
}

interface Measured {
  readonly versions: Readonly<Record<string, string>>;
  /** By version of the library. */
  readonly others?: Readonly<Record<string, unknown>>;
}

/** The versions that each target was measured with, as `npm run conformance` found them. */
const MEASURED: Readonly<Record<string, Measured>> = JSON.parse(
  readFileSync(new URL("../docs/conformance.json", import.meta.url), "utf8"),
).targets;

// what is documented for a later version than the measured one is not measured
function basisOf({ id, evidence }: Target): string {
  if (evidence === "source") return "This page is based on the source code of the library, and was not measured:";
  const versions = Object.entries(MEASURED[id]?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  const others = Object.keys(MEASURED[id]?.others ?? {});
  const also =
    others.length > 0 ? `, and with the library's version${others.length > 1 ? "s" : ""} ${others.join(", ")}` : "";
  const found = versions.length > 0 ? `Measured with ${versions.join(", ")}${also}` : "Measured on the library";
  return `${found}: see [conformance.md](../conformance.md). What is not measured there is based on`;
}

function libraryDefault(value: LibraryDefault | undefined, { kind }: Field): string {
  if (value === undefined) return "";
  if (value === null) return "off";
  if (typeof value === "object") return "words" in value ? value.words : `\`${value.sameAs}\``;
  if (typeof value === "boolean") return value ? "on" : "off";
  const timed = isTime(kind);
  return timed && typeof value === "number" && value > 0 ? formatDuration(value) : String(value);
}

function fallback(field: Field): string {
  const value = field.default;
  if (field.facts.inherit) return "the server's";
  if (value === undefined) return "–";
  if (value === null) return "off";
  if (typeof value === "object" && "sameAs" in value) return `= \`${value.sameAs}\``;
  if (Array.isArray(value)) return "none";
  return field.kind === "duration" && typeof value === "number" ? formatDuration(value) : String(value);
}

function page(title: string, ...parts: string[]): string {
  return `${NOTE}\n\n# ${title}\n\n${parts.join("\n\n")}\n`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function fence(text: string, language: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

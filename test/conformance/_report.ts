// writes what was measured to docs/, the same text for the same measurements
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { type Claimed, claimsOf } from "./_claims.ts";
import { behavioursOf } from "./_measure.ts";
import { writeRecords } from "./_record.ts";
import type { Missing, Results, TargetResult } from "./_run.ts";
import { VERSION } from "./_version.ts";
import { drivers } from "./drivers/_all.ts";
import type { Unseen } from "./drivers/_driver.ts";
import { VERSIONS } from "./versions.ts";

/** What nothing on the server can show. */
export const UNSEEN: readonly Unseen[] = [
  { prefix: "connection.replicas", why: "a pool has one server" },
  { prefix: "pooler.", why: "it changes how settings are sent, not what they do" },
  { prefix: "observe.", why: "it changes what is reported, not what the connections do" },
];

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));

/** Writes what was measured to docs/conformance.json and docs/conformance.md, and measured.json beside this; rows that were not measured stay as they are. */
export async function writeReport(results: Results): Promise<void> {
  const before = JSON.parse(await readFile(`${DOCS}conformance.json`, "utf8")) as Report;
  const report = merged(before, reportOf(results));
  await mkdir(DOCS, { recursive: true });
  await writeFile(`${DOCS}conformance.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(`${DOCS}conformance.md`, markdown(report));
  // the records are those of the installed versions
  if (VERSION === undefined) await writeRecords(results);
}

interface Row {
  readonly verdict: "full" | "partial" | "none" | "not measured here";
  readonly text: string;
}

interface Section {
  /** Why nothing was measured. */
  readonly unmeasured?: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, Row>>;
  /** What was measured of other versions of the library, by version. */
  readonly others?: Readonly<Record<string, Omit<Section, "others">>>;
}

interface Report {
  readonly formatVersion: 1;
  readonly server: string;
  readonly targets: Readonly<Record<string, Section>>;
}

function reportOf({ server, missing, targets }: Results): Report {
  const sorted = targets.toSorted((a, b) => (a.target < b.target ? -1 : 1));
  const sections = sorted.map((result) => [result.target, section(result, missing)] as const);
  return { formatVersion: 1, server: `PostgreSQL ${server}`, targets: Object.fromEntries(sections) };
}

/** The rows of a run among those of earlier ones. */
function merged(before: Report, now: Report): Report {
  const sections = Object.keys(drivers)
    .sort()
    .flatMap((target): [string, Section][] => {
      const [old, measured] = [before.targets[target], now.targets[target]];
      // without the toolchain nothing was measured, which says nothing against what was measured elsewhere
      const kept = measured === undefined || (measured.unmeasured !== undefined && canBeMeasured(target));
      const section = kept || VERSION !== undefined ? (old ?? measured) : measured;
      if (section === undefined) return [];
      const found = VERSION?.target === target && !kept ? { [VERSION.version]: measured } : {};
      const others = listed(target, { ...old?.others, ...found });
      return [[target, Object.keys(others).length === 0 ? section : { ...section, others }]];
    });
  return { ...now, targets: Object.fromEntries(sections) };
}

/** The rows of the versions that are to be measured, in their order. */
function listed(target: string, rows: Record<string, Section>): Record<string, Section> {
  const versions = Object.keys(VERSIONS[target]?.versions ?? {});
  return Object.fromEntries(versions.flatMap((version) => (rows[version] ? [[version, rows[version]]] : [])));
}

function canBeMeasured(target: string): boolean {
  const driver = drivers[target]!;
  return !("unmeasured" in driver) || driver.here === true;
}

function section(result: TargetResult, missing: Missing): Section {
  const claims = claimsOf(result.target);
  const paths = [...FIELDS.keys()].filter((path) => path in claims).sort();
  if ("unmeasured" in result) {
    const fields = paths.map((path) => [
      path,
      { verdict: "not measured here", text: fromSource(claims[path]!) } as const,
    ]);
    return { unmeasured: result.unmeasured, versions: {}, fields: Object.fromEntries(fields) };
  }
  const fields = paths.map((path): [string, Row] => {
    const measured = result.fields[path];
    return [path, measured ?? { verdict: "not measured here", text: whyNot(result, path, missing) }];
  });
  return { versions: result.versions, fields: Object.fromEntries(fields) };
}

function fromSource({ support, note }: Claimed): string {
  return `from source, not measured: ${support}${note === undefined ? "" : `; ${note}`}`;
}

function whyNot(
  { target, unseen = [] }: Extract<TargetResult, { fields: unknown }>,
  path: Path,
  missing: Missing,
): string {
  const driver = drivers[target]!;
  const needs = behavioursOf(driver)[path]?.needs;
  if ("service" in driver && driver.service) return claimsOf(target)[path]!.note ?? "no measurement is written for it";
  return (
    unseen.find(({ prefix }) => path.startsWith(prefix))?.why ??
    (needs && missing[needs]) ??
    UNSEEN.find(({ prefix }) => path.startsWith(prefix))?.why ??
    "no measurement is written for it"
  );
}

/** A verdict in the overview. */
const MARKS: Readonly<Record<Row["verdict"], string>> = {
  full: "●",
  partial: "◐",
  none: "○",
  "not measured here": " ",
};

function overview(targets: Report["targets"]): string {
  const paths = [...FIELDS.keys()].filter((path) => /^(?:pool|session)\./.test(path));
  const shown = paths.filter((path) => Object.values(targets).some(({ fields }) => path in fields));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["target", ...shown.map((path) => path.slice(path.indexOf(".") + 1))]),
    row(["---", ...shown.map(() => ":-:")]),
    ...Object.entries(targets).map(([target, { fields }]) =>
      row([`[\`${target}\`](#${anchor(target)})`, ...shown.map((path) => MARKS[fields[path]!.verdict])]),
    ),
  ].join("\n");
}

// as GitHub makes it of a heading
function anchor(heading: string): string {
  return heading.replace(/[^\w-]/g, "");
}

function markdown({ server, targets }: Report): string {
  const sections = Object.entries(targets).map(([target, { unmeasured, versions, fields, others = {} }]) => {
    const packages = withVersions(versions);
    const rows = Object.entries(fields).map(
      ([path, { verdict, text }]) => `| \`${path}\` | ${verdict} | ${text.replaceAll("|", "\\|")} |`,
    );
    return [
      `## ${target}`,
      unmeasured === undefined ? `Measured with ${packages}.` : `Not measured: ${unmeasured}.`,
      ["| field | verdict | what happens |", "| --- | --- | --- |", ...rows].join("\n"),
      ...Object.values(others).map((other) => otherVersion(other, fields)),
    ].join("\n\n");
  });
  return `${[
    "<!-- written by: npm run conformance -->",
    "# Conformance",
    `What each setting really does, measured on ${server} with the real pool of each library, made from what \`poolcfg render\` writes: once from the options, once from the code.`,
    "*full*: as the canonical field says, times within half a second. *partial*: it works, with the deviation that is stated. *none*: it has no effect.",
    "A section is about the versions that it names first. Other versions of the library, such as the lowest one that its table claims, were measured in the same way; the section lists where a verdict differs.",
    "A run of `npm run conformance` replaces only the rows that it measured, so that rows may come from different runs.",
    "In the overview: ● full, ◐ partial, ○ none, and nothing where it was not measured.",
    overview(targets),
    ...sections,
  ].join("\n\n")}\n`;
}

/** How another version of the library differs from the one that the table is about. */
function otherVersion(other: Section, fields: Section["fields"]): string {
  const differing = Object.entries(other.fields).filter(([path, { verdict }]) => verdict !== fields[path]?.verdict);
  const rows = differing.map(
    ([path, { verdict, text }]) => `- \`${path}\`: ${verdict}, not ${fields[path]?.verdict ?? "measured"} (${text})`,
  );
  const intro = `Also measured with ${withVersions(other.versions)}`;
  return rows.length === 0
    ? `${intro}: every verdict is the same.`
    : `${intro}. The verdict differs for:\n\n${rows.join("\n")}`;
}

function withVersions(versions: Section["versions"]): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

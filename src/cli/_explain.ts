// what is known about a rule, a field, a group or a target, as text and as data
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Rule } from "../lint/define.ts";
import { fleetText } from "../lint/docs.ts";
import { rules } from "../lint/rules/registry.gen.ts";
import { BOOT_FATAL } from "../load/boot.ts";
import { entriesOf, type Target } from "../mapping/define.ts";
import { type Poolless, poolless } from "../mapping/poolless.ts";
import type { Field } from "../model/field.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { cases, didYouMean, envName } from "../model/spellings.ts";
import { targetNamed } from "../render/find-target.ts";
import { targets } from "../targets/registry.gen.ts";
import { shownDefault } from "./_values.ts";
import { columns } from "./reporters/_text.ts";

/** An answer in both forms. */
export interface Explanation {
  readonly json: Record<string, unknown>;
  readonly text: string;
}

/**
 * Finds what an id names and tells about it.
 *
 * @throws PoolcfgError `usage` where nothing has that id.
 */
export function explain(id: string): Explanation {
  const rule = rules.find((entry) => entry.id === id);
  if (rule) return aboutRule(rule);
  const target = targetNamed(id);
  if (target) return aboutTarget(target);
  const without = poolless.find((entry) => entry.id === id);
  if (without) return aboutPoolless(without);
  const path = pathOf(id);
  if (path !== undefined) return aboutField(path, FIELDS.get(path)!);
  const members = [...FIELDS].filter(([member]) => member.startsWith(`${id}.`));
  if (members.length > 0) return aboutGroup(id, members);
  const known = [...[...rules, ...targets, ...poolless].map((entry) => entry.id), ...FIELDS.keys()];
  const meant = didYouMean(id, known);
  const help = meant ? `Did you mean ${meant}?` : "poolcfg rules, poolcfg targets and poolcfg show list what there is.";
  throw new PoolcfgError("usage", `No rule, field or target is called ${JSON.stringify(id.slice(0, 60))}. ${help}`);
}

function aboutRule(rule: Rule): Explanation {
  const { id, severity, area, optional, summary, why, fix, source, since, reads, examples } = rule;
  const [invalid] = examples.invalid;
  const [valid] = examples.valid;
  const sample = (title: string, text: string | undefined) =>
    text === undefined ? "" : `\n${title}\n${text.trimEnd().replace(/^/gm, "  ")}\n`;
  return {
    json: {
      kind: "rule",
      id,
      severity,
      area,
      on: !optional,
      summary,
      why,
      fix,
      source,
      since,
      reads,
      failsBoot: BOOT_FATAL.has(id),
    },
    text: [
      `${id} (${severity}${optional ? ", off unless switched on" : ""}): ${summary}\n\n${why}\n\nWhat to do: ${fix}\n`,
      sample("Wrong:", invalid?.toml ?? invalid?.dotenv ?? invalid?.dsn ?? fleetText(invalid)),
      sample("Right:", valid?.toml ?? valid?.dotenv ?? valid?.dsn ?? fleetText(valid)),
      `\n${facts([
        ["area", area],
        ["reads", reads.join(", ")],
        ["at boot", BOOT_FATAL.has(id) ? "an error of this rule fails loadPoolConfig()" : ""],
        ["since", since],
        ["source", source],
      ])}`,
      `\nTo ${optional ? "switch it on" : "change its severity"}, write under [rules]: ${id} = "off", "info", "warning" or "error".\n`,
    ].join(""),
  };
}

function aboutField(path: Path, field: Field): Explanation {
  const { kind, legal, facts: known } = field;
  const { summary, detail, aliases = [], source, env } = known;
  const inTargets = targets
    .map((target) => ({ target: target.id, ...cellOf(target, path) }))
    .filter(({ support }) => support !== undefined);
  const names = [envName(path), ...(env === undefined ? [] : [env])];
  const rows = inTargets.map(({ target, support, keys, note }) => [`  ${target}`, support ?? "", keys, note]);
  return {
    json: {
      kind: "field",
      path,
      summary,
      ...(detail !== undefined && { detail }),
      type: kind,
      legal,
      default: field.default ?? null,
      hasDefault: field.default !== undefined,
      canBeOff: field.off,
      env: names,
      aliases,
      ...(source !== undefined && { source }),
      targets: inTargets,
    },
    text: [
      `${path}: ${summary}\n${detail === undefined ? "" : `\n${detail}\n`}\n`,
      facts([
        ["legal", legal],
        ["default", shownDefault(field)],
        ["environment", names.join(", ")],
        ["also spelt", aliases.join(", ")],
        ["source", source ?? ""],
      ]),
      rows.length > 0 ? `\nIn the targets:\n${columns(rows)}` : "",
    ].join(""),
  };
}

function aboutGroup(id: string, members: readonly [Path, Field][]): Explanation {
  return {
    json: {
      kind: "group",
      path: id,
      fields: members.map(([path, { facts: known }]) => ({ path, summary: known.summary })),
    },
    text: columns(members.map(([path, field]) => [path, shownDefault(field), field.facts.summary])),
  };
}

function aboutTarget(target: Target): Explanation {
  const { id, title, package: pack, source, evidence, forms, fields, files, passwordCallback } = target;
  const list = Object.keys(fields).map((path) => ({ path, ...cellOf(target, path) }));
  return {
    json: {
      kind: "target",
      id,
      title,
      ...(pack && { package: pack }),
      source,
      basis: evidence,
      forms,
      fields: list,
      ...(passwordCallback && { passwordCallback: { how: passwordCallback.how, source: passwordCallback.source } }),
    },
    text: [
      `${id}: ${title}\n\n`,
      facts([
        ["package", pack ? `${pack.name} ${pack.range}` : ""],
        ["forms", forms.join(", ")],
        ["files", (files ?? []).map((file) => (typeof file === "string" ? file : file.path)).join(", ")],
        ["rests on", evidence === "measured" ? "measurements of the library" : "a reading of its source"],
        ["source", `${source.url} (version ${source.version}, read ${source.checked})`],
        ["password", passwordCallback ? `a new one for each connection: ${passwordCallback.how}` : ""],
      ]),
      `\n${columns(list.map(({ path, support, keys, note }) => [path, support ?? "", keys, note]))}`,
    ].join(""),
  };
}

function aboutPoolless({ id, title, why, except, source }: Poolless): Explanation {
  return {
    json: { kind: "poolless", id, title, why, except, source },
    text: [
      `${id}: ${title} needs no pool\n\n${why}.\n\n${except}\n\n`,
      facts([["source", `${source.url} (version ${source.version}, read ${source.checked})`]]),
    ].join(""),
  };
}

function cellOf(target: Target, path: string): { support?: string; keys: string; note: string; workaround?: string } {
  const cell = entriesOf(target).find(([own]) => own === path)?.[1];
  if (!cell) return { keys: "", note: "" };
  const workaround = "workaround" in cell ? cell.workaround : undefined;
  return {
    support: cell.support,
    keys: cell.keys.join(", "),
    note: cell.note ?? "",
    ...(workaround !== undefined && { workaround }),
  };
}

/** A path in any spelling: `pool.max_idle`, `POOL_MAX_IDLE`. */
function pathOf(id: string): Path | undefined {
  const variable = [...FIELDS].find(([path, { facts: known }]) => envName(path) === id || known.env === id)?.[0];
  if (variable !== undefined || !/^[a-z][\w.-]*$/.test(id)) return variable;
  const camel = id
    .split(".")
    .map((part) => (part === "" ? part : cases(part)[0]!))
    .join(".");
  return FIELDS.has(camel as Path) ? (camel as Path) : undefined;
}

function facts(rows: readonly (readonly [string, string])[]): string {
  return columns(rows.filter(([, text]) => text !== "").map(([name, text]) => [`${name}:`, text]));
}

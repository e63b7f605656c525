// reads a table (a parsed file, an object in code) into entries

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document, Pointer } from "../diagnostics/document.ts";
import { Origin, type SourceKind } from "../diagnostics/origin.ts";
import { forbiddenKey, isForbidden } from "../formats/_problems.ts";
import { renameKey } from "../mapping/value.ts";
import { formatDuration } from "../model/duration.ts";
import { isField, model, OVERLAY_GROUPS, type Path } from "../model/model.ts";
import {
  application,
  CONTAINERS,
  cases,
  container,
  didYouMean,
  type Group,
  isTypo,
  showKey,
  spellings,
  whereIs,
} from "../model/spellings.ts";
import { type Entry, type Extra, nothingStated, type Stated } from "./entry.ts";

type Scope = Pick<Entry, "profile" | "pool">;

/** Reads what a document states. `pointer` names the table in it to read; the whole unless said. */
export function readTable(document: Document, source: SourceKind, pointer: Pointer = []): Stated {
  const reader = new TableReader(document, source);
  for (const problem of document.problems) {
    const origin = new Origin(source, {
      document,
      ...(problem.range && { range: problem.range }),
      ...(problem.pointer && { pointer: problem.pointer }),
    });
    reader.stated.findings.push(
      createFinding(problem.rule, { message: problem.message, origin, ...(problem.help && { help: problem.help }) }),
    );
  }
  let data = document.data;
  for (const key of pointer) data = (data as Record<string | number, unknown>)[key];
  reader.root(data, pointer);
  return reader.stated;
}

class TableReader {
  readonly stated: Stated = nothingStated();
  readonly #document: Document;
  #source: SourceKind;
  #strangers = 0;
  #isFleet = false;

  constructor(document: Document, source: SourceKind) {
    this.#document = document;
    this.#source = source;
  }

  root(data: unknown, pointer: Pointer): void {
    const last = String(pointer.at(-1) ?? "");
    const group = spellings(model).get(last);
    if (group) this.#group(model[group.name as keyof typeof model], data, pointer, `${group.name}.`, {});
    else if (pointer.length > 0) this.#group(container, data, pointer, "", {});
    else this.#top(data, pointer);
  }

  #top(data: unknown, pointer: Pointer): void {
    this.#isFleet = typeof data === "object" && data !== null && FLEET.some((key) => Object.hasOwn(data, key));
    for (const [key, value] of this.#table(data, pointer)) {
      const at = [...pointer, key];
      const name = spellings(model).get(key)?.name;
      if (name) this.#group(model[name as keyof typeof model], value, at, `${name}.`, {});
      else if (CONTAINERS.includes(key)) this.#group(container, value, at, "", {});
      else if (key === "profiles")
        this.#each(value, at, (profile, overlay, where) => this.#overlay(overlay, where, { profile }));
      else if (key === "pools") this.#pools(value, at, {});
      else if (key === "rules") this.#rules(value, at, {});
      else if (key === "preset" || key === "extends" || key === "targets")
        this.#extra({ kind: key, name: key, raw: value, origin: this.#origin(at) });
      else if (key !== "$schema")
        this.#unknown(key, at, [...Object.keys(model), ...CONTAINERS, ...TOP], "", application(data));
    }
  }

  #overlay(data: unknown, pointer: Pointer, scope: Scope & { profile: string }): void {
    const source = this.#source;
    this.#source = "profile";
    this.#extra({ kind: "profile", name: scope.profile, raw: true, origin: this.#origin(pointer) });
    this.#overlaid(data, pointer, scope);
    this.#source = source;
  }

  #overlaid(data: unknown, pointer: Pointer, scope: Scope & { profile: string }): void {
    for (const [key, value] of this.#table(data, pointer)) {
      const at = [...pointer, key];
      const name = spellings(model).get(key)?.name;
      if (name) this.#group(model[name as keyof typeof model], value, at, `${name}.`, scope);
      else if (key === "pools") this.#pools(value, at, scope);
      else if (key === "rules") this.#rules(value, at, scope);
      else this.#unknown(key, at, [...Object.keys(model), "pools", "rules"], `profiles.${scope.profile}.`);
    }
  }

  #pools(data: unknown, pointer: Pointer, scope: Scope): void {
    this.#each(data, pointer, (pool, overlay, where) => {
      this.#extra({ kind: "pool", name: pool, raw: true, origin: this.#origin(where), ...scope });
      const groups = Object.fromEntries(OVERLAY_GROUPS.map((group) => [group, model[group]]));
      const members: Group = { ...model.pool, ...groups };
      for (const [key, value] of this.#table(overlay, where)) {
        const at = [...where, key];
        const name = spellings(members).get(key)?.name;
        if (key === "role" || key === "weight")
          this.#extra({ kind: key, name: pool, raw: value, origin: this.#origin(at), ...scope });
        else if (name)
          this.#member(members, name, value, at, "pool.", { ...scope, pool }, spellings(members).get(key)!.foreign);
        else this.#unknown(key, at, [...spellings(members).keys(), "role", "weight"], `pools.${pool}.`);
      }
    });
  }

  #rules(data: unknown, pointer: Pointer, scope: Scope): void {
    this.#each(data, pointer, (name, raw, where) =>
      this.#extra({ kind: "rule", name, raw, origin: this.#origin(where), ...scope }),
    );
  }

  #group(group: Group, data: unknown, pointer: Pointer, prefix: string, scope: Scope): void {
    const table = spellings(group);
    for (const [key, value] of this.#table(data, pointer)) {
      const at = [...pointer, key];
      const known = table.get(key);
      if (known) this.#member(group, known.name, value, at, prefix, scope, known.foreign);
      else this.#unknown(key, at, table.keys(), prefix);
    }
  }

  #member(
    group: Group,
    name: string,
    value: unknown,
    at: Pointer,
    prefix: string,
    scope: Scope,
    foreign: boolean,
  ): void {
    const member = group[name];
    if (!isField(member)) {
      // in a container a group stands beside the fields of another one
      const below = name in model && group !== model.connection ? `${name}.` : `${prefix}${name}.`;
      this.#group(member as Group, value, at, below, scope);
      return;
    }
    const path = pathOf(member) as Path;
    const origin = this.#origin(at);
    if (foreign) {
      const key = origin.atKey();
      const spelling = same(String(at.at(-1)), name);
      this.stated.findings.push(
        createFinding("foreign-spelling", {
          message: `${showKey(String(at.at(-1)))} is read as ${path}`,
          path,
          origin: key,
          help: `Write \`${spelling}\`.`,
          edits: () => renameKey(key, spelling, (other) => spellings(group).get(other)?.name === name),
        }),
      );
    }
    this.stated.entries.push({ path, raw: value, origin, ...scope });
  }

  #each(data: unknown, pointer: Pointer, visit: (name: string, value: unknown, where: Pointer) => void): void {
    for (const [name, value] of this.#table(data, pointer)) visit(name, value, [...pointer, name]);
  }

  #table(data: unknown, pointer: Pointer): [string, unknown][] {
    if (data === null || data === undefined) {
      if (pointer.length > 0)
        this.stated.findings.push(
          createFinding("empty-section", {
            message: `${showKey(pointer.join("."))} holds nothing`,
            origin: this.#origin(pointer).atKey(),
            help: "Remove it, or put settings into it.",
          }),
        );
      return [];
    }
    if (typeof data === "object" && !Array.isArray(data))
      return Object.entries(data).filter(
        // a program leaves undefined what it does not set; no file can hold it
        ([key, value]) => value !== undefined && (!isForbidden(key) || this.#forbidden(key, pointer)),
      );
    const where = pointer.length > 0 ? showKey(pointer.join(".")) : "The config";
    this.stated.findings.push(
      createFinding("wrong-type", {
        message: `${where} is not a table of settings`,
        origin: this.#origin(pointer),
        legal: "a table",
      }),
    );
    return [];
  }

  // a file's have been left out by its reader; an object in code is read as it is
  #forbidden(key: string, pointer: Pointer): false {
    const { rule, ...words } = forbiddenKey(key);
    this.stated.findings.push(createFinding(rule, { ...words, origin: this.#origin([...pointer, key]).atKey() }));
    return false;
  }

  #unknown(key: string, at: Pointer, known: Iterable<string>, prefix: string, larger?: string): void {
    const origin = this.#origin(at).atKey();
    const { help, name } = this.#adviceFor(key, at, [...known], larger);
    this.stated.findings.push(
      createFinding("unknown-key", {
        message: `Unknown setting ${showKey(`${prefix}${key}`)}`,
        origin,
        help,
        ...(name !== undefined && { edits: () => renameKey(origin, name) }),
      }),
    );
  }

  /** What to do about a key that is not known; with the name to give it, if it is certain. */
  #adviceFor(key: string, at: Pointer, known: string[], larger: string | undefined): { help: string; name?: string } {
    if (++this.#strangers > STRANGERS) return { help: STRANGE };
    if (this.#isFleet)
      return { help: `This looks like a fleet file; check it with \`poolcfg fleet ${this.#document.name}\`.` };
    const base = key.replace(/_?-?(millis|milliseconds|ms|seconds|secs|sec)$/i, "");
    const unitOf = base === key ? undefined : known.find((word) => word === base || same(key, word) === base);
    if (unitOf !== undefined) {
      const value = this.#withUnit(at, /m(?:illi)?s|millis/i.test(key.slice(base.length)) ? 1 : 1_000);
      const instead = `Write \`${unitOf} = "${value}"\`, with the unit in the value`;
      return { help: `${instead}; \`poolcfg import\` translates another tool's settings.` };
    }
    const elsewhere = whereIs(key);
    if (elsewhere !== undefined) return { help: `\`${key}\` belongs to another table: it sets ${elsewhere}.` };
    const meant = didYouMean(key, known);
    if (meant !== undefined) {
      const help = `Did you mean \`${meant}\`?`;
      // another name may be another setting; only a slip of the pen is corrected
      return isTypo(key, known) ? { help, name: meant } : { help };
    }
    if (larger !== undefined)
      return { help: `To read one table of a larger file, name it: --config ${this.#document.name}#${larger}` };
    const names = new Set(known.filter((word) => !/[-_]/.test(word)));
    return { help: `Known here: ${[...names].slice(0, 24).join(", ")}.` };
  }

  /** The value of a key whose name has the unit, as it is to be written. */
  #withUnit(at: Pointer, factor: number): string {
    let value: unknown = this.#document.data;
    for (const step of at) value = (value as Record<string | number, unknown> | undefined)?.[step];
    const number = typeof value === "number" && value >= 0 ? Math.round(value * factor) : Number.NaN;
    return Number.isSafeInteger(number) ? formatDuration(number) : "30s";
  }

  #extra(extra: Extra): void {
    this.stated.extras.push(extra);
  }

  #origin(pointer: Pointer): Origin {
    return new Origin(this.#source, { document: this.#document, pointer });
  }
}

/** How many unknown keys of one file are compared with the known ones. */
const STRANGERS = 200;
const STRANGE = "Most keys of this file are no settings of poolcfg; `poolcfg import` reads other tools' settings.";

/** Tables of a fleet file. */
const FLEET = ["services", "servers"];

const TOP = ["profiles", "pools", "rules", "preset", "extends", "targets"];

const paths = new WeakMap<object, string>();
(function index(group: object, prefix: string): void {
  for (const [key, member] of Object.entries(group)) {
    if (isField(member)) paths.set(member, `${prefix}${key}`);
    else index(member as object, `${prefix}${key}.`);
  }
})(model, "");

function pathOf(field: object): string {
  return paths.get(field)!;
}

/** A canonical name in the spelling of its neighbour. */
function same(like: string, name: string): string {
  const [camel, snake, kebab] = cases(name) as [string, string?, string?];
  return like.includes("_") ? (snake ?? camel) : like.includes("-") ? (kebab ?? camel) : camel;
}

// reads a fleet file: what it says of servers and services, and what is wrong with it
import type { RuleId } from "../diagnostics/catalogue.gen.ts";
import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document, Pointer } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { raiseProblem } from "../import/outcome.ts";
import { readValue } from "../mapping/value.ts";
import { count, type Field } from "../model/field.ts";
import type { Path } from "../model/model.ts";
import { didYouMean, type Group, showKey, spellings } from "../model/spellings.ts";
import { fleetPooler, fleetServer, fleetService, type Said } from "./model.ts";
import { labelOf } from "./plan.ts";

/** One table of a fleet file: what is stated in it, and where. */
export interface Table<G> {
  readonly name: string;
  readonly values: Said<G>;
  readonly origins: Readonly<Partial<Record<keyof G, Origin>>>;
  readonly origin: Origin;
}

/** What is said of a server. */
export interface ServerTable extends Table<typeof fleetServer> {
  readonly pooler?: Table<typeof fleetPooler>;
}

/** What is said of a service. */
export interface ServiceTable extends Table<typeof fleetService> {
  /** Ceilings of further pools, by name. */
  readonly pools: Readonly<Record<string, number>>;
}

/** What a fleet file says. */
export interface FleetFile {
  readonly document: Document;
  readonly servers: readonly ServerTable[];
  readonly services: readonly ServiceTable[];
  /** Files and folders of manifests, relative to it. */
  readonly manifests: readonly { readonly path: string; readonly origin: Origin }[];
  readonly findings: readonly Finding[];
}

/** What a fleet file holds at its top. */
const TOP = ["servers", "services", "manifests"];

/** Whether a document is a fleet file rather than a manifest: no manifest has servers at its top. */
export function isFleetFile({ data, name, text }: Document): boolean {
  const keys = typeof data === "object" && data !== null ? Object.keys(data) : [];
  return keys.includes("servers") || /(?:^|[/\\])fleet\.[a-z]+$|\.toml$/.test(name) || namesSchema(text.slice(0, 500));
}

// the line by which an editor knows it
function namesSchema(text: string): boolean {
  return text.split("\n").some((line) => line.startsWith("#") && line.includes("fleet.schema.json"));
}

/** Reads a fleet file. */
export function readFleet(document: Document): FleetFile {
  const reader = new FleetReader(document);
  return reader.read();
}

/** The ceiling of a pool that has a name. */
const POOL: Field<number> = count({ summary: "Ceiling of a pool", min: 0, zero: true });

class FleetReader {
  readonly #document: Document;
  readonly #findings: Finding[] = [];

  constructor(document: Document) {
    this.#document = document;
  }

  read(): FleetFile {
    const document = this.#document;
    this.#findings.push(...document.problems.map((problem) => raiseProblem(problem, document)));
    const top = Object.fromEntries(this.#table(document.data, []));
    for (const key of Object.keys(top)) if (!TOP.includes(key) && key !== "$schema") this.#unknown(key, [key], TOP, "");
    return {
      document,
      servers: this.#each(top.servers, ["servers"], (name, data, at) => this.#server(name, data, at)),
      services: this.#each(top.services, ["services"], (name, data, at) => this.#service(name, data, at)),
      manifests: this.#paths(top.manifests, ["manifests"]),
      findings: this.#findings,
    };
  }

  #server(name: string, data: unknown, at: Pointer): ServerTable {
    const { pooler, ...rest } = Object.fromEntries(this.#table(data, at));
    const own = this.#group(fleetServer, name, rest, at, ["pooler"]);
    if (pooler === undefined) return own;
    const where = [...at, "pooler"];
    return { ...own, pooler: this.#group(fleetPooler, name, Object.fromEntries(this.#table(pooler, where)), where) };
  }

  #service(name: string, data: unknown, at: Pointer): ServiceTable {
    const { pools, ...rest } = Object.fromEntries(this.#table(data, at));
    const own = this.#group(fleetService, name, rest, at, ["pools"]);
    const where = [...at, "pools"];
    const named = pools === undefined ? [] : this.#table(pools, where);
    const read = named.flatMap(([key, raw]) => {
      const value = this.#value(POOL, raw, [...where, key]);
      return value === undefined ? [] : [[key, value as number] as const];
    });
    return { ...own, pools: Object.fromEntries(read) };
  }

  #group<G extends Group>(
    group: G,
    name: string,
    data: object,
    at: Pointer,
    besides: readonly string[] = [],
  ): Table<G> {
    const values: Record<string, unknown> = {};
    const origins: Record<string, Origin> = {};
    const known = spellings(group);
    for (const [key, raw] of Object.entries(data)) {
      const where = [...at, key];
      const member = known.get(key)?.name;
      if (member === undefined) this.#unknown(key, where, [...known.keys(), ...besides], `${at.join(".")}.`);
      else if (member in origins)
        this.#report(
          "duplicate-setting",
          `${showKey(where.join("."))} says what ${origins[member]!.label} says already`,
          where,
          {
            help: "Keep one of them.",
          },
        );
      else {
        origins[member] = this.#origin(where);
        const value = this.#value(group[member] as Field, raw, where);
        if (value !== undefined) values[member] = value;
      }
    }
    return {
      name,
      values: values as Said<G>,
      origins: origins as Table<G>["origins"],
      origin: this.#origin(at).atKey(),
    };
  }

  #value(field: Field, raw: unknown, at: Pointer): unknown {
    // what is secret is known to the formats by its canonical path
    const path = (field.kind === "secret" ? "connection.url" : at.join(".")) as Path;
    const read = readValue(field, { path, raw, origin: this.#origin(at) });
    if ("value" in read) return read.value;
    this.#findings.push(read.finding);
    return undefined;
  }

  #paths(data: unknown, at: Pointer): { path: string; origin: Origin }[] {
    if (data === undefined) return [];
    const list = Array.isArray(data) ? data : [data];
    return list.flatMap((path, index) => {
      const where = Array.isArray(data) ? [...at, index] : at;
      if (typeof path === "string" && path !== "") return [{ path, origin: this.#origin(where) }];
      this.#report("wrong-type", "A manifest is named by its path", where, { legal: "a path, or a list of paths" });
      return [];
    });
  }

  #each<T>(data: unknown, at: Pointer, read: (name: string, data: unknown, at: Pointer) => T): T[] {
    return data === undefined
      ? []
      : this.#table(data, at).map(([name, value]) => read(labelOf(name), value, [...at, name]));
  }

  #table(data: unknown, at: Pointer): [string, unknown][] {
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return Object.entries(data);
    if (data !== null && data !== undefined)
      this.#report("wrong-type", `${at.length > 0 ? showKey(at.join(".")) : "The fleet file"} is not a table`, at, {
        legal: "a table",
      });
    return [];
  }

  #unknown(key: string, at: Pointer, known: Iterable<string>, prefix: string): void {
    const words = [...known];
    const meant = didYouMean(key, words);
    const list = words.filter((word) => !/[-_]/.test(word)).join(", ");
    this.#findings.push(
      createFinding("unknown-key", {
        message: `Unknown setting ${showKey(`${prefix}${key}`)}`,
        origin: this.#origin(at).atKey(),
        help: meant ? `Did you mean \`${meant}\`?` : `Known here: ${list}.`,
      }),
    );
  }

  #report(rule: RuleId, message: string, at: Pointer, more: { help?: string; legal?: string }): void {
    this.#findings.push(createFinding(rule, { message, origin: this.#origin(at), ...more }));
  }

  #origin(pointer: Pointer): Origin {
    return new Origin("file", { document: this.#document, pointer });
  }
}

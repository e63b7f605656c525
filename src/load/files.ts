// config files: which one, what it extends, and the presets

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Document, Pointer } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { SourceKind } from "../diagnostics/origin.ts";
import { type Boundary, outsideFinding } from "../files/boundary.ts";
import { basename, type Files } from "../files/file-system.ts";
import { readDocumentFile, readDocumentText, refuseAddress } from "../formats/read.ts";
import { didYouMean } from "../model/spellings.ts";
import { quoted } from "../text/mask.ts";
import { type Extra, nothingStated, type Stated } from "./entry.ts";
import { packageFile } from "./package-file.ts";
import { presets } from "./presets.gen.ts";
import { readTable } from "./table.ts";

/** Names that are looked for, in this order, in the working directory and above it. */
const CONFIG_NAMES = ["poolcfg.toml", "poolcfg.yaml", "poolcfg.yml", "poolcfg.json"] as const;

/** How many files may extend one another in a row. */
const EXTENDS_LIMIT = 10;

/** How many files may be extended in all. */
const FILES_LIMIT = 100;

/** One file of the chain, or a preset. The chain goes from what is extended to what extends. */
export interface Layer {
  readonly source: SourceKind;
  readonly stated: Stated;
  /** Undefined for a preset. */
  readonly document?: Document;
}

/** The nearest config file in `cwd` or above, and those beside it, which it takes precedence over; empty if there is none. */
export function discover(cwd: string, files: Files): string[] {
  for (let folder = files.resolve(cwd, "."); ; folder = files.dirname(folder)) {
    const found = configsIn(folder, files);
    if (found.length > 0 || files.dirname(folder) === folder) return found;
  }
}

/** The config files of one folder by their names, those first that take precedence. */
export function configsIn(folder: string, files: Files): string[] {
  return CONFIG_NAMES.map((name) => files.resolve(folder, name)).filter((path) => files.exists(path));
}

/** Reads `FILE[#table.path]`. `boundaryAt` limits where a symbolic link may lead, by the folder that the file is in. */
export function readConfigFile(
  reference: string,
  cwd: string,
  files: Files,
  boundaryAt?: (folder: string) => Boundary,
): { document: Document; pointer: Pointer } {
  const hash = files.exists(files.resolve(cwd, reference)) ? -1 : reference.lastIndexOf("#");
  const file = hash < 0 ? reference : reference.slice(0, hash);
  refuseAddress(file);
  const path = files.resolve(cwd, file);
  boundaryAt?.(files.dirname(path)).refuseLink(path, file);
  const document = readDocumentFile(path, { files, cwd });
  const pointer =
    hash < 0
      ? []
      : reference
          .slice(hash + 1)
          .split(".")
          .filter(Boolean);
  return { document, pointer: findTable(document, pointer) };
}

/** Reads a document with everything that it extends. `boundary` limits the files that may be named; without it, any may be. */
export function readChain(
  document: Document,
  pointer: Pointer,
  cwd: string,
  files: Files,
  boundary?: Boundary,
): Layer[] {
  return follow(document, pointer, "file", [], { files, cwd, count: 0, boundary });
}

function follow(
  document: Document,
  pointer: Pointer,
  source: SourceKind,
  above: readonly string[],
  reading: { readonly files: Files; readonly cwd: string; count: number; readonly boundary: Boundary | undefined },
): Layer[] {
  const { files, cwd, boundary } = reading;
  const stated = readTable(document, source, pointer);
  const layers: Layer[] = [];
  const chain = document.path ? [...above, document.path] : above;
  for (const extra of stated.extras.filter(({ kind }) => kind === "extends")) {
    for (const name of textList(extra, stated)) {
      const base = document.path ? files.dirname(document.path) : cwd;
      const beside = files.resolve(base, name);
      const path = files.exists(beside) ? beside : (packageFile(name, base, files, configsIn) ?? beside);
      if (files.isOfSystem(path) || (boundary && !boundary.has(path))) {
        stated.findings.push(outsideFinding("extends", name, extra.origin));
      } else if (chain.includes(path)) {
        const round = [...chain.slice(chain.indexOf(path)), path].map((file) => basename(file)).join(" → ");
        stated.findings.push(
          createFinding("cyclic-extends", {
            message: `The files extend one another in a circle: ${round}`,
            origin: extra.origin,
            help: "Take one of them out.",
          }),
        );
      } else if (++reading.count > FILES_LIMIT) {
        // lists of a few names, one in the other, make a tree that has no end
        if (reading.count === FILES_LIMIT + 1)
          stated.findings.push(
            createFinding("cyclic-extends", {
              message: `More than ${FILES_LIMIT} files are extended in all`,
              origin: extra.origin,
              help: "Name each file once.",
            }),
          );
      } else if (chain.length >= EXTENDS_LIMIT) {
        stated.findings.push(
          createFinding("cyclic-extends", {
            message: `More than ${EXTENDS_LIMIT} files extend one another in a row`,
            origin: extra.origin,
            help: "Put the settings in fewer files.",
          }),
        );
      } else {
        try {
          refuseAddress(name);
          layers.push(...follow(readDocumentFile(path, { files, cwd }), [], "extends", chain, reading));
        } catch (error) {
          if (!(error instanceof PoolcfgError)) throw error;
          stated.findings.push(
            createFinding("unreadable-extends", {
              message: error.message,
              origin: extra.origin,
              help: `\`extends\` names a path relative to ${document.name}, or a file of an installed package.`,
            }),
          );
        }
      }
    }
  }
  return [...layers, { source, stated, document }];
}

/** Names of the presets that come with the package. */
export function presetNames(): string[] {
  return Object.keys(presets);
}

/** What the preset states that `extra` names. */
export function readPreset(extra: Extra): Layer {
  const names = presetNames();
  const name = String(extra.raw);
  if (!names.includes(name)) {
    const meant = didYouMean(name, names);
    const stated = nothingStated();
    stated.findings.push(
      createFinding("unknown-preset", {
        message: `There is no preset ${quoted(name)}`,
        origin: extra.origin,
        legal: names.join(", "),
        help: meant ? `Did you mean "${meant}"?` : "Name one of these, or take the line out.",
      }),
    );
    return { source: "preset", stated };
  }
  const text = presets[name as keyof typeof presets].join("\n");
  const document = readDocumentText(text, { name: `preset ${name}`, format: "toml" });
  return { source: "preset", stated: readTable(document, "preset") };
}

function textList(extra: Extra, stated: Stated): string[] {
  const list = Array.isArray(extra.raw) ? extra.raw : [extra.raw];
  const texts = list.filter((item): item is string => typeof item === "string" && item !== "");
  if (texts.length !== list.length)
    stated.findings.push(
      createFinding("wrong-type", {
        message: "`extends` names files",
        origin: extra.origin,
        legal: "a path, or a list of paths",
      }),
    );
  return texts;
}

export function findTable(document: Document, pointer: Pointer): Pointer {
  let data: unknown = document.data;
  for (const [at, key] of pointer.entries()) {
    const table = data as Record<string, unknown> | null;
    if (typeof table !== "object" || table === null || Array.isArray(table) || !(key in table)) {
      const here = pointer.slice(0, at).join(".");
      const tables = typeof table === "object" && table !== null ? Object.keys(table).slice(0, 20).join(", ") : "";
      if (document.problems.length > 0) return [];
      throw new PoolcfgError(
        "input",
        `${document.name} has no table "${pointer.join(".")}": ${here ? `in "${here}" ` : ""}there is ${tables || "nothing"}. Name one of its tables after the #.`,
      );
    }
    data = table[key];
  }
  return pointer;
}

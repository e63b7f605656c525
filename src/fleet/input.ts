// texts to fleet files and parts of manifests: a text may hold several documents, and most are of no use here

import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { createFinding } from "../diagnostics/catalogue.ts";
import { type Document, rangeAt } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { nodeFiles } from "../files/node.ts";
import { formatOf, readDocumentText, readText, reasonOf } from "../formats/read.ts";
import { isProgram } from "../import/files.ts";
import { raiseProblem } from "../import/outcome.ts";
import { besideOf } from "./beside.ts";
import { type FleetFile, isFleetFile, readFleet } from "./file.ts";
import type { Manifest, Parts } from "./manifests/_define.ts";
import { isTree } from "./manifests/_read.ts";
import { manifests } from "./manifests/registry.gen.ts";
import { renderedBy, renderFolder, templatedIn } from "./render.ts";

/** Everything that was read. */
export interface Sources {
  readonly files: FleetFile[];
  readonly parts: Parts;
  readonly findings: Finding[];
  /** Texts that held something. */
  readonly used: string[];
  /** Whether templates are rendered by their tools. */
  readonly render?: boolean;
  /** Folder that a fleet file may name files in. Default: its git repository, or the folder that it is in. */
  readonly root?: string | undefined;
}

/** Most files that a folder may have. */
const MOST_FILES = 20_000;
const DEEPEST = 20;

/** Nothing yet. `root` is the folder that a fleet file may name files in. */
export function noSources(root?: string, cwd = process.cwd(), render = false): Sources {
  return {
    render,
    files: [],
    parts: {
      servers: [],
      workloads: [],
      scalers: [],
      sets: [],
      services: [],
      clusters: [],
      poolers: [],
      unrendered: [],
      configs: new Map(),
      projects: new Map(),
      inFolder: false,
      files: besideOf(cwd, root),
      later: [],
      includes: [],
      templates: new Map(),
    },
    findings: [],
    used: [],
    root,
  };
}

/**
 * Reads a file, or each manifest of a folder. What a fleet file names is read with it.
 *
 * @throws PoolcfgError `input` where it cannot be read.
 */
export function addPath(sources: Sources, path: string, cwd: string): void {
  const absolute = resolve(cwd, path);
  nodeFiles.boundary(dirname(absolute), cwd, sources.root).refuseLink(absolute, path);
  if (isFolder(absolute)) addFolder(sources, path, cwd);
  else addText(sources, readText(path, cwd, nodeFiles), path, cwd, absolute);
}

/** Reads a text; where it is a fleet file, also the manifests that this names. */
export function addText(sources: Sources, text: string, name: string, cwd: string, path?: string): void {
  const before = sources.files.length;
  if (isProgram(name)) throw new PoolcfgError("input", `${name} is a program, which is not run here. ${asData(name)}`);
  if (!take(sources, text, name, path)) {
    if (isEmpty(text)) throw new PoolcfgError("input", `${name} is empty: it has no workloads to count.`);
    const known = manifests.map(({ title }) => title).join("; ");
    throw new PoolcfgError(
      "input",
      `${name} is neither a fleet file nor a manifest that is known. Known are: ${known}.`,
    );
  }
  for (const { document, manifests: named } of sources.files.slice(before))
    for (const { path: manifest, origin } of named) {
      const base = document.path === undefined ? cwd : resolve(document.path, "..");
      const outside = nodeFiles
        .boundary(base, cwd, sources.root)
        .outside(resolve(base, manifest), "manifests", manifest, origin);
      if (outside) {
        sources.findings.push(outside);
        continue;
      }
      try {
        addPath(sources, shownFrom(cwd, resolve(base, manifest)), cwd);
      } catch (error) {
        if (!(error instanceof PoolcfgError)) throw error;
        const message = `The manifests of this fleet file cannot be used: ${error.message.replace(/\.$/, "")}`;
        sources.findings.push(
          createFinding("unreadable-service", {
            message,
            origin,
            help: "Correct the path; it is relative to the fleet file.",
          }),
        );
      }
    }
}

function addFolder(sources: Sources, folder: string, cwd: string): void {
  const root = resolve(cwd, folder);
  const used = sources.used.length;
  const kind = sources.render ? templatedIn(root) : undefined;
  if (kind) {
    addText(sources, renderFolder(kind, folder, cwd), `${folder} (rendered)`, cwd);
    return;
  }
  const files: string[] = [];
  const skip = (path: string, why: string) => {
    // the named folder itself is no piece of a check
    if (path === root) throw new PoolcfgError("input", `${folder} cannot be read: ${why}.`);
    sources.findings.push(unread(shownFrom(cwd, path), path, why));
  };
  listFiles(root, root, files, skip);
  // what a project includes or extends is read with it, and not once more by itself
  for (const file of files.sort((a, b) => Number(isProject(b)) - Number(isProject(a)))) {
    if (sources.parts.files.isRead(file)) continue;
    const name = shownFrom(cwd, file);
    if (isProgram(name)) {
      skip(file, `it is a program, which is not run here. ${asData(name)}`);
      continue;
    }
    let text: string;
    try {
      text = readText(name, cwd, nodeFiles);
    } catch (error) {
      if (!(error instanceof PoolcfgError)) throw error;
      skip(file, error.message.replace(/^.*? cannot be read: /s, "").replace(/\.$/, ""));
      continue;
    }
    take(sources, text, name, file, true);
  }
  if (sources.used.length === used && sources.findings.length === 0)
    throw new PoolcfgError(
      "input",
      `${folder} holds no manifest that is known: ${files.length} ${files.length === 1 ? "file was" : "files were"} looked at.`,
    );
}

/** Whether a file is the first one of a compose project. */
function isProject(file: string): boolean {
  return /(?:^|[\\/])(?:docker-)?compose\.ya?ml$/.test(file);
}

/** Whether the text was of use. In a folder, what is no manifest is passed over. */
function take(sources: Sources, text: string, name: string, path: string | undefined, inFolder = false): boolean {
  sources.parts.inFolder = inFolder;
  const plain = plainKind(name, text);
  let used = false;
  if (plain) {
    plain.read(plainDocument(text, name, path), sources.parts);
    used = true;
  } else
    for (const read of documentsOf(text, name, path, inFolder)) {
      const { data } = read;
      const document =
        isKustomization(name) && isTree(data) && Object.keys(data).length > 0
          ? { ...read, data: { ...KUSTOMIZATION, ...data } }
          : read;
      if (isBroken(document) || isTemplate(document)) used = broken(sources, document, inFolder) || used;
      else {
        const manifest = manifests.find(({ recognise }) => recognise(document.data));
        // a fleet file in TOML has no name of its own, and so have files of other tools
        const isOthers =
          manifest !== undefined && /\.toml$/.test(name) && !Object.hasOwn(Object(document.data), "servers");
        if (!inFolder && !isOthers && isFleetFile(document)) {
          used = sources.files.push(readFleet(document)) > 0;
          continue;
        }
        manifest?.read(document, sources.parts);
        used = manifest !== undefined || used;
      }
    }
  if (used) sources.used.push(name);
  return used;
}

function* documentsOf(text: string, name: string, path: string | undefined, inFolder: boolean): Generator<Document> {
  const format = formatOf(name) ?? sniff(text);
  const wanted = (piece: string) =>
    isKustomization(name) || manifests.some(({ mayBe }) => mayBe(piece)) || (!inFolder && MAY_BE_FLEET.test(piece));
  if (format !== "yaml") {
    const plain = /\.jsonc$|(?:^|[/\\])wrangler\.json$/.test(name) ? withoutComments(text) : text;
    if (wanted(text)) yield readDocumentText(plain, { name, path, format });
    return;
  }
  for (const [start, end] of piecesOf(text)) {
    const piece = text.slice(start, end);
    if (!wanted(piece)) continue;
    const document = readDocumentText(piece, { name, path, format, merges: true });
    const moved = (range: { start: number; end: number }) => rangeAt(text, range.start + start, range.end + start);
    yield start === 0 && end === text.length
      ? document
      : {
          ...document,
          text,
          problems: document.problems.map(({ range, ...problem }) => ({
            ...problem,
            ...(range && { range: moved(range) }),
          })),
          locate(pointer, part) {
            const range = document.locate(pointer, part);
            return range && moved(range);
          },
        };
  }
}

/** JSON with its comments and trailing commas blanked, so that each character stays in its place. */
function withoutComments(text: string): string {
  const out = text.split("");
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (text[at] !== "\n") out[at] = " ";
  };
  let comma = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const pair = text.slice(at, at + 2);
    if (pair === "//" || pair === "/*") {
      const end = pair === "//" ? text.indexOf("\n", at) : text.indexOf("*/", at + 2) + 2;
      const next = end < at + 2 ? text.length : end;
      blank(at, next);
      at = next - 1;
    } else if (char === '"') {
      comma = -1;
      for (at++; at < text.length && text[at] !== '"' && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
    } else if (char === ",") comma = at;
    else if (/[}\]]/.test(char) && comma >= 0) {
      out[comma] = " ";
      comma = -1;
    } else if (!/\s/.test(char)) comma = -1;
  }
  return out.join("");
}

/** Whether a text has nothing but blank lines, comments and separators. */
function isEmpty(text: string): boolean {
  return text.split("\n").every((line) => /^(?:#|---$|\.\.\.$|$)/.test(line.trim()));
}

/** What kustomize takes for granted in a file of this name. */
const KUSTOMIZATION = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" };

function isKustomization(name: string): boolean {
  return /^kustomization(?:\.ya?ml)?$/i.test(basename(name));
}

const MAY_BE_FLEET = /\b(?:servers|services|manifests)\b/;

// a line of three dashes parts documents wherever it stands, also inside of a text
function piecesOf(text: string): [start: number, end: number][] {
  const pieces: [number, number][] = [];
  let start = 0;
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    if (index > start) pieces.push([start, index]);
    start = index + 3;
  }
  return [...pieces, [start, text.length]];
}

function sniff(text: string): string {
  if (/^\s*(?:\[\s*[{\]"]|\{)/.test(text.slice(0, 1_000))) return "json";
  return /^[ \t]*\[[\w."-]+\][ \t]*$/m.test(text.slice(0, 10_000)) ? "toml" : "yaml";
}

const TEMPLATE = /^[ \t]*(?:[\w.-]+:[ \t]+|-[ \t]+)?\{\{/m;

function isBroken({ data, problems }: Document): boolean {
  return problems.length > 0 && typeof data === "object" && data !== null && Object.keys(data).length === 0;
}

// braces without quotes are a table in YAML, with a table for its key
function isTemplate({ text, problems }: Document): boolean {
  return problems.some(
    ({ range }) => range && TEMPLATE.test(text.slice(text.lastIndexOf("\n", range.start) + 1, range.end + 1)),
  );
}

function broken(sources: Sources, document: Document, inFolder: boolean): true {
  const { text, problems } = document;
  // one file of a folder is a gap; a file that was named is all there is
  const gap = inFolder ? ({ severity: "warning", missing: document.name } as const) : {};
  const from = problems[0]?.range?.start ?? 0;
  const near = text.slice(Math.max(0, text.lastIndexOf("\n---", from)));
  const at = near.search(/\{\{/);
  if (at < 0)
    sources.findings.push(...problems.slice(0, 1).map((problem) => ({ ...raiseProblem(problem, document), ...gap })));
  else {
    const start = text.length - near.length + at;
    const end = near.indexOf("}}", at);
    const origin = new Origin("file", {
      document,
      range: rangeAt(text, start, end < 0 || end > at + 200 ? start + 2 : start + end - at + 2),
    });
    const message = "A template stands where a value belongs, so nothing of this document is counted";
    sources.findings.push(
      createFinding("unrendered-template", {
        message,
        origin,
        help: "Give what the tool writes: helm template . | poolcfg fleet -",
        ...gap,
      }),
    );
  }
  return true;
}

function plainDocument(text: string, name: string, path: string | undefined): Document {
  return { name, ...(path !== undefined && { path }), text, data: {}, problems: [], locate: () => undefined };
}

const KNOWN = new Set([".yaml", ".yml", ".json", ".jsonc"]);

/** Configurations that are programs, and how their tools write them as data. */
const PROGRAM = /^(?:ecosystem\.config|sst\.config)\.[cm]?[jt]s$/;

function renderHelp(folder: string): string {
  return `Pass what helm writes: ${renderedBy("chart", folder)}, or add --render`;
}

function asData(name: string): string {
  const file = basename(name);
  if (/^sst\./.test(file))
    return "Give what it deploys: a CloudFormation template, or the state as terraform show -json writes it";
  const print = /\.[cm]?ts$|\.mjs$/.test(file)
    ? `node -e "import('./${file}').then((m) => console.log(JSON.stringify(m.default)))"`
    : `node -p "JSON.stringify(require('./${file}'))"`;
  return `Print it as JSON: ${print} | poolcfg fleet -`;
}
const OTHERS = new Set([...manifests.flatMap(({ names = [] }) => names), "wrangler.toml", "netlify.toml"]);

/** The kind of a file whose name tells it; HCL files of other tools are passed over. */
function plainKind(name: string, text: string): Manifest | undefined {
  return manifests.find(
    ({ names = [], files }) =>
      names.includes(basename(name)) ||
      (files?.test(name) === true && (!/\.hcl$/.test(name) || /\bjob\s{1,20}"/.test(text))),
  );
}

/** Whether a file may be a manifest, by its name. */
function mayBeManifest(name: string, path: string): boolean {
  return (
    KNOWN.has(extname(name).toLowerCase()) ||
    OTHERS.has(name) ||
    /[\\/]supabase[\\/]config\.toml$/.test(path) ||
    PROGRAM.test(name) ||
    manifests.some(({ files }) => files?.test(name))
  );
}

/** Files that package managers write; they are often larger than any manifest. */
const LOCK_FILES = new Set(["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml"]);

type Skip = (path: string, why: string) => void;

/** Lists the files below a folder that may be manifests; `skip` is told what could not be looked at. */
function listFiles(folder: string, root: string, found: string[], skip: Skip): void {
  if (existsSync(join(folder, "Chart.yaml"))) {
    // what is below it are templates, and nothing of them is a manifest
    skip(folder, `it is a Helm chart, which is not rendered here. ${renderHelp(relative(root, folder) || ".")}`);
    return;
  }
  const depth = folder === root ? 0 : relative(root, folder).split(sep).length;
  if (depth > DEEPEST) {
    skip(folder, `it is more than ${DEEPEST} folders deep. Name a folder that is closer`);
    return;
  }
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    skip(folder, reasonOf(error));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if (name.startsWith(".") || name === "node_modules" || LOCK_FILES.has(name)) continue;
    const path = join(folder, name);
    if (entry.isDirectory()) listFiles(path, root, found, skip);
    else if (entry.isSymbolicLink() && isFolder(path)) {
      // what is below the folder is listed in its own place; a link elsewhere may lead anywhere
      if (!isBelow(root, path)) skip(path, "it is a symbolic link to a folder outside. Name that folder, too");
    } else if (mayBeManifest(name, path)) {
      if (entry.isSymbolicLink() && !isBelow(root, path))
        skip(path, "it is a symbolic link to a file outside. Name that file, too");
      else found.push(path);
    }
    if (found.length > MOST_FILES)
      throw new PoolcfgError(
        "input",
        `${folder} holds more than ${MOST_FILES} files; name the folder of the manifests.`,
      );
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isBelow(root: string, link: string): boolean {
  let target: string;
  try {
    target = realpathSync(link);
  } catch {
    // it leads nowhere, which is said when it is read
    return true;
  }
  const real = realpathSync(root);
  return target === real || target.startsWith(real.endsWith(sep) ? real : `${real}${sep}`);
}

/** The finding of what could not be read in a folder. */
function unread(name: string, path: string, why: string): Finding {
  const [reason, ...help] = why.split(". ");
  return createFinding("unreadable-file", {
    message: `${name} cannot be read, so nothing in it is counted: ${reason}`,
    origin: new Origin("file", { document: plainDocument("", name, path) }),
    missing: name,
    ...(help.length > 0 && { help: `${help.join(". ")}.` }),
  });
}

function shownFrom(cwd: string, path: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}

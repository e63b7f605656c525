// the files that manifests refer to, as far as they may be read: those of the same project
import { dirname, resolve } from "node:path";
import type { Document } from "../diagnostics/document.ts";
import { isPoolcfgError } from "../diagnostics/errors.ts";
import { nodeFiles } from "../files/node.ts";
import { formatOf, readDocumentText, readText } from "../formats/read.ts";

/** Reads the files that a manifest refers to by their paths, relative to its own. */
export interface Beside {
  /** The text of a file; undefined if it cannot be read, is outside of the project, or the manifest is not a file itself. */
  text(from: Document, path: string): string | undefined;
  /** A file as a document; undefined if it cannot be read, or is not valid. */
  document(from: Document, path: string): Document | undefined;
  /** Whether nothing is at that path. */
  isMissing(from: Document, path: string): boolean;
  /** Whether a file was read as a part of another manifest. */
  isRead(path: string): boolean;
}

/** Most files that are read for all manifests, and most characters of them. */
const MOST = 2_000;
const MOST_TEXT = 50_000_000;

/** The files of the machine below a project folder. */
export function besideOf(cwd: string, root?: string): Beside {
  const texts = new Map<string, string | undefined>();
  const documents = new Map<string, Document | undefined>();
  const roots = new Map<string, ReturnType<typeof nodeFiles.boundary>>();
  let room = MOST_TEXT;
  const absolute = (from: Document, path: string) =>
    from.path === undefined || path.includes("\0") ? undefined : resolve(dirname(from.path), path);
  const mayRead = (from: Document, file: string): boolean => {
    const folder = dirname(from.path!);
    const boundary = roots.get(folder) ?? nodeFiles.boundary(folder, cwd, root);
    roots.set(folder, boundary);
    return !nodeFiles.isOfSystem(file) && boundary.has(file);
  };
  const textOf = (from: Document, path: string): string | undefined => {
    const file = absolute(from, path);
    if (file === undefined) return undefined;
    if (texts.has(file)) return texts.get(file);
    if (texts.size >= MOST || room <= 0 || !mayRead(from, file)) return undefined;
    let text: string | undefined;
    try {
      if (nodeFiles.exists(file) && !nodeFiles.isFolder(file))
        text = readText(nodeFiles.shown(file, cwd), cwd, nodeFiles);
    } catch (error) {
      if (!isPoolcfgError(error)) throw error;
    }
    room -= text?.length ?? 0;
    texts.set(file, text);
    return text;
  };
  return {
    text: textOf,
    document(from, path) {
      const file = absolute(from, path);
      if (file === undefined) return undefined;
      if (documents.has(file)) return documents.get(file);
      const text = textOf(from, path);
      if (text === undefined) return undefined;
      const name = nodeFiles.shown(file, cwd);
      const document = readDocumentText(text, { name, path: file, format: formatOf(name) ?? "yaml", merges: true });
      const isValid = document.problems.length === 0 || Object.keys(document.data as object).length > 0;
      documents.set(file, isValid ? document : undefined);
      return documents.get(file);
    },
    isMissing(from, path) {
      const file = absolute(from, path);
      return file !== undefined && mayRead(from, file) && !nodeFiles.exists(file);
    },
    isRead: (path) => documents.has(path),
  };
}

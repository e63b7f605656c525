// an older poolcfg as npm would install it: from a tarball, or from a commit that is built and packed
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The commit that the working tree is compared with by default. */
export interface Baseline {
  readonly commit: string;
  /** Hash of the commit's files. It stays the same if the commit is rewritten on top of another one. */
  readonly tree: string;
  readonly subject: string;
}

/** The commit to compare with is not in this clone, or it cannot be packed. */
export class PackError extends Error {}

const root = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = join(root, "test/.cache/differential");

/**
 * Finds the commit of a baseline: by its hash, or else by its files, or else by its subject.
 *
 * @throws PackError if no commit matches, as in a shallow clone.
 */
export function commitOf({ commit, tree, subject }: Baseline): string {
  if (isCommit(commit)) return commit;
  const history = git("log", "--format=%H%x09%T%x09%s")
    .split("\n")
    .map((line) => line.split("\t"));
  const found = history.find((one) => one[1] === tree) ?? history.find((one) => one[2] === subject);
  if (found) return found[0]!;
  throw new PackError(
    `The baseline ${commit} ("${subject}") is not in the history of this clone. Fetch it, or name a tarball.`,
  );
}

/** What is recorded of a commit. */
export function baselineAt(commit: string): Baseline {
  const [hash, tree, subject] = git("show", "-s", "--format=%H%x09%T%x09%s", `${commit}^{commit}`).split("\t");
  return { commit: hash!, tree: tree!, subject: subject! };
}

/**
 * Unpacks an older version.
 *
 * @param version path of a tarball, or a commit.
 * @returns the folder of the package; it is below a temporary folder, which `done` removes.
 * @throws PackError
 */
export function unpack(version: string): { folder: string; done(): void } {
  const tarball = version.endsWith(".tgz") ? resolve(version) : packed(version);
  if (!existsSync(tarball)) throw new PackError(`There is no file ${tarball}.`);
  const temporary = mkdtempSync(join(tmpdir(), "poolcfg-differential-"));
  execFileSync("tar", ["-xzf", tarball, "-C", temporary]);
  return { folder: join(temporary, "package"), done: () => rmSync(temporary, { recursive: true, force: true }) };
}

/** Packs a commit with the packages of the working tree, or takes what was packed of the same files before. */
function packed(commit: string): string {
  if (commit.startsWith("-") || !isCommit(commit))
    throw new PackError(`${commit} is neither a tarball (.tgz) nor a commit of this clone.`);
  const { tree, commit: hash } = baselineAt(commit);
  const kept = join(CACHE, `${tree}.tgz`);
  if (existsSync(kept)) return kept;
  const folder = mkdtempSync(join(tmpdir(), "poolcfg-packed-"));
  try {
    const archive = execFileSync("git", ["archive", "--format=tar", hash], { cwd: root, maxBuffer: 2 ** 30 });
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const run = (command: string, ...args: string[]) =>
      execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    run(process.execPath, "scripts/build.js");
    run("npm", "pack", "--silent", "--ignore-scripts");
    mkdirSync(CACHE, { recursive: true });
    const made = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    if (made === undefined) throw new PackError(`npm pack wrote no tarball for ${commit}.`);
    // a file that is there is whole
    execFileSync("cp", [join(folder, made), `${kept}.part`]);
    renameSync(`${kept}.part`, kept);
    return kept;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isCommit(name: string): boolean {
  try {
    git("cat-file", "-e", `${name}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

// what git would do with a file, compared with git itself
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { gitStatus } from "../../src/git/status.ts";
import { folder } from "../cli/_run.ts";

// the developer's own settings and patterns decide nothing here
beforeAll(() => {
  const home = folder({});
  vi.stubEnv("HOME", home);
  vi.stubEnv("XDG_CONFIG_HOME", join(home, "xdg"));
  vi.stubEnv("GIT_CONFIG_NOSYSTEM", "1");
  for (const name of Object.keys(process.env)) if (/^GIT_(?!CONFIG_NOSYSTEM)/.test(name)) vi.stubEnv(name, undefined);
});

function git(cwd: string, ...args: string[]): string {
  const own = ["-c", "user.email=a@example.com", "-c", "user.name=a", "-c", "protocol.file.allow=always"];
  return execFileSync("git", [...own, ...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function repository(files: Readonly<Record<string, string>>, ...init: string[]): string {
  const root = folder(files);
  git(root, "init", "-q", ...init);
  return root;
}

function put(root: string, name: string, text = ""): string {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
  return join(root, name);
}

describe("a file in a repository", () => {
  const names = Array.from({ length: 300 }, (_, at) => `config/${"deep/".repeat(at % 5)}file-${at}.toml`);

  test.each([
    ["version 2", [], ["2"]],
    ["version 3", [], ["3"]],
    ["version 4", [], ["4"]],
    ["SHA-256", ["--object-format=sha256"], ["2"]],
    ["SHA-256, version 4", ["--object-format=sha256"], ["4"]],
  ])("index of %s", (_, init, [version]) => {
    const root = repository(Object.fromEntries(names.map((name) => [name, name])), ...init);
    git(root, "add", ".");
    // only an entry with an extended flag makes git write version 3
    put(root, "later.toml");
    if (version === "3") git(root, "add", "--intent-to-add", "later.toml");
    else git(root, "update-index", "--index-version", version!);
    expect(readFileSync(join(root, ".git/index")).readUInt32BE(4)).toBe(Number(version));
    for (const name of names) expect(gitStatus(join(root, name)), name).toBe("tracked");
    expect(gitStatus(join(root, "later.toml"))).toBe(version === "3" ? "tracked" : "untracked");
    expect(gitStatus(put(root, "config/file-30.tom"))).toBe("untracked");
    expect(gitStatus(put(root, "config/file-30.toml2"))).toBe("untracked");
  });

  test("is tracked as soon as it is added, and no longer when it is removed from the index", () => {
    const root = repository({ "poolcfg.toml": "" });
    expect(gitStatus(join(root, "poolcfg.toml"))).toBe("untracked");
    git(root, "add", ".");
    expect(gitStatus(join(root, "poolcfg.toml"))).toBe("tracked");
    git(root, "rm", "-q", "--cached", "poolcfg.toml");
    expect(gitStatus(join(root, "poolcfg.toml"))).toBe("untracked");
  });

  test("is outside if there is no repository, and if there is only a bare one", () => {
    const root = folder({ "poolcfg.toml": "", "bare/poolcfg.toml": "" });
    git(join(root, "bare"), "init", "-q", "--bare", ".");
    expect(gitStatus(join(root, "poolcfg.toml"))).toBe("outside");
    expect(gitStatus(join(root, "bare/poolcfg.toml"))).toBe("outside");
    mkdirSync(join(root, ".git"));
    expect(gitStatus(join(root, "poolcfg.toml"))).toBe("outside");
  });

  test("belongs to its linked work tree, and to its submodule", () => {
    const inner = repository({ "inner.toml": "" });
    git(inner, "add", ".");
    git(inner, "commit", "-qm", "x");
    const root = repository({ "poolcfg.toml": "" });
    git(root, "add", ".");
    git(root, "commit", "-qm", "x");
    // what git submodule add does; that command is a script, which needs more programs than git
    mkdirSync(join(root, ".git/modules/vendor"), { recursive: true });
    git(root, "clone", "-q", "--separate-git-dir", join(root, ".git/modules/vendor/inner"), inner, "vendor/inner");
    git(root, "add", "vendor/inner");
    expect(gitStatus(join(root, "vendor/inner/inner.toml"))).toBe("tracked");
    expect(gitStatus(put(root, "vendor/inner/new.toml"))).toBe("untracked");
    // no repository of its own: git does not add what is in it
    const linked = join(folder({}), "tree");
    git(root, "worktree", "add", "-q", "--detach", linked);
    expect(gitStatus(join(linked, "poolcfg.toml"))).toBe("tracked");
    expect(gitStatus(put(linked, "new.toml"))).toBe("untracked");
    expect(gitStatus(put(linked, "vendor/inner/other.toml"))).toBe("untracked");
    appendFileSync(join(root, ".git/info/exclude"), "new.toml\n");
    expect(gitStatus(join(linked, "new.toml"))).toBe("ignored");
    git(root, "commit", "-qam", "y");
    const clone = join(folder({}), "clone");
    git(root, "clone", "-q", root, clone);
    expect(gitStatus(put(clone, "vendor/inner/new.toml"))).toBe("unknown");
  });

  test("a symbolic link is the file that it leads to", () => {
    const root = repository({ "tracked.toml": "", ".gitignore": "secret.toml\n", "secret.toml": "" });
    git(root, "add", "tracked.toml");
    for (const name of ["tracked", "secret"]) symlinkSync(join(root, `${name}.toml`), join(root, `${name}-link.toml`));
    git(root, "add", "secret-link.toml");
    expect(gitStatus(join(root, "tracked-link.toml"))).toBe("tracked");
    expect(gitStatus(join(root, "secret-link.toml"))).toBe("ignored");
  });

  test("has its other spelling in the index if the case of letters does not count", () => {
    const root = repository({ "Poolcfg.toml": "" });
    git(root, "add", ".");
    git(root, "config", "core.ignorecase", "true");
    unlinkSync(join(root, "Poolcfg.toml"));
    expect(gitStatus(put(root, "poolcfg.TOML"))).toBe("tracked");
    git(root, "config", "core.ignorecase", "false");
    expect(gitStatus(join(root, "poolcfg.TOML"))).toBe("untracked");
  });

  test("is found in a split index", () => {
    const root = repository({ "a.toml": "", "b.toml": "" });
    git(root, "add", ".");
    git(root, "update-index", "--split-index");
    git(root, "-c", "splitIndex.maxPercentChange=100", "add", "-f", put(root, "c.toml"));
    for (const name of ["a", "b", "c"]) expect(gitStatus(join(root, `${name}.toml`)), name).toBe("tracked");
    expect(gitStatus(put(root, "d.toml"))).toBe("untracked");
    git(root, "-c", "splitIndex.maxPercentChange=100", "rm", "-q", "--cached", "b.toml");
    expect(["unknown", "untracked"]).toContain(gitStatus(join(root, "b.toml")));
  });

  test("below a sparse folder is not known", () => {
    const root = repository({ "in/a.toml": "", "out/a.toml": "", "out/b.toml": "" });
    git(root, "add", ".");
    git(root, "commit", "-qm", "x");
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "in");
    expect(gitStatus(join(root, "in/a.toml"))).toBe("tracked");
    expect(gitStatus(put(root, "out/c.toml"))).toBe("unknown");
    expect(gitStatus(put(root, "outer.toml"))).toBe("untracked");
  });
});

describe("what cannot be read is not taken for untracked", () => {
  const root = repository({ "a.toml": "", "b.toml": "" });
  git(root, "add", ".");
  const index = join(root, ".git/index");
  const sound = readFileSync(index);

  test("a damaged index, wherever it is damaged, is read or refused in time", () => {
    const statuses = new Set<string>();
    for (let length = 0; length < sound.length; length++) {
      writeFileSync(index, sound.subarray(0, length));
      statuses.add(gitStatus(join(root, "none.toml")));
    }
    expect(statuses).not.toContain("untracked");
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(sound);
        bytes[at] = byte;
        writeFileSync(index, bytes);
        expect(["tracked", "untracked", "unknown"]).toContain(gitStatus(join(root, "a.toml")));
      }),
    );
    writeFileSync(index, sound);
    expect(gitStatus(join(root, "a.toml"))).toBe("tracked");
  });

  test("an index that repeats a long name, and one that is a folder", () => {
    const entry = (prefix: number[], name: string) =>
      Buffer.concat([Buffer.alloc(62), Buffer.from(prefix), Buffer.from(`${name}\0`)]);
    const head = Buffer.from("DIRC\0\0\0\x04\0\0\0\x09", "latin1");
    const entries = Array.from({ length: 9 }, () => entry([0], "x".repeat(3_000)));
    writeFileSync(index, Buffer.concat([head, ...entries, Buffer.alloc(20)]));
    expect(gitStatus(join(root, "a.toml"))).toBe("unknown");
    writeFileSync(index, sound);
    unlinkSync(index);
    mkdirSync(index);
    expect(gitStatus(join(root, "a.toml"))).toBe("unknown");
  });

  test.each([
    ["a .git file that leads nowhere", "gitdir: ../none\n"],
    ["a .git file that is none", "hello\n"],
  ])("%s", (_, text) => {
    expect(gitStatus(join(folder({ ".git": text, "a.toml": "" }), "a.toml"))).toBe("unknown");
  });

  test("a work tree that is elsewhere", () => {
    const root = repository({ "a.toml": "" });
    git(root, "config", "core.worktree", folder({}));
    expect(gitStatus(join(root, "a.toml"))).toBe("unknown");
  });

  test("patterns that take too long", () => {
    const root = repository({ ".gitignore": `${"a/**/".repeat(100)}b\n`.repeat(200) });
    expect(gitStatus(put(root, `${"a/".repeat(500)}poolcfg.toml`))).toBe("unknown");
  });
});

describe("what git ignores", () => {
  const PATHS = [
    "a",
    "b",
    "a/b",
    "a/b/c",
    "a.toml",
    "a/a.toml",
    "b/a/b.toml",
    "b/A.toml",
    "a b",
    "#a",
    "!b",
    "a/*",
    "[a]",
  ];

  function ignoredByGit(root: string, paths: readonly string[]): string[] {
    try {
      const input = paths.join("\0");
      const args = ["check-ignore", "--no-index", "-z", "--stdin"];
      return execFileSync("git", args, { cwd: root, encoding: "utf8", input }).split("\0").filter(Boolean);
    } catch (error) {
      if ((error as { status?: number }).status === 1) return [];
      throw error;
    }
  }

  test.each([
    [
      "nested files, the nearest first",
      { ".gitignore": "*.toml\n", "a/.gitignore": "!*.toml\n", "a/b/.gitignore": "c.toml\n" },
    ],
    ["a folder, which nothing below takes back", { ".gitignore": "a/\n", "a/.gitignore": "!*\n" }],
    ["line ends, a mark and comments", { ".gitignore": "\ufeffa.toml\r\n# b.toml\r\n\\#c\r\n" }],
    ["a name in another language", { ".gitignore": "b\u00e4r.toml\n?\u00e4r.toml\n" }],
    ["spaces", { ".gitignore": "a.toml   \nb\\ \nc \\ \n" }],
  ])("%s", (_, files) => {
    const root = repository(files);
    const paths = [
      "a.toml",
      "b.toml",
      "b ",
      "c  ",
      "#c",
      "bär.toml",
      "a/b.toml",
      "a/c.toml",
      "a/b/c.toml",
      "a/b/d.toml",
    ];
    for (const path of paths) put(root, path);
    const ignored = ignoredByGit(root, paths);
    expect(paths.filter((path) => gitStatus(join(root, path)) === "ignored")).toEqual(ignored);
  });

  test("patterns of the user, and of the repository alone", () => {
    const root = repository({ "mine.toml": "", "own.toml": "", "plain.toml": "" });
    put(process.env.HOME!, ".gitconfig", '[core]\n\texcludesFile = "~/my ignore" ; mine\n');
    put(process.env.HOME!, "my ignore", "mine.toml\n");
    put(root, ".git/info/exclude", "own.toml\n");
    const status = (name: string) => gitStatus(join(root, name));
    expect(["mine.toml", "own.toml", "plain.toml"].map(status)).toEqual(["ignored", "ignored", "untracked"]);
    expect(ignoredByGit(root, ["mine.toml", "own.toml", "plain.toml"])).toEqual(["mine.toml", "own.toml"]);
    unlinkSync(join(process.env.HOME!, ".gitconfig"));
    expect(status("mine.toml")).toBe("untracked");
    put(process.env.HOME!, "xdg/git/ignore", "mine.toml\n");
    expect(status("mine.toml")).toBe("ignored");
    unlinkSync(join(process.env.HOME!, "xdg/git/ignore"));
  });

  test("any patterns, as git reads them", () => {
    const piece = fc.constantFrom(
      ..."a b / * ** ? [ab] [!a] [a-c] [A-C] [A] \\A [^b-] [[:alpha:]] [[:upper:][:digit:]] []a] [ \\ ! # .toml \\* **/ /** *a A".split(
        " ",
      ),
      " ",
      "[a\\]b]",
    );
    const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
    const patterns = fc.array(pattern, { minLength: 1, maxLength: 4 });
    const root = repository({});
    const files = PATHS.filter((path) => !PATHS.some((other) => other.startsWith(`${path}/`)));
    for (const path of files) put(root, path);
    fc.assert(
      fc.property(patterns, patterns, fc.boolean(), (above, below, fold) => {
        put(root, ".gitignore", `${above.join("\n")}\n`);
        put(root, "a/.gitignore", `${below.join("\n")}\n`);
        put(root, ".git/config", `[core]\nrepositoryformatversion = 0\nignorecase = ${fold}\n`);
        expect(files.filter((path) => gitStatus(join(root, path)) === "ignored")).toEqual(ignoredByGit(root, files));
      }),
      { numRuns: 150 },
    );
  });
});

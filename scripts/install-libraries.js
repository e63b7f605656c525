// installs the libraries of test/libraries, which need Node 24 and therefore have a lock file of their own
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "test/libraries");
const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
// what was installed; npm removes it with everything else before it installs
const stamp = join(folder, "node_modules/.installed-lock.json");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  // npm runs on the Node of the package `node`, not on the one of the machine
  const env = { ...process.env, PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter) };
  const npm = { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" };
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], npm);
  writeFileSync(stamp, lock);
}

// where Node, TypeScript and Vitest look for what tests import
const link = join(root, "test/node_modules");
if (!existsSync(link)) symlinkSync("libraries/node_modules", link, "junction");

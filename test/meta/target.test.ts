// adding a target is writing one file, with a frame where it has a code form
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
// below the root, so that packages are found
const copy = join(root, `test/tmp/target-${process.pid}`);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const TARGET = `// an invented library over node-postgres, with one option of its own
import { millis } from "../codecs/units.ts";
import { defineTarget, field } from "../mapping/define.ts";
import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";

export default defineTarget({
  id: "tiny-pool",
  title: "Tiny Pool",
  language: "js",
  package: { name: "tiny-pool", range: ">=1 <2" },
  source: { url: "https://example.com/tiny-pool", version: "1.0.0", checked: "2026-11-21" },
  summary: "the options object for \`tinyPool(options)\`",
  evidence: "source",
  forms: ["json", "code"],
  connection: pgConnection(""),
  fields: { ...pgPool(""), "pool.idleTimeout": field("lazyAfter", millis({ off: 0 }), { libraryDefault: 1_000 }) },
  ignoredKeys: pgPoolKnown(""),
});
`;

const FRAME = `import { tinyPool } from "tiny-pool";
{{imports}}

{{helpers}}
export const pool = tinyPool({{options}});
`;

const PROGRAM = `
import { importConfig } from "./src/import/index.ts";
import { inspectPoolConfig } from "./src/load/index.ts";
import { render } from "./src/render/index.ts";
const overrides = { "connection.host": "h", "pool.idleTimeout": "5s" };
const { config, origins } = inspectPoolConfig({ cwd: "/", env: {}, dotenv: false, overrides, targets: ["tiny-pool"] });
const { value, text } = render(config, "tiny-pool", { format: "code", origins });
const { values } = importConfig({ host: "h", lazyAfter: 7000, max: 3 }, { from: "tiny-pool" });
console.log(JSON.stringify({ value, text, values }));
`;

test("one file, and its frame, make a target that is registered, documented, rendered and imported", () => {
  for (const name of ["src", "scripts", "templates", "docs", "schemas", "package.json", "tsconfig.json"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  writeFileSync(join(copy, "src/targets/tiny-pool.ts"), TARGET);
  writeFileSync(join(copy, "templates/code/tiny-pool.js"), FRAME);
  const before = files();
  node(["scripts/gen.ts"]);

  const after = files();
  const written = [...after.keys()].filter((name) => after.get(name) !== before.get(name));
  expect(written.filter((name) => !/^docs\/|^schemas\/|\.gen\.ts$/.test(name))).toEqual([]);
  expect(written).toContain("docs/targets/tiny-pool.md");
  expect(after.get("src/targets/registry.gen.ts")).toContain('"tiny-pool"');

  const { value, text, values } = JSON.parse(node(["--input-type=module", "-e", PROGRAM]));
  expect(value).toMatchObject({ host: "h", lazyAfter: 5_000, max: 10 });
  expect(text).toMatch(/^import \{ tinyPool \} from "tiny-pool";.*lazyAfter: 5000,/s);
  expect(values).toMatchObject({ "connection.host": "h", "pool.idleTimeout": "7s", "pool.max": 3 });
});

test("a field that the table leaves out does not compile", () => {
  const table = TARGET.replace('...pgPool(""),', "");
  writeFileSync(join(copy, "src/targets/tiny-pool.ts"), table);
  writeFileSync(
    join(copy, "tsconfig.json"),
    readFileSync(join(copy, "tsconfig.json"), "utf8").replace(
      /"include".*/,
      '"include": ["src/targets/tiny-pool.ts"],',
    ),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const failed = (() => {
    try {
      return node([tsc, "--noEmit"]);
    } catch (error) {
      return String((error as { stdout: unknown }).stdout);
    }
  })();
  expect(failed).toMatch(/tiny-pool\.ts\(\d+,\d+\): error TS\d+: .*missing the following properties/s);
  expect(failed.match(/error TS/g)).toHaveLength(1);
});

function node(args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: copy, encoding: "utf8", stdio: "pipe" });
}

function files(): Map<string, string> {
  const all = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(copy.length + 1), readFileSync(path, "utf8")]));
}

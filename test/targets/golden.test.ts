// every shared config in every form of every target, as files
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { CONFIGS, readConfig } from "./_config.ts";

const FOLDER = fileURLToPath(new URL("../golden/targets/", import.meta.url));
const UPDATE = process.env.UPDATE_GOLDEN === "1";
const expected = new Set<string>();

if (UPDATE && process.env.CI) throw new Error("UPDATE_GOLDEN is refused in CI: commit the files instead.");

for (const target of targets) {
  describe(target.id, () => {
    for (const name of CONFIGS) {
      // with types it is the same program, as code.test.ts checks
      for (const form of target.forms.filter((one) => one !== "ts")) {
        const path = `${target.id}/${name}.${form}`;
        expected.add(path);
        expected.add(`${target.id}/${name}.${form}.deviations.txt`);
        test(`${name} as ${form}`, () => {
          const { config, origins } = readConfig(name);
          const { text, deviations } = render(config, target.id, { format: form, origins });
          compare(path, text);
          const lines = deviations.map(
            ({ severity, kind, message, workaround }) =>
              `${severity} ${kind}: ${message}${workaround ? ` (${workaround})` : ""}\n`,
          );
          compare(`${path}.deviations.txt`, lines.join(""));
        });
      }
    }
  });
}

afterAll(() => {
  if (!UPDATE) return;
  for (const path of files()) if (!expected.has(path)) rmSync(`${FOLDER}${path}`);
});

test("there is no golden file that nothing makes", () => {
  expect(files().filter((path) => !expected.has(path))).toEqual([]);
});

// a form without deviations has no file for them
function compare(path: string, text: string): void {
  const file = `${FOLDER}${path}`;
  if (UPDATE) {
    mkdirSync(dirname(file), { recursive: true });
    if (text === "") rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
  const wanted = text !== "";
  expect(existsSync(file), wanted ? `${path} is missing: run with UPDATE_GOLDEN=1` : `${path}: nothing is lost`).toBe(
    wanted,
  );
  if (wanted) expect(text).toBe(readFileSync(file, "utf8"));
}

function files(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/\/+/g, "/").slice(FOLDER.length));
}

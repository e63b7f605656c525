// what the shared configs are rendered to, for tests that give it to other tools
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Form } from "../../src/mapping/define.ts";
import { render } from "../../src/render/index.ts";
import { CONFIGS, readConfig } from "./_config.ts";

/** The text of every shared config in one form of a target, by the name of the config. */
export function renderedConfigs(id: string, form: Form): Map<string, string> {
  return new Map(
    CONFIGS.map((name) => {
      const { config, origins } = readConfig(name);
      return [name, render(config, id, { format: form, origins }).text];
    }),
  );
}

/**
 * Writes those texts as files `<folder>/<target>/<config>.<form>`.
 *
 * @returns their paths.
 */
export function writeRendered(folder: string, id: string, form: Form): string[] {
  mkdirSync(join(folder, id), { recursive: true });
  return [...renderedConfigs(id, form)].map(([name, text]) => {
    const path = join(folder, id, `${name}.${form}`);
    writeFileSync(path, text);
    return path;
  });
}

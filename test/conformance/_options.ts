// canonical settings to what poolcfg renders for a target
import { inspectPoolConfig } from "../../src/load.ts";
import { render } from "../../src/render.ts";
import type { Path } from "../../src/schema/model.ts";

/** Settings as a file says them, by path. */
export type Settings = Partial<Record<Path, unknown>>;

/** What poolcfg renders: the options for a program, and a module that makes the pool. */
export function rendered(target: string, settings: Settings): { value: unknown; code: string } {
  const { config, origins, findings } = inspectPoolConfig({
    cwd: "/nonexistent",
    env: {},
    dotenv: false,
    overrides: settings,
  });
  const unsound = findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const { value, text, losses } = render(config, target, { format: "code", origins });
  const refused = losses.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const faults = [...unsound, ...refused];
  if (faults.length > 0) throw new Error(`the settings of a measurement are refused: ${faults.join("; ")}`);
  return { value, code: text };
}

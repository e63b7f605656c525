// canonical settings to what poolcfg renders for a target
import { inspectPoolConfig } from "../../src/load/index.ts";
import type { Path } from "../../src/model/model.ts";
import { type Form, render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";

/** Settings as a file says them, by path. */
export type Settings = Partial<Record<Path, unknown>>;

/** The config that settings make, with nothing of this machine in it. */
export function loaded(settings: Settings): ReturnType<typeof inspectPoolConfig> {
  return inspectPoolConfig({ cwd: "/nonexistent", env: {}, dotenv: false, overrides: settings });
}

/** What poolcfg renders: the options for a program, and a module that makes the pool. */
export function rendered(
  target: string,
  settings: Settings,
  format?: Form,
  { onlySet = false } = {},
): { value: unknown; code: string } {
  const { config, origins, findings } = loaded(settings);
  const unsound = findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const forms = targets.find(({ id }) => id === target)!.forms;
  const code = forms.includes("code") ? render(config, target, { format: "code", origins, onlySet }) : undefined;
  const data = format === undefined ? undefined : render(config, target, { format, origins, onlySet });
  const deviations = (code ?? data)!.deviations;
  const refused = deviations.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const faults = [...unsound, ...refused];
  if (faults.length > 0) throw new Error(`the settings of a measurement are refused: ${faults.join("; ")}`);
  return { value: data?.text ?? code!.value, code: code?.text ?? "" };
}

// the targets that the project uses, where neither the command line nor the config names any
import type { Inspection, LoadOptions } from "../load/index.ts";
import { inspectFor } from "../load/index.ts";
import type { Detection } from "../project/detect.ts";
import { maskLine } from "../text/mask.ts";
import { optionsFor } from "./_load.ts";
import type { Call } from "./commands/_define.ts";

/** A config, with the targets that were detected for it; undefined if they were not looked for. */
export interface DetectedInspection extends Inspection {
  readonly detection: Detection | undefined;
}

/** The config that the shared flags name, checked for the targets that it names or, without any, those of the project in `folder`. */
export async function inspectDetected(
  call: Call,
  more: Partial<LoadOptions> = {},
  folder = call.io.cwd,
): Promise<DetectedInspection> {
  const { detectTargets } = await import("../project/detect.ts");
  const { projectAt } = await import("../lint/project.ts");
  let detection: Detection | undefined;
  const { parameters: _, ...inspection } = inspectFor(await optionsFor(call, more), projectAt(folder), {
    detectTargets() {
      detection = detectTargets(folder);
      return detection.targets.map(({ id }) => id);
    },
  });
  return { ...inspection, detection };
}

/** What was detected, in lines for people; none if there is nothing to say. */
export function detectedLines({ targets, unclear }: Detection): string[] {
  const named = targets.map(
    ({ id, name, version, file }) =>
      `${id} (${name}${version === undefined ? "" : ` ${maskLine(version)}`} in ${file})`,
  );
  return [
    ...(named.length > 0 ? [`detected ${named.length === 1 ? "target" : "targets"}: ${named.join(", ")}`] : []),
    ...unclear.map((why) => `no target detected: ${maskLine(why)}; set targets in the config, or use --target`),
  ];
}

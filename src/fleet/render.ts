// renders Helm charts and Kustomize folders by their own tools, if that was asked for
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { maskLine } from "../text/mask.ts";

/** What a folder is a template of. */
export type Templated = "chart" | "kustomization";

/** Commands that render a folder, in order of preference. */
const COMMANDS: Readonly<Record<Templated, readonly (readonly [command: string, ...args: string[]])[]>> = {
  chart: [["helm", "template"]],
  kustomization: [
    ["kustomize", "build"],
    ["kubectl", "kustomize"],
  ],
};

/** Milliseconds that a command may take. */
const LONGEST = 60_000;

/** What a folder is a template of; undefined if it holds neither a chart nor a kustomization. */
export function templatedIn(folder: string): Templated | undefined {
  if (existsSync(join(folder, "Chart.yaml"))) return "chart";
  const names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
  return names.some((name) => existsSync(join(folder, name))) ? "kustomization" : undefined;
}

/** How a person renders it: `helm template shop | poolcfg fleet -`. */
export function renderedBy(kind: Templated, folder: string): string {
  return `${COMMANDS[kind][0]!.join(" ")} ${folder} | poolcfg fleet -`;
}

/**
 * Runs the tool of a folder.
 *
 * @throws PoolcfgError `input` if it is not installed, or fails.
 */
export function renderFolder(kind: Templated, folder: string, cwd: string): string {
  for (const [command, ...args] of COMMANDS[kind]) {
    // the folder may begin with a dash
    const { error, status, stdout, stderr } = spawnSync(command, [...args, `./${folder}`.replace(/^\.\/(?=\/)/, "")], {
      cwd,
      encoding: "utf8",
      timeout: LONGEST,
      maxBuffer: 50 * 1024 * 1024,
    });
    if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") continue;
    if (status === 0) return stdout;
    const [why = ""] = `${stderr ?? ""}`.trim().split("\n");
    throw new PoolcfgError(
      "input",
      `${command} could not render ${folder}: ${maskLine(why.slice(0, 300)) || (error?.message ?? `exit code ${status}`)}.`,
    );
  }
  const names = COMMANDS[kind].map(([command]) => command).join(" nor ");
  throw new PoolcfgError("input", `${folder} cannot be rendered: ${names} is installed here.`);
}

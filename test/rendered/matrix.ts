// renders every config for every target in every form, as the command does
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../src/cli/main.ts";
import type { Target } from "../../src/mapping/define.ts";
import { makeCertificates } from "../conformance/_tls.ts";
import type { Example } from "./configs.ts";
import type { Cell } from "./reader.ts";

/** A render that was refused: exit code 1, and the reason on stderr. */
export interface Refusal {
  readonly target: Target;
  readonly form: string;
  readonly example: Example;
  readonly onlySet: boolean;
  readonly stderr: string;
}

export interface Matrix {
  readonly cells: readonly Cell[];
  readonly refusals: readonly Refusal[];
}

/** The forms of a target, as `--format` takes them. */
export function formsOf(target: Target): readonly string[] {
  return target.forms;
}

/** Renders the examples; each has a folder of its own below `root`. */
export async function renderAll(
  targets: readonly Target[],
  examples: readonly Example[],
  root: string,
): Promise<Matrix> {
  const cells: Cell[] = [];
  const refusals: Refusal[] = [];
  const certificates = await makeCertificates();
  for (const example of examples) {
    const folder = join(root, example.id);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(example.files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if (name.endsWith(".pem")) copyFileSync(certificates[text as "ca" | "cert" | "key"], join(folder, name));
      else writeFileSync(join(folder, name), text);
    }
    const meant = await meaning(example, folder);
    for (const target of targets)
      for (const form of formsOf(target))
        for (const onlySet of [false, true]) {
          const argv = ["render", "--target", target.id, "--format", form, ...example.args];
          const { code, out, err } = await run(onlySet ? [...argv, "--only-set"] : argv, folder, example.env);
          const key = { target, form, example, onlySet, stderr: err };
          if (code === 0) cells.push({ ...key, text: out, folder, meant });
          else if (code === 1) refusals.push(key);
          else throw new Error(`poolcfg ${argv.join(" ")} in ${example.id}: exit ${code}\n${err}`);
        }
  }
  rmSync(certificates.folder, { recursive: true, force: true });
  return { cells, refusals };
}

/** The settings that the config means. */
async function meaning({ args, env }: Example, folder: string): Promise<Cell["meant"]> {
  const { out, err } = await run(["show", "--format", "json", ...args], folder, env);
  const { config, origins } = JSON.parse(out || "{}") as {
    config?: Record<string, Record<string, unknown>>;
    origins?: Record<string, { source: string }>;
  };
  if (config === undefined || origins === undefined) throw new Error(`poolcfg show in ${folder}: ${err}`);
  const entries = Object.entries(config).flatMap(([group, fields]) =>
    Object.entries(fields).map(([name, value]) => [`${group}.${name}`, value] as const),
  );
  return {
    settings: Object.fromEntries(entries),
    isSet: (path) => origins[path] !== undefined && origins[path].source !== "default",
  };
}

/** An empty folder outside of every project, since poolcfg looks at what is above. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "poolcfg-rendered-")));
}

async function run(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  let [out, err] = ["", ""];
  const code = await main(argv, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    stdin: (async function* (): AsyncGenerator<string> {})(),
    cwd,
    env: { ...env },
  });
  return { code, out, err };
}

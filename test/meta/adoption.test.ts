// what others put into their CI: the hook, the action, the image and the recipes are true
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commands } from "../../src/cli/commands/registry.gen.ts";
import { folder, parseCommandLine, poolcfg } from "../cli/_run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = (name: string) => readFileSync(join(root, name), "utf8");
const { version } = JSON.parse(text("package.json"));
const page = text("docs/ci.md");
const fences = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, body]) => body!);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, string>;
}

const action = parse(text("action.yml")) as {
  inputs: Record<string, { description: string; default: string }>;
  runs: { using: string; steps: Step[] };
};
const [hook] = parse(text(".pre-commit-hooks.yaml"));

/** Every command line of poolcfg in a text, without what a shell does with its output. */
function commandLines(of: string): string[][] {
  const found = of.matchAll(/(?<!`)\bpoolcfg(?:@[\w.$"]+)? ((?:validate|render)\b[^\n>#|]*)/g);
  return [...found].map(([, words]) =>
    words!
      .trim()
      .replace(/\$\w+|"\$\w+"/g, "none")
      .split(/\s+/),
  );
}

describe("every command line", () => {
  const all = [page, text("action.yml"), text(".pre-commit-hooks.yaml")].flatMap(commandLines);

  test("is found", () => expect(all.length).toBeGreaterThan(10));

  test.each(all.map((words) => [words.join(" "), words] as const))("%s", async (_, words) => {
    await expect(parseCommandLine(words)).resolves.toBeDefined();
  });
});

describe("the recipes", () => {
  test("are YAML", () => {
    expect(fences("yaml").length).toBeGreaterThan(4);
    for (const body of fences("yaml")) expect(Object.keys(parse(body)).length).toBeGreaterThan(0);
  });

  test("name the version that there is", () => {
    const named = [...page.matchAll(/poolcfg@v?(\d[\w.]*)|rev: v(\S+)/g)].map(([, one, other]) => one ?? other);
    expect(new Set(named)).toEqual(new Set([version]));
    expect(action.inputs.version!.default).toBe(version);
  });

  test("give the action inputs that it has, and the hook an id that there is", () => {
    const steps = fences("yaml").flatMap((body) => Object.values(parse(body).jobs ?? {}) as { steps: Step[] }[]);
    const own = steps.flatMap((job) => job.steps).find(({ uses }) => uses?.includes("/poolcfg@"));
    for (const name of Object.keys(own!.with!)) expect(Object.keys(action.inputs)).toContain(name);
    expect(page).toContain(`- id: ${hook.id}\n`);
  });

  test("link to what is there", () => {
    const [, file, anchor] = /\]\((\w+\.md)#([\w-]+)\)/.exec(page)!;
    const headings = [...text(`docs/${file}`).matchAll(/^## (.*)$/gm)].map(([, heading]) =>
      heading!.toLowerCase().replaceAll(" ", "-"),
    );
    expect(headings).toContain(anchor);
  });
});

describe("the hook", () => {
  test("is of Node, and matches the files that are found by themselves", () => {
    expect(hook).toMatchObject({ language: "node", require_serial: true });
    const files = new RegExp(hook.files);
    for (const name of ["poolcfg.toml", "services/api/poolcfg.yaml", "poolcfg.yml", "poolcfg.json"])
      expect(name).toMatch(files);
    for (const name of ["mypoolcfg.toml", "poolcfg.tomls", "poolcfg.lock"]) expect(name).not.toMatch(files);
  });

  test("takes no file for an option, whatever it is called", () => {
    const cwd = folder({
      "run.cjs": 'require("node:fs").writeFileSync("ran", "")',
      "x/poolcfg.toml": "NODE_OPTIONS=--require ./run.cjs\n",
      "--env-file=x/poolcfg.toml": "[pool]\nmin = 5\nmax = 2\n",
      "--fail-on=none/poolcfg.toml": "",
    });
    const [, ...entry] = hook.entry.split(" ");
    const recipe = fences("yaml").find((body) => body.includes("repo: local"))!;
    const [, ...local] = parse(recipe).repos[0].hooks[0].entry.split(" ");
    for (const words of [entry, local]) {
      const files = ["--env-file=x/poolcfg.toml", "--fail-on=none/poolcfg.toml"];
      const cli = fileURLToPath(new URL("../../bin/poolcfg.js", import.meta.url));
      const { status, stdout } = spawnSync(process.execPath, [cli, ...words, ...files], { cwd, encoding: "utf8" });
      expect(stdout).toContain("--env-file=x/poolcfg.toml:2:7");
      expect(status).toBe(1);
      expect(existsSync(join(cwd, "ran"))).toBe(false);
    }
  });

  test("checks the files that it is given", async () => {
    const words = hook.entry.split(" ").slice(1);
    const cwd = folder({ "a/poolcfg.toml": "[pool]\nmax = 5\n", "b/poolcfg.toml": "[pool]\nmin = 5\nmax = 2\n" });
    expect((await poolcfg([...words, "a/poolcfg.toml"], { cwd })).code).toBe(0);
    const both = await poolcfg([...words, "a/poolcfg.toml", "b/poolcfg.toml"], { cwd });
    expect(both).toMatchObject({ code: 1, out: expect.stringContaining("b/poolcfg.toml:2:7") });
  });
});

describe("the action", () => {
  test("puts no expression into a script", () => {
    for (const { run } of action.runs.steps) expect(run ?? "").not.toContain("${{");
  });

  test("names only inputs that it has", () => {
    const named = [...text("action.yml").matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name!);
    expect(new Set(named)).toEqual(new Set(Object.keys(action.inputs)));
  });

  /** Runs its scripts as GitHub does, with this poolcfg in the place of npx. */
  function act(files: Record<string, string>, inputs: Record<string, string> = {}) {
    const cwd = folder(files);
    const bin = join(cwd, ".bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${root}/bin/poolcfg.js" "$@"\n`);
    chmodSync(join(bin, "npx"), 0o755);
    const value = (name: string) => inputs[name] ?? action.inputs[name]!.default;
    const runs = action.runs.steps.flatMap(({ run, env = {} }) => {
      if (run === undefined) return [];
      const own = Object.entries(env).map(([name, word]) => [
        name,
        word.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input) => value(input)),
      ]);
      const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
        cwd,
        encoding: "utf8",
        env: { PATH: `${bin}${delimiter}${process.env.PATH}`, ...Object.fromEntries(own) },
      });
      return [{ status, stdout, stderr }];
    });
    const sarif = join(cwd, value("sarif-file"));
    return { runs, sarif: existsSync(sarif) ? JSON.parse(readFileSync(sarif, "utf8")) : undefined };
  }

  const built = existsSync(join(root, "dist/cli/main.cjs"));
  test.skipIf(!built)("reports, and then fails (needs dist/, which npm run build makes)", () => {
    const { runs, sarif } = act({ "poolcfg.toml": "[pool]\nmin = 5\nmax = 2\n" });
    expect(runs.map(({ status }) => status)).toEqual([0, 1]);
    expect(sarif.runs[0].results).toContainEqual(
      expect.objectContaining({ ruleId: "min-exceeds-max", locations: [expect.anything()] }),
    );
    // code scanning refuses the whole report where one has none
    for (const { locations } of sarif.runs[0].results)
      expect(locations[0].physicalLocation).toMatchObject({ artifactLocation: { uri: "poolcfg.toml" } });
    const fault = sarif.runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === "min-exceeds-max");
    expect(fault).toMatchObject({
      locations: [{ physicalLocation: { artifactLocation: { uri: "poolcfg.toml" }, region: { startLine: 2 } } }],
    });
    expect(runs[1]!.stdout).toMatch(/^::error file=poolcfg\.toml,line=2,/m);
  });

  test.skipIf(!built)("passes what is sound, and takes several sources without running what is in them", () => {
    const files = { "a.toml": "[pool]\nmax = 5\n", "b.toml": "[pool]\nmax = 5\n" };
    const { runs, sarif } = act(files, { sources: "a.toml b.toml", args: "--no-env --target knex" });
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    expect(sarif.runs[0].invocations[0].executionSuccessful).toBe(true);
    const evil = act(files, { sources: "a.toml;touch$IFS'x' $(touch y)" });
    expect(evil.runs[0]!.status).toBe(2);
    expect(evil.sarif.runs[0].invocations[0].executionSuccessful).toBe(false);
  });
});

describe("the image", () => {
  const lines = text("Dockerfile").split("\n");
  const last = (word: string) => lines.findLast((line) => line.startsWith(`${word} `));

  test("is slim, runs as nobody in particular, and is poolcfg", () => {
    expect(lines.filter((line) => line.startsWith("FROM ")).every((line) => /^FROM node:22-slim\b/.test(line))).toBe(
      true,
    );
    expect(last("USER")).toBe("USER node");
    expect(lines.indexOf(last("USER")!)).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith("RUN ")));
    expect(JSON.parse(last("ENTRYPOINT")!.slice("ENTRYPOINT ".length))).toEqual(["poolcfg"]);
    const [word] = JSON.parse(last("CMD")!.slice("CMD ".length));
    expect(commands.map(({ name }) => name)).toContain(word);
  });

  test("builds by files that are there", () => {
    for (const [, file] of text("Dockerfile").matchAll(/node (\S+\.js)/g))
      expect(existsSync(join(root, file!))).toBe(true);
    expect(text(".dockerignore").split("\n")).toContain("**/node_modules");
  });
});

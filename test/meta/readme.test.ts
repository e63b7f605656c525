// what the README shows is what the command prints
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folder, poolcfg } from "../cli/_run.ts";

const path = new URL("../../README.md", import.meta.url);
const readme = readFileSync(path, "utf8");
const toml = /```toml\n# poolcfg\.toml\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

/** Runs the commands of one block, in a folder that holds the config above. */
async function run(block: string): Promise<string> {
  let shown = "";
  for (const line of block.split("\n").filter((text) => text.startsWith("$ "))) {
    const words = [...line.slice(2).matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    const { out, err } = await poolcfg(words.slice(1), { cwd: folder({ "poolcfg.toml": `# poolcfg.toml\n${toml}` }) });
    shown += `${line}\n${out}${err}`.trimEnd();
    shown += "\n";
  }
  return shown;
}

test("every console block is what is printed", async () => {
  const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)];
  expect(blocks.length).toBeGreaterThan(3);
  let now = readme;
  for (const [whole, block] of blocks) {
    const shown = await run(block!);
    now = now.replace(whole, () => `\`\`\`console\n${shown}\`\`\``);
  }
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(path, now);
  else expect(now).toBe(readme);
});

// what docs/accepting.md shows is so
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folder, poolcfg } from "./_run.ts";

const page = readFileSync(new URL("../../docs/accepting.md", import.meta.url), "utf8");
const [inPlace, whole] = [...page.matchAll(/```toml\n([\s\S]*?)```/g)].map(([, text]) => text!);

test("every comment of the sample hits a finding", async () => {
  const toml = `${inPlace}min = 1\n[server]\nmax_connections = 1000\n`;
  const { code, out } = await poolcfg(["validate", "--no-env", "--format", "json"], {
    cwd: folder({ "poolcfg.toml": toml }),
  });
  const { findings, ignored } = JSON.parse(out);
  expect(code).toBe(0);
  expect(ignored.map(({ rule }: { rule: string }) => rule).sort()).toEqual(
    [...inPlace!.matchAll(/poolcfg-ignore ([\w-]+)/g)].map(([, rule]) => rule).sort(),
  );
  expect(findings.filter(({ rule }: { rule: string }) => rule === "unused-ignore")).toEqual([]);
});

test("the sample of [rules] is sound", async () => {
  const { out } = await poolcfg(["validate", "--no-env"], { cwd: folder({ "poolcfg.toml": whole! }) });
  expect(out).toBe("no findings\n");
});

test("one comment serves two sources, and a source that is fine", async () => {
  const dotenv = "POOL_MAX=300 # poolcfg-ignore conflicting-sources: the file is for tests\n";
  const cwd = folder({ "a.toml": "[pool]\nmax = 5\n", "b.toml": "[pool]\nmin = 1\n", ".env": dotenv });
  const { out } = await poolcfg(["validate", "a.toml", "b.toml", "--format", "json"], { cwd });
  expect(out).not.toContain("unused-ignore");
  expect(JSON.parse(out).summary.ignored).toBe(1);
});

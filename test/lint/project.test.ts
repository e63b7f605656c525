// what a folder tells of the packages that its program will find
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { projectAt } from "../../src/lint/project.ts";
import { poolcfg } from "../cli/_run.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-project-"));
afterAll(() => rmSync(root, { recursive: true }));

function put(path: string, manifest: unknown): void {
  const file = join(root, path, "package.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof manifest === "string" ? manifest : JSON.stringify(manifest));
}

put("", { dependencies: { knex: "^3.1.0" } });
put("app/src", { name: "inner" });
put("node_modules/knex", { version: "3.1.0" });
put("node_modules/pg", { version: "8.23.1" });
put("node_modules/@prisma/adapter-pg", { version: "7.10.1" });
put("node_modules/@prisma/adapter-pg/node_modules/pg", { version: "8.11.0" });
put("app/node_modules/knex", { version: "3.3.0" });
put("store/slonik/node_modules/slonik", { version: "49.0.0" });
put("store/slonik/node_modules/pg", { version: "8.20.0" });
put("node_modules/broken", "{");
put("node_modules/versionless", {});
put("node_modules/huge", JSON.stringify({ version: "1.0.0", readme: "x".repeat(1_100_000) }));
symlinkSync(join(root, "store/slonik/node_modules/slonik"), join(root, "node_modules/slonik"));

describe("the installed version of a package", () => {
  test.each([
    ["", ["knex"], "3.1.0"],
    ["app/src/deep", ["knex"], "3.3.0"],
    ["app/src", ["pg"], "8.23.1"],
    ["", ["@prisma/adapter-pg", "pg"], "8.11.0"],
    ["", ["knex", "pg"], "8.23.1"],
    ["", ["slonik", "pg"], "8.20.0"],
    ["", ["absent"], undefined],
    ["", ["absent", "pg"], undefined],
    ["", ["broken"], undefined],
    ["", ["versionless"], undefined],
    ["", ["huge"], undefined],
  ])("from /%s of %j: %s", (folder, names, version) => {
    mkdirSync(join(root, folder), { recursive: true });
    expect(projectAt(join(root, folder)).installed(names)).toBe(version);
  });
});

describe("the range that the nearest manifest has", () => {
  put("broken", "{");
  put("null", "null");
  put("huge", `{ "dependencies": { "knex": "1" }, "readme": "${"x".repeat(1_100_000)}" }`);
  mkdirSync(join(root, "odd/package.json"), { recursive: true });
  writeFileSync(join(root, "file"), "");

  test.each([
    ["", "^3.1.0"],
    ["none/deep", "^3.1.0"],
    ["file/below", "^3.1.0"],
    ["app/src", undefined],
    ["broken", undefined],
    ["null", undefined],
    ["huge", undefined],
    ["odd", undefined],
  ])("from /%s: %s", (folder, range) => {
    expect(projectAt(join(root, folder)).dependency("knex")).toBe(range);
  });
});

describe("an option that the installed library does not have", () => {
  const refusal =
    "pool.maxConnectionLifetimeMillis and pool.maxConnectionLifetimeJitterMillis came with knex >=3.2, and 3.1.0 refuses to start with them";

  test.each(["render", "validate"])("%s says so, and fails", async (command) => {
    const { code, out, err } = await poolcfg([command, "--target", "knex"], { cwd: root });
    expect(code).toBe(1);
    expect(out + err).toContain(refusal);
  });

  test("is no matter where the installed one has it", async () => {
    const { code } = await poolcfg(["render", "--target", "knex"], { cwd: join(root, "app") });
    expect(code).toBe(0);
  });
});

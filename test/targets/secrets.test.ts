// where the code form reads the password: the variable that it came from
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";

const PASSWORD = "p@ss w/ord+%";
const cwd = mkdtempSync(join(tmpdir(), "poolcfg-secrets-"));
writeFileSync(join(cwd, "secret"), `${PASSWORD}\n`);
writeFileSync(join(cwd, "poolcfg.toml"), `[connection]\npassword = "${PASSWORD}"\n`);
const PARTS = { CONNECTION_HOST: "db.example.com", CONNECTION_USER: "app", CONNECTION_DATABASE: "shop" };
const URL = `postgresql://app:${encodeURIComponent(PASSWORD)}@db.example.com/shop`;
const CODE = targets.filter(({ forms, connection }) => forms.includes("code") && connection.layout !== "none");

const rendered = (id: string, env: Record<string, string>, config: string | object = {}) => {
  const loaded = inspectPoolConfig({ cwd, env, dotenv: false, config });
  return render(loaded.config, id, { format: "code", origins: loaded.origins, onlySet: true }).text;
};

describe.each(CODE.map(({ id }) => [id]))("the code for %s reads", (id) => {
  test.each([
    ["CONNECTION_PASSWORD", { ...PARTS, CONNECTION_PASSWORD: PASSWORD }],
    ["CONNECTION_PASSWORD_FILE", { ...PARTS, CONNECTION_PASSWORD_FILE: "secret" }],
    ["PGPASSWORD", { ...PARTS, PGPASSWORD: PASSWORD }],
    ["DATABASE_URL", { DATABASE_URL: URL }],
    ["CONNECTION_URL", { CONNECTION_URL: URL }],
    // a part that is set beside the string does not change where the password is
    ["DATABASE_URL", { DATABASE_URL: URL, CONNECTION_HOST: "other.example.com" }],
  ])("%s and no other variable", (name, env: Record<string, string>) => {
    const text = rendered(id, env);
    const read = ["CONNECTION_PASSWORD", "CONNECTION_PASSWORD_FILE", "PGPASSWORD", "DATABASE_URL", "CONNECTION_URL"];
    expect(read.filter((one) => new RegExp(`\\b${one}\\b`).test(text))).toEqual([name]);
    expect(text).not.toContain(PASSWORD);
  });

  test("PGPASSWORD, and says so, if the password is in a file of the config", () => {
    const text = rendered(id, PARTS, "poolcfg.toml");
    expect(text).toMatch(/PGPASSWORD must be set to connection\.password/);
    expect(text).not.toContain(PASSWORD);
  });
});

test("the value is the password", () => {
  const text = rendered("sequelize", { DATABASE_URL: URL });
  const helper = /\/\/ the password[\s\S]*?\n}\n/.exec(text)![0];
  const print = "process.stdout.write(passwordIn(process.env.DATABASE_URL))";
  const out = execFileSync(process.execPath, ["-e", `${helper}${print}`], { env: { DATABASE_URL: URL } });
  expect(String(out)).toBe(PASSWORD);
  const file = rendered("sequelize", { ...PARTS, CONNECTION_PASSWORD_FILE: "secret" });
  const value = /password: (readFileSync.*),\n/.exec(file)![1];
  const read = `const { readFileSync } = require("node:fs"); process.stdout.write(${value})`;
  const content = execFileSync(process.execPath, ["-e", read], { cwd, env: { CONNECTION_PASSWORD_FILE: "secret" } });
  expect(String(content)).toBe(PASSWORD);
});

test("a string with several hosts, or with its password among the parameters, is not taken apart", () => {
  for (const url of ["postgresql://app:x@one,two/shop", "postgresql://app@one/shop?password=x"])
    expect(rendered("django", { DATABASE_URL: url })).toMatch(/# PGPASSWORD must be set to connection\.password/);
});

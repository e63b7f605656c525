// render: what is written, what is lost, what is refused
import { readdirSync, readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { render } from "../../src/render.ts";
import { defaultConfig } from "../../src/schema/defaults.ts";
import { FIELDS } from "../../src/schema/model.ts";
import { targets } from "../../src/targets/_all.gen.ts";
import { CONFIGS, configOf, readConfig } from "./_config.ts";

const ids = targets.map(({ id }) => id);

describe.each(targets.map((target) => [target.id, target] as const))("%s", (id, target) => {
  test("a default config loses nothing", () => {
    expect(render(defaultConfig(), id).losses).toEqual([]);
    expect(render(defaultConfig(), id, { origins: {} }).losses).toEqual([]);
  });

  test("its file name is its id", () => {
    expect(readdirSync(new URL("../../src/targets/", import.meta.url))).toContain(`${id}.ts`);
  });

  test("the first key of each mapping is read back by it", () => {
    for (const [path, entry] of Object.entries(target.fields)) {
      expect(FIELDS.has(path as never), path).toBe(true);
      if (entry.claim !== "lost") expect(entry.keys.length, path).toBeGreaterThan(0);
      if (entry.claim !== "exact") expect(entry.note, path).toBeTruthy();
    }
  });

  test("strict makes every loss an error", () => {
    const { config, origins } = readConfig("everything-set");
    const { losses } = render(config, id, { origins, strict: true });
    expect(losses.length).toBeGreaterThan(3);
    expect(new Set(losses.map(({ severity }) => severity))).toEqual(new Set(["error"]));
  });

  test("only what is set", () => {
    const { config, origins } = configOf({ "connection.host": "h", "pool.max": 3 });
    const { text } = render(config, id, { origins, onlySet: true });
    expect(text).toContain("3");
    expect(text).not.toMatch(/idle|lifetime|keepAlive/i);
  });

  test("several hosts are an error", () => {
    const { config, origins } = readConfig("multi-host");
    expect(render(config, id, { origins }).losses).toContainEqual(
      expect.objectContaining({ path: "connection.host", severity: "error" }),
    );
  });

  test("a time that is too long is an error, and is not clamped", () => {
    const { config } = configOf({ "pool.acquireTimeout": "40d", "pool.max": 3 });
    const { losses, text } = render(config, id);
    expect(losses).toContainEqual(
      expect.objectContaining({ path: "pool.acquireTimeout", kind: "unrepresentable", severity: "error" }),
    );
    expect(text).not.toMatch(/3456000|2147483/);
  });

  test("losses and redacted settings hold no secret", () => {
    for (const name of CONFIGS) {
      const { config, origins } = readConfig(name);
      for (const format of target.forms) {
        const { losses, text, value } = render(config, id, { format, origins, redact: true });
        const ssl = config.connection.ssl;
        const shown = `${JSON.stringify(losses)}${text}${ssl.ca ? "" : inspect(value, { depth: 9 })}`;
        for (const secret of ["correct horse", "correct%20horse", "secret-of-replica", "p@ss", "p%40ss"])
          expect(shown).not.toContain(secret);
      }
    }
  });
});

test("an unknown target names the nearest and all", () => {
  expect(() => render(defaultConfig(), "knx")).toThrow(/no target "knx"\. Did you mean knex\?.*node-postgres/);
});

test("an unknown form names those of the target", () => {
  expect(() => render(defaultConfig(), "knex", { format: "url" })).toThrow(
    /knex cannot be written as "url".*json, code/,
  );
});

test("shared code does not ask which target it has", () => {
  const shared = ["render.ts", "import.ts", "canonical.ts", "template.ts"].map(
    (name) => new URL(`../../src/${name}`, import.meta.url),
  );
  const folders = ["targets", "syntaxes"].flatMap((folder) => {
    const at = new URL(`../../src/${folder}/`, import.meta.url);
    const own = new Set(ids.map((id) => `${id}.ts`));
    return readdirSync(at)
      .filter((name) => !own.has(name) && name !== "_all.gen.ts")
      .map((name) => new URL(name, at));
  });
  for (const file of [...shared, ...folders]) {
    const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    for (const id of ids) expect(code.includes(`"${id}"`), `${file.pathname.split("/").pop()} names ${id}`).toBe(false);
  }
});

// limits on authentication: each target writes one, or says that it does not have it; none is dropped without a word
import { expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { entriesOf } from "../../src/mapping/define.ts";
import { isLimit, type LimitPath } from "../../src/model/paths.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { isProgram } from "./_config.ts";

const PARAMETERS: Readonly<Record<LimitPath, readonly [parameter: string, variable: string, demand: string]>> = {
  "connection.channelBinding": ["channel_binding", "PGCHANNELBINDING", "require"],
  "connection.requireAuth": ["require_auth", "PGREQUIREAUTH", "scram-sha-256"],
  "connection.gssEncMode": ["gssencmode", "PGGSSENCMODE", "require"],
};

const URL = "postgresql://app@db.example/shop?sslmode=verify-full";

function load(env: Record<string, string>, targets: string[] = []) {
  return inspectPoolConfig({ cwd: "/nonexistent", env, dotenv: false, targets });
}

const CASES = targets.flatMap((target) =>
  (Object.keys(PARAMETERS) as LimitPath[]).map((path) => [target.id, path, target] as const),
);

// a program and an environment spell a key in their own way
function bare(text: string): string {
  return text.replace(/[ _]/g, "").toLowerCase();
}

test.each(CASES)("%s: %s", (id, path, target) => {
  const [parameter, variable, demand] = PARAMETERS[path];
  const entry = new Map(entriesOf(target).filter(([own]) => isLimit(own))).get(path)!;
  const sources = [
    { DATABASE_URL: `${URL}&${parameter}=${demand}` },
    { DATABASE_URL: URL, [variable]: demand },
    { PGHOST: "db.example", PGUSER: "app", PGDATABASE: "shop", [variable]: demand },
  ];
  for (const env of sources) {
    const { config, findings } = load(env, [id]);
    const told = findings.filter(({ rule, message }) => rule === "setting-lost" && message.startsWith(path));
    expect(told.map(({ severity }) => severity)).toEqual(entry.support === "none" ? ["warning"] : []);
    for (const format of target.forms) {
      const { text, deviations } = render(config, id, { format });
      const own = deviations.filter((loss) => loss.path === path);
      // a program has it in the URL of its environment
      const inherited = isProgram(format) && env.DATABASE_URL?.includes(parameter) && text.includes("DATABASE_URL");
      const written = entry.keys.some((key) => bare(text).includes(bare(key.split(".").at(-1)!))) || inherited === true;
      expect([written, own.map(({ severity }) => severity)], `${id} ${format}\n${text}`).toEqual(
        entry.support === "none" ? [inherited === true, ["warning"]] : [true, []],
      );
      // a program may name it to take it out of the URL
      if (entry.support === "none") expect(text, format).not.toMatch(new RegExp(`${parameter}["']?\\s*[=:]`));
    }
  }
});

test.each(CASES)("%s: %s that demands nothing is no loss", (id, path) => {
  if (path === "connection.requireAuth") return expect(id).toBeDefined();
  const [, variable] = PARAMETERS[path];
  for (const word of ["disable", "prefer"]) {
    const { config, findings } = load({ DATABASE_URL: URL, [variable]: word }, [id]);
    expect(findings.filter(({ message }) => message.startsWith(path))).toEqual([]);
    expect(render(config, id).deviations.filter((loss) => loss.path === path)).toEqual([]);
  }
});

test("what a driver enforces is read back", () => {
  for (const [id, path, target] of CASES) {
    const entry = target.connection.limits[path];
    const format = target.forms.find((form) => form !== "code");
    if (entry.support === "none" || format === undefined) continue;
    const [parameter, , demand] = PARAMETERS[path];
    const { config } = load({ DATABASE_URL: `${URL}&${parameter}=${demand}` });
    const { text } = render(config, id, { format });
    expect(importConfig(text, { from: id }).values, `${id}\n${text}`).toMatchObject({ [path]: demand });
  }
});

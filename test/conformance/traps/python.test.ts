// what Python's libraries do by themselves, and whether its compiler takes what is rendered
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { targets } from "../../../src/targets/registry.gen.ts";
import { CONFIGS } from "../../targets/_config.ts";
import { writeRendered } from "../../targets/_rendered.ts";
import { missingPython, runPython } from "../drivers/_python.ts";

const RENDERED = fileURLToPath(new URL("../.cache/python-programs/", import.meta.url));
const ids = targets.filter(({ language }) => language === "python").map(({ id }) => id);

let said: Record<string, unknown> | undefined;

const facts = () => {
  if (said !== undefined) return said;
  rmSync(RENDERED, { recursive: true, force: true });
  for (const id of ids) writeRendered(RENDERED, id, "code");
  writeRendered(RENDERED, "sqlalchemy", "ini");
  said = JSON.parse(runPython("traps.py", [RENDERED, ...ids])) as Record<string, unknown>;
  return said;
};

// the first test installs the libraries
test("every rendered program compiles", { timeout: 300_000 }, ({ skip }) => {
  if (missingPython !== undefined) skip(missingPython);
  const programs = ids.flatMap((id) => CONFIGS.map((name) => `${id}/${name}.code`));
  expect(facts().compiled).toEqual(programs.sort());
});

test("configparser and SQLAlchemy read the INI file back", ({ skip }) => {
  if (missingPython !== undefined) skip(missingPython);
  expect(facts().ini).toMatchObject({
    "hostile-strings.ini": ['a"b\\c${HOME}`id`', "o'brien </script><!--", "p\"'\\$`%&?#/@:\u2028 end"],
    "url-with-parameters.ini": ["shop", "web", "p@ss/word"],
    "multi-host.ini": ["shop", "web", null],
  });
});

test.for<[string, unknown]>([
  ["psycopg connect_timeout", [130, 130, 2, 2, 2]],
  ["psycopg_pool sizes", [4, 4]],
  ["psycopg_pool timeout 0", expect.stringContaining("PoolTimeout: couldn't get a connection after 0.00 sec")],
  ["SQLAlchemy pool_pre_ping false", true],
  ["SQLAlchemy pool_size 0", -1],
  ["SQLAlchemy pool_timeout 1.5", expect.stringContaining("invalid literal for int()")],
  ["Django empty pool", true],
  ["Django pool and CONN_MAX_AGE", "ImproperlyConfigured: Pooling doesn't support persistent connections."],
  ["asyncpg max_queries 0", "max_queries is expected to be greater than zero"],
  ["asyncpg server_settings", "server_settings is expected to be None or a Dict[str, str]"],
])("%s", ([name, fact], { skip }) => {
  if (missingPython !== undefined) skip(missingPython);
  expect(facts()[name]).toEqual(fact);
});

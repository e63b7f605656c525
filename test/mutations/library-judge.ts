// gives rendered settings to the library itself, and compares what it took from them with the config
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Value } from "../../src/codecs/units.ts";
import type { Target } from "../../src/mapping/define.ts";
import { entriesOf } from "../../src/mapping/define.ts";
import { settingsFor } from "../../src/mapping/encode.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { isTime, valueAt } from "../../src/model/paths.ts";
import { Secret } from "../../src/text/secret.ts";
import { configOf } from "../targets/_config.ts";
import { SAMPLES, type Stated } from "../targets/_samples.ts";
import { differentDefault, type Judge } from "./judge.ts";
import { FILES, LIBRARIES, type Seen, URL_READERS } from "./libraries.ts";

const folder = mkdtempSync(join(tmpdir(), "poolcfg-mutations-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);

const TLS: Stated = {
  "connection.host": "db.example.com",
  "connection.ssl.mode": "verify-full",
  "connection.ssl.ca": join(folder, "/ca.pem"),
  "connection.ssl.cert": join(folder, "/client.pem"),
  "connection.ssl.key": join(folder, "/client.key"),
};

/** Every sample; those with a jitter have no lifetime that a library shows as it was set. */
const CONFIGS: readonly Stated[] = [
  ...SAMPLES.map((stated) => ({ ...stated, ...filesOf(stated), "pool.maxLifetimeJitter": "0s" })),
  TLS,
  { ...TLS, "connection.ssl.mode": "verify-ca" },
  { "connection.host": "db.example.com", "connection.ssl.mode": "disable" },
];

const defaults = new Map<string, Seen>();
/** Values that a library took as they were set, which the first look at each table finds. */
const held = new Set<string>();

export const libraryJudge: Judge = {
  id: "library",
  async target(target, path) {
    const library = LIBRARIES[target.id];
    if (!library) return [];
    const problems: string[] = [];
    for (const stated of CONFIGS)
      if (stated[path] !== undefined) problems.push(...(await valueProblems(target, path, stated)));
    return [...problems, ...(await defaultProblems(target, path))];
  },
  async driver({ id, fields }, path) {
    const read = URL_READERS[id];
    const mapping = fields[path];
    if (!read || !mapping || mapping.support === "none") return [];
    const problems: string[] = [];
    for (const value of valuesOf(path)) {
      const { set } = mapping.write(value, { config: defaultConfig(), mode: "text", isSet: (one) => one === path });
      if (!set) continue;
      const query = new URLSearchParams(
        Object.entries(set).map(([name, native]): [string, string] => [name, String(native)]),
      );
      const seen = await read(`postgresql://web@db.example.com/shop?${query}`);
      if (!(path in seen) || isDeepStrictEqual(seen[path], value)) continue;
      problems.push(`${query} is ${JSON.stringify(seen[path])} there, and ${JSON.stringify(value)} in the table`);
    }
    return problems;
  },
};

/** Values to write in a connection string: times in whole seconds. */
function valuesOf(path: Path): readonly Value[] {
  const { kind, choices, off } = FIELDS.get(path)!;
  const some = choices ?? (isTime(kind) ? [90_000] : kind === "count" ? [7] : ["some"]);
  return off ? [...some, null] : some;
}

async function valueProblems(target: Target, path: Path, stated: Stated): Promise<string[]> {
  const { config, origins } = configOf(stated);
  const { value, deviations } = settingsFor(target, config, "live", { origins });
  const entry = entriesOf(target).find(([one]) => one === path)?.[1];
  if (entry?.support === "none") return [];
  const key = `${target.id} ${path} ${CONFIGS.indexOf(stated)}`;
  if (deviations.some((loss) => loss.path === path && loss.kind !== "partial"))
    return held.has(key) ? ["the table reports a loss, and the library has taken the value before"] : [];
  let seen: Seen;
  // what a config states must hold whatever the environment says
  if (stated["connection.ssl.mode"] !== undefined) process.env.PGSSLMODE = "no-verify";
  try {
    seen = await LIBRARIES[target.id]!.read(value as never);
  } catch (error) {
    return [`the library refuses it: ${(error as Error).message}`];
  } finally {
    delete process.env.PGSSLMODE;
  }
  if (!(path in seen)) return [];
  const wanted = valueAt(config, path);
  const expected = wanted instanceof Secret ? wanted.reveal() : nameOf(wanted);
  const found = seen[path];
  if (isDeepStrictEqual(found, expected)) {
    held.add(key);
    return [];
  }
  return [`${path} is ${JSON.stringify(found)} there, and ${JSON.stringify(expected)} in the config`];
}

async function defaultProblems(target: Target, path: Path): Promise<string[]> {
  const { read, bare } = LIBRARIES[target.id]!;
  if (bare === undefined) return [];
  const seen = defaults.get(target.id) ?? (await read(bare as never));
  defaults.set(target.id, seen);
  return differentDefault(target, path, seen);
}

function filesOf(stated: Stated): Stated {
  const tls = Object.keys(TLS).filter((path) => path.startsWith("connection.ssl.") && path in stated);
  return Object.fromEntries(tls.filter((path) => path !== "connection.ssl.mode").map((path) => [path, TLS[path]]));
}

function nameOf(value: unknown): unknown {
  return typeof value === "string" && value.startsWith(folder) ? value.slice(folder.length) : value;
}

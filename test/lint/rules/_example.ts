// makes a folder of an example of a rule, and says what is found in it
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Edit, Finding } from "../../../src/diagnostics/finding.ts";
import type { Measured } from "../../../src/doctor/measured.ts";
import { checkFleet } from "../../../src/fleet/check.ts";
import { addPath, noSources } from "../../../src/fleet/input.ts";
import { readLock, shareFindings } from "../../../src/fleet/lock.ts";
import { importConfig } from "../../../src/import/index.ts";
import type { Example, Project } from "../../../src/lint/define.ts";
import { inspectFor } from "../../../src/load/index.ts";

/** A folder that an example stands in. */
export interface Trial {
  readonly folder: string;
  /** Everything that is found in it now. */
  find(): readonly Finding[];
  remove(): void;
}

/** Lays an example out as a user would have it. */
function layOut(example: Example): Trial {
  const folder = mkdtempSync(join(tmpdir(), "poolcfg-rule-"));
  const file = join(folder, example.file ?? "poolcfg.toml");
  if (example.toml !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, example.toml);
  }
  if (example.dotenv !== undefined) writeFileSync(join(folder, ".env"), example.dotenv);
  const project: Project = {
    gitStatus: () => example.git ?? "outside",
    dependency: (name) => example.packages?.[name],
    installed: (names) => example.installed?.[names.at(-1)!],
  };
  for (const [name, text] of Object.entries(example.fleet ?? {})) writeFileSync(join(folder, name), text);
  const find = () => {
    const { settings, fleet } = example;
    if (fleet) {
      const sources = noSources();
      addPath(sources, Object.keys(fleet)[0]!, folder);
      return checkFleet(sources, { cwd: folder }).findings;
    }
    if (settings) return importConfig(settings.text, { from: settings.from, name: "settings" }).findings;
    const inspected = inspectFor(
      {
        cwd: folder,
        config: example.toml === undefined ? {} : file,
        env: example.env ?? {},
        dotenv: example.dotenv !== undefined,
        dsn: example.dsn,
        dialect: example.dialect,
        profile: example.profile,
        ...(example.target !== undefined && { targets: [example.target] }),
      },
      project,
      { measured: measuredOf(example) },
    );
    const { lock } = example;
    if (!lock) return inspected.findings;
    const name = "fleet.lock";
    return [...inspected.findings, ...shareFindings(inspected, readLock(lock.text, name), { ...lock, name })];
  };
  return { folder, find, remove: () => rmSync(folder, { recursive: true }) };
}

/** A sound server of PostgreSQL 18. */
const SOUND: Required<Measured> = {
  version: { text: "18.1", number: 180_001 },
  slots: { maxConnections: 100, superuserReserved: 3, reserved: 2, superuser: false, mayUseReserved: false },
  role: { name: "app", current: "app", limit: null, database: "shop", databaseLimit: null },
  usage: {
    seesOthers: true,
    total: 0,
    ofRole: 0,
    ofDatabase: 0,
    hidden: 0,
    groups: [],
    more: 0,
    applications: [],
    users: [],
    databases: [],
    clients: [],
  },
  blocking: { blocked: 0, longest: null, locks: [], blockers: [] },
  transactions: { oldest: [] },
  limits: { near: [] },
  timeouts: {},
  recovery: { inRecovery: false, readOnly: false, replay: null },
  process: { key: 1, first: 1, second: 1 },
  clock: { latency: 1, offset: 0 },
  pooler: { kind: "pgbouncer", version: "1.24.1", mode: "transaction", by: ["console"] },
  unanswered: {},
};

function measuredOf({ measured }: Example): Measured | undefined {
  if (!measured) return undefined;
  const parts = Object.entries(measured).map(([name, part]) => [name, { ...SOUND[name as keyof Measured], ...part }]);
  return Object.fromEntries(parts) as Measured;
}

/** Writes edits into their files. */
export function apply(edits: readonly Edit[]): void {
  const files = new Set(edits.map(({ file }) => file));
  for (const file of files) {
    let text = readFileSync(file, "utf8");
    const mine = edits.filter((edit) => edit.file === file).sort((a, b) => b.start - a.start);
    for (const { start, end, text: instead } of mine) text = text.slice(0, start) + instead + text.slice(end);
    writeFileSync(file, text);
  }
}

/** Runs a trial, and removes its folder whatever happens. */
export function withExample<T>(example: Example, use: (trial: Trial) => T): T {
  const trial = layOut(example);
  try {
    return use(trial);
  } finally {
    trial.remove();
  }
}

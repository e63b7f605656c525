// validate: what is wrong with a config
import type { Finding, Suppressed } from "../../diagnostics/finding.ts";
import type { Origin } from "../../diagnostics/origin.ts";
import type { LoadOptions } from "../../load/index.ts";
import type { RuleSetting } from "../../model/rule-setting.ts";
import { CONFIG_FLAGS, REPORT_FLAGS, targetIds } from "../_flags.ts";
import type { Call } from "./_define.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "validate",
  summary: "Check a config, with the environment and .env as at boot",
  detail:
    "SOURCE is a config file, a .env file, a connection string, or - for stdin. Without one, the nearest\npoolcfg.{toml,yaml,yml,json} here or above is checked. A connection string or a .env file is checked\ntogether with that config, as it would be at boot.",
  args: [{ name: "[source...]", summary: "files, connection strings, or - for stdin" }],
  flags: [
    ...CONFIG_FLAGS,
    {
      flags: "--target <id>",
      summary: "also run the rules of this target (default: those in the config, else detected); may be repeated",
      many: true,
      words: targetIds,
    },
    { flags: "--stdin-filename <name>", summary: "file name that determines the format of stdin" },
    { flags: "--fix", summary: "apply safe fixes" },
    { flags: "--diff", summary: "show the fixes and write nothing" },
    {
      flags: "--baseline <file>",
      summary: "omit the findings in this file, and report which of them are fixed",
    },
    { flags: "--write-baseline", summary: "write all present findings to that file first" },
    { flags: "--fleet-lock <file>", summary: "check the config against the share of --service in this fleet.lock" },
    { flags: "--service <name>", summary: "the service of the fleet.lock that the config is of" },
    ...REPORT_FLAGS,
  ],
  examples: [
    "poolcfg validate",
    "poolcfg validate config/app.toml#database.pool --target prisma",
    "poolcfg validate 'postgres://app@db/shop?pool_max=20' --no-env",
    "poolcfg validate --format sarif > poolcfg.sarif",
    "poolcfg validate --baseline poolcfg-baseline.json --write-baseline",
    "poolcfg validate --fleet-lock fleet.lock --service api",
  ],
  async run(call) {
    const { options } = call;
    const { report } = await import("../_report.ts");
    if (options.fix || options.diff) {
      const { fixAll, showFixes } = await import("../_fix.ts");
      if (options.diff) return showFixes(call, (await check(call)).findings);
      return report(call, await accepted(call, await fixAll(call, () => check(call))));
    }
    return report(call, await accepted(call, await check(call)));
  },
});

async function accepted(call: Call, checked: Checked): Promise<Checked> {
  const { baseline, writeBaseline } = call.options;
  if (baseline === undefined && !writeBaseline) return checked;
  return (await import("../_baseline.ts")).baselined(call, checked);
}

interface Checked {
  findings: Finding[];
  ignored: readonly Suppressed[];
  /** What the configs say about rules. */
  rules: Record<string, RuleSetting>;
  sources: string[];
}

async function check(call: Call): Promise<Checked> {
  const { looksLikeDsn, sourceOptions } = await import("../_load.ts");
  const { detectedLines, inspectDetected } = await import("../_detected.ts");
  const { sortFindings } = await import("../../diagnostics/finding.ts");
  const targets = call.options.target as string[] | undefined;
  const share = await shareOf(call);
  const found = new Map<string, Finding>();
  const ignored = new Map<string, Suppressed>();
  const sources: string[] = [];
  const notes = new Set<string>();
  const rules: Record<string, RuleSetting> = {};
  const [only, ...others] = call.args.length > 0 ? call.args : [undefined];
  for (const source of [only, ...others]) {
    const more = source === undefined ? {} : await sourceOptions(call, source);
    const { findings, origins, ...rest } = await inspectDetected(call, { ...(targets && { targets }), ...more });
    if (rest.detection) for (const line of detectedLines(rest.detection)) notes.add(line);
    Object.assign(rules, rest.config.rules);
    // what the environment does wrong is said once, however many sources there are
    for (const finding of findings) found.set(others.length > 0 ? key(finding) : `${found.size}`, finding);
    for (const one of rest.ignored) ignored.set(others.length > 0 ? key(one.finding) : `${ignored.size}`, one);
    if (source === undefined) sources.push(...files(call, origins));
    else sources.push(source === "-" ? "<stdin>" : looksLikeDsn(source) ? "DSN" : source);
    if (share) for (const finding of share({ ...rest, origins })) found.set(`${found.size} share`, finding);
    const none = await nothingSet(call, source, more, origins);
    if (none) found.set(`${found.size}`, none);
  }
  for (const line of notes) call.io.stderr.write(`${line}\n`);
  // a comment that one source needs is not idle for the others
  const used = new Set([...ignored.values()].map(({ at }) => at?.label));
  // asking for a place looks it up in the text, which costs as much as the check
  const isIdle = ({ origin }: Finding) => used.size === 0 || !origin || !used.has(origin.label);
  return { findings: sortFindings([...found.values()].filter(isIdle)), ignored: [...ignored.values()], rules, sources };
}

type Inspected = Parameters<typeof import("../../fleet/lock.ts").shareFindings>[0];

/** How a config is checked against its share of the fleet; undefined if no lock is named. */
async function shareOf({ options, io }: Call): Promise<((inspected: Inspected) => Finding[]) | undefined> {
  const name = options.fleetLock as string | undefined;
  const service = options.service as string | undefined;
  if (name === undefined && service === undefined) return undefined;
  const { PoolcfgError } = await import("../../diagnostics/errors.ts");
  if (name === undefined || service === undefined)
    throw new PoolcfgError("usage", "--fleet-lock and --service go together: --fleet-lock fleet.lock --service api.");
  const { readLock, shareFindings } = await import("../../fleet/lock.ts");
  const { readText } = await import("../../formats/read.ts");
  const { nodeFiles } = await import("../../files/node.ts");
  const lock = readLock(readText(name, io.cwd, nodeFiles), name);
  return (inspected) => shareFindings(inspected, lock, { service, name });
}

function key({ rule, path, message, origin, target }: Finding): string {
  return JSON.stringify([rule, path, message, origin?.label, target]);
}

function files({ options }: Call, origins: Record<string, Origin>): string[] {
  const names = Object.values(origins).map(({ document, file }) => (document?.path === undefined ? undefined : file));
  const sources = [...new Set(names.filter((name) => name !== undefined))].sort();
  return sources.length > 0 ? sources : [options.config ?? "environment and defaults"];
}

/** The finding that there is nothing to check: no config file, and nothing in the environment, a `.env` file or the arguments. */
async function nothingSet(
  { io, options }: Call,
  source: string | undefined,
  { dotenv }: Pick<LoadOptions, "dotenv">,
  origins: Record<string, Origin>,
): Promise<Finding | undefined> {
  if (options.config !== undefined || (source !== undefined && dotenv === undefined)) return undefined;
  const { discover } = await import("../../load/files.ts");
  const { nodeFiles } = await import("../../files/node.ts");
  if (discover(io.cwd, nodeFiles).length > 0) return undefined;
  if (Object.values(origins).some(({ source: kind }) => kind !== "default")) {
    if (source === undefined)
      io.stderr.write(
        "note: there is no poolcfg.{toml,yaml,yml,json} here or above; the environment and the arguments were checked.\n",
      );
    return undefined;
  }
  const { createFinding: raise } = await import("../../diagnostics/catalogue.ts");
  const { fleetHint } = await import("../_manifests.ts");
  const where =
    source === undefined
      ? `There is no poolcfg.{toml,yaml,yml,json} here or above, and ${options.env === false ? "--no-env leaves the environment out" : "no variable sets anything that poolcfg reads"}`
      : `Nothing in ${source} sets anything that poolcfg reads`;
  return raise("no-config", {
    message: `${where}: only the defaults were checked`,
    help: `Run poolcfg init to write a config, or name a file: poolcfg validate FILE.${fleetHint(io.cwd, ".").replace(/^ It/, " This folder")}`,
    missing: source ?? "the config",
  });
}

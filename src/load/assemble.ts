// merged settings into a config, with the origin of every value

import { createFinding, ruleIds, ruleOf } from "../diagnostics/catalogue.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { LintSubject } from "../lint/index.ts";
import { show } from "../mapping/value.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import { defaultConfig } from "../model/defaults.ts";
import { type Config, FIELDS, type NamedPool, OVERLAY_GROUPS, type OwnConnection, type Path } from "../model/model.ts";
import { followed, setAt, valueAt } from "../model/paths.ts";
import { type RuleSetting, readRuleSetting } from "../model/rule-setting.ts";
import { didYouMean, showKey } from "../model/spellings.ts";
import { quoted } from "../text/mask.ts";
import { Secret } from "../text/secret.ts";
import type { Extra } from "./entry.ts";
import type { Merged, Settings } from "./merge.ts";

interface Assembled {
  readonly config: Config;
  readonly origins: Record<string, Origin>;
  readonly subjects: LintSubject[];
  readonly ruleFindings: Finding[];
}

const DEFAULT = new Origin("default");

/** Builds the config. `chosen` names the pool whose settings are to stand in `config.pool`. */
export function buildConfig(
  merged: Merged,
  extras: readonly Extra[],
  profile: string | undefined,
  chosen: string | undefined,
): Assembled {
  const ruleFindings: Finding[] = [];
  const mine = extras.filter((extra) => extra.profile === undefined || extra.profile === profile);
  const config = fill(defaultConfig(), [merged.main]);
  if (profile !== undefined) config.profile = profile;
  const preset = mine.filter(({ kind }) => kind === "preset").at(-1);
  // what is no name of a preset has a finding, and may be anything
  if (typeof preset?.raw === "string" && /^[\w-]{1,60}$/.test(preset.raw)) config.preset = preset.raw;
  config.rules = readRules(mine, ruleFindings);

  const { main, unselected } = merged;
  const unread = (pool?: string) =>
    new Set([...(merged.unread.get(undefined) ?? []), ...(merged.unread.get(pool) ?? [])]);
  const subjects: LintSubject[] = [{ pool: undefined, config, settings: [main], unselected, unread: unread() }];
  const names = new Set([
    ...mine.filter(({ kind }) => kind === "pool").map(({ name }) => name),
    ...merged.pools.keys(),
  ]);
  for (const name of names) {
    const settings = settingsOf(merged, name);
    const whole = fill(defaultConfig(), settings);
    const overlay = Object.fromEntries(OVERLAY_GROUPS.map((group) => [group, whole[group]])) as unknown as NamedPool;
    const ownConnection = ownConnectionOf(name, whole, config);
    const facts = poolFacts(mine, name, ruleFindings);
    config.pools[name] = Object.assign(overlay, facts, ownConnection && { ownConnection });
    const role = mine.findLast((extra) => extra.kind === "role" && extra.name === name);
    if (role?.raw === REPLICA && addressOf(whole) === addressOf(config)) ruleFindings.push(withoutAddress(name, role));
    subjects.push({ pool: name, config: whole, settings, unread: unread(name) });
  }
  const { connection: _c, pool: _p, session: _s, retry: _r, observe: _o, ...shared } = config;
  for (const subject of subjects) Object.assign(subject.config, shared);
  const origins = originsOf(subjects);
  return choose({ config, origins, subjects, ruleFindings }, chosen);
}

// the port belongs to the host: a pool whose own URL names another host has the port of that URL, or the default
function settingsOf({ main, pools }: Merged, name: string): Settings[] {
  const own: Settings = pools.get(name) ?? new Map();
  const isElsewhere = own.has("connection.url") && own.has("connection.host") && !own.has("connection.port");
  if (!isElsewhere) return [main, own];
  return [new Map([...main].filter(([path]) => path !== "connection.port")), own];
}

const PARTS = ["url", "host", "port", "user", "password", "database"] as const;

function ownConnectionOf(
  pool: string,
  { connection }: Config,
  { connection: main }: Config,
): OwnConnection | undefined {
  const revealed = (part: unknown) => (part instanceof Secret ? part.reveal() : part);
  const differing = PARTS.filter((part) => revealed(connection[part]) !== revealed(main[part]));
  if (differing.length === 0) return undefined;
  // a URL has a password of its own, even if it is the same one today
  return { pool, password: differing.includes("password") || differing.includes("url") };
}

/** The role of the pools that `createPools` reads from. */
const REPLICA = "replica";

function addressOf({ connection: { url, host, port } }: Config): string {
  return JSON.stringify([url?.reveal(), host, port]);
}

function withoutAddress(pool: string, { origin }: Extra): Finding {
  const shown = showKey(pool);
  return createFinding("replica-without-address", {
    message: `The pool ${shown} has the role "replica" and no address of its own, so its reads go to the primary`,
    path: `pools.${pool}.role`,
    origin,
    help: `Set connection.url or connection.host of the pool ${shown}, or list the replicas in connection.replicas.`,
  });
}

function choose(assembled: Assembled, chosen: string | undefined): Assembled {
  if (chosen === undefined) return assembled;
  const { config, origins } = assembled;
  const overlay = Object.hasOwn(config.pools, chosen) ? config.pools[chosen] : undefined;
  if (!overlay) {
    const names = Object.keys(config.pools);
    throw new PoolcfgError(
      "usage",
      `There is no pool ${quoted(chosen)}: the config has ${names.length > 0 ? names.join(", ") : "no named pools"}.`,
    );
  }
  const { role: _role, weight: _weight, ...groups } = overlay;
  const prefix = `pools.${chosen}.`;
  const moved = Object.entries(origins).filter(([path]) => path.startsWith(prefix));
  return {
    ...assembled,
    config: { ...config, ...groups },
    origins: { ...origins, ...Object.fromEntries(moved.map(([path, origin]) => [path.slice(prefix.length), origin])) },
  };
}

function fill(config: Config, layers: readonly Settings[]): Config {
  const isSet = (path: Path) => layers.some((settings) => settings.has(path));
  for (const settings of layers)
    for (const [path, candidates] of settings) setAt(config, path, candidates.at(-1)!.value);
  for (const [path, field] of FIELDS) {
    const other = followed(field);
    if (other !== undefined && !isSet(path)) setAt(config, path, valueAt(config, other));
  }
  const { ssl } = config.connection;
  if (ssl.ca === SYSTEM_CA && !isSet("connection.ssl.mode")) ssl.mode = "verify-full";
  return config;
}

function originsOf(subjects: readonly LintSubject[]): Record<string, Origin> {
  const origins: Record<string, Origin> = {};
  for (const { pool, settings } of subjects) {
    const last = (path: Path) => settings.flatMap((layer) => layer.get(path) ?? []).at(-1);
    const authority = last("connection.ssl.ca");
    for (const path of FIELDS.keys()) {
      const implied = path === "connection.ssl.mode" && authority?.value === SYSTEM_CA ? authority : undefined;
      const origin = (last(path) ?? implied)?.origin ?? DEFAULT;
      if (pool === undefined) origins[path] = origin;
      else if (OVERLAY_GROUPS.some((group) => path.startsWith(`${group}.`))) origins[`pools.${pool}.${path}`] = origin;
    }
  }
  return origins;
}

function poolFacts(extras: readonly Extra[], pool: string, findings: Finding[]): Pick<NamedPool, "role" | "weight"> {
  const facts: Pick<NamedPool, "role" | "weight"> = {};
  for (const { kind, name, raw, origin } of extras) {
    if (name !== pool) continue;
    const path = `pools.${pool}.${kind}`;
    if (kind === "role") {
      if (typeof raw === "string" && raw !== "") facts.role = raw;
      else
        findings.push(
          createFinding("wrong-type", {
            message: `${path} is ${show(raw)}; it takes text`,
            path,
            origin,
            legal: "text, not empty",
          }),
        );
    } else if (kind === "weight") {
      if (typeof raw === "number" && raw >= 0 && raw <= 1_000_000) facts.weight = raw;
      else
        findings.push(
          createFinding("wrong-type", {
            message: `${path} is ${show(raw)}; it takes a number`,
            path,
            origin,
            legal: "a number from 0 to 1000000",
          }),
        );
    }
  }
  return facts;
}

function readRules(extras: readonly Extra[], findings: Finding[]): Record<string, RuleSetting> {
  const settings: Record<string, RuleSetting> = {};
  for (const { kind, name, raw, origin } of extras) {
    if (kind !== "rule") continue;
    const legal =
      '"off", "info", "warning" or "error", or { severity = "…", ignore = "the reason", "pool.max" = "off" }';
    const setting = readRuleSetting(raw);
    if (!ruleOf(name)) {
      const meant = didYouMean(name, ruleIds());
      findings.push(
        createFinding("unknown-key", {
          message: `There is no rule ${quoted(name, 80)}`,
          origin: origin.atKey(),
          help: meant ? `Did you mean \`${meant}\`?` : "`poolcfg rules` lists them.",
        }),
      );
    } else if (setting) settings[name] = setting;
    else
      findings.push(
        createFinding("wrong-type", {
          message: `rules.${name} is ${show(raw)}`,
          path: `rules.${name}`,
          origin,
          legal,
          help: `Write ${legal}.`,
        }),
      );
  }
  return settings;
}

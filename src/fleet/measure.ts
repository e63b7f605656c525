// the numbers of a packaged application: what its settings say in one container, else its documented defaults

import type { Application, Role, Setting } from "./applications/_define.ts";
import type { Filled } from "./container.ts";
import { figureOfOption, figureOfVariable, isFigure, type Token, tokensIn } from "./figures.ts";
import { figureInFiles } from "./mounted.ts";
import type { Step } from "./sizing.ts";

/** The numbers of an application in one container. */
export interface Measured {
  /** Pools of one process whose sizes are known, or are counted with a default that may not be in effect. */
  readonly pools: Readonly<Record<string, number>>;
  readonly processes?: number;
  /** Why a number is not known, by the field that would set it. */
  readonly unknown: readonly { readonly field: "pool" | "processes"; readonly reason: string }[];
  readonly remarks: readonly string[];
  readonly steps: readonly Step[];
}

/** Reads the settings of an application. */
export function measure(application: Application, container: Filled): Measured {
  const tokens = tokensIn(container.words);
  const role = roleOf(application, tokens, container);
  const look: Look = { application, tokens, variables: container.variables, files: container.files };
  const pools = Object.entries(role.pools).map(([name, setting]) => [name, numberOf(setting, look)] as const);
  const processes = role.processes && numberOf(role.processes, look);
  const all = [...pools.map(([name, value]) => [name === "" ? "pool" : name, value] as const)];
  return {
    pools: Object.fromEntries(pools.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))),
    ...(processes?.value !== undefined && { processes: Math.max(1, processes.value) }),
    unknown: [
      ...pools.flatMap(([, { unknown }]) =>
        unknown === undefined ? [] : [{ field: "pool" as const, reason: unknown }],
      ),
      ...(processes?.unknown === undefined ? [] : [{ field: "processes" as const, reason: processes.unknown }]),
    ],
    remarks: [
      ...all.flatMap(([name, { byDefault }]) => (byDefault === undefined ? [] : [`${name} ${byDefault}`])),
      ...(processes?.byDefault === undefined ? [] : [`processes ${processes.byDefault}`]),
    ],
    steps: [
      ...all.flatMap(([name, { steps }]) => steps.map((step) => ({ ...step, name }))),
      ...(processes?.steps ?? []).map((step) => ({ ...step, name: "processes" })),
    ],
  };
}

interface Look {
  readonly application: Application;
  readonly tokens: readonly Token[];
  readonly variables: Filled["variables"];
  readonly files: Filled["files"];
}

function roleOf({ roles }: Application, tokens: readonly Token[], { variables }: Filled): Role {
  const words = new Set(tokens.map(({ text }) => text.replace(/^.*\//, "")));
  const applies = ({ command, where = {}, unset = [] }: Role) =>
    (command === undefined || command.some((word) => words.has(word))) &&
    !unset.some((name) => variables.has(name)) &&
    Object.entries(where).every(([name, value]) => {
      const variable = variables.get(name);
      return variable !== undefined && "text" in variable && variable.text.trim().toLowerCase() === value;
    });
  return roles.find(applies) ?? { pools: {} };
}

interface Value {
  readonly value?: number;
  readonly unknown?: string;
  /** A clause, if the number is a default: `100 is the default of Keycloak 26 (KC_DB_POOL_MAX_SIZE is not set)`. */
  readonly byDefault?: string;
  readonly steps: readonly Step[];
}

function numberOf(setting: Setting, look: Look): Value {
  const { times } = setting;
  const one = single(setting, look);
  if (!times) return one;
  const factor = single(times, look);
  const unknown = one.unknown ?? factor.unknown;
  const byDefault = one.byDefault ?? factor.byDefault;
  const value = one.value === undefined || factor.value === undefined ? undefined : one.value * factor.value;
  return {
    ...(value !== undefined && { value }),
    ...(unknown !== undefined && { unknown }),
    ...(byDefault !== undefined && { byDefault }),
    steps: [...one.steps, ...factor.steps],
  };
}

function single(setting: Setting, { application, tokens, variables, files }: Look): Value {
  const { variables: names = [], flags = [], default: usual, zeroIsUnlimited = false } = setting;
  const { title, source } = application;
  const inFile = setting.file && figureInFiles(files, setting.file, title);
  if (isFigure(inFile))
    return {
      value: inFile.value,
      steps: [{ name: "", value: inFile.value, from: inFile.name, ...(inFile.origin && { origin: inFile.origin }) }],
    };
  const byOption = figureOfOption(tokens, flags, variables);
  const byVariable = figureOfVariable(names, variables);
  const set = inFile ?? (setting.variablesFirst ? (byVariable ?? byOption) : (byOption ?? byVariable));
  if (isFigure(set) && (set.value > 0 || (set.value === 0 && !zeroIsUnlimited))) {
    const value = set.value > 0 ? set.value + (setting.plus ?? 0) : 0;
    return { value, steps: [{ name: "", value, from: set.name, ...(set.origin && { origin: set.origin }) }] };
  }
  const name = names[0] ?? flags[0];
  const from = `the default of ${title} ${source.version}`;
  const counted = usual === undefined ? {} : { value: usual };
  if (set) {
    const reason = isFigure(set) ? `${set.name} is ${set.value}, which means that there is no limit` : set.reason;
    return { ...(isFigure(set) ? {} : counted), unknown: reason, steps: [] };
  }
  if (usual !== undefined)
    return {
      value: usual,
      byDefault: `${usual} is ${from}${name === undefined ? "" : ` (${name} is not set)`}`,
      steps: [{ name: "", value: usual, from, source: source.url }],
    };
  const reason =
    setting.unknown ??
    `${name} is not set, and ${title} documents no default for it${zeroIsUnlimited ? ", or no limit" : ""}`;
  return { unknown: reason, steps: [] };
}

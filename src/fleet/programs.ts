// how many processes and threads the program of a command line runs

import type { Filled } from "./container.ts";
import {
  type Figure,
  figureOfOption,
  figureOfVariable,
  isFigure,
  optionIn,
  type Token,
  tokensIn,
  type Unreadable,
} from "./figures.ts";
import type { Word } from "./manifests/_define.ts";

/** What the command line of a container starts. */
export interface Started {
  /** The name of the program; undefined if the command line has none that is known. */
  readonly program?: string;
  /** Its processes, if they are set. */
  readonly processes?: Figure;
  /** Threads of one process, if they are set. */
  readonly threads?: Figure;
  /** Why the number of processes cannot be known. */
  readonly unknown?: string;
}

/** A program that runs an application in several processes or threads. */
interface Program {
  readonly name: string;
  /** Names of its executable. */
  readonly words: readonly string[];
  /** One of these follows, if its executable has several commands. */
  readonly commands?: readonly string[];
  readonly processes?: Count;
  readonly threads?: Count;
  /** Options that name a file with further settings. */
  readonly file?: readonly string[];
  /** Where it is documented. */
  readonly source: string;
}

interface Count {
  readonly flags?: readonly string[];
  readonly variables?: readonly string[];
  /** A variable with further options. */
  readonly options?: string;
  /** Undefined: the number of CPUs, which no manifest contains. */
  readonly default?: number;
}

const PROGRAMS: readonly Program[] = [
  {
    name: "gunicorn",
    words: ["gunicorn"],
    processes: { flags: ["-w", "--workers"], options: "GUNICORN_CMD_ARGS", variables: ["WEB_CONCURRENCY"], default: 1 },
    threads: { flags: ["--threads"], options: "GUNICORN_CMD_ARGS" },
    file: ["-c", "--config"],
    source: "https://docs.gunicorn.org/en/stable/settings.html#workers",
  },
  {
    name: "uvicorn",
    words: ["uvicorn"],
    processes: { flags: ["--workers"], variables: ["WEB_CONCURRENCY"], default: 1 },
    source: "https://www.uvicorn.org/settings/#production",
  },
  {
    name: "fastapi",
    words: ["fastapi"],
    commands: ["run"],
    processes: { flags: ["--workers"], variables: ["WEB_CONCURRENCY"], default: 1 },
    source: "https://fastapi.tiangolo.com/deployment/server-workers/",
  },
  {
    name: "hypercorn",
    words: ["hypercorn"],
    processes: { flags: ["-w", "--workers"], default: 1 },
    file: ["-c", "--config"],
    source: "https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html",
  },
  {
    name: "granian",
    words: ["granian"],
    processes: { flags: ["--workers"], variables: ["GRANIAN_WORKERS"], default: 1 },
    source: "https://github.com/emmett-framework/granian",
  },
  {
    name: "uWSGI",
    words: ["uwsgi"],
    processes: {
      flags: ["-p", "--processes", "--workers"],
      variables: ["UWSGI_PROCESSES", "UWSGI_WORKERS"],
      default: 1,
    },
    threads: { flags: ["--threads"], variables: ["UWSGI_THREADS"] },
    file: ["--ini", "--yaml", "--json", "--xml"],
    source: "https://uwsgi-docs.readthedocs.io/en/latest/Options.html",
  },
  {
    name: "puma",
    words: ["puma"],
    processes: { flags: ["-w", "--workers"], variables: ["WEB_CONCURRENCY"], default: 1 },
    threads: { flags: ["-t", "--threads"], variables: ["PUMA_MAX_THREADS"] },
    source: "https://github.com/puma/puma#clustered-mode",
  },
  {
    name: "rails server",
    words: ["rails"],
    commands: ["s", "server"],
    // its generated config/puma.rb reads this variable
    processes: { variables: ["WEB_CONCURRENCY"], default: 1 },
    source: "https://guides.rubyonrails.org/tuning_performance_for_deployment.html",
  },
  {
    name: "unicorn",
    words: ["unicorn", "unicorn_rails"],
    processes: { variables: ["WEB_CONCURRENCY", "UNICORN_WORKERS"], default: 1 },
    file: ["-c", "--config-file"],
    source: "https://bogomips.org/unicorn/Unicorn/Configurator.html",
  },
  {
    name: "sidekiq",
    words: ["sidekiq"],
    processes: { default: 1 },
    threads: { flags: ["-c", "--concurrency"], variables: ["RAILS_MAX_THREADS"] },
    source: "https://github.com/sidekiq/sidekiq/wiki/Advanced-Options#concurrency",
  },
  {
    name: "sidekiqswarm",
    words: ["sidekiqswarm"],
    processes: { variables: ["SIDEKIQ_COUNT"] },
    threads: { flags: ["-c", "--concurrency"], variables: ["RAILS_MAX_THREADS"] },
    source: "https://github.com/sidekiq/sidekiq/wiki/Ent-Multi-Process",
  },
  {
    name: "celery beat",
    words: ["celery"],
    commands: ["beat", "flower"],
    processes: { default: 1 },
    source: "https://docs.celeryq.dev/en/stable/reference/cli.html",
  },
  {
    name: "celery worker",
    words: ["celery"],
    commands: ["worker"],
    processes: { flags: ["-c", "--concurrency"] },
    source: "https://docs.celeryq.dev/en/stable/userguide/workers.html#concurrency",
  },
  {
    name: "dramatiq",
    words: ["dramatiq"],
    processes: { flags: ["-p", "--processes"] },
    threads: { flags: ["-t", "--threads"] },
    source: "https://dramatiq.io/advanced.html#processes",
  },
  {
    name: "PM2",
    words: ["pm2-runtime", "pm2-docker"],
    processes: { flags: ["-i", "--instances"], default: 1 },
    source: "https://pm2.keymetrics.io/docs/usage/cluster-mode/",
  },
  {
    name: "PM2",
    words: ["pm2"],
    commands: ["start"],
    processes: { flags: ["-i", "--instances"], default: 1 },
    source: "https://pm2.keymetrics.io/docs/usage/cluster-mode/",
  },
];

/** Variables that set the number of processes by convention, if the command line does not show what runs. */
const BY_CONVENTION = [
  "WEB_CONCURRENCY",
  "GUNICORN_WORKERS",
  "UVICORN_WORKERS",
  "PUMA_WORKERS",
  "UNICORN_WORKERS",
  "UWSGI_PROCESSES",
  "UWSGI_WORKERS",
  "GRANIAN_WORKERS",
];

/** Whether a variable of that name sets a number of processes or threads for a program that is known. */
export function isCount(name: string): boolean {
  return COUNTS.has(name);
}

const COUNTS = new Set([
  ...BY_CONVENTION,
  ...PROGRAMS.flatMap(({ processes, threads }) => [...(processes?.variables ?? []), ...(threads?.variables ?? [])]),
]);

/** What parts one command of a shell from the next. */
const SEPARATORS = new Set(["&&", "||", ";", "|", "&"]);

/** Reads what the command line of a container runs, and in how many processes. */
export function programOf({ words, variables }: Pick<Filled, "words" | "variables">): Started {
  const found = programsIn(tokensIn(words));
  const [first, second] = found;
  if (!first) return byConvention(variables);
  const read = ({ program, tokens }: Found): Started => {
    const threads = threadsOf(program, tokens, variables);
    return {
      program: program.name,
      ...processesOf(program, tokens, variables),
      ...(threads && { threads }),
    };
  };
  const one = read(first);
  return second === undefined || second.program === first.program
    ? one
    : { ...one, unknown: `the command starts ${first.program.name} and ${second.program.name}` };
}

interface Found {
  readonly program: Program;
  readonly tokens: readonly Token[];
}

function programsIn(tokens: readonly Token[]): Found[] {
  const found: Found[] = [];
  for (const [index, { text }] of tokens.entries()) {
    const name = text.replace(/^.*\//, "");
    const rest = () => {
      const after = tokens.slice(index + 1);
      const end = after.findIndex((token) => SEPARATORS.has(token.text));
      return end < 0 ? after : after.slice(0, end);
    };
    const candidates = PROGRAMS.filter(({ words }) => words.includes(name));
    if (candidates.length === 0) continue;
    const own = rest();
    const program = candidates.find(({ commands }) => !commands || own.some((token) => commands.includes(token.text)));
    // the names of programs are also values of options: `-A app.celery`, `--name puma`
    if (program && !/^--[a-z][\w-]*$/i.test(tokens[index - 1]?.text ?? "")) found.push({ program, tokens: own });
  }
  return found;
}

function processesOf(
  program: Program,
  tokens: readonly Token[],
  variables: Filled["variables"],
): Pick<Started, "processes" | "unknown" | "threads"> {
  const { name, processes = {}, file = [] } = program;
  const { default: usual } = processes;
  if (name === "celery worker") {
    const pool = optionIn(tokens, ["-P", "--pool"])?.text;
    const scale = /^(\d{1,5}),/.exec(optionIn(tokens, ["--autoscale"])?.text ?? "")?.[1];
    // only the prefork pool runs several processes
    if (pool !== undefined && pool !== "prefork") return { processes: { value: 1, name: `-P ${pool.slice(0, 40)}` } };
    if (scale !== undefined) return { processes: { value: Number(scale), name: `--autoscale ${scale}` } };
  }
  const set = setOf(processes, tokens, variables);
  if (isFigure(set)) {
    if (set.value >= 1) return { processes: set };
    // puma runs one process if it has no workers; PM2 takes 0 and less for the number of CPUs
    return name === "puma" || name === "rails server"
      ? { processes: { ...set, value: 1 } }
      : { unknown: `${set.name} stands for the number of CPUs, which the manifest does not contain` };
  }
  if (set) return { unknown: set.reason };
  const named = optionIn(tokens, file);
  if (named) {
    const own = figureOfVariable(BY_CONVENTION, variables);
    return isFigure(own) && own.value >= 1
      ? { processes: own }
      : { unknown: `${name} may set its processes in the file of ${named.flag}` };
  }
  if (usual === undefined) return { unknown: `${name} runs as many processes as there are CPUs unless it is told` };
  const own = figureOfVariable(BY_CONVENTION, variables);
  return name === "gunicorn" && isFigure(own) && own.value > 1
    ? { unknown: `${own.name} is ${own.value}, and the command does not show whether gunicorn uses it` }
    : {};
}

function threadsOf(
  { name, threads }: Program,
  tokens: readonly Token[],
  variables: Filled["variables"],
): Figure | undefined {
  if (!threads) return undefined;
  // puma has minimum:maximum
  const range = /^\d{1,5}:(\d{1,5})$/.exec(optionIn(tokens, threads.flags ?? [])?.text ?? "");
  const inWords = (value: number, by: string) => `${name} runs ${value} threads (${by})`;
  if (range) return { value: Number(range[1]), name: inWords(Number(range[1]), `-t ${range[0]}`) };
  const set = setOf(threads, tokens, variables);
  return isFigure(set) && set.value >= 1 ? { ...set, name: inWords(set.value, set.name) } : undefined;
}

function setOf(
  { flags = [], options, variables: names = [] }: Count,
  tokens: readonly Token[],
  variables: Filled["variables"],
): Figure | Unreadable | undefined {
  const more = options === undefined ? undefined : variables.get(options);
  return (
    figureOfOption(tokens, flags, variables) ??
    (more && "text" in more ? figureOfOption(tokensIn([more as Word]), flags, variables) : undefined) ??
    figureOfVariable(names, variables)
  );
}

function byConvention(variables: Filled["variables"]): Started {
  const set =
    figureOfVariable(BY_CONVENTION, variables) ??
    setOf({ flags: ["-w", "--workers"], options: "GUNICORN_CMD_ARGS" }, [], variables);
  if (set === undefined) return {};
  if (!isFigure(set)) return { unknown: set.reason };
  return set.value >= 1 ? { processes: set } : {};
}

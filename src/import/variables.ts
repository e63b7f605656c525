// variables as a .env file has them: the connection string, the settings of poolcfg, and libpq's names

import { setKey, type Tree } from "../codecs/literal.ts";
import type { Document } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { Origin } from "../diagnostics/origin.ts";
import { dotenvFindings } from "../load/dotenv.ts";
import { readDsn } from "../load/dsn.ts";
import { readEnvironment, type Variables } from "../load/environment.ts";
import { hiderOf } from "../load/hidden.ts";
import { type ReadSettings, type ReadValue, readSettings } from "../mapping/decode.ts";
import type { Target } from "../mapping/define.ts";
import { isTabular } from "../mapping/layout.ts";
import type { Path } from "../model/model.ts";
import { targets } from "../targets/registry.gen.ts";
import { readAs } from "./connection-string.ts";
import { type Hints, type Recognised, recogniseUrl } from "./detect.ts";
import type { Read } from "./input.ts";
import { merged, type Outcome, plainUrl, raiseFault } from "./outcome.ts";

/**
 * Reads variables. The connection string is read as the tool reads it that was named, or whose parameters it has; what
 * `POOL_*` and the like say goes before it, and `PG*` only fills what it leaves open.
 */
export const readVariables: Read = (
  { name, data, document, hints, variable, remarks = [] },
  wanted,
  _options,
  files,
) => {
  const variables = data as Variables;
  const spelled = ownVariables(variables, wanted);
  if (spelled) return { ...readOwn(spelled, document), remarks };
  const usual = wanted?.connection.layout === "url" ? wanted.connection.variable : "DATABASE_URL";
  const cwd = document?.path === undefined ? files.cwd() : files.dirname(document.path);
  const boundary = files.boundary(cwd, cwd);
  const { stated, libpq } = readEnvironment(variables, "dotenv", {
    files,
    cwd,
    boundary,
    ...(document && { document }),
  });
  const mounted = stated.entries.find(({ path }) => path === "connection.url");
  const source = variable ?? (isSet(variables[usual]) ? usual : (otherUrl(variables) ?? usual));
  const isBorrowed = document?.fromEnvironment?.has(source) === true;
  const origin = new Origin("dotenv", {
    name: source,
    hidden: isBorrowed,
    ...(document && { document, pointer: [source] }),
  });
  const raw = variables[source] || (variable === undefined ? mounted?.raw : undefined);
  const url = typeof raw === "string" && raw.trim() !== "" ? raw : undefined;
  const known = wanted || url === undefined ? undefined : (claimed(hints) ?? recogniseUrl(url, hints));
  const target = wanted ?? known?.target;
  const own = stated.entries.filter(({ path }) => path !== "connection.url");
  if (url === undefined && own.length === 0 && libpq.entries.length === 0)
    throw new PoolcfgError(
      "input",
      `There is nothing of a pool or a connection in ${name}. It may hold ${source}, POOL_MAX and the like, or PGHOST and the like.`,
    );
  const dsn = url === undefined ? undefined : readDsn(url, origin, { targets: target ? [target.id] : [] });
  const read = url === undefined || !target ? undefined : readAs(target, url, origin);
  const base = read ?? (url === undefined ? undefined : plainUrl(url, dsn!.findings));
  const said = new Set(dsn?.entries.map(({ path }) => path));
  const filled = libpq.entries.filter(({ path }) => !said.has(path));
  const { values, findings } = merged([filled, own]);
  const findingsOfAll = [
    ...(document ? dotenvFindings(document) : []),
    ...stated.findings,
    ...libpq.findings,
    ...findings,
  ];
  // a mounted connection string is a secret, and so is each part of it
  const parts = [...(base?.settings.values ?? [])].map(([path, read]): [Path, ReadValue] => {
    return [path, isBorrowed || (raw === mounted?.raw && mounted?.origin.hidden) ? { ...read, mounted: true } : read];
  });
  const settings: ReadSettings = {
    values: new Map([...parts, ...values]),
    faults: [],
    remarks: base?.settings.remarks ?? [],
    unstated: base?.settings.unstated ?? [],
  };
  const hide = hiderOf(borrowedBy(document).map((raw) => ({ raw })));
  const outcome: Outcome = { settings, findings: [...findingsOfAll, ...(base?.findings ?? [])].map(hide) };
  const how = known && `${known.recognised}, in ${source}`;
  const from =
    url !== undefined && variable === undefined && source !== usual ? [`connection.url is from ${source}`] : [];
  return { target, recognised: how, remarks: [...remarks, ...from], outcome };
};

/** Names that platforms and integrations give the connection string besides DATABASE_URL; the pooled one first. */
const URL_VARIABLES = [
  // Vercel, and the integrations of Neon and Supabase
  ...["POSTGRES_URL", "POSTGRES_PRISMA_URL", "POSTGRES_URL_NON_POOLING", "DATABASE_URL_UNPOOLED"],
  // Railway, Render, Supabase, Neon, Fly.io
  ...["DATABASE_PRIVATE_URL", "DATABASE_PUBLIC_URL", "INTERNAL_DATABASE_URL", "EXTERNAL_DATABASE_URL"],
  ...["SUPABASE_DB_URL", "NEON_DATABASE_URL", "POSTGRESQL_URL", "POSTGRES_CONNECTION_STRING", "PG_URL", "DB_URL"],
];

// Heroku attaches further databases by their colours
function otherUrl(variables: Variables): string | undefined {
  const named = URL_VARIABLES.find((name) => isPostgres(variables[name]));
  return (
    named ??
    Object.keys(variables).find((name) => /^HEROKU_POSTGRESQL_\w+_URL$/.test(name) && isPostgres(variables[name]))
  );
}

function isSet(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isPostgres(value: unknown): boolean {
  return typeof value === "string" && /^\s*postgres(?:ql)?:\/\//.test(value);
}

/** Settings whose keys are spelled as names of variables. */
interface OwnVariables {
  readonly target: Target;
  readonly tree: Tree;
  readonly recognised?: string;
}

function ownVariables(variables: Variables, wanted: Target | undefined): OwnVariables | undefined {
  for (const target of wanted ? [wanted] : targets) {
    if (!target.variables) continue;
    const { prefix, separator } = target.variables;
    const lead = `${prefix}${separator}`;
    const names = Object.keys(variables).filter((name) => name.startsWith(lead));
    const tree: Tree = {};
    for (const name of names)
      setKey(tree, name.slice(lead.length).toLowerCase().split(separator).join("."), variables[name]);
    const recognised = `the variables ${names.slice(0, 3).join(", ")}`;
    if (names.length > 0) return { target, tree, ...(!wanted && { recognised }) };
  }
  return undefined;
}

function readOwn({ target, tree, recognised }: OwnVariables, document: Document | undefined): ReturnType<Read> {
  const { values, ...rest } = readSettings(target, tree);
  const borrowed = borrowedBy(document);
  const isBorrowed = ({ value }: ReadValue) => borrowed.some((one) => String(value).includes(one));
  const settings = {
    ...rest,
    values: new Map([...values].map(([path, read]) => [path, isBorrowed(read) ? { ...read, mounted: true } : read])),
  };
  const { prefix, separator } = target.variables!;
  const findings = settings.faults.map((fault) => {
    const name = [prefix, ...fault.key.toUpperCase().split(".")].join(separator);
    return raiseFault(fault, new Origin("dotenv", { name, ...(document && { document, pointer: [name] }) }), target);
  });
  return {
    target,
    ...(recognised !== undefined && { recognised }),
    outcome: {
      settings,
      findings: [...(document ? dotenvFindings(document) : []), ...findings].map(
        hiderOf(borrowed.map((raw) => ({ raw }))),
      ),
    },
  };
}

/** The values of the environment that a file of variables refers to. */
function borrowedBy(document: Document | undefined): string[] {
  return [...(document?.fromEnvironment?.values() ?? [])].flat().filter((value) => value !== "");
}

// the file that names the variable is of the tool
function claimed(hints: Hints | undefined): Recognised | undefined {
  const claim = hints?.claims?.find(({ target }) => !isTabular(target.connection));
  return claim && { target: claim.target, recognised: "the name of the file" };
}

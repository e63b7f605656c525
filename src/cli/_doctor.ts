// connects as the config says, asks the server, and reports

import { ruleOf } from "../diagnostics/catalogue.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Access, accessOf } from "../doctor/_access.ts";
import { examine, nameOf } from "../doctor/doctor.ts";
import { NO_PROJECT } from "../lint/define.ts";
import { projectAt } from "../lint/project.ts";
import { inspectFor } from "../load/index.ts";
import { parseDuration } from "../model/duration.ts";
import { jsonText } from "../text/characters.ts";
import { maskLine } from "../text/mask.ts";
import { plainServer, printServer } from "./_doctor-text.ts";
import { looksLikeDsn, optionsFor, sourceOptions } from "./_load.ts";
import { exitCode, report } from "./_report.ts";
import type { Call } from "./commands/_define.ts";
import { FORMAT_VERSION, plainFindings } from "./reporters/json.ts";

/** Examines the server, writes what it has and what does not go with it, and gives the exit code. */
export async function examineFor(call: Call): Promise<number> {
  const { options, io } = call;
  const timeout = timeoutOf(options.timeout);
  const [source] = call.args;
  const load = await optionsFor(call, source === undefined ? {} : await sourceOptions(call, source));
  const project = projectAt(io.cwd);
  const { config, findings, origins, parameters } = inspectFor(load, project);
  const wrong = findings.filter((finding) => finding.severity === "error" && isAboutConnection(finding));
  const unresolved = wrong.find(({ missing }) => missing !== undefined);
  if (unresolved) throw new PoolcfgError("input", `${unresolved.message}. ${unresolved.help ?? ""}`.trim());
  if (wrong.length > 0) {
    io.stderr.write("The connection is not sound, so nothing was asked of a server.\n");
    return report(call, { findings: wrong, sources: ["connection"] });
  }
  const named = ["url", "host", "port", "database"].some((part) => origins[`connection.${part}`]?.source !== "default");
  if (!named && !parameters.has("hostaddr")) throw new PoolcfgError("usage", NOWHERE);
  const variables = options.env === false ? {} : io.env;
  const console = consoleAccess(options.console, io.cwd, timeout);
  const access = { ...accessOf(config, io.cwd, timeout, { parameters, variables }), ...(console && { console }) };
  for (const note of access.notes) io.stderr.write(`note: ${note}\n`);
  const examined = await examine(access);
  const live = inspectFor(load, project, { measured: examined.measured });
  const found = live.findings.filter(({ rule }) => ruleOf(rule)?.scope === "server");
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (errors > 0)
    io.stderr.write(`note: the config by itself has errors (${errors}), too; poolcfg validate tells more.\n`);
  if (options.format === "json") {
    const body = {
      formatVersion: FORMAT_VERSION,
      server: plainServer(examined),
      ...plainFindings(found),
    };
    // what a server says of itself may be anything
    io.stdout.write(jsonText(body, (_, value) => (typeof value === "string" ? maskLine(value) : value)));
    return exitCode(found, options);
  }
  if (options.format === undefined || options.format === "text") io.stdout.write(`${printServer(examined)}\n`);
  return report(call, { findings: found, sources: [nameOf(examined.link)] });
}

// the console has a role of its own, so nothing of the connection's own settings counts for it
function consoleAccess(url: unknown, cwd: string, timeout: number): Access | undefined {
  if (url === undefined) return undefined;
  if (typeof url !== "string" || !looksLikeDsn(url))
    throw new PoolcfgError(
      "usage",
      "--console takes a connection string, such as postgresql://admin@host:6432/pgbouncer.",
    );
  const { config, findings, parameters } = inspectFor(
    { cwd, env: false, dotenv: false, config: {}, dsn: url },
    NO_PROJECT,
  );
  const wrong = findings.find(({ severity }) => severity === "error");
  if (wrong) throw new PoolcfgError("usage", `--console: ${wrong.message}. ${wrong.help ?? ""}`.trim());
  const access = accessOf(config, cwd, timeout, { parameters, variables: {} });
  return config.connection.database === undefined ? { ...access, database: "pgbouncer" } : access;
}

const NOWHERE =
  "Nothing says which server to ask: give a connection string, set DATABASE_URL or PGHOST, or state connection.url in the config.";

function isAboutConnection({ path, rule }: Finding): boolean {
  return path?.startsWith("connection.") === true || ruleOf(rule)?.area === "dsn";
}

function timeoutOf(text: unknown): number {
  if (text === undefined) return 5_000;
  const ms = typeof text === "string" ? parseDuration(text) : undefined;
  if (ms !== undefined && ms >= 1 && ms <= 600_000) return ms;
  throw new PoolcfgError("usage", "--timeout takes a duration from 1ms to 10m, such as --timeout 2s.");
}

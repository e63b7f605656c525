// from flags and operands to a loaded config
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { otherByAddress } from "../dsn/database-systems.ts";
import { type Inspection, inspectPoolConfig, type LoadOptions } from "../load/index.ts";
import { readStdin } from "./_io.ts";
import type { Call } from "./commands/_define.ts";

/** What the shared flags say. */
function loadOptions({ options, io }: Call, more: Partial<LoadOptions> = {}): LoadOptions {
  const { config, root, profile, pool, dotenv, env = true, set = [], dialect } = options;
  if (!env && dotenv) throw new PoolcfgError("usage", "--no-env and --dotenv exclude each other; leave one out.");
  return {
    cwd: io.cwd,
    env: env ? { ...io.env } : false,
    dotenv: env ? (dotenv ?? true) : false,
    ...(config !== undefined && { config }),
    ...(root !== undefined && { root }),
    ...(profile !== undefined && { profile }),
    ...(pool !== undefined && { pool }),
    ...(dialect !== undefined && { dialect }),
    ...(set.length > 0 && { overrides: Object.fromEntries(set.map(assignment)) }),
    ...more,
  };
}

/** The config that the shared flags name. */
export async function inspect(call: Call, more: Partial<LoadOptions> = {}): Promise<Inspection> {
  return inspectPoolConfig(await optionsFor(call, more));
}

/** How the config is loaded that the shared flags name; stdin is read where one of them is `-`. */
export async function optionsFor(call: Call, more: Partial<LoadOptions> = {}): Promise<LoadOptions> {
  const stdin = call.options.config === "-" ? await sourceOptions(call, "-") : {};
  const { config, ...options } = loadOptions(call, { ...stdin, ...more });
  return config === undefined || config === "-" ? options : { ...options, config };
}

/** How one SOURCE is loaded: `-`, a connection string, a `.env` file or a config file. */
export async function sourceOptions(call: Call, source: string): Promise<Partial<LoadOptions>> {
  const { options, io } = call;
  const { formatOf } = await import("../formats/read.ts");
  if (source === "-") {
    const content = await readStdin(io);
    if (content.length === 0) io.stderr.write(EMPTY_STDIN);
    const name = options.stdinFilename as string | undefined;
    if (name !== undefined) {
      const format = formatOf(name);
      if (format !== undefined && format !== DOTENV) return { text: { name, content, format } };
      throw new PoolcfgError(
        "usage",
        `--stdin-filename ${name} tells no format; end it in .toml, .yaml, .yml or .json.`,
      );
    }
    const text = new TextDecoder().decode(content.subarray(0, 70_000)).trim();
    if (looksLikeDsn(text)) return { dsn: text };
    return { text: { name: "<stdin>", content, format: formatLike(text) } };
  }
  if (existsSync(resolve(io.cwd, source))) {
    return formatOf(source) === DOTENV ? { dotenv: [source] } : { config: source };
  }
  if (looksLikeDsn(source)) return { dsn: source };
  // not shown: whatever follows may be a password
  if (/^postgres(?:ql)?(?::|\/\/)/i.test(source))
    throw new PoolcfgError("usage", "A connection string begins with postgresql://, and this one does not quite.");
  return { config: source };
}

// a file without a name: what its first line is of no other format
function formatLike(text: string): "json" | "yaml" | "toml" {
  if (text.startsWith("{")) return "json";
  const [first = ""] = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  return /^(?:---|%YAML|[\w-]+:(?:\s|$))/.test(first) ? "yaml" : "toml";
}

const EMPTY_STDIN = "note: stdin is empty, so it states nothing; the environment and the defaults are what there is.\n";

// variables are a source of their own, not a config
const DOTENV = "dotenv";

/** Whether a text is one connection string rather than a config. */
export function looksLikeDsn(text: string): boolean {
  if (/[\r\n]/.test(text)) return false;
  // `sqlite:app.db` is an address without slashes
  return (
    /^[a-z][a-z0-9+.:-]{0,40}:\/\//i.test(text) || /^[a-z_]{1,40}=\S/i.test(text) || otherByAddress(text) !== undefined
  );
}

function assignment(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1)
    throw new PoolcfgError(
      "usage",
      "--set takes a setting and its value, such as --set pool.max=20 or --set pool.idleTimeout=off.",
    );
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

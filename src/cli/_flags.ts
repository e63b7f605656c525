// flags that mean the same on every command

import type { Form } from "../mapping/define.ts";
import type { Flag } from "./commands/_define.ts";

const FORMATS = ["text", "concise", "json", "sarif", "github", "junit"] as const;

/** Where the config comes from. */
export const CONFIG_FLAGS: readonly Flag[] = [
  { flags: "--config <file>", summary: "config file, or one table of a larger one: FILE#table.path" },
  { flags: "--profile <name>", summary: "profile to apply" },
  { flags: "--pool <name>", summary: "named pool to use" },
  {
    flags: "--dotenv <file>",
    summary: "read this file instead of .env; may be repeated",
    many: true,
    // many versions of Node take it for their own wherever it is, and apply NODE_OPTIONS from the file before poolcfg starts
    deprecated: {
      flags: "--env-file <file>",
      warning: "Node may read the file of --env-file as well, and apply NODE_OPTIONS from it. Use --dotenv instead.",
    },
  },
  {
    flags: "--root <folder>",
    summary: "folder outside of which extends and .env may not read files (default: the git repository)",
  },
  { flags: "--no-env", summary: "ignore the environment and .env" },
  { flags: "--set <path=value>", summary: "set a value with the highest precedence; may be repeated", many: true },
  { flags: "--dialect <id>", summary: "driver or pool whose parameters connection strings have", words: dialectIds },
];

/** How findings are written. */
export const REPORT_FLAGS: readonly Flag[] = [
  { flags: "--format <id>", summary: "format of the findings", choices: FORMATS },
  {
    flags: "--fail-on <severity>",
    summary: "minimum severity that makes the command fail (default: error)",
    choices: ["error", "warning", "info", "none"],
  },
  { flags: "--allow-incomplete", summary: "do not fail because something could not be checked" },
  { flags: "--verbose", summary: "show notes, not only their number" },
];

/** On every command. */
export const COLOR_FLAGS: readonly Flag[] = [
  { flags: "--color", summary: "use colour even without a terminal" },
  { flags: "--no-color", summary: "no colour" },
];

/** A flag that chooses between text and JSON. */
export const TEXT_OR_JSON: Flag = {
  flags: "--format <id>",
  summary: "format of the result",
  choices: ["text", "json"],
};

async function dialectIds(): Promise<string[]> {
  return (await import("../dsn/drivers.ts")).driverFacts.map(({ id }) => id);
}

export async function targetIds(): Promise<string[]> {
  return (await import("../targets/registry.gen.ts")).targets.map(({ id }) => id);
}

/** Libraries that have no pool, and that can be explained all the same. */
export async function poollessIds(): Promise<string[]> {
  return (await import("../mapping/poolless.ts")).poolless.map(({ id }) => id);
}

export async function ruleIds(): Promise<string[]> {
  return (await import("../diagnostics/catalogue.ts")).ruleIds();
}

/** The forms of `render`; named here, because the help must not load the syntaxes. */
export const FORMS: Form[] = [
  "json",
  "code",
  "ts",
  "url",
  "env",
  "yaml",
  "toml",
  "ini",
  "properties",
  "ado-net",
  "odyssey-conf",
];

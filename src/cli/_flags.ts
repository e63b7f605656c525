// flags that mean the same on every command

import type { Form } from "../mapping/define.ts";
import type { Flag } from "./commands/_define.ts";

const FORMATS = ["text", "concise", "json", "sarif", "github", "junit"] as const;

/** Where the config comes from. */
export const CONFIG_FLAGS: readonly Flag[] = [
  { flags: "--config <file>", summary: "config file, or one table of a larger one: FILE#table.path" },
  { flags: "--profile <name>", summary: "profile to apply" },
  { flags: "--pool <name>", summary: "named pool to look at" },
  {
    flags: "--dotenv <file>",
    summary: "read this file in place of .env; may be repeated",
    many: true,
    // many versions of Node take it for their own wherever it is, and apply NODE_OPTIONS from the file before poolcfg starts
    deprecated: {
      flags: "--env-file <file>",
      warning: "Node may read the file of --env-file as well, and apply NODE_OPTIONS from it. Use --dotenv instead.",
    },
  },
  { flags: "--root <folder>", summary: "folder that extends and .env may name files in (default: the git repository)" },
  { flags: "--no-env", summary: "leave the environment and .env out" },
  { flags: "--set <path=value>", summary: "set one value above all sources; may be repeated", many: true },
  { flags: "--dialect <id>", summary: "how connection strings spell pool settings", words: dialectIds },
];

/** How findings are written. */
export const REPORT_FLAGS: readonly Flag[] = [
  { flags: "--format <id>", summary: "how findings are written", choices: FORMATS },
  {
    flags: "--fail-on <severity>",
    summary: "least severity that fails the run (default: error)",
    choices: ["error", "warning", "info", "none"],
  },
  { flags: "--allow-incomplete", summary: "do not fail because something could not be checked" },
  { flags: "--verbose", summary: "write notes out, not only their number" },
];

/** On every command. */
export const COLOR_FLAGS: readonly Flag[] = [
  { flags: "--color", summary: "colour, also where no terminal is" },
  { flags: "--no-color", summary: "no colour" },
];

/** A flag that chooses between text and JSON. */
export const TEXT_OR_JSON: Flag = {
  flags: "--format <id>",
  summary: "how the result is written",
  choices: ["text", "json"],
};

async function dialectIds(): Promise<string[]> {
  return (await import("../dialects/registry.gen.ts")).dialects.map(({ id }) => id);
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

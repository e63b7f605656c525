// written by: npm run gen
import type { Command } from "./_define.ts";

export const commands: readonly { readonly name: string; readonly summary: string; load(): Promise<Command> }[] = [
  { name: "completion", summary: "Print a completion script for bash, zsh or fish", load: async () => (await import("./completion.ts")).default },
  { name: "diff", summary: "Compare two configs, profiles or targets", load: async () => (await import("./diff.ts")).default },
  { name: "doctor", summary: "Check a config against the live server", load: async () => (await import("./doctor.ts")).default },
  { name: "explain", summary: "Tell about a rule, a field or a target", load: async () => (await import("./explain.ts")).default },
  { name: "explain-error", summary: "Explain an error message of a driver, a pool, a pooler or the server", load: async () => (await import("./explain-error.ts")).default },
  { name: "fleet", summary: "Weigh all services together against the servers that they use", load: async () => (await import("./fleet.ts")).default },
  { name: "import", summary: "Turn another tool's settings into a canonical config", load: async () => (await import("./import.ts")).default },
  { name: "init", summary: "Write a commented starter file, poolcfg.toml", load: async () => (await import("./init.ts")).default },
  { name: "render", summary: "Write the settings of a library or tool", load: async () => (await import("./render.ts")).default },
  { name: "rules", summary: "List the faults that are looked for", load: async () => (await import("./rules.ts")).default },
  { name: "schema", summary: "Print a JSON Schema: of the config file, the fleet file, or a report", load: async () => (await import("./schema.ts")).default },
  { name: "show", summary: "Show the effective config, every value with its origin", load: async () => (await import("./show.ts")).default },
  { name: "targets", summary: "List the libraries and tools that settings are written for", load: async () => (await import("./targets.ts")).default },
  { name: "validate", summary: "Check a config, with the environment and .env as at boot", load: async () => (await import("./validate.ts")).default },
];

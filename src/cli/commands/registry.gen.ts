// written by: npm run gen
import type { Command } from "./_define.ts";

export const commands: readonly { readonly name: string; readonly summary: string; load(): Promise<Command> }[] = [
  { name: "completion", summary: "Print a completion script for bash, zsh or fish", load: async () => (await import("./completion.ts")).default },
  { name: "diff", summary: "Compare two configs, profiles or targets", load: async () => (await import("./diff.ts")).default },
  { name: "doctor", summary: "Check a config against the live server", load: async () => (await import("./doctor.ts")).default },
  { name: "explain", summary: "Explain a rule, a field or a target", load: async () => (await import("./explain.ts")).default },
  { name: "explain-error", summary: "Explain an error message of a driver, a pool, a pooler or the server", load: async () => (await import("./explain-error.ts")).default },
  { name: "fleet", summary: "Check the combined connections of all services against the servers' limits", load: async () => (await import("./fleet.ts")).default },
  { name: "import", summary: "Convert another tool's settings to a poolcfg config", load: async () => (await import("./import.ts")).default },
  { name: "init", summary: "Write a config file that fits this project, poolcfg.toml", load: async () => (await import("./init.ts")).default },
  { name: "inspect", summary: "Inspect this project: what it uses, what is wrong, what to do next", load: async () => (await import("./inspect.ts")).default },
  { name: "render", summary: "Render the settings for a library or tool", load: async () => (await import("./render.ts")).default },
  { name: "rules", summary: "List the rules", load: async () => (await import("./rules.ts")).default },
  { name: "schema", summary: "Print a JSON Schema: of the config file, the fleet file, or a report", load: async () => (await import("./schema.ts")).default },
  { name: "show", summary: "Show the effective config and the origin of each value", load: async () => (await import("./show.ts")).default },
  { name: "targets", summary: "List the supported libraries and tools", load: async () => (await import("./targets.ts")).default },
  { name: "validate", summary: "Check a config, with the environment and .env as at boot", load: async () => (await import("./validate.ts")).default },
];

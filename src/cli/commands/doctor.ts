// doctor: what a live server has, who holds it, and what of the config does not go with it
import { CONFIG_FLAGS, REPORT_FLAGS } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "doctor",
  summary: "Check a config against the live server",
  detail:
    "SOURCE is a connection string, a config file, a .env file, or - for stdin; without one, the config and the\nenvironment say where the server is. One connection, which only reads, and gives up in time. Exit 3 if the\nserver cannot be reached, with the reason.",
  args: [{ name: "[source]", summary: "a connection string, a file, or - for stdin" }],
  flags: [
    ...CONFIG_FLAGS,
    { flags: "--console <url>", summary: "connection string of PgBouncer's admin console, for SHOW POOLS" },
    { flags: "--timeout <duration>", summary: "maximum time for each step (default: 5s)" },
    ...REPORT_FLAGS,
  ],
  examples: [
    "poolcfg doctor",
    "poolcfg doctor postgres://app@db.example/shop --timeout 2s",
    "poolcfg doctor --profile production --format json",
  ],
  async run(call) {
    const { examineFor } = await import("../_doctor.ts");
    return examineFor(call);
  },
});

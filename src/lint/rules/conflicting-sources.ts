import type { SourceKind } from "../../diagnostics/origin.ts";
import { FIELDS } from "../../model/model.ts";
import { formatValue } from "../../model/words.ts";
import { Secret } from "../../text/secret.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "conflicting-sources",
  severity: "info",
  area: "relation",
  since: "0.1.0",
  summary: "Two sources set different values for one setting",
  why: "The source with the highest precedence wins, and a change to the other one has no effect.",
  fix: "Keep the setting in one of them.",
  source: "https://github.com/triggerdotdev/trigger.dev/issues/4539",
  scope: "config",
  reads: [...FIELDS.keys()],
  check(_values, { stated }) {
    return [...FIELDS.keys()].flatMap((path) => {
      // of each kind of source, what it says in the end
      const said = [...new Map(stated(path).map((one) => [one.origin.source, one])).values()].filter(({ origin }) =>
        PARTIES.has(origin.source),
      );
      const winner = said.at(-1);
      const other = said.findLast((one) => winner && key(one.value) !== key(winner.value));
      if (!winner || !other) return [];
      const places = [other, winner].map(({ origin }) => origin.label);
      const [one, two] = [other, winner].map(({ value }) => formatValue(path, value));
      const what =
        one === two
          ? `${path} differs between ${places.join(" and ")}`
          : `${path} is ${one} in ${places[0]} and ${two} in ${places[1]}`;
      return {
        at: winner.origin,
        message: `${what}; the latter takes precedence`,
        help: "Keep it in one of them.",
        related: [other.origin],
      };
    });
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 5\n", env: { POOL_MAX: "6" } },
      { dotenv: "POOL_MAX=5\n", env: { POOL_MAX: "6" } },
      { toml: "[pool]\nmax = 5\n", env: { DATABASE_URL: "postgresql://u@h/db?connection_limit=6" } },
    ],
    valid: [
      { toml: "[pool]\nmax = 5\n", env: { POOL_MAX: "5" } },
      { toml: "[pool]\nmax = 5\n[profiles.test.pool]\nmax = 6\n", profile: "test" },
      { toml: 'preset = "production"\n[pool]\nmax = 6\n' },
    ],
  },
});

// presets, files that are extended and profiles are there to be gone beyond; an argument is meant
const PARTIES: ReadonlySet<SourceKind> = new Set(["file", "dsn", "dotenv", "env"]);

function key(value: unknown): string {
  return JSON.stringify(value instanceof Secret ? value.reveal() : Array.isArray(value) ? value.map(key) : value) ?? "";
}

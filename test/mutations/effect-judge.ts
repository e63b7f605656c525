// compares the defaults of what a target does not support with what was seen of the library
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { LibraryDefault } from "../../src/mapping/define.ts";
import { entriesOf } from "../../src/mapping/define.ts";
import type { Path } from "../../src/model/model.ts";
import type { Judge } from "./judge.ts";

interface Report {
  readonly targets: Readonly<
    Record<string, { readonly fields: Readonly<Record<string, { readonly verdict: string; readonly text: string }>> }>
  >;
}

const report: Report = JSON.parse(readFileSync(new URL("../../docs/conformance.json", import.meta.url), "utf8"));

// the measurement cannot tell a twentieth of a lifetime from none
const isSmallJitter = (jitter: LibraryDefault) =>
  jitter === 0 || (typeof jitter === "string" && Number.parseFloat(jitter) <= 5);

/** What the conformance suite says of a setting without an effect, and the value that the library behaves as if it had. */
const EFFECTS: Readonly<
  Partial<
    Record<Path, readonly (readonly [text: RegExp, value: LibraryDefault | ((value: LibraryDefault) => boolean)])[]>
  >
> = {
  "pool.min": [[/^0 of 2 kept after the idle timeout$/, 0]],
  "pool.maxIdle": [[/^4 of 4 stay idle/, { sameAs: "pool.max" }]],
  "pool.maxWaiting": [[/^every caller may queue$/, null]],
  "pool.connectTimeout": [[/^acquireTimeout holds instead$/, { sameAs: "pool.acquireTimeout" }]],
  "pool.idleTimeout": [[/^an idle connection is never closed/, null]],
  "pool.maxLifetime": [[/^not closed for its age in twice the time, not even when asked for/, null]],
  "pool.maxLifetimeJitter": [[/^connections made together end together$/, isSmallJitter]],
  "pool.maxUses": [[/^never retired for its uses$/, null]],
  "pool.keepAlive": [[/^no keep-alive$/, null]],
  "pool.healthCheckInterval": [[/^an idle connection is not looked at until it is used$/, null]],
  "session.queryTimeout": [[/^the client does not give up$/, null]],
  "retry.maxAttempts": [[/^no second attempt/, 1]],
};

export const effectJudge: Judge = {
  id: "effect",
  target(target, path) {
    const row = report.targets[target.id]?.fields[path];
    const { libraryDefault, support } = entriesOf(target).find(([one]) => one === path)?.[1] ?? {};
    // nothing is rendered for it, so that the effect is that of the default
    if (row?.verdict !== "none" || support !== "none" || libraryDefault === undefined) return [];
    const effect = EFFECTS[path]?.find(([text]) => text.test(row.text));
    if (!effect) return [];
    const [, expected] = effect;
    if (typeof expected === "function" ? expected(libraryDefault) : isDeepStrictEqual(libraryDefault, expected))
      return [];
    return [`"${row.text}" was measured, and the default of ${path} is ${JSON.stringify(libraryDefault)} in the table`];
  },
};

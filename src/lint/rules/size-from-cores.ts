import { POOL_AND_SESSION } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "size-from-cores",
  severity: "info",
  area: "target",
  since: "0.1.0",
  summary: "A pool whose size the target makes from the cores of the machine",
  why: "In a container it counts the cores of the host: the same image has 9 connections on one machine and 97 on the next.",
  fix: "State `pool.max`.",
  source: "https://github.com/prisma/prisma-engines/issues/4341",
  scope: "target",
  reads: ["pool.max"],
  check(_values, { target, isSet }) {
    const { libraryDefault } = target!.fields["pool.max"];
    const words =
      typeof libraryDefault === "object" && libraryDefault !== null && "words" in libraryDefault
        ? libraryDefault.words
        : undefined;
    if (words === undefined || isSet("pool.max") || !POOL_AND_SESSION.some(isSet)) return;
    return {
      at: "pool.max",
      message: `pool.max is not set, and ${target!.title}'s default is ${words}`,
      help: "State it: what is rendered with --only-set leaves it to the library.",
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nidle_timeout = "5m"\n', target: "prisma" }],
    valid: [
      { toml: '[pool]\nmax = 5\nidle_timeout = "5m"\n', target: "prisma" },
      { toml: '[pool]\nidle_timeout = "5m"\n', target: "node-postgres" },
      { target: "prisma" },
    ],
  },
});

// reads a valid command line with Node's own parser; loading commander for it takes longer than what most commands do
import { parseArgs } from "node:util";
import { COLOR_FLAGS } from "./_flags.ts";
import type { Call, Command, Flag } from "./commands/_define.ts";

/**
 * Reads the arguments of a command as commander does.
 *
 * @returns undefined if commander has to read them: for help, a deprecated option, or arguments that the command does not accept.
 */
export function readArguments(
  { args = [], flags }: Command,
  argv: readonly string[],
): Pick<Call, "args" | "options"> | undefined {
  const known = new Map([...flags, ...COLOR_FLAGS].map((flag) => [nameOf(flag), flag]));
  const given = parsed(known, argv);
  if (given === undefined) return undefined;
  const { values, positionals } = given;
  const most = args.some(({ name }) => name.includes("...")) ? Number.POSITIVE_INFINITY : args.length;
  if (positionals.length < args.filter(({ name }) => name.startsWith("<")).length || positionals.length > most)
    return undefined;
  const options: Record<string, unknown> = {};
  for (const [name, { choices, many, required }] of known) {
    // every value is checked, also one that a later one overrides
    const all = [values[name] ?? []].flat();
    const value = many ? values[name] : all.at(-1);
    const positive = name.replace(/^no-/, "");
    // the later one of --color and --no-color applies
    if (positive !== name && value && values[positive] !== undefined) return undefined;
    if (required && value === undefined) return undefined;
    if (choices && all.some((one) => !choices.includes(String(one)))) return undefined;
    if (positive !== name && value) options[attributeOf(positive)] = false;
    else if (positive !== name && !known.has(positive)) options[attributeOf(positive)] = true;
    else if (positive === name && value !== undefined) options[attributeOf(name)] = value;
  }
  return { args: positionals, options };
}

function parsed(known: ReadonlyMap<string, Flag>, argv: readonly string[]) {
  const options = Object.fromEntries(
    [...known].map(([name, { flags }]) => [
      name,
      { type: flags.includes("<") ? ("string" as const) : ("boolean" as const), multiple: true },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch {
    return undefined;
  }
}

/** `fail-on` of `--fail-on <severity>`. */
function nameOf({ flags }: Flag): string {
  return flags.slice("--".length).split(" ")[0]!;
}

/** `failOn` of `fail-on`. */
function attributeOf(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

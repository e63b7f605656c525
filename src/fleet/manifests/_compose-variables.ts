// fills in ${NAME}, ${NAME:-default} and the like as Docker Compose does: https://docs.docker.com/reference/compose-file/interpolation/
import { HIDDEN } from "./_read.ts";

/** A text that was filled in. */
export interface FilledIn {
  /** What is not known is `HIDDEN`. */
  readonly text: string;
  readonly isHidden: boolean;
  /** Whether a value of the shell is in it, which may be a secret. */
  readonly isFilled: boolean;
}

/** Most characters of a text that is filled in, and of what comes of it. */
const LONGEST = 65_536;
/** How deep defaults may be in one another. */
const DEEPEST = 8;

/** Fills in texts with the variables of a `.env` file. A variable that is not in it has its default, if there is one. */
export function variablesOfShell(shell: Readonly<Record<string, string>>): (text: string) => FilledIn {
  return (text) => {
    if (!text.includes("$") || text.length > LONGEST) return { text, isHidden: false, isFilled: false };
    const state = { isHidden: false, isFilled: false };
    const filled = fill(text, shell, state, 0).slice(0, LONGEST);
    return { text: filled, ...state };
  };
}

interface State {
  isHidden: boolean;
  isFilled: boolean;
}

function fill(text: string, shell: Readonly<Record<string, string>>, state: State, depth: number): string {
  let out = "";
  let at = 0;
  while (at < text.length && out.length < LONGEST) {
    const dollar = text.indexOf("$", at);
    if (dollar < 0) return out + text.slice(at);
    out += text.slice(at, dollar);
    const next = text[dollar + 1];
    if (next === "$") {
      out += "$";
      at = dollar + 2;
    } else if (next === "{") {
      const end = closing(text, dollar + 2);
      if (end < 0) return out + text.slice(dollar);
      out += expand(text.slice(dollar + 2, end), shell, state, depth);
      at = end + 1;
    } else {
      const [name] = /^[A-Za-z_]\w{0,200}/.exec(text.slice(dollar + 1, dollar + 202)) ?? [];
      if (name === undefined) out += "$";
      else out += valueIn(name, shell, state) ?? hide(state);
      at = dollar + 1 + (name?.length ?? 0);
    }
  }
  return out;
}

/** What is between the braces: a name, and perhaps a default or an alternative. */
function expand(inner: string, shell: Readonly<Record<string, string>>, state: State, depth: number): string {
  const [, name, mark, rest = ""] = /^([A-Za-z_]\w{0,200})(?:(:?[-?+])([\s\S]*))?$/.exec(inner) ?? [];
  if (name === undefined || depth > DEEPEST) return hide(state);
  const value = valueIn(name, shell, state);
  const isSet = value !== undefined && !(mark?.startsWith(":") && value === "");
  if (mark?.endsWith("+")) return isSet ? fill(rest, shell, state, depth + 1) : "";
  if (isSet) return value;
  return mark?.endsWith("-") ? fill(rest, shell, state, depth + 1) : hide(state);
}

function valueIn(name: string, shell: Readonly<Record<string, string>>, state: State): string | undefined {
  if (!Object.hasOwn(shell, name)) return undefined;
  state.isFilled = true;
  return shell[name];
}

function hide(state: State): string {
  state.isHidden = true;
  return HIDDEN;
}

/** The brace that closes the one before `from`; -1 if there is none. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "}" && --open === 0) return at;
    if (text[at] === "{" && text[at - 1] === "$") open++;
  }
  return -1;
}

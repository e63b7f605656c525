// the frames around rendered settings
import { frames as texts } from "./template.gen.ts";

/** The frame of a code form. */
export interface Frame {
  readonly text: string;
  readonly lines: readonly FrameLine[];
}

/** A line of a frame, with what stands between its slots and around them. */
export interface FrameLine {
  readonly indent: string;
  /** What the line stands for as a whole, where it is no line of the program. */
  readonly whole?: "imports" | "helpers";
  /** The texts around the slots, one more than there are slots. */
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
}

/** A place for a value in a frame. */
export interface Slot {
  /** The way to the value; to each of several for `+` and `!`, of which one that is there is enough. */
  readonly ways: readonly (readonly string[])[];
  readonly mark?: ", " | "?" | "+" | "!";
}

// `{{slot}}`; `{{slot, }}` is an argument that may be left out; a line with `{{slot?}}` is left out as a whole; with
// `{{slot+}}`, too, and with `{{slot!}}` if there is one: these two stand for nothing, and `{{one|two+}}` takes either
const SLOT = /\{\{([\w.-]+(?:[ |][\w.-]+)*)(, |[?+!])?\}\}/;

const WHOLE = /^\s*\{\{(imports|helpers)\}\}\s*$/;

const frames = new Map<string, Frame>();

/**
 * Reads the frame of a code form.
 *
 * @param target id of the target that it is named after.
 * @param extension ending of a file in its language.
 */
export function codeFrame(target: string, extension: string): Frame {
  const known = frames.get(target);
  if (known !== undefined) return known;
  const text = texts[`${target}.${extension}` as keyof typeof texts].join("\n");
  const frame = { text, lines: text.split("\n").map(parsed) };
  frames.set(target, frame);
  return frame;
}

function parsed(line: string): FrameLine {
  const [indent] = /^[ \t]*/.exec(line)!;
  const whole = WHOLE.exec(line)?.[1] as FrameLine["whole"];
  if (whole) return { indent, whole, texts: [], slots: [] };
  // text, slot, mark, text, …
  const parts = line.split(SLOT);
  const slots = parts.flatMap((slot, at) => {
    if (at % 3 !== 1) return [];
    const mark = parts[at + 1] as Slot["mark"];
    return [{ ways: slot.split("|").map((way) => way.split(".")), ...(mark !== undefined && { mark }) }];
  });
  return { indent, texts: parts.filter((_, at) => at % 3 === 0), slots };
}

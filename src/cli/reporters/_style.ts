// colours, where they are wanted
import { styleText } from "node:util";
import type { Severity } from "../../diagnostics/finding.ts";
import { OWN } from "../_io.ts";
import type { Style } from "./_define.ts";

type Paint = Parameters<typeof styleText>[0];

/** Colour of each severity. */
export const COLORS: Record<Severity, Paint> = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  info: ["bold", "cyan"],
};

/** The text in a colour, or as it is. */
export function paint(style: Style, color: Paint, text: string): string {
  if (!style.color) return text;
  const [begin, end] = styleText(color, "\n", { validateStream: false }).replaceAll("\u001b", OWN).split("\n");
  return `${begin}${text}${end}`;
}

// colours, where they are wanted
import { styleText } from "node:util";
import type { Severity } from "../../finding.ts";
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
  return style.color ? styleText(color, text, { validateStream: false }) : text;
}

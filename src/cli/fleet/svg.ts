// a fleet as a picture: stacked bars against the limits, readable on light and on dark

import type { Checked } from "../../fleet/check.ts";
import type { Load, Row, ServerLoad } from "../../fleet/server-load.ts";
import { maskLine } from "../../text/mask.ts";
import { incompleteNote } from "../reporters/_define.ts";
import { missingAt } from "./table.ts";

const WIDTH = 860;
const LEFT = 80;
const RIGHT = 72;
const BAR = 26;
const GAP = 12;
const HEAD = 54;

/** Services that have a colour of their own; the rest share one. */
const MOST = 11;
const TIMES: readonly (readonly [keyof Load, string])[] = [
  ["steady", "steady"],
  ["peak", "peak"],
  ["deploy", "deploy"],
];

/** Writes the picture. It holds no scripts, and nothing from elsewhere. */
export function writeSvg(
  { weighed, findings }: Pick<Checked, "weighed" | "findings">,
  allowIncomplete = false,
): string {
  let top = 0;
  const parts = weighed.map((one) => {
    const { text, height } = panel(one, top);
    top += height;
    return text;
  });
  const note = incompleteNote(findings, allowIncomplete);
  if (note !== undefined) {
    parts.push(`<text class="over" x="12" y="${top + 20}">${safe(short(`Not known. ${note}`, 120))}</text>`);
    top += 32;
  }
  const label = [
    ...weighed.map(({ server, total, usable }) => `${server.name}: ${total.deploy} of ${usable} connections`),
    ...(note === undefined ? [] : [`Not known. ${note}`]),
  ].join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.max(top, 20)}" width="${WIDTH}" height="${Math.max(top, 20)}" role="img" aria-label="${safe(label)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" width="100%" height="100%"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

// light and dark are told apart by whoever shows it; each colour stands out from both grounds
const HUES = [
  "#3b7dd8",
  "#d9822b",
  "#2f9e6e",
  "#b4559c",
  "#8a6fd1",
  "#c0504d",
  "#1d9aa8",
  "#9a8a1f",
  "#d06a8c",
  "#5b8c2a",
  "#7a8fb5",
  "#8c8c8c",
];
const STYLE = [
  "text{font:13px system-ui,sans-serif;fill:#1f2328}.ground{fill:#fff}.small{font-size:11px}.name{font-weight:600}",
  ".line{stroke:#1f2328;stroke-width:1.5}.budget{stroke-dasharray:5 4}.track{fill:#eff1f3}.over{fill:#c8102e;font-weight:600}",
  ...HUES.map((hue, at) => `.s${at}{fill:${hue}}`),
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}.line{stroke:#e6edf3}.track{fill:#21262d}.over{fill:#ff7b72}}",
].join("");

function panel(weighed: ServerLoad, top: number): { text: string; height: number } {
  const { server, rows, total, usable, budget, fault } = weighed;
  const missing = missingAt(weighed).length > 0;
  const most = Math.max(server.capacity.maxConnections, total.deploy, total.peak, total.steady, 1);
  const scale = (WIDTH - LEFT - RIGHT) / most;
  const x = (count: number) => round(LEFT + count * scale);
  const shown = rows.slice(0, MOST);
  const rest = rows.slice(MOST);
  const groups: Row[] = rest.length === 0 ? [...shown] : [...shown, { name: `${rest.length} more`, ...sum(rest) }];
  const bars = TIMES.map(([time, label], at) =>
    bar(groups, time, label, total[time], top + HEAD + at * (BAR + GAP), scale, total[time] > usable),
  );
  const low = top + HEAD + TIMES.length * (BAR + GAP);
  const limit = (count: number, kind: string, words: string, y: number) =>
    `<line class="line ${kind}" x1="${x(count)}" x2="${x(count)}" y1="${top + HEAD - 8}" y2="${low - 4}"/><text class="small" x="${x(count)}" y="${y}" text-anchor="${count * scale > 500 ? "end" : "start"}">${words} ${count}</text>`;
  const legend = groups.map((row, at) => {
    const [column, line] = [at % 3, Math.floor(at / 3)];
    const y = low + 30 + line * 20;
    return `<rect class="s${at}" x="${LEFT + column * 250}" y="${y - 10}" width="12" height="12"/><text class="small" x="${LEFT + 18 + column * 250}" y="${y}">${safe(short(row.name, 28))} ${row.deploy}</text>`;
  });
  const verdict = fault
    ? `<tspan class="over" dx="6">— ${fault.fault === "limit" ? "more than the server has" : "over the budget"}</tspan>`
    : missing
      ? '<tspan dx="6">— not known</tspan>'
      : "";
  const text = [
    `<text class="name" x="12" y="${top + 20}">${safe(short(server.name, 60))}: max_connections ${server.capacity.maxConnections}${server.assumed ? " (assumed)" : ""}${verdict}</text>`,
    ...bars,
    limit(budget, "budget", "budget", top + HEAD - 13),
    limit(usable, "usable", "usable", low + 10),
    ...legend,
  ].join("\n");
  return { text, height: HEAD + TIMES.length * (BAR + GAP) + Math.ceil(groups.length / 3) * 20 + 38 };
}

function bar(
  rows: readonly Row[],
  time: keyof Load,
  label: string,
  total: number,
  y: number,
  scale: number,
  over: boolean,
): string {
  let from = 0;
  const pieces = rows.map((row, at) => {
    const piece = `<rect class="s${at}" x="${round(LEFT + from * scale)}" y="${y}" width="${round(row[time] * scale)}" height="${BAR}"><title>${safe(row.name)}: ${row[time]}</title></rect>`;
    from += row[time];
    return piece;
  });
  // beside all bars and limits, so that no line crosses it
  const end = WIDTH - RIGHT + 8;
  return [
    `<text x="12" y="${y + 17}">${label}</text><rect class="track" x="${LEFT}" y="${y}" width="${WIDTH - LEFT - RIGHT}" height="${BAR}"/>`,
    ...pieces,
    `<text${over ? ' class="over"' : ""} x="${end}" y="${y + 17}">${total}</text>`,
  ].join("\n");
}

function sum(rows: readonly Row[]): Load {
  const total = { steady: 0, peak: 0, deploy: 0 };
  for (const row of rows) for (const [time] of TIMES) total[time] += row[time];
  return total;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function short(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

// whatever a name holds, it is text, and of characters that XML has
function safe(text: string): string {
  return maskLine(text)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufffe\uffff\ud800-\udfff]/g, " ")
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

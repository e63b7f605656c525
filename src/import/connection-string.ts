// a connection string as one tool reads it

import { setKey, type Tree } from "../codecs/literal.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { readSettings } from "../mapping/decode.ts";
import { readUrl } from "../mapping/decode-url.ts";
import type { Target } from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { readUrlOption } from "../mapping/url-option.ts";
import { insideValue } from "../mapping/value.ts";
import { type Outcome, plainUrl, raiseFault } from "./outcome.ts";

/** Reads a connection string as the tool does, with the tool's defaults. Undefined if the tool knows nothing of it. */
export function readAs(target: Target, url: string, origin: Origin): Outcome | undefined {
  const { connection: layout } = target;
  if (layout.layout === "url") {
    const { settings, faults, found } = readUrl(target, layout, url);
    if (!found) return undefined;
    const placed = faults.map(({ start, end, ...fault }) =>
      raiseFault(fault, insideValue(origin, url, start, end), target),
    );
    const own = settings.faults.map((fault) => raiseFault(fault, origin, target));
    return { settings, findings: [...placed, ...own] };
  }
  // a program hands the URL on
  if (layout.url === undefined)
    return layout.layout === "none" ? plainUrl(url, []) : handedOn(target, layout, url, origin);
  const tree: Tree = {};
  setKey(tree, layout.url, url);
  const settings = readSettings(target, tree);
  return { settings, findings: settings.faults.map((fault) => raiseFault(fault, origin, target)) };
}

function handedOn(target: Target, layout: OptionsLayout, url: string, origin: Origin): Outcome {
  const read = readUrlOption(target, layout, url);
  const { values, ...settings } = readSettings(target, {});
  const stated = [{ path: "connection.url" as const, value: read.url as unknown }, ...read.values];
  for (const { path, ...said } of stated) values.set(path, { ...said, implied: false });
  return { settings: { ...settings, values }, findings: read.faults.map((fault) => raiseFault(fault, origin, target)) };
}

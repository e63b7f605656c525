// how the number of one service was calculated, line by line

import type { Origin } from "../../diagnostics/origin.ts";
import type { Service } from "../../fleet/plan.ts";
import { loadOf } from "../../fleet/server-load.ts";
import { type Fleet, totalOf } from "../../model/capacity.ts";
import { sum } from "../../model/capacity-result.ts";
import { maskLine } from "../../text/mask.ts";
import { columns, oneLine } from "../reporters/_text.ts";

/** Writes the calculation of a service. */
export function explainService(service: Service): string {
  const { name, server, fleet, unknown, remarks, steps = [], origin } = service;
  const told = new Set(steps.map((step) => step.name));
  const rows = [
    ...steps.map((step) => [
      `  ${safe(step.name)}`,
      String(step.value),
      safe(step.from),
      step.origin ? placeOf(step.origin) : (step.source ?? ""),
    ]),
    // what no variable, option or default sets is taken from the manifest or the fleet file
    ...factsOf(fleet)
      .filter(([key]) => !told.has(key))
      .map(([key, value]) => [`  ${safe(key)}`, value, "", placeOf(origin)]),
  ];
  const load = loadOf(service);
  const steady = { ...fleet, maxInstances: fleet.instances };
  const lines = [
    ["  steady", formula(steady, false)],
    ...(load.peak > load.steady ? [["  peak", formula(fleet, false)]] : []),
    ...(load.deploy > load.peak ? [["  deploy", formula(fleet, true)]] : []),
  ];
  const notes = [...unknown.map((why) => `not known: ${why}`), ...remarks].map((text) => `  ${safe(text)}\n`);
  return `${safe(name)} on server ${safe(server)}\n${columns(rows)}\n${columns(lines)}${notes.length > 0 ? `\n${notes.join("")}` : ""}`;
}

function factsOf({ instances, maxInstances, processes, surge, otherConnections, pools }: Fleet): [string, string][] {
  return [
    ...Object.entries(pools).map(([name, max]): [string, string] => [name === "" ? "pool" : name, String(max)]),
    ["processes", String(processes)],
    ["instances", String(instances)],
    ...(maxInstances === instances ? [] : [["maximum instances", String(maxInstances)] as [string, string]]),
    ...(surge === 0 ? [] : [["surge", String(surge)] as [string, string]]),
    ...(otherConnections === 0 ? [] : [["other connections", String(otherConnections)] as [string, string]]),
  ];
}

function placeOf({ file, line, column, label }: Origin): string {
  return safe(file === undefined ? label : [file, line, column].filter((part) => part !== undefined).join(":"));
}

function formula(fleet: Fleet, surge: boolean): string {
  return safe(sum(fleet, totalOf(fleet), surge));
}

function safe(text: string): string {
  return oneLine(maskLine(text.slice(0, 300)));
}

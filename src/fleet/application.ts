// which packaged application a container runs

import type { Application } from "./applications/_define.ts";
import { applications } from "./applications/registry.gen.ts";

/** What an application is recognised by. */
export interface Recognisable {
  readonly image?: string;
  /** Image that its own is built from. */
  readonly base?: string;
  /** Names of its variables. */
  readonly variables: { keys(): Iterable<string> };
  /** Labels of what runs it. */
  readonly labels?: Readonly<Record<string, string>>;
}

const byImage = new Map<string, Application>();
const byChart = new Map<string, Application>();
const byPrefix: (readonly [prefix: string, application: Application])[] = [];
for (const application of applications) {
  for (const image of application.images) byImage.set(image, application);
  for (const chart of application.charts ?? []) byChart.set(chart, application);
  for (const prefix of application.prefixes ?? []) byPrefix.push([prefix, application]);
}

/** The application of a container: by its image, the image that this is built from, its variables or the label of its chart, in this order. */
export function applicationOf({ image, base, variables, labels }: Recognisable): Application | undefined {
  return ofImage(image) ?? ofImage(base) ?? ofVariables(variables) ?? ofChart(labels);
}

function ofImage(image: string | undefined): Application | undefined {
  const parts = pathOf(image);
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  return byImage.get(parts.slice(-2).join("/")) ?? byImage.get(last);
}

/** The parts of an image's path, without tag and digest. */
function pathOf(image = ""): string[] {
  const [path] = image.slice(0, 300).toLowerCase().split("@") as [string];
  const parts = path.split("/");
  // a colon before the last slash belongs to the port of the registry
  return [...parts.slice(0, -1), parts.at(-1)!.split(":", 1)[0]!].filter((part) => part !== "");
}

function ofVariables(variables: Recognisable["variables"]): Application | undefined {
  if (byPrefix.length === 0) return undefined;
  for (const name of variables.keys()) {
    const found = byPrefix.find(([prefix]) => name.startsWith(prefix));
    if (found) return found[1];
  }
  return undefined;
}

/** `helm.sh/chart` contains the name and the version, as `keycloak-26.1.0`. */
function ofChart(labels: Recognisable["labels"]): Application | undefined {
  const chart = (labels?.["helm.sh/chart"] ?? labels?.chart ?? "").slice(0, 200);
  for (const { index } of chart.matchAll(/-v?\d/g)) {
    const found = byChart.get(chart.slice(0, index));
    if (found) return found;
  }
  return undefined;
}

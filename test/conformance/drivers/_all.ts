// every driver by the id of its target, which is its file name
import { readdirSync } from "node:fs";
import { inject } from "vitest";
import type { Driver, Unmeasured } from "./_driver.ts";

const files = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("_"))
  .sort();

const entries = files.map(async (file) => {
  const { default: driver } = await import(/* @vite-ignore */ new URL(file, import.meta.url).href);
  return [file.slice(0, -".ts".length), driver] as const;
});

export const drivers: Readonly<Record<string, Driver | Unmeasured>> = Object.fromEntries(await Promise.all(entries));

/** The targets that this run measures, as the command line chose them; undefined for all of them. */
export const ONLY: readonly string[] | undefined = inject("onlyTargets") ?? undefined;

/** The drivers of those targets. */
export const chosen: typeof drivers = Object.fromEntries(
  Object.entries(drivers).filter(([target]) => ONLY?.includes(target) ?? true),
);

declare module "vitest" {
  interface ProvidedContext {
    onlyTargets: readonly string[] | null;
  }
}

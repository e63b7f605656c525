// every driver by the id of its target, which is its file name
import { readdirSync } from "node:fs";
import type { Driver, Unmeasured } from "./_driver.ts";

const files = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("_"))
  .sort();

const entries = files.map(async (file) => {
  const { default: driver } = await import(/* @vite-ignore */ new URL(file, import.meta.url).href);
  return [file.slice(0, -".ts".length), driver] as const;
});

export const drivers: Readonly<Record<string, Driver | Unmeasured>> = Object.fromEntries(await Promise.all(entries));

/** The targets that are measured, where that is not all of them: `POOLCFG_CONFORMANCE=knex,prisma@7`. */
export const ONLY: readonly string[] | undefined = process.env.POOLCFG_CONFORMANCE?.split(",");

/** The drivers of those targets. */
export const chosen: typeof drivers = Object.fromEntries(
  Object.entries(drivers).filter(([target]) => ONLY?.includes(target) ?? true),
);

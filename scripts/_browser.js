// bundles poolcfg/core for browsers and workers, which load neither CommonJS nor packages by their names
import { join } from "node:path";
import { rolldown } from "rolldown";

/**
 * Bundles a module with everything that it imports as ES modules below `dist/web`.
 *
 * @param entry - its source
 * @param output - `write`, or `generate` to write nothing
 */
export async function buildForBrowsers(entry, root, output) {
  const build = await rolldown({ cwd: root, platform: "browser", input: { "web/core": entry } });
  const { output: files } = await build[output]({
    dir: join(root, "dist"),
    entryFileNames: "[name].js",
    chunkFileNames: "web/chunks/[name].js",
    comments: { legal: false },
  });
  return files;
}

// poolcfg/core as one program for a browser
import { fileURLToPath } from "node:url";
import { type OutputChunk, rolldown } from "rolldown";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Files of the bundle by name, and every module that one of them imports, as the import names it. */
export interface Bundle {
  readonly chunks: readonly OutputChunk[];
  readonly imports: ReadonlySet<string>;
}

/** Bundles the source for browsers, as `npm run build` does. */
export async function bundle(): Promise<Bundle> {
  const imports = new Set<string>();
  const build = await rolldown({
    cwd: root,
    input: { core: "src/core.ts" },
    platform: "browser",
    logLevel: "silent",
    plugins: [
      {
        name: "imports",
        resolveId(source) {
          imports.add(source);
          return null;
        },
      },
    ],
  });
  const { output } = await build.generate({
    format: "es",
    entryFileNames: "core.js",
    chunkFileNames: "chunks/[name].js",
  });
  return { chunks: output.filter((file) => file.type === "chunk"), imports };
}

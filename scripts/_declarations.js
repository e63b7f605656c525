// bundles the declarations that tsc writes: one file for each public module and module kind
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/** The types of another package are any if it is not installed. */
const optionalTypes = {
  name: "optional-types",
  renderChunk(code, { imports }) {
    const others = imports.filter((id) => !id.startsWith("."));
    return this.parse(code, { lang: "dts" })
      .body.filter(({ source }) => others.includes(source?.value))
      .reduceRight((text, { start }) => `${text.slice(0, start)}/** @ts-ignore */\n${text.slice(start)}`, code);
  },
};

/**
 * Writes `<entry>.d.ts` and `<entry>.d.cts`. Declarations that several entries need are in those of `index`, so that they are
 * the same type everywhere.
 *
 * @param entries - the source of each entry, by its name in dist
 */
export async function writeDeclarations(entries, root) {
  const folder = mkdtempSync(join(tmpdir(), "poolcfg-types-"));
  try {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const options = ["-p", join(root, "tsconfig.build.json"), "--outDir", folder];
    execFileSync(process.execPath, [tsc, ...options], { stdio: "inherit" });
    for (const extension of ["d.ts", "d.cts"]) {
      const bundle = await rolldown({
        input: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [
            name,
            join(folder, file.replace(/^src\/(.*)\.ts$/, "$1.d.ts")),
          ]),
        ),
        external: /^[^./\0]/,
        preserveEntrySignatures: "allow-extension",
        experimental: { attachDebugInfo: "none" },
        plugins: [dts({ dtsInput: true }), optionalTypes],
      });
      await bundle.write({
        dir: join(root, "dist"),
        entryFileNames: `[name].${extension}`,
        codeSplitting: {
          groups: [
            {
              name: "index",
              test: /^(?!.*\/(?:targets\/(?!registry)|runtime\/|known-errors\/|core\.|files\/texts\.))/,
            },
          ],
        },
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

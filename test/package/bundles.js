// how bundlers are set, each as a program that writes one bundle with everything in it

const esbuild = (options) => (outfile) => ({
  code: `import { build } from "esbuild";
const { warnings } = await build(${JSON.stringify({
    entryPoints: ["src/use.ts"],
    bundle: true,
    platform: "node",
    logLevel: "warning",
    ...options,
    outfile: `${outfile}.${options.format === "esm" ? "mjs" : "cjs"}`,
  })});
if (warnings.length > 0) process.exit(1);
`,
});

const rolldown = (format) => (outfile) => ({
  code: `import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
const { build } = await import(pathToFileURL(createRequire(join(process.env.ROOT, "package.json")).resolve("rolldown")));
const output = { file: ${JSON.stringify(`${outfile}.${format === "esm" ? "mjs" : "cjs"}`)}, format: "${format}", codeSplitting: false };
await build({ input: "src/use.ts", platform: "node", output, onLog(level, log) { if (level === "warn") throw new Error(log.message); } });
`,
});

// it takes a minute, and esbuild minifies the same code
const NOT_MINIFIED = { minimize: false };

const webpack =
  (settings, outputs = "cjs") =>
  (outfile) => ({
    code: `import { basename, dirname } from "node:path";
import webpack from "webpack";
const filename = ${JSON.stringify(`${outfile}.${outputs}`)};
const stats = await new Promise((resolve, reject) => webpack({
  entry: "./use.mjs",
  target: "node20",
  output: { path: dirname(filename), filename: basename(filename), ...${JSON.stringify(settings.output ?? {})} },
  ...${JSON.stringify({ mode: "production", ...settings, output: undefined })},
}, (error, result) => (error ? reject(error) : resolve(result))));
if (stats.hasErrors() || stats.hasWarnings()) {
  console.error(stats.toString());
  process.exit(1);
}
`,
  });

export const BUNDLES = {
  "esbuild, CommonJS": esbuild({ format: "cjs" }),
  "esbuild, ES module": esbuild({ format: "esm" }),
  // NodejsFunction of the CDK; esbuild of SAM; serverless-esbuild
  "AWS Lambda, CDK": esbuild({ format: "cjs", target: "node20", minify: true, external: ["@aws-sdk/*", "@smithy/*"] }),
  "AWS Lambda, CDK, ES module": esbuild({
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    keepNames: true,
  }),
  "AWS Lambda, SAM": esbuild({ format: "cjs", target: "es2020", minify: true, mainFields: ["main", "module"] }),
  "rolldown, ES module": rolldown("esm"),
  "rolldown, CommonJS": rolldown("cjs"),
  "webpack, production": webpack({ optimization: NOT_MINIFIED }),
  "webpack, development": webpack({ mode: "development" }),
  // next build, for a route handler with everything bundled
  "webpack with Next.js' settings for servers": webpack({
    externalsPresets: { node: true },
    output: { library: { type: "commonjs2" }, hashFunction: "xxhash64", strictModuleErrorHandling: true },
    optimization: { ...NOT_MINIFIED, nodeEnv: false },
    resolve: {
      conditionNames: ["node", "import", "require", "default"],
      mainFields: ["main", "module"],
      extensions: [".js", ".mjs", ".ts", ".json"],
    },
  }),
  "webpack with Next.js' settings for React server components": webpack({
    externalsPresets: { node: true },
    optimization: NOT_MINIFIED,
    output: { library: { type: "commonjs2" } },
    resolve: { conditionNames: ["react-server", "node", "import", "module", "default"] },
  }),
};

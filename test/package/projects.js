// what users of poolcfg write, and how their tools are set

/** Loads, renders and refuses; the last line tells what came of it. */
const BODY = `
const text = { name: "pool.yaml", format: "yaml", content: "preset: serverless\\npool:\\n  max: 7\\n" };
const config = loadPoolConfigSync({ text, env: {}, dotenv: false });
const code = render(config, "knex", { format: "code" }).text;
let refused = false;
try {
  loadPoolConfigSync({ config: {}, env: { POOL_MAX: "abc" }, dotenv: false });
} catch (error) {
  refused = error instanceof PoolConfigError && isPoolcfgError(error) && /POOL_MAX.*abc/.test(error.message);
}
class Pool extends EventEmitter {
  options: object;
  constructor(options: object) {
    super();
    this.options = { ...options };
  }
}
createPool(config, { pg: { Pool, Client: EventEmitter } as never });
`;

/** The same without types. */
const SCRIPT = BODY.replace(" as never", "")
  .replace("  options: object;\n", "")
  .replace("(options: object)", "(options)");
const PRINT =
  "console.log(`max ${config.pool.max}, knex ${toKnex(config).value.pool.max}, code ${code.includes('knex')}, refused ${refused}`);\n";

const IMPORTS = `import { EventEmitter } from "node:events";
import { isPoolcfgError, loadPoolConfigSync, PoolConfigError, render } from "poolcfg";
import { createPool } from "poolcfg/runtime";
import { toKnex } from "poolcfg/targets/knex";
`;

const REQUIRES = `const { EventEmitter } = require("node:events");
const { isPoolcfgError, loadPoolConfigSync, PoolConfigError, render } = require("poolcfg");
const { createPool } = require("poolcfg/runtime");
const { toKnex } = require("poolcfg/targets/knex");
`;

const TEST = `${IMPORTS}
test("poolcfg", () => {${BODY}
  expect([config.pool.max, (toKnex(config).value as { pool: { max: number } }).pool.max, refused]).toEqual([7, 7, true]);
  expect(code).toContain("knex");
});
`;

/** For programs that are type-checked without knex. */
const TYPED_PRINT = PRINT.replace("toKnex(config).value", "(toKnex(config).value as { pool: { max: number } })");

/** A route handler of Next.js. */
export const ROUTE = `${IMPORTS}export const dynamic = "force-dynamic";
export function GET() {${BODY}  ${TYPED_PRINT.replace("console.log(", "return new Response(")}}
`;

export const PROGRAMS = {
  "use.mjs": IMPORTS + SCRIPT + PRINT,
  "use.cjs": REQUIRES + SCRIPT + PRINT,
  "both.mjs": `import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const name of ["poolcfg", "poolcfg/core", "poolcfg/runtime", "poolcfg/targets/knex"]) {
  const [imported, required] = [await import(name), require(name)];
  const names = Object.keys(imported).filter((key) => key !== "module.exports");
  assert.ok(names.length > 0, name);
  for (const key of names) assert.equal(imported[key], required[key], \`\${name}: \${key}\`);
}
const { loadPoolConfigSync, Secret } = await import("poolcfg");
const core = require("poolcfg/core");
const { render } = require("poolcfg");
const config = loadPoolConfigSync({ config: { connection: { password: "a", host: "h" } }, env: false, dotenv: false });
assert.ok(config.connection.password instanceof core.Secret && core.Secret === Secret);
assert.equal(render(config, "node-postgres").value.password, "a");
await assert.rejects(core.loadConfig({ files: [{ name: "poolcfg.toml", text: "pool = 1" }] }), (await import("poolcfg")).PoolConfigError);
`,
  "src/use.ts": IMPORTS + BODY + TYPED_PRINT,
  "src/use.spec.ts": TEST,
  "vitest/use.vitest.ts": `import { expect, test } from "vitest";\n${TEST}`,
  "vitest.config.mjs": 'export default { test: { include: ["**/*.vitest.ts"] } };\n',
};

/** What `nest new` writes, now and in its version 10. */
const NEST = {
  declaration: true,
  removeComments: true,
  emitDecoratorMetadata: true,
  experimentalDecorators: true,
  allowSyntheticDefaultImports: true,
  sourceMap: true,
  outDir: "./dist",
  baseUrl: "./",
  incremental: true,
  skipLibCheck: true,
  strict: true,
};

const project = (compilerOptions) => ({ compilerOptions, include: ["src"] });

export const TSCONFIGS = {
  "tsconfig.json": project({
    ...NEST,
    module: "nodenext",
    moduleResolution: "nodenext",
    resolvePackageJsonExports: true,
    esModuleInterop: true,
    isolatedModules: true,
    target: "ES2023",
  }),
  "tsconfig.commonjs.json": project({ ...NEST, module: "commonjs", target: "ES2021" }),
};

const jest = (tsconfig) => ({
  moduleFileExtensions: ["js", "json", "ts"],
  rootDir: "src",
  testRegex: ".*\\.spec\\.ts$",
  transform: { "^.+\\.(t|j)s$": ["ts-jest", { tsconfig }] },
  testEnvironment: "node",
});

export const JEST = {
  "jest.nest.json": jest("tsconfig.json"),
  "jest.commonjs.json": jest("tsconfig.commonjs.json"),
};

/**
 * How TypeScript finds declarations, and the versions that can. The declarations are checked as well, and none may need
 * another package.
 */
export const RESOLUTIONS = {
  nodenext: { file: "use.mts", options: { module: "nodenext" }, versions: ["7"] },
  "node16 in CommonJS": { file: "use.cts", options: { module: "node16" }, versions: ["5.9", "7"] },
  bundler: { file: "use.mts", options: { module: "esnext", moduleResolution: "bundler" }, versions: ["7"] },
  node10: { file: "use.cts", options: { module: "commonjs", moduleResolution: "node10" }, versions: ["5.9"] },
};

export const TYPES = Object.fromEntries([
  ["types/use.mts", types()],
  ["types/use.cts", types()],
  ...Object.entries(RESOLUTIONS).map(([name, { file, options }]) => [
    `types/${name}.json`,
    { compilerOptions: { noEmit: true, strict: true, target: "es2022", types: [], ...options }, files: [file] },
  ]),
]);

function types() {
  return `import { type Config, definePoolConfig, inspectPoolConfig, loadPoolConfigSync, parseDsn, Secret, type SettingsOptions, type Target } from "poolcfg";
import { lintConfig } from "poolcfg/core";
import { createPool, type PoolStats, PoolTimeoutError } from "poolcfg/runtime";
import hikaricp from "poolcfg/targets/hikaricp";
import { toKnex } from "poolcfg/targets/knex";
import { toNodePostgres } from "poolcfg/targets/node-postgres";
import { toPrisma7 } from "poolcfg/targets/prisma@7";
import { toSlonik } from "poolcfg/targets/slonik";
const config: Config = loadPoolConfigSync({ config: definePoolConfig({ pool: { max: 20, idleTimeout: "10m" } }) });
export const max: number = config.pool.max;
export const idle: number | null = config.pool.idleTimeout;
// @ts-expect-error a count is not a boolean
definePoolConfig({ pool: { max: true } });
export const lines: string[] = inspectPoolConfig().findings.map((finding) => finding.message);
export const host: string | undefined = parseDsn("postgresql://h/db").hosts[0]?.host;
export const stats = (): PoolStats => createPool(config, { name: "main" }).stats();
export const options: SettingsOptions = { onlySet: true };
export const made: unknown[] = [toKnex(config, options).value, toNodePostgres(config).value, toPrisma7(config).value.config, toSlonik(config).value];
export const secret: Secret | null | undefined = config.connection.password;
export const target: Target = hikaricp;
export const found: Promise<readonly { readonly rule: string }[]> = lintConfig({ env: {} }).then(({ findings }) => findings);
export const late = (error: unknown): boolean => error instanceof PoolTimeoutError && error.code === "acquire-timeout";
`;
}

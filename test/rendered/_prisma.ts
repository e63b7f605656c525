// generates the clients of Prisma that rendered modules import
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PRISMA_6 = fileURLToPath(new URL("../conformance/packages/prisma-6/", import.meta.url));

const MODEL = `model Probe {
  id Int @id
}
`;

const SCHEMA_7 = `generator client {
  provider = "prisma-client"
  output   = "../generated/prisma"
}
datasource db {
  provider = "postgresql"
}
${MODEL}`;

const CONFIG_7 = `import { defineConfig } from "prisma/config";
export default defineConfig({ schema: "schema.prisma", datasource: { url: "postgresql://localhost/none" } });
`;

const SCHEMA_6 = `generator client {
  provider = "prisma-client-js"
  output   = ${JSON.stringify(join(PRISMA_6, "node_modules/.prisma/client"))}
}
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
${MODEL}`;

/** Writes the client of Prisma 7 as `generated/prisma` into a folder of this repository. */
export async function generatePrisma7(folder: string): Promise<void> {
  const own = join(folder, "schema");
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "schema.prisma"), SCHEMA_7);
  writeFileSync(join(own, "prisma.config.ts"), CONFIG_7);
  await generate(import.meta.url, own);
}

/** Writes the client of Prisma 6 to where its package looks for it. */
export async function generatePrisma6(folder: string): Promise<void> {
  const own = join(folder, "schema");
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "schema.prisma"), SCHEMA_6);
  await generate(join(PRISMA_6, "package.json"), own, "--schema", "schema.prisma", "--no-engine");
}

async function generate(from: string, cwd: string, ...argv: readonly string[]): Promise<void> {
  const cli = join(dirname(createRequire(from).resolve("prisma/package.json")), "build/index.js");
  // generating needs no engine, but would fetch them
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
    PRISMA_QUERY_ENGINE_LIBRARY: "/bin/true",
    CHECKPOINT_DISABLE: "1",
    DATABASE_URL: "postgresql://localhost/none",
  };
  await promisify(execFile)(process.execPath, [cli, "generate", ...argv], { cwd, env });
}

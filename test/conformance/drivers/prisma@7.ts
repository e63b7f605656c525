// a generated Prisma 7 client over @prisma/adapter-pg
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { PrismaPg } from "@prisma/adapter-pg";
import { MODULES } from "../_lab.ts";
import { CACHE, FROM } from "../_version.ts";
import { type Driver, hold, PID, type Pool, type Row } from "./_driver.ts";

// where the rendered module looks for it
const CLIENT = join(MODULES, "generated/prisma");
const PROJECT = join(CACHE, "prisma");

const SCHEMA = `generator client {
  provider = "prisma-client"
  output   = ${JSON.stringify(CLIENT)}
}
datasource db {
  provider = "postgresql"
}
model Probe {
  id Int @id
}
`;

const CONFIG = `import { defineConfig } from "prisma/config";
export default defineConfig({ schema: "schema.prisma", datasource: { url: "postgresql://localhost/none" } });
`;

// an interactive transaction has its own limits; these leave the pool's in force
const UNBOUNDED = { maxWait: 2_000_000_000, timeout: 2_000_000_000 };

let Client: new (options: { adapter: PrismaPg }) => PrismaClient;

export default {
  packages: ["@prisma/client", "@prisma/adapter-pg", "pg", "pg-pool"],
  async prepare() {
    await mkdir(PROJECT, { recursive: true });
    await writeFile(join(PROJECT, "schema.prisma"), SCHEMA);
    await writeFile(join(PROJECT, "prisma.config.ts"), CONFIG);
    const require = createRequire(FROM);
    const cli = join(dirname(require.resolve("prisma/package.json")), "build/index.js");
    // generating needs no schema engine, but would fetch one
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", CHECKPOINT_DISABLE: "1" };
    await promisify(execFile)(process.execPath, [cli, "generate"], { cwd: PROJECT, env });
    ({ PrismaClient: Client } = await import(/* @vite-ignore */ pathToFileURL(join(CLIENT, "client.ts")).href));
  },
  open(value) {
    const { config, options } = value as { config: ConstructorParameters<typeof PrismaPg>[0]; options?: object };
    return wrap(new Client({ adapter: new PrismaPg(config, options) }));
  },
  adopt: ({ prisma }) => wrap(prisma as PrismaClient),
} satisfies Driver;

function wrap(client: PrismaClient): Pool {
  return {
    // the only way to keep a connection is an interactive transaction
    acquire: () => hold((use) => client.$transaction((tx) => use((sql) => tx.$queryRawUnsafe(sql)), UNBOUNDED)),
    query: (sql) => client.$queryRawUnsafe(sql),
    probe: async () => (await client.probe.findFirst()).id,
    otherWaits: { "`$transaction`": () => client.$transaction(async (tx) => tx.$queryRawUnsafe(PID)) },
    end: () => client.$disconnect(),
  };
}

interface PrismaClient extends Transaction {
  readonly probe: { findFirst(): Promise<{ id: number }> };
  $transaction<T>(run: (tx: Transaction) => Promise<T>, options?: typeof UNBOUNDED): Promise<T>;
  $disconnect(): Promise<void>;
}

interface Transaction {
  $queryRawUnsafe(sql: string): Promise<Row[]>;
}

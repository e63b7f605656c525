// The libraries of JavaScript themselves: each connects with the value or the module, and what it sent is compared
import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatePrisma7 } from "../_prisma.ts";
import { type Job, type Sent, schemasOf, settingsOf } from "../_sent.ts";
import { type Address, type Cell, defineReader, nameOf, type Reading } from "../reader.ts";

/** Bun and the engine of Prisma 6 do not use node:net. */
const OTHERS = ["bun-sql", "prisma"];

/** Where programs find a version of their library that is not the one of this repository. */
const PACKAGES: Readonly<Record<string, string>> = {
  "mikro-orm@6": fileURLToPath(new URL("../../conformance/packages/mikro-orm-6/node_modules", import.meta.url)),
};

/** The address that programs for Redis find in their environment; a config has none. */
const REDIS = { REDIS_URL: "redis://:redis%20password@127.0.0.1:6380" };

/** Libraries that set the schema after the startup message. */
const NO_SCHEMA = ["knex", "objection", "typeorm", "mikro-orm", "mikro-orm@6", "sequelize", "sequelize@7"];

export default defineReader({
  title: "the JavaScript libraries",
  reads: ({ id, language }, form) => language === "js" && !OTHERS.includes(id) && ["code", "json", "ts"].includes(form),
  async read(cells, folder) {
    await generatePrisma7(folder);
    for (const [id, packages] of Object.entries(PACKAGES)) {
      mkdirSync(join(folder, nameOfFolder(id)));
      symlinkSync(packages, join(folder, nameOfFolder(id), "node_modules"));
    }
    // a pool with a minimum of a thousand connections would delay those with a timeout of a second
    const ordered = [...cells].sort(
      (one, two) => Number(one.example.id === "huge") - Number(two.example.id === "huge"),
    );
    const jobs = ordered.map((cell): Job => {
      const { target, form, example, text } = cell;
      const wantsPassword = example.expected.password !== undefined;
      const env = target.id === "node-redis" ? { ...example.programEnv, ...REDIS } : example.programEnv;
      const common = { target: target.id, env, cwd: cell.folder, wantsPassword };
      if (form === "json") return { ...common, text };
      const own = join(folder, PACKAGES[target.id] === undefined ? "" : nameOfFolder(target.id));
      const file = join(own, `${nameOf(cell)}.${form === "ts" ? "ts" : "mjs"}`);
      writeFileSync(file, text);
      return { ...common, file };
    });
    const sent = await connectAll(jobs);
    return new Map(ordered.map((cell, at): [Cell, Reading] => [cell, readingOf(cell, sent[at]!)]));
  },
});

function nameOfFolder(target: string): string {
  return target.replace(/\W/g, "-");
}

function readingOf({ target, form, example: { expected } }: Cell, sent: Sent): Reading {
  const { problem, parameters, server, password, tls, ca, commands } = sent;
  if (problem !== undefined || parameters === undefined) return { problem: problem ?? "it sent nothing" };
  if (commands !== undefined) return redisReading(form, server, commands);
  const settings = settingsOf(parameters);
  const path = settings.search_path;
  const seen: Address = {
    user: parameters.user,
    database: parameters.database,
    applicationName: settings.application_name,
    ...(expected.server?.includes(",") ? {} : { server }),
    ...(expected.password !== undefined && { password }),
    ...(!NO_SCHEMA.includes(target.id) && { schema: path === undefined ? undefined : schemasOf(path) }),
    // the TLS of Neon is that of its WebSocket
    ...(target.id !== "neon" && { tls }),
  };
  return ca === false ? { seen, problem: "its ca is no certificate" } : { seen };
}

/** What its program does with the address in the environment, and the name that its connections give themselves. */
function redisReading(form: string, server: string | undefined, commands: Sent["commands"]): Reading {
  const words = commands!.flat();
  const name = words[words.indexOf("SETNAME") + 1];
  if (server !== "127.0.0.1:6380") return { problem: `it connects to ${server}` };
  if (form !== "json" && !words.includes("redis password")) return { problem: "it does not send the password" };
  return { seen: { applicationName: words.includes("SETNAME") ? name : undefined } };
}

function connectAll(jobs: readonly Job[]): Promise<readonly Sent[]> {
  return new Promise((resolve, reject) => {
    const probe = fileURLToPath(new URL("../_probe.ts", import.meta.url));
    const options = { maxBuffer: 256 * 1024 * 1024 };
    const child = execFile(process.execPath, ["--no-warnings", probe], options, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout.slice(stdout.lastIndexOf("\n") + 1)) as Sent[]),
    );
    child.stdin!.end(JSON.stringify(jobs));
  });
}

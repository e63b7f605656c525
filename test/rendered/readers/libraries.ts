// The libraries of JavaScript themselves: each connects with the value or the module, and what it sent is compared
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatePrisma7 } from "../_prisma.ts";
import { type Job, type Sent, schemasOf, settingsOf } from "../_sent.ts";
import { type Address, type Cell, defineReader, nameOf, type Reading } from "../reader.ts";

/** Bun, Redis, Neon and Prisma 6 do not speak to PostgreSQL over node:net. */
const OTHERS = ["bun-sql", "node-redis", "neon", "prisma", "mikro-orm@6"];

/** Libraries that set the schema after the startup message. */
const NO_SCHEMA = ["knex", "objection", "typeorm", "mikro-orm", "sequelize", "sequelize@7"];

export default defineReader({
  title: "the JavaScript libraries",
  reads: ({ id, language }, form) => language === "js" && !OTHERS.includes(id) && ["code", "json"].includes(form),
  async read(cells, folder) {
    await generatePrisma7(folder);
    // a pool with a minimum of a thousand connections would delay those with a timeout of a second
    const ordered = [...cells].sort(
      (one, two) => Number(one.example.id === "huge") - Number(two.example.id === "huge"),
    );
    const jobs = ordered.map((cell): Job => {
      const { target, form, example, text } = cell;
      const wantsPassword = example.expected.password !== undefined;
      const common = { target: target.id, env: example.programEnv, cwd: cell.folder, wantsPassword };
      if (form === "json") return { ...common, text };
      const file = join(folder, `${nameOf(cell)}.mjs`);
      writeFileSync(file, text);
      return { ...common, file };
    });
    const sent = await connectAll(jobs);
    return new Map(ordered.map((cell, at): [Cell, Reading] => [cell, readingOf(cell, sent[at]!)]));
  },
});

function readingOf({ target, example: { expected } }: Cell, sent: Sent): Reading {
  const { problem, parameters, server, password, tls, ca } = sent;
  if (problem !== undefined || parameters === undefined) return { problem: problem ?? "it sent nothing" };
  const settings = settingsOf(parameters);
  const path = settings.search_path;
  const seen: Address = {
    user: parameters.user,
    database: parameters.database,
    applicationName: settings.application_name,
    ...(expected.server?.includes(",") ? {} : { server }),
    ...(expected.password !== undefined && { password }),
    ...(!NO_SCHEMA.includes(target.id) && { schema: path === undefined ? undefined : schemasOf(path) }),
    tls,
  };
  return ca === false ? { seen, problem: "its ca is no certificate" } : { seen };
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

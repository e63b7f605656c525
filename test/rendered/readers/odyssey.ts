// an Odyssey that starts with the file, and logs what it has read
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../conformance/_listen.ts";
import { type Cell, defineReader, nameOf, type Reading, type Tls } from "../reader.ts";

const UNPACKED = fileURLToPath(new URL("../../.cache/odyssey/sid/odyssey", import.meta.url));
const PROGRAM = [UNPACKED, "/usr/bin/odyssey", "/usr/sbin/odyssey"].find((path) => existsSync(path));

export default defineReader({
  title: "Odyssey",
  reads: ({ id }) => id === "odyssey",
  unavailable: () =>
    PROGRAM === undefined ? "there is no Odyssey: run test/doctor/newer-package.sh sid odyssey" : undefined,
  async read(cells, folder) {
    const readings = new Map<Cell, Reading>();
    for (const cell of cells) readings.set(cell, await readOne(cell, join(folder, nameOf(cell))));
    return readings;
  },
});

async function readOne(cell: Cell, folder: string): Promise<Reading> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "odyssey.conf");
  const port = await freePort();
  // the address of the server may have the same port
  const text = cell.text.replace(/^(listen \{\n(?:.*\n)*?\tport )\d+/m, `$1${port}`);
  writeFileSync(file, `log_config yes\nlog_to_stdout yes\n${text}`);
  const child = spawn(PROGRAM!, ["--console", file], { cwd: cell.folder, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const ended = new Promise<void>((resolve) => {
    const take = (data: Buffer) => {
      log += data;
      // it goes on for as long as nobody ends it
      if (/ \(server\) .*listening on /.test(log)) child.kill("SIGKILL");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("close", () => resolve());
  });
  await ended;
  const lines = log.split("\n").map((line) => / (\w+) (?:\[.*?\] )?\((\w+)\) (?:none )?(.*)$/.exec(line));
  const errors = lines.flatMap((line) => (line?.[1] === "error" && !/resolve/.test(line[3]!) ? [line[3]!] : []));
  if (errors.length > 0 || !log.includes("listening on")) return { problem: errors.join("\n") || log };
  const values = (part: string) =>
    Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] = line?.[2] === part ? (/^\s*(\S.*?)\s{2,}(.*)$/.exec(line[3]!) ?? []) : [];
        return name === undefined ? [] : [[name, value!]];
      }),
    ) as Record<string, string | undefined>;
  return found(values("config"), values("storage"), values("rules"));
}

type Values = Readonly<Record<string, string | undefined>>;

function found(config: Values, storage: Values, rule: Values): Reading {
  const time = (value: string | undefined, factor = 1) => (Number(value) === 0 ? null : Number(value) * factor);
  const modes: Readonly<Record<string, Tls | "off">> = {
    disable: "off",
    allow: "prefer",
    verify_ca: "verify-ca",
    verify_full: "verify-full",
  };
  const mode = storage.tls ?? "disable";
  return {
    seen: {
      server: `${storage.host}:${storage.port}`,
      ...(rule.storage_db !== undefined && { database: rule.storage_db }),
      ...(rule.storage_user !== undefined && { user: rule.storage_user }),
      tls: modes[mode] ?? (mode as Tls),
    },
    settings: {
      "pool.max": Number(rule["pool size"]),
      "pool.min": Number(rule["min pool size"] ?? 0),
      "pool.acquireTimeout": time(rule["pool timeout"]),
      "pool.idleTimeout": time(rule["pool ttl"], 1_000),
      "pool.keepAlive": time(config.keepalive, 1_000),
    },
  };
}

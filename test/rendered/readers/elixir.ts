// Elixir's own reader of config files
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingCommand } from "../../conformance/_remote.ts";
import { type Cell, defineReader, nameOf, type Reading } from "../reader.ts";
import { output, type Printed, readingOf } from "./_tool.ts";

const PROGRAM = fileURLToPath(new URL("../elixir/main.exs", import.meta.url));

export default defineReader({
  title: "Elixir's Config.Reader",
  reads: ({ id }) => id === "ecto",
  unavailable: () => missingCommand("elixir", ["--version"], "Elixir"),
  read(cells, folder) {
    mkdirSync(folder, { recursive: true });
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const lines = cells.map((cell) => {
      const file = join(folder, `${nameOf(cell)}.exs`);
      writeFileSync(file, cell.text);
      const pairs = Object.entries(cell.example.programEnv).flat();
      return [file, cell.folder, ...pairs].map(base64).join("\t");
    });
    writeFileSync(join(folder, "cells"), `${lines.join("\n")}\n`);
    const env = { ...process.env, LANG: "C.UTF-8", ELIXIR_ERL_OPTIONS: "+fnu" };
    const printed = output("elixir", [PROGRAM, join(folder, "cells")], { env })
      .trimEnd()
      .split("\n");
    return new Map(cells.map((cell, at): [Cell, Reading] => [cell, readingOf(printedOf(printed[at] ?? ""))]));
  },
});

function printedOf(line: string): Printed {
  const plain = (text: string) => Buffer.from(text, "base64").toString("utf8");
  const found = Object.fromEntries(
    line.split("\t").map((pair) => pair.split(" ").map(plain) as [string, string]),
  ) as Record<string, string | undefined>;
  if (found.problem !== undefined || found.server === undefined)
    return { problem: found.problem ?? "nothing was found" };
  const parameters = below(found, "parameters.");
  const options = below(found, "options.");
  const time = (name: string) => (options[name] === "infinity" ? null : Number(options[name]));
  const paths = {
    connect_timeout: "pool.connectTimeout",
    timeout: "session.queryTimeout",
    max_lifetime: "pool.maxLifetime",
  };
  const retries = { backoff_min: "retry.interval", backoff_max: "retry.maxInterval" };
  const times = Object.entries({ ...paths, ...retries }).filter(([name]) => options[name] !== undefined);
  // 24.8 days stand for no end
  const interval = (name: string, factor = 1) => {
    const value = time(name);
    return value === null || value >= 2_147_483_647 || value * factor >= 2_147_483_647 ? null : value * factor;
  };
  return {
    seen: {
      server: found.server,
      database: found.database,
      user: found.username,
      password: found.password,
      targetSessionAttributes: found.attributes,
      tls: found.tls as "off",
      parameters,
    },
    settings: {
      ...(options.pool_size !== undefined && { "pool.max": Number(options.pool_size) }),
      ...(options.queue_target !== undefined && { "pool.acquireTimeout": interval("queue_target", 2) }),
      ...(options.idle_interval !== undefined && { "pool.healthCheckInterval": interval("idle_interval") }),
      ...Object.fromEntries(times.map(([name, path]) => [path, time(name)])),
    },
  };
}

function below(found: Readonly<Record<string, string | undefined>>, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) =>
      name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

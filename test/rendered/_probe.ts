// Connects with the libraries themselves, given rendered values and modules, and prints what each sent: the address that it
// dialled, its startup message, its password and its TLS options. Every connection ends at a server of this process.
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import net from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import tls from "node:tls";
import { pathToFileURL } from "node:url";
import { makeCertificates } from "../conformance/_tls.ts";
import { startWebSocketProxy } from "../conformance/_ws-proxy.ts";
import type { Job, Sent } from "./_sent.ts";

registerHooks({
  resolve(specifier, context, next) {
    // what measures the libraries asks vitest what to measure, and this process has no vitest
    if (specifier === "vitest")
      return { url: "data:text/javascript,export const inject = () => undefined;", shortCircuit: true };
    try {
      return next(specifier, context);
    } catch (error) {
      // TypeScript imports a module by the name that it is compiled to
      if (!/^\.\.?\/.*\.js$/.test(specifier) || !context.parentURL?.endsWith(".ts")) throw error;
      return next(specifier.replace(/\.js$/, ".ts"), context);
    }
  },
});

const SSL_REQUEST = 80_877_103;
const STARTUP = 196_608;

/** How long a library may take to send its password, in milliseconds. */
const PATIENCE = 20_000;

interface Seen extends Sent {
  readonly target: string;
  finish(): void;
}

// a pool that tries again in the background belongs to the job that opened it
const jobs = new AsyncLocalStorage<Seen>();
const bySocket = new WeakMap<object, Seen>();
const byPort = new Map<number, Seen>();
/** The jobs whose library sends through a WebSocket, so that the connection comes from a proxy. */
const throughProxy: Seen[] = [];

const { folder } = await makeCertificates();
const [key, cert] = ["server.key", "server.crt"].map((name) => readFileSync(join(folder, name)));

const server = net.createServer((socket) => serve(socket, () => byPort.get(socket.remotePort!)));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as net.AddressInfo;

// whatever a library dials reaches that server
const connect = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options =
    typeof first === "object" && first !== null
      ? (first as { host?: string; port?: number; path?: string })
      : typeof first === "string" && Number.isNaN(Number(first))
        ? { path: first }
        : { port: Number(first), host: typeof second === "string" ? second : "localhost" };
  const { path } = options;
  const [, directory, number] = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(path ?? "") ?? [];
  const seen = jobs.getStore();
  if (seen === undefined || throughProxy.includes(seen)) return connect.apply(this, args);
  bySocket.set(this, seen);
  this.once("connect", () => byPort.set(this.localPort!, seen));
  seen.server ??= path === undefined ? `${options.host ?? "localhost"}:${options.port}` : `${directory}:${number}`;
  return connect.call(this, port, "127.0.0.1");
} as typeof net.Socket.prototype.connect;

// the check is what is looked at, so it is told from the options, and not made
const secure = tls.connect as (...args: unknown[]) => tls.TLSSocket;
tls.connect = ((...args: unknown[]) => {
  const options = args.find((one) => typeof one === "object" && one !== null) as tls.ConnectionOptions;
  const { rejectUnauthorized = true, checkServerIdentity = tls.checkServerIdentity, ca } = options;
  const other = { subject: { CN: "other.example.com" }, subjectaltname: "DNS:other.example.com" };
  const namesAnybody = checkServerIdentity("db.example.com", other as tls.PeerCertificate) === undefined;
  const seen = (options.socket && bySocket.get(options.socket)) ?? jobs.getStore();
  if (seen === undefined) return secure(...args);
  seen.tls = !rejectUnauthorized ? "unverified" : namesAnybody ? "ca" : "full";
  if (ca !== undefined) seen.ca = String(ca).includes("BEGIN CERTIFICATE");
  return secure({ ...options, rejectUnauthorized: false, checkServerIdentity: () => undefined });
}) as typeof tls.connect;

function serve(socket: net.Socket, seenOf: () => Seen | undefined): void {
  socket.on("error", () => {});
  let pending: Buffer = Buffer.alloc(0);
  let started = false;
  socket.on("data", (chunk) => {
    pending = Buffer.concat([pending, chunk as Buffer]);
    if (seenOf()?.target === "node-redis") pending = serveRedis(socket, seenOf()!, pending);
    const header = started ? 1 : 0;
    if (pending.length < header + 4) return;
    const seen = seenOf();
    if (seen === undefined) return void socket.destroy();
    const length = pending.readUInt32BE(header) + header;
    if (pending.length < length) return;
    const message = pending.subarray(header + 4, length);
    pending = pending.subarray(length);
    if (started) {
      seen.password = message.subarray(0, message.indexOf(0)).toString();
      return end(socket, seen);
    }
    const code = message.readUInt32BE(0);
    if (code === SSL_REQUEST) {
      socket.removeAllListeners("data");
      socket.write("S");
      serve(new tls.TLSSocket(socket, { isServer: true, key: key!, cert: cert! }), seenOf);
      return;
    }
    if (code !== STARTUP) return void socket.write("N");
    started = true;
    seen.tls ??= "off";
    const words = message.subarray(4).toString().split("\0");
    const parameters: Record<string, string> = {};
    for (let at = 0; words[at]; at += 2) parameters[words[at]!] = words[at + 1] ?? "";
    seen.parameters = parameters;
    if (seen.wantsPassword) socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
    else end(socket, seen);
  });
}

/** Answers the whole commands among what came in, and returns the rest. The first PING ends it. */
function serveRedis(socket: net.Socket, seen: Seen, pending: Buffer): Buffer {
  const lines = pending.toString().split("\r\n");
  for (let at = 0; ; ) {
    const [, count] = /^\*(\d+)$/.exec(lines[at] ?? "") ?? [];
    const end = at + 1 + 2 * Number(count);
    if (count === undefined || lines.length <= end) return Buffer.from(lines.slice(at).join("\r\n"));
    const command = lines.slice(at + 1, end).filter((_, index) => index % 2 === 1);
    seen.commands = [...(seen.commands ?? []), command];
    socket.write(command[0] === "HELLO" ? "%0\r\n" : "+OK\r\n");
    if (command[0] === "PING") {
      seen.parameters = {};
      seen.finish();
    }
    at = end;
  }
}

// no library tries again after a wrong password
function end(socket: net.Socket, seen: Seen): void {
  const body = Buffer.from("SFATAL\0VFATAL\0C28P01\0Mseen\0\0");
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeUInt32BE(body.length + 4, 1);
  socket.end(Buffer.concat([head, body]));
  seen.finish();
}

interface Library {
  open(value: unknown): Promise<unknown> | unknown;
  adopt(module: Record<string, unknown>): Promise<unknown> | unknown;
}

/** The libraries as they are connected where they are measured; two of them need vitest there. */
async function libraryOf(target: string): Promise<Library> {
  if (target === "runtime") {
    const { createPool } = await import("../../src/runtime/index.ts");
    const query = async (given: unknown) => {
      const pool = given as { query(sql: string): Promise<unknown>; end(): Promise<unknown> };
      try {
        return await pool.query("SELECT 1");
      } finally {
        pool.end().catch(() => {});
      }
    };
    return { open: (value) => query(createPool(value as never)), adopt: ({ pool }) => query(pool) };
  }
  if (target === "prisma@7") {
    const { PrismaPg } = await import("@prisma/adapter-pg");
    const query = async (adapter: unknown) =>
      (await (adapter as InstanceType<typeof PrismaPg>).connect()).executeScript("SELECT 1");
    return {
      open: (value) => {
        const { config, options } = value as { config: object; options?: object };
        return query(new PrismaPg(config as never, options as never));
      },
      adopt: ({ adapter }) => query(adapter),
    };
  }
  if (target === "neon" && !prepared.has(target)) {
    const { neonConfig } = await import("@neondatabase/serverless");
    const proxy = await startWebSocketProxy(undefined, (upstream, url) => {
      byPort.set(upstream.localPort!, throughProxy[Number(/&job=(\d+)$/.exec(url)![1])]!);
    });
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineConnect = false;
    neonConfig.wsProxy = (host, own) => {
      const seen = jobs.getStore()!;
      seen.server ??= `${host}:${own}`;
      return `127.0.0.1:${proxy}/?address=127.0.0.1:${port}&job=${throughProxy.indexOf(seen)}`;
    };
  }
  const { default: driver } = await import(new URL(`../conformance/drivers/${target}.ts`, import.meta.url).href);
  if (!prepared.has(target) && target !== "neon") await driver.prepare?.();
  prepared.add(target);
  const query = async (pool: {
    ready?: Promise<unknown>;
    query(sql: string): Promise<unknown>;
    end(): Promise<unknown>;
  }) => {
    try {
      await pool.ready;
      return await pool.query(target === "node-redis" ? "PING" : "SELECT 1");
    } finally {
      // or it opens its minimum of connections while others are read
      pool.end().catch(() => {});
    }
  };
  return {
    open: async (value) => query(await driver.open(value, target === "node-redis" ? 6_380 : 0)),
    adopt: (module) => query(driver.adopt(module)),
  };
}
const prepared = new Set<string>();

process.on("uncaughtException", () => {});
process.on("unhandledRejection", () => {});
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG|DATABASE_URL$/.test(name)));

const results: Sent[] = [];
for (const { target, file, text, env, cwd, wantsPassword } of (await json(process.stdin)) as Job[]) {
  process.env = { ...inherited, ...env };
  process.chdir(cwd);
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const seen: Seen = { target, wantsPassword, finish };
  if (target === "neon") throughProxy.push(seen);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      seen.problem = `it sent no ${seen.parameters === undefined ? "startup message" : "password"} within ${PATIENCE} ms`;
      resolve();
    }, PATIENCE);
  });
  const ran = jobs.run(seen, async () => {
    try {
      const library = await libraryOf(target);
      const opening =
        file === undefined ? library.open(JSON.parse(text!)) : library.adopt(await import(pathToFileURL(file).href));
      await opening;
    } catch (error) {
      // the server refuses every password
      if (seen.parameters === undefined) seen.problem = String((error as Error).stack ?? error).slice(0, 500);
    }
  });
  await Promise.race([finished, ran.then(() => (seen.problem === undefined ? finished : undefined)), late]);
  clearTimeout(timer);
  results.push({ ...seen });
}
// on a line of its own, since libraries print warnings
process.stdout.write(`\n${JSON.stringify(results)}`, () => process.exit(0));

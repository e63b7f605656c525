// runs one config file and hands what it exports to poolcfg, as JSON on descriptor 3; started by `poolcfg import --exec`
import { existsSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

const { stringify } = JSON;
const { exit } = process;
const [file, limit] = process.argv.slice(2);
const DEEPEST = 32;
const MOST = 50_000;

/** Options of postgres.js that no program states like this. */
const ADDED = ["parameters", "parsers", "serializers", "types", "shared", "transform", "path", "target_session_attrs"];

const marks = [];
const dropped = [];
let count = 0;
let inside = 0;

function finish(report) {
  // what the config may have put there would change the JSON
  for (const { prototype } of [Object, Array, String, Number, Boolean]) delete prototype.toJSON;
  let rest = Buffer.from(stringify(report));
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(3, rest));
    } catch (error) {
      if (error.code !== "EAGAIN") break;
    }
  }
  exit(0);
}

function fail(kind, error) {
  const name = error instanceof Error ? error.name : undefined;
  const message = error instanceof Error ? error.message : String(error);
  finish({ failure: { kind, name, message: String(message).slice(0, 2_000), code: error?.code } });
}

// in a thread of its own, since the program may never give way; poolcfg may be gone by then
const end = `setTimeout(() => process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL"), ${Number(limit)})`;
try {
  // its own output apart: joined to ours, a full pipe would be an error to the program
  new Worker(end, { eval: true, env: {}, execArgv: [], stdout: true, stderr: true }).on("error", () => {}).unref();
} catch {
  // without it, poolcfg still ends the program
}

process.on("uncaughtException", (error) => fail("threw", error));
process.on("unhandledRejection", (error) => fail("threw", error));

try {
  await hand(await import(pathToFileURL(file).href));
} catch (error) {
  fail("threw", error);
}

async function hand(module) {
  const value = await settled(exported(module));
  const found = live(value) ?? value;
  if (typeof found !== "object" || found === null)
    return finish({ failure: { kind: "odd", name: found === null ? "null" : typeof found } });
  if (!Array.isArray(found) && !isPlain(found)) return finish({ failure: { kind: "closed", name: nameOf(found) } });
  if (Object.keys(found).length === 0) return finish({ failure: { kind: "odd", name: "nothing" } });
  if (found !== value) inside++;
  const copy = encode(found, [], []);
  if (Object.keys(copy).length === 0 && dropped.length > 0)
    return finish({ failure: { kind: "odd", name: `only ${dropped[0][0]}, which ${dropped[0][1]}` } });
  finish({ value: copy, marks, dropped });
}

/** The default export, `module.exports`, or all named exports. */
function exported(module) {
  let value = "default" in module ? module.default : module;
  // compiled to CommonJS
  if (value?.__esModule && "default" in value) value = value.default;
  if (value === module) return { ...module };
  // CommonJS that has named exports only
  return value?.__esModule ? { ...value } : value;
}

/** Waits for promises and calls functions, as the tools do; one that takes a callback gets one. */
async function settled(given) {
  let value = await given;
  for (let round = 0; typeof value === "function" && !live(value) && round < 3; round++) {
    const made = value;
    value = await new Promise((resolve, reject) => {
      const done = (error, config) => (error ? reject(error) : resolve(config));
      // Strapi calls the function of its config with an object that has `env`
      done.env = environment();
      const result = made.length === 1 ? made(done) : made();
      if (result !== undefined || made.length !== 1) resolve(result);
    });
  }
  return value;
}

/** The helper `env` of Strapi: variables of the process and of the project's .env file, converted, or a default. */
function environment() {
  loadDotenv();
  const read = (convert) => (name, fallback) => {
    const value = process.env[name];
    return value === undefined ? fallback : convert(value);
  };
  return Object.assign(read(String), {
    int: read((text) => Number.parseInt(text, 10)),
    float: read(Number.parseFloat),
    bool: read((text) => text === "true"),
    json: read(JSON.parse),
    array: read((text) => text.replace(/^\[|\]$/g, "").split(",").map((part) => part.trim().replace(/^"|"$/g, ""))),
    date: read((text) => new Date(text)),
    oneOf: read(String),
  });
}

// Strapi loads it from the root of the project
function loadDotenv() {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) {
      if (existsSync(join(folder, ".env"))) process.loadEnvFile(join(folder, ".env"));
      return;
    }
  }
}

/** The options of a live object: a DataSource, a pool, a knex instance. */
function live(value) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || isPlain(value)) return undefined;
  if (Array.isArray(value)) return undefined;
  // Sequelize 7 divides what it was given, poolcfg/runtime shows the options of pg
  const given = [() => value.$client.options, () => value[Symbol.for("poolcfg.settings")], () => value.rawOptions];
  for (const look of [...given, () => value.options, () => value.client.config, () => value.config]) {
    try {
      const options = stated(value.$client ?? value, look());
      if (isPlain(options) && Object.keys(options).length > 0) return options;
    } catch {
      // not this one
    }
  }
  return undefined;
}

/** Options without those that postgres.js adds; it makes lists of host and port. */
function stated(value, options) {
  if (typeof value?.unsafe !== "function" || typeof value.listen !== "function" || !isPlain(options)) return options;
  const single = (list) => (Array.isArray(list) && list.length === 1 ? list[0] : list);
  const own = Object.entries(options).filter(([key, member]) => !ADDED.includes(key) && typeof member !== "function");
  return Object.fromEntries(own.map(([key, member]) => [key, key === "host" || key === "port" ? single(member) : member]));
}

function encode(value, pointer, above) {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (++count > MOST) return drop(pointer, "is left out, because there is too much of it");
  switch (typeof value) {
    case "number":
      if (Number.isFinite(value)) return value;
      // a library fills its live options with such defaults
      return inside > 0 ? drop(pointer, `is ${value} in the live object`) : mark(pointer, String(value));
    case "bigint":
      return `${value}n`;
    case "object":
      return above.includes(value) ? drop(pointer, "leads back to itself") : table(value, pointer, above);
    case "undefined":
      return undefined;
    default:
      return drop(pointer, `is a ${typeof value}`);
  }
}

function table(value, pointer, above) {
  if (above.length >= DEEPEST) return drop(pointer, "is left out, because it is too deep");
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf8");
  const path = [...above, value];
  if (Array.isArray(value)) return value.map((member, at) => encode(member, [...pointer, at], path) ?? null);
  const own = pointer.length === 0 || isPlain(value) ? value : live(value);
  if (own === undefined) return drop(pointer, `is a ${nameOf(value)} object`);
  if (own !== value) inside++;
  const copy = Object.create(null);
  for (const key of Object.keys(own)) {
    if (key === "__proto__") continue;
    let member;
    try {
      member = own[key];
    } catch {
      drop([...pointer, key], "cannot be read: its getter throws");
      continue;
    }
    const encoded = encode(member, [...pointer, key], path);
    if (encoded !== undefined) copy[key] = encoded;
  }
  if (own !== value) inside--;
  return copy;
}

function drop(pointer, why) {
  if (dropped.length < 1_000) dropped.push([pointer.join(".").slice(0, 200), why]);
  return undefined;
}

// JSON has no word for it
function mark(pointer, word) {
  marks.push([pointer, word]);
  return null;
}

function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // a table of another realm has another Object.prototype
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value) {
  try {
    return String(value.constructor?.name || "nameless").slice(0, 60);
  } catch {
    return "nameless";
  }
}

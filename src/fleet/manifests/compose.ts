// Docker Compose: services with their replicas, as docker compose reads its files: merged, extended, included and filled in
import { basename, dirname } from "node:path";
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { readDotenv } from "../../formats/read.ts";
import { imageInArguments } from "./_compose-build.ts";
import { variablesOfShell } from "./_compose-variables.ts";
import {
  type Container,
  defineManifest,
  originAt,
  type Parts,
  type Taken,
  type Variable,
  type Word,
  type Workload,
} from "./_define.ts";
import {
  amountOf,
  containerOf,
  isTree,
  listAt,
  serverLimit,
  splitWords,
  type Tree,
  tableAt,
  takenFrom,
  textAt,
  valueAt,
} from "./_read.ts";

export default defineManifest({
  id: "compose",
  title: "Docker Compose, best as docker compose config writes it",
  source: "https://docs.docker.com/reference/compose-file/deploy/",
  mayBe: (text) => /(?:^|[{,\s])["']?(?:services|include)["']?[ \t]*:/m.test(text),
  recognise: (data) => {
    const services = valueAt(data, "services");
    const runs = (service: unknown) => isTree(service) && OVERRIDES.some((key) => key in service);
    if (isTree(services)) return Object.values(services).some(runs);
    return services === undefined && listAt(data, "include").some((item) => pathsOf(item).length > 0);
  },
  read(document, parts) {
    markRead(document, parts);
    const key = projectOf(document, parts);
    const project = parts.projects.get(key);
    if (project) project.push(document);
    else {
      const documents = [document];
      parts.projects.set(key, documents);
      parts.later.push(() => readProject(documents, parts));
    }
  },
});

/** One of these is in every service. */
const RUNS = ["image", "build", "extends"];

/** One of these is in every service of a file that is merged over another. */
const OVERRIDES = [
  ...RUNS,
  "environment",
  "env_file",
  "deploy",
  "command",
  "profiles",
  "volumes",
  "ports",
  "depends_on",
];

const DEFAULT_NAME = /^(?:docker-)?compose(?:\.override)?\.ya?ml$/;

/** Documents of one project are merged: those that are named together, and of a folder what docker compose reads there by default. */
function projectOf(document: Document, { inFolder }: Parts): string {
  if (document.path === undefined) return document.name;
  const isDefault = DEFAULT_NAME.test(basename(document.path));
  return inFolder && !isDefault ? document.path : dirname(document.path);
}

/** A service in one file. */
interface Layer {
  readonly document: Document;
  readonly at: readonly string[];
}

interface Project {
  readonly documents: readonly Document[];
  readonly parts: Parts;
  readonly scope: string;
  /** Variables of `.env` files, by folder. */
  readonly shell: (document: Document) => Readonly<Record<string, string>>;
}

function readProject(given: readonly Document[], parts: Parts): void {
  const documents = withIncluded(given, parts);
  const [first] = given;
  const scope = first!.path === undefined ? "" : dirname(first!.path);
  const shells = new Map<string, Readonly<Record<string, string>>>();
  const shell = (document: Document) => {
    const folder = document.path === undefined ? "" : dirname(document.path);
    const known = shells.get(folder);
    if (known) return known;
    const text = parts.files.text(document, ".env");
    const read = text === undefined ? {} : (readDotenv(text, ".env").data as Record<string, string>);
    shells.set(folder, read);
    return read;
  };
  const project: Project = { documents, parts, scope, shell };
  const names = [...new Set(documents.flatMap(({ data }) => Object.keys(tableAt(data, "services"))))];
  const services = names.flatMap((name) => serviceOf(name, project) ?? []);
  const awaited = new Set(services.flatMap(({ completes }) => completes));
  const started = profilesOf(services, shell(first!));
  for (const service of services) {
    const { container, workload } = service;
    const limit = serverLimit(container);
    const names = [workload.name, ...(workload.hosts ?? [])];
    if (limit) parts.servers.push({ names, namespace: scope, ...limit });
    const once = awaited.has(workload.name) || isMigration(service);
    parts.workloads.push({
      ...workload,
      ...(!started(service)
        ? {
            instances: { value: 0 },
            surge: 0,
            remarks: [...workload.remarks, `it starts only with a profile: ${service.profiles.join(", ")}`],
          }
        : once && { deployOnly: true }),
    });
  }
}

interface Service {
  readonly workload: Workload;
  readonly container: Container;
  readonly profiles: readonly string[];
  /** Services that have to end before it starts. */
  readonly completes: readonly string[];
  readonly restarts: boolean;
}

/** Which services start: those without a profile, and those whose profile `COMPOSE_PROFILES` enables. */
function profilesOf(services: readonly Service[], { COMPOSE_PROFILES = "" }: Readonly<Record<string, string>>) {
  const enabled = new Set(COMPOSE_PROFILES.split(",").map((name) => name.trim()));
  const starts = ({ profiles }: Service) =>
    profiles.length === 0 || enabled.has("*") || profiles.some((name) => enabled.has(name));
  // where each service has a profile, somebody enables one of them
  return services.some(starts) ? starts : () => true;
}

/** Programs that end once a database is up to date. */
const MIGRATION = /(?:^|[-_./\s:])(?:db[-_]?)?(?:migrat(?:e|or|ion|ions)|db-init|initdb|seed)(?:$|[-_./\s:])/i;

function isMigration({ workload, container, restarts }: Service): boolean {
  if (restarts) return false;
  if (MIGRATION.test(workload.name)) return true;
  const words = (container.words ?? []).map(({ text }) => text).filter((text) => !text.startsWith("-"));
  // a command that also starts the service does not end
  return (
    words.some((text) => MIGRATION.test(text)) &&
    !/&&|\|\||;|serve|start|gunicorn|uvicorn|puma|daphne/.test(words.join(" "))
  );
}

function serviceOf(name: string, project: Project): Service | undefined {
  const { documents, parts, scope } = project;
  const layers = documents.flatMap((document) =>
    isTree(valueAt(document.data, "services", name)) ? lineOf(document, name, parts) : [],
  );
  const last = layers.at(-1);
  // a part without the file that it is merged over
  if (!last || !layers.some(({ document, at }) => RUNS.some((key) => valueAt(document.data, ...at, key) !== undefined)))
    return undefined;
  const tables = layers.map(({ document, at }) => tableAt(document.data, ...at));
  const merged = Object.assign({}, ...tables) as Tree;
  const deploy = Object.assign({}, ...tables.map((table) => tableAt(table, "deploy"))) as Tree;
  const fill = (layer: Layer) => variablesOfShell(project.shell(layer.document));
  const value = (key: string) => {
    const said = merged[key];
    return typeof said === "string" ? fill(last)(said).text : said;
  };
  const secrets = secretsOf(layers, project);
  const variables = new Map<string, Variable>();
  const from: Taken[] = [];
  for (const layer of layers)
    for (const file of environmentFiles(layer, project)) {
      if ("taken" in file) from.push(file.taken);
      else for (const [key, variable] of file.variables) variables.set(key, variable);
    }
  for (const layer of layers) for (const [key, variable] of environmentOf(layer, project)) variables.set(key, variable);
  for (const [key, variable] of [...variables]) {
    const path =
      "text" in variable && key.endsWith("_FILE")
        ? /^\/run\/secrets\/([\w.-]{1,100})$/.exec(variable.text)?.[1]
        : undefined;
    const text = path === undefined ? undefined : secrets.get(path);
    if (text !== undefined)
      variables.set(key.slice(0, -"_FILE".length), { text: text.trim(), secret: true, origin: variable.origin });
  }
  const words = ["entrypoint", "command"].flatMap((key) => {
    const layer = [...layers].reverse().find(({ document, at }) => valueAt(document.data, ...at, key) !== undefined);
    return layer ? wordsOf(layer, key, fill(layer)) : [];
  });
  const image = textAt({ image: value("image") }, "image");
  const files = filesOf(layers, project);
  const base = layers
    .map((layer) => imageInArguments(valueAt(layer.document.data, ...layer.at, "build", "args"), fill(layer)))
    .findLast((one) => one !== undefined);
  const container = containerOf(name, variables, {
    ...(image !== undefined && { image }),
    ...(base !== undefined && { base }),
    ...(words.length > 0 && { words }),
    from,
    after: layers.flatMap(dependencies),
    ...(files.length > 0 && { files }),
  });
  const hosts = tables.flatMap(hostsOf);
  const network = textAt(merged, "network_mode") ?? "";
  return {
    container,
    profiles: listAt(merged, "profiles").filter((profile) => typeof profile === "string"),
    completes: Object.entries(
      Object.assign({}, ...tables.map((table) => tableAt(table, "depends_on"))) as Tree,
    ).flatMap(([other, how]) => (textAt(how, "condition") === "service_completed_successfully" ? other : [])),
    restarts: /^(?:always|unless-stopped)/.test(textAt(merged, "restart") ?? ""),
    workload: {
      kind: "service",
      name,
      namespace: "",
      scope,
      origin: originAt(last.document, last.at).atKey(),
      ...copiesOf(deploy, value("scale"), fill(last)),
      hosts,
      hostAliases: aliasesOf(tables),
      ...(network.startsWith("service:") && { sharesNetworkOf: network.slice("service:".length) }),
      containers: [container],
    },
  };
}

// --- files ---

/** Most files that one project includes. */
const MOST_INCLUDED = 100;

/** The documents, each after those that it includes. */
function withIncluded(given: readonly Document[], parts: Parts): Document[] {
  const found: Document[] = [];
  const seen = new Set<string>();
  const add = (document: Document, depth: number): void => {
    for (const [index, item] of listAt(document.data, "include").entries())
      for (const path of pathsOf(item)) {
        const other = seen.size < MOST_INCLUDED && depth < 10 ? parts.files.document(document, path) : undefined;
        if (!other) parts.includes.push({ path, origin: originAt(document, ["include", index]) });
        else if (!seen.has(other.path!)) {
          seen.add(other.path!);
          add(other, depth + 1);
        }
      }
    found.push(document);
  };
  for (const document of given) add(document, 0);
  return found;
}

/** Notes which files are parts of this one, before a folder is searched for more. */
function markRead(document: Document, parts: Parts): void {
  const quiet: Parts = { ...parts, includes: [] };
  withIncluded([document], quiet);
  for (const name of Object.keys(tableAt(document.data, "services"))) lineOf(document, name, quiet);
}

/** The files of an entry under `include`: one path, or a table with one or several. */
function pathsOf(item: unknown): string[] {
  const said = isTree(item) ? item.path : item;
  return (Array.isArray(said) ? said : [said]).filter((path) => typeof path === "string");
}

/** Services that are followed from one to the next. */
const MOST_EXTENDED = 10;

/** The services that one extends, the most distant first, and itself. What is not followed is among the includes. */
function lineOf(document: Document, name: string, parts: Parts): Layer[] {
  const line: Layer[] = [{ document, at: ["services", name] }];
  for (;;) {
    const { document: own, at } = line[0]!;
    const said = valueAt(own.data, ...at, "extends");
    const base = typeof said === "string" ? said : textAt(said, "service");
    if (base === undefined) return line;
    const file = typeof said === "string" ? undefined : textAt(said, "file");
    const other = file === undefined ? own : parts.files.document(own, file);
    if (
      line.some((one) => one.document.path === other?.path && one.document.name === other?.name && one.at[1] === base)
    )
      return line;
    if (!other || line.length === MOST_EXTENDED) {
      parts.includes.push({ path: file ?? base, origin: originAt(own, [...at, "extends"]) });
      return line;
    }
    line.unshift({ document: other, at: ["services", base] });
  }
}

const MOST_FILES = 50;
const LARGEST_FILE = 200_000;

/** Texts of the files that are mounted: volumes, configs and secrets. */
function filesOf(layers: readonly Layer[], { parts, documents }: Project): NonNullable<Container["files"]> {
  const found: { name: string; text: string; origin: ReturnType<typeof originAt> }[] = [];
  const add = (document: Document, path: string, pointer: Pointer) => {
    if (found.length >= MOST_FILES) return;
    const text = parts.files.text(document, path);
    if (text !== undefined && text.length <= LARGEST_FILE)
      found.push({ name: path, text, origin: originAt(document, pointer) });
  };
  for (const { document, at } of layers) {
    for (const [index, volume] of listAt(document.data, ...at, "volumes").entries()) {
      const path = typeof volume === "string" ? volume.split(":")[0]! : textAt(volume, "source");
      if (path !== undefined && /^\.{0,2}\/.*\.[A-Za-z]{1,10}$/.test(path))
        add(document, path, [...at, "volumes", index]);
    }
    for (const [index, item] of listAt(document.data, ...at, "configs").entries()) {
      const name = typeof item === "string" ? item : textAt(item, "source");
      if (name === undefined) continue;
      const owner = documents.find(({ data }) => isTree(valueAt(data, "configs", name)));
      const content = owner && textAt(owner.data, "configs", name, "content");
      const file = owner && textAt(owner.data, "configs", name, "file");
      if (content !== undefined)
        found.push({ name, text: content, origin: originAt(document, [...at, "configs", index]) });
      else if (file !== undefined) add(owner!, file, [...at, "configs", index]);
    }
  }
  return found;
}

/** Texts of the secrets of a service whose files can be read, by the names of their files in the container. */
function secretsOf(layers: readonly Layer[], { parts, documents }: Project): Map<string, string> {
  const found = new Map<string, string>();
  for (const { document, at } of layers)
    for (const item of listAt(document.data, ...at, "secrets")) {
      const name = typeof item === "string" ? item : textAt(item, "source");
      if (name === undefined) continue;
      const owner = documents.find(({ data }) => isTree(valueAt(data, "secrets", name)));
      const file = owner && textAt(owner.data, "secrets", name, "file");
      const text = file === undefined ? undefined : parts.files.text(owner!, file);
      if (text !== undefined) found.set(textAt(item, "target") ?? name, text);
    }
  return found;
}

// --- one service ---

type Fill = ReturnType<typeof variablesOfShell>;

function copiesOf(
  deploy: Tree,
  scale: unknown,
  fill: Fill,
): Pick<Workload, "instances" | "surge" | "remarks" | "deployOnly"> {
  const filled = (value: unknown) => (typeof value === "string" ? fill(value).text : value);
  const mode = textAt(deploy, "mode") ?? "replicated";
  // https://docs.docker.com/reference/cli/docker/service/create/#running-as-a-job
  const deployOnly = mode.endsWith("-job") ? { deployOnly: true } : {};
  if (mode.startsWith("global"))
    return {
      instances: { unknown: "it runs on each node, and the file does not tell how many there are" },
      surge: 0,
      remarks: [],
      ...deployOnly,
    };
  const instances = amountOf(filled(deploy.replicas ?? scale), 1);
  const update = tableAt(deploy, "update_config");
  if (textAt(update, "order") !== "start-first") return { instances, surge: 0, remarks: [], ...deployOnly };
  const parallel = amountOf(filled(update.parallelism), 1);
  // 0 stands for all at once
  const all = "value" in parallel && parallel.value === 0;
  return { instances, surge: all || !("value" in parallel) ? "100%" : parallel.value, remarks: [], ...deployOnly };
}

/** Names under which other services reach it, besides its own. */
function hostsOf(service: Tree): string[] {
  const aliases = Object.values(tableAt(service, "networks")).flatMap((network) => listAt(network, "aliases"));
  const links = [textAt(service, "container_name"), textAt(service, "hostname"), ...aliases];
  return links.filter((name) => typeof name === "string");
}

/** Names that a service itself has for others: `links` and `extra_hosts`. */
function aliasesOf(tables: readonly Tree[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  for (const table of tables) {
    for (const link of listAt(table, "links")) {
      const [name, alias] = typeof link === "string" ? link.split(":") : [];
      if (name !== undefined && alias !== undefined) found[alias] = name;
    }
    const extra = valueAt(table, "extra_hosts");
    const pairs = Array.isArray(extra)
      ? extra.flatMap((line) => (typeof line === "string" ? [line.split(/[:=]/, 2)] : []))
      : isTree(extra)
        ? Object.entries(extra)
        : [];
    for (const [name, address] of pairs)
      if (typeof name === "string" && typeof address === "string" && address !== "host-gateway") found[name] = address;
  }
  return found;
}

function dependencies({ document, at }: Layer): NonNullable<Container["after"]> {
  return ["depends_on", "links"].flatMap((key) => {
    const said = valueAt(document.data, ...at, key);
    const names = Array.isArray(said) ? said : isTree(said) ? Object.keys(said) : [];
    const place = (name: string, index: number) => originAt(document, [...at, key, Array.isArray(said) ? index : name]);
    return names.flatMap((name, index) =>
      typeof name === "string" ? [{ name: name.split(":")[0]!, origin: place(name, index) }] : [],
    );
  });
}

/** The words of a command, whose variables are filled in. */
function wordsOf({ document, at }: Layer, key: string, fill: Fill): Word[] {
  const said = valueAt(document.data, ...at, key);
  const list = Array.isArray(said) ? said : [said];
  return list.flatMap((text, index) => {
    if (typeof text !== "string") return [];
    const origin = originAt(document, [...at, key, ...(Array.isArray(said) ? [index] : [])]);
    const filled = fill(text).text;
    // a text is split as a shell does, but not run by one
    return (Array.isArray(said) ? [filled] : splitWords(filled)).map((word) => ({ text: word, origin }));
  });
}

type EnvironmentFile = { readonly taken: Taken } | { readonly variables: ReadonlyMap<string, Variable> };

function environmentFiles({ document, at }: Layer, { parts }: Project): EnvironmentFile[] {
  const said = valueAt(document.data, ...at, "env_file");
  const list = Array.isArray(said) ? said : [said];
  return list.flatMap((item, index): EnvironmentFile[] => {
    const name = typeof item === "string" ? item : textAt(item, "path");
    if (name === undefined) return [];
    const pointer: Pointer = [...at, "env_file", ...(Array.isArray(said) ? [index] : [])];
    const text = parts.files.text(document, name);
    if (text === undefined) {
      const optional = valueAt(item, "required") === false && parts.files.isMissing(document, name);
      return optional ? [] : [{ taken: takenFrom(document, "env_file", name, pointer) }];
    }
    const data = readDotenv(text, name).data as Record<string, string>;
    const variable = (key: string, value: string): Variable => ({
      text: value,
      secret: true,
      origin: originAt(document, pointer, key),
    });
    return [{ variables: new Map(Object.entries(data).map(([key, value]) => [key, variable(key, value)])) }];
  });
}

function environmentOf(layer: Layer, project: Project): Map<string, Variable> {
  const { document, at } = layer;
  const shell = project.shell(document);
  const fill = variablesOfShell(shell);
  const said = valueAt(document.data, ...at, "environment");
  const lines: [name: string, text: string | undefined, pointer: Pointer][] = Array.isArray(said)
    ? said.flatMap((line, index) => {
        const [, name, text] = /^([^=\s]{1,200})(?:=([\s\S]*))?$/.exec(typeof line === "string" ? line : "") ?? [];
        return name === undefined ? [] : [[name, text, [...at, "environment", index]]];
      })
    : Object.entries(tableAt(document.data, ...at, "environment")).map(([name, value]) => [
        name,
        ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined,
        [...at, "environment", name],
      ]);
  return new Map(
    lines.map(([name, text, pointer]): [string, Variable] => {
      const origin = originAt(document, pointer, name);
      if (text === undefined)
        return [
          name,
          Object.hasOwn(shell, name)
            ? { text: shell[name]!, secret: true, origin }
            : { unreadable: "is taken from the shell", origin },
        ];
      const { text: filled, isHidden, isFilled } = fill(text);
      if (!isHidden) return [name, { text: filled, origin, ...(isFilled && { secret: true }) }];
      return [
        name,
        {
          unreadable: "contains a variable of the shell, which docker compose config fills in",
          partial: filled,
          origin,
        },
      ];
    }),
  );
}

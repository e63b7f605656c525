// manifests of Go, Rust, Python, Java, Ruby, Elixir and .NET, read by lines: they are looked through for names and versions only

import type { Dependency, Ecosystem, Reader } from "./dependency.ts";

function found(
  ecosystem: Ecosystem,
  file: string,
  name: string,
  version: string | undefined,
  { exact = false, features = [] }: { exact?: boolean; features?: readonly string[] } = {},
): Dependency {
  return { ecosystem, name, ...(version !== undefined && version !== "" && { version }), exact, file, features };
}

function linesOf(text: string | undefined): string[] {
  return (text ?? "").split("\n").map((line) => line.slice(0, 2_000));
}

/** The modules that a go.mod requires; those that only others need are left out. */
export const readGo: Reader = (read) =>
  linesOf(read("go.mod")).flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [name = "", version = "", ...rest] = words[0] === "require" ? words.slice(1) : words;
    if (!/^[\w.-]+\/\S+$/.test(name) || !/^v\d/.test(version) || rest.join(" ").includes("// indirect")) return [];
    const [plain] = version.slice(1).split("+incompatible");
    return [found("go", "go.mod", name, plain, { exact: true })];
  });

/** The crates that a Cargo.toml names, of a workspace too, with the versions in Cargo.lock. */
export const readCargo: Reader = (read) => {
  const text = read("Cargo.toml");
  if (text === undefined) return [];
  const crates = new Map<string, { version?: string | undefined; features: string[] }>();
  let table = "";
  for (const line of joined(linesOf(text))) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.replace(/["'\s]/g, "");
    if (header !== undefined) {
      table = header;
      const own = /(?:^|\.)dependencies\.([\w-]+)$/.exec(table)?.[1];
      if (own !== undefined) crates.set(own, { features: [] });
      continue;
    }
    const [given, value] = assignment(line);
    const key = given.replace(/\.workspace$/, "");
    if (!/^[\w-]+$/.test(key)) continue;
    const single = /(?:^|\.)dependencies\.([\w-]+)$/.exec(table)?.[1];
    if (single !== undefined) {
      const crate = crates.get(single)!;
      if (key === "version") crate.version = textIn(value);
      if (key === "features") crate.features.push(...textsIn(value));
    } else if (/(?:^|\.)dependencies$/.test(table)) {
      const version = value.startsWith('"') || value.startsWith("'") ? textIn(value) : textIn(after(value, "version"));
      crates.set(key, { ...(version !== undefined && { version }), features: textsIn(after(value, "features")) });
    }
  }
  const locked = lockedCrates(read("Cargo.lock"));
  return [...crates].map(([name, { version, features }]) => {
    const exact = locked.get(name);
    return found("cargo", exact === undefined ? "Cargo.toml" : "Cargo.lock", name, exact ?? version, {
      exact: exact !== undefined,
      features,
    });
  });
};

function lockedCrates(text: string | undefined): Map<string, string> {
  const versions = new Map<string, string>();
  let name = "";
  for (const line of linesOf(text)) {
    const [, key, value] = /^(name|version) = "([^"]*)"/.exec(line) ?? [];
    if (key === "name") name = value!;
    else if (key === "version" && name !== "") versions.set(name, value!);
  }
  return versions;
}

// a list over several lines becomes one line
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  let open = "";
  for (const line of lines) {
    const plain = withoutComment(line);
    const next = open === "" ? plain : `${open} ${plain.trim()}`;
    const isOpen = count(next, "[") > count(next, "]") && !/^\s*\[/.test(next) && next.length < 20_000;
    open = isOpen ? next : "";
    if (!isOpen) whole.push(next);
  }
  return open === "" ? whole : [...whole, open];
}

function withoutComment(line: string): string {
  const at = line.indexOf("#");
  return at < 0 ? line : line.slice(0, at);
}

/** The key and the value of `key = value`; both empty if it is none. */
function assignment(line: string): [string, string] {
  const at = line.indexOf("=");
  return at < 0 ? ["", ""] : [line.slice(0, at).replaceAll(/["'\s]/g, ""), line.slice(at + 1).trim()];
}

// `~> 8.1` of Ruby and Elixir: below the next version of what stands before the last number
function pessimistic(range: string | undefined): string | undefined {
  return range?.replace(/^~> ?(\d+)\.(\d+)$/, "^$1.$2").replace(/^~>/, "~");
}

function attribute(line: string, name: string): string | undefined {
  const start = line.indexOf(` ${name}="`);
  const from = start + name.length + 3;
  const end = line.indexOf('"', from);
  return start < 0 || end < 0 ? undefined : line.slice(from, end);
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function after(text: string, key: string): string {
  const at = text.search(new RegExp(`\\b${key}\\s*=`));
  if (at < 0) return "";
  const rest = text.slice(text.indexOf("=", at) + 1).trimStart();
  return rest.startsWith("[") ? rest.slice(0, rest.indexOf("]") + 1) : rest;
}

function textIn(text: string): string | undefined {
  return /^["']([^"']*)["']/.exec(text)?.[1];
}

function textsIn(text: string): string[] {
  return [...text.matchAll(/["']([^"']*)["']/g)].map((match) => match[1]!);
}

/** The packages that pyproject.toml, requirements files, Pipfile or setup.cfg name, with the versions of the lock files. */
export const readPython: Reader = (read, names) => {
  const requirements = names().filter((name) => /^requirements[\w.-]*\.(?:txt|in)$/.test(name));
  const wanted: Dependency[] = [];
  for (const file of requirements.slice(0, 10))
    for (const line of linesOf(read(file))) wanted.push(...requirement(file, withoutComment(line).trim()));
  wanted.push(...standard(read("pyproject.toml")));
  for (const file of ["pyproject.toml", "Pipfile"]) wanted.push(...keyed(file, read(file)));
  const locked = new Map<string, Dependency>();
  for (const file of ["uv.lock", "poetry.lock", "pdm.lock"]) {
    let name = "";
    for (const line of linesOf(read(file))) {
      const [, key, value] = /^(name|version) = "([^"]*)"/.exec(line) ?? [];
      if (key === "name") name = normal(value!);
      else if (key === "version" && name !== "") locked.set(name, found("pypi", file, name, value!, { exact: true }));
    }
  }
  const merged = new Map<string, Dependency>();
  for (const one of wanted) {
    const before = merged.get(one.name);
    const lock = locked.get(one.name);
    const version = lock?.version ?? one.version ?? before?.version;
    merged.set(one.name, {
      ...one,
      ...(version !== undefined && { version }),
      exact: lock !== undefined || one.exact || before?.exact === true,
      ...(lock && { file: lock.file }),
      features: [...new Set([...(before?.features ?? []), ...one.features])],
    });
  }
  return [...merged.values()];
};

// `psycopg[pool]>=3.2,<4 ; python_version > "3.9"`
function requirement(file: string, text: string): Dependency[] {
  const [plain = ""] = text.slice(0, 500).split(";");
  const words = plain.replaceAll(/\s/g, "");
  const name = /^[A-Za-z][\w.-]{1,80}/.exec(words)?.[0];
  if (name === undefined) return [];
  let specifier = words.slice(name.length);
  let extras = "";
  if (specifier.startsWith("[")) {
    const end = specifier.indexOf("]");
    if (end < 0) return [];
    extras = specifier.slice(1, end);
    specifier = specifier.slice(end + 1);
  }
  if (specifier !== "" && !/^[=<>!~]/.test(specifier)) return [];
  const pinned = /^===?\s*([\w.+!-]+)\s*$/.exec(specifier)?.[1];
  return [
    found("pypi", file, normal(name), pinned ?? rangeOf(specifier), {
      exact: pinned !== undefined,
      features: extras
        .split(",")
        .map((extra) => extra.trim().toLowerCase())
        .filter(Boolean),
    }),
  ];
}

// `>=3.2,<4` in the words of other registries; what has no equal there is left out
function rangeOf(specifier: string): string | undefined {
  const parts = specifier
    .split(",")
    .map((part) =>
      part
        .replace(/\s/g, "")
        .replace(/^~=(\d+)\.(\d+)$/, "^$1.$2")
        .replace(/^~=/, "~")
        .replace(/^==/, "="),
    )
    .filter((part) => part !== "" && !part.startsWith("!="));
  return parts.length > 0 ? parts.join(" ") : undefined;
}

// `dependencies = ["asyncpg>=0.30"]` of [project], and the lists of its optional parts
function standard(text: string | undefined): Dependency[] {
  let table = "";
  return joined(linesOf(text)).flatMap((line) => {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) {
      table = header.trim();
      return [];
    }
    const isList = table === "project" ? /^\s*dependencies\s*=/.test(line) : GROUPS.includes(table);
    return isList
      ? textsIn(line.slice(line.indexOf("=") + 1)).flatMap((one) => requirement("pyproject.toml", one))
      : [];
  });
}

const GROUPS = ["project.optional-dependencies", "dependency-groups"];

// Poetry and Pipfile: `psycopg = { version = "^3.2", extras = ["pool"] }`
function keyed(file: string, text: string | undefined): Dependency[] {
  let inside = false;
  return joined(linesOf(text)).flatMap((line) => {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      inside = /^(?:tool\.poetry(?:\.group\.[\w-]+)?\.dependencies|packages|dev-packages)$/.test(header.trim());
      return [];
    }
    if (!inside) return [];
    const [name, value] = assignment(line);
    if (!/^[\w.-]+$/.test(name)) return [];
    const version = textIn(value) ?? textIn(after(value, "version"));
    return [
      found("pypi", file, normal(name), version === "*" ? undefined : version, {
        features: textsIn(after(value, "extras")),
      }),
    ];
  });
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** The artifacts that a pom.xml or a Gradle build names. */
export const readJava: Reader = (read) => {
  const wanted: Dependency[] = [];
  const pom = (read("pom.xml") ?? "").slice(0, 1_000_000);
  for (const part of pom.split(/<(?=(?:dependency|parent|plugin)>)/).slice(1, 2_000)) {
    const end = part.search(/<\/(?:dependency|parent|plugin)>/);
    const block = end < 0 ? part.slice(0, 4_000) : part.slice(0, Math.min(end, 4_000));
    const [group, artifact, version] = ["groupId", "artifactId", "version"].map((tag) => inTag(block, tag));
    if (group !== undefined && artifact !== undefined)
      wanted.push(found("maven", "pom.xml", `${group}:${artifact}`, property(pom, version)));
  }
  for (const file of ["build.gradle", "build.gradle.kts", "gradle/libs.versions.toml"]) {
    const text = (read(file) ?? "").slice(0, 1_000_000);
    for (const match of text.matchAll(/["']([\w.-]{2,100}):([\w.-]{2,100})(?::([\w.+-]{1,60}))?(?:@\w+)?["']/g))
      wanted.push(found("maven", file, `${match[1]}:${match[2]}`, match[3]));
    for (const line of linesOf(text)) {
      const [before = "", after] = line.split(" version ", 2);
      const [id, version] = [textsIn(before).at(-1), textsIn(after ?? "")[0]];
      if (id !== undefined && version !== undefined) wanted.push(found("maven", file, `plugin:${id}`, version));
    }
  }
  return wanted;
};

function inTag(block: string, tag: string): string | undefined {
  const start = block.indexOf(`<${tag}>`);
  const end = block.indexOf(`</${tag}>`, start);
  return start < 0 || end < 0 ? undefined : block.slice(start + tag.length + 2, end).trim();
}

function property(pom: string, version: string | undefined): string | undefined {
  const name = version === undefined ? undefined : /^\$\{([\w.-]{1,100})\}$/.exec(version)?.[1];
  return name === undefined ? version : inTag(pom, name);
}

/** The gems that a Gemfile names, with the versions in Gemfile.lock. */
export const readRuby: Reader = (read) => {
  const text = read("Gemfile");
  if (text === undefined) return [];
  const locked = new Map<string, string>();
  for (const line of linesOf(read("Gemfile.lock"))) {
    const [name = "", version = ""] = line.startsWith("    ") && line[4] !== " " ? line.trim().split(" (", 2) : [];
    const number = /^\d[\d.]*/.exec(version)?.[0];
    if (number !== undefined) locked.set(name, number);
  }
  const named = linesOf(text).flatMap((line) => {
    if (!/^gem[ (]/.test(line.trim())) return [];
    const [name, wanted] = textsIn(withoutComment(line));
    if (name === undefined) return [];
    const exact = locked.get(name);
    const range = pessimistic(wanted !== undefined && /^[\d~<>=^]/.test(wanted) ? wanted : undefined);
    return [
      found("gem", exact === undefined ? "Gemfile" : "Gemfile.lock", name, exact ?? range, {
        exact: exact !== undefined,
      }),
    ];
  });
  const active = locked.get("activerecord");
  const isNamed = named.some(({ name }) => name === "activerecord");
  return active === undefined || isNamed
    ? named
    : [...named, found("gem", "Gemfile.lock", "activerecord", active, { exact: true })];
};

/** The packages that a mix.exs names, with the versions in mix.lock. */
export const readElixir: Reader = (read) => {
  const lock = (read("mix.lock") ?? "").slice(0, 1_000_000);
  return linesOf(read("mix.exs")).flatMap((line) =>
    [...withoutComment(line).matchAll(/\{:(\w{2,60}),\s*"([^"]{0,100})"/g)].map((match) => {
      const name = match[1]!;
      const at = lock.indexOf(`"${name}": {`);
      const exact = at < 0 ? undefined : /^"\w+": \{:hex, :\w+, "([\d.]+)/.exec(lock.slice(at, at + 300))?.[1];
      const range = pessimistic(match[2]);
      return found("hex", exact === undefined ? "mix.exs" : "mix.lock", name, exact ?? range, {
        exact: exact !== undefined,
      });
    }),
  );
};

/** The packages that the project files of .NET name. */
export const readDotnet: Reader = (read, names) =>
  names()
    .filter((name) => /\.(?:cs|fs|vb)proj$/.test(name) || name === "Directory.Packages.props")
    .slice(0, 20)
    .flatMap((file) =>
      linesOf(read(file)).flatMap((line) => {
        const name = /<Package(?:Reference|Version) /.test(line) ? attribute(line, "Include") : undefined;
        if (name === undefined) return [];
        const version = attribute(line, "Version");
        return [found("nuget", file, name, version, { exact: version !== undefined && /^[\d.]+$/.test(version) })];
      }),
    );

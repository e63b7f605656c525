// The packages of others whose code is in dist: their licence texts and the bill of materials (SBOM)
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Files of a package that licences ask to be passed on. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|copyright)(?:[-._][\w.-]+)?$/i;

/**
 * The packages that the modules of a bundle belong to, sorted by name and version.
 *
 * @param modules - for each file of dist, the modules in it as rolldown reports them
 * @throws Error if a module belongs to no package with a name and a version
 */
export function packagesOf(modules, root) {
  const packages = new Map();
  for (const [file, ids] of Object.entries(modules))
    for (const folder of new Set(ids.map(packageFolder))) {
      if (!folder) continue;
      const manifest = readJson(join(folder, "package.json"));
      const { name, version, license } = manifest;
      if (!name || !version || !license)
        throw new Error(`${relative(root, folder)} is bundled, and its package.json lacks a name, version or licence`);
      const key = `${name} ${version}`;
      // the same version may be installed in two places
      const found = packages.get(key) ?? {
        folder,
        name,
        version,
        license,
        dependencies: namesNeeded(manifest),
        files: new Set(),
      };
      found.files.add(file);
      packages.set(key, found);
    }
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function namesNeeded({ dependencies, optionalDependencies, peerDependencies }) {
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
}

/** The folder of the package that a module is in; none for our own modules and for helpers that the bundler generates. */
function packageFolder(id) {
  const file = id.split("?")[0].replaceAll("\\", "/");
  const at = file.lastIndexOf("/node_modules/");
  if (at < 0) return undefined;
  const [scope, name] = file.slice(at + "/node_modules/".length).split("/");
  return join(file.slice(0, at), "node_modules", scope.startsWith("@") ? join(scope, name) : scope);
}

/**
 * The licence texts of packages as one file.
 *
 * @throws Error if a package has neither a licence file nor a licence text in its README
 */
export function licenceTexts(packages) {
  const texts = packages.map(({ folder, name, version, license }) => {
    const files = readdirSync(folder).filter((entry) => LICENCE_FILE.test(entry));
    const found = files.sort().map((entry) => readFileSync(join(folder, entry), "utf8").trim());
    // a NOTICE alone grants nothing
    if (!found.some(isLicence)) found.unshift(licenceInReadme(folder));
    if (!found.some(isLicence))
      throw new Error(
        `${name} ${version} is bundled, and has no licence text: nothing may be published that contains it`,
      );
    return `${name} ${version} (${license})\n\n${found.filter(Boolean).join("\n\n")}\n`;
  });
  return texts.join(`\n${"-".repeat(78)}\n\n`);
}

/** Whether a text grants rights under a copyright, rather than name a licence. */
function isLicence(text) {
  return /copyright|licensor/i.test(text) && /permission|permitted|grants?\b/i.test(text);
}

/** The licence section of a README, where some packages have their only copy of it. */
function licenceInReadme(folder) {
  const file = readdirSync(folder).find((entry) => /^readme(?:\.\w+)?$/i.test(entry));
  if (!file) return "";
  const section = readFileSync(join(folder, file), "utf8").split(/^#+ *licen[cs]e *#*$/im)[1] ?? "";
  return section.split(/^#/m)[0].trim();
}

/**
 * A CycloneDX 1.6 bill of materials that lists the packages whose code is in dist. The same input gives the same bytes:
 * it has no time stamp, and its serial number is derived from its content.
 */
export function billOfMaterials(packages, root) {
  const own = readJson(join(root, "package.json"));
  const { packages: locked } = readJson(join(root, "package-lock.json"));
  const listed = new Set(packages.map(purl));
  const components = packages.map((entry) => ({
    type: "library",
    "bom-ref": purl(entry),
    ...named(entry),
    scope: "required",
    hashes: hashes(locked[relative(root, entry.folder).split(sep).join("/")]?.integrity),
    licenses: licences(entry.license),
    purl: purl(entry),
    properties: [...entry.files].sort().map((file) => ({ name: "poolcfg:bundledIn", value: `dist/${file}` })),
  }));
  const dependencies = [
    { ref: purl(own), dependsOn: dependsOn(root, Object.keys(own.devDependencies), listed) },
    ...packages.map((entry) => ({
      ref: purl(entry),
      dependsOn: dependsOn(entry.folder, entry.dependencies, listed),
    })),
  ];
  const content = {
    metadata: {
      component: {
        type: "library",
        "bom-ref": purl(own),
        ...named(own),
        description: own.description,
        licenses: licences(own.license),
        purl: purl(own),
      },
    },
    components,
    dependencies,
  };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    version: 1,
    ...content,
  };
}

/** The listed packages that a package in a folder depends on, found as Node looks for them. */
function dependsOn(folder, dependencies, listed) {
  const found = new Set();
  for (const name of dependencies)
    for (let at = folder; at !== dirname(at); at = dirname(at)) {
      const manifest = join(at, "node_modules", name, "package.json");
      if (!existsSync(manifest)) continue;
      const reference = purl(readJson(manifest));
      if (listed.has(reference)) found.add(reference);
      break;
    }
  return [...found].sort();
}

function named({ name, version }) {
  const [scope, rest] = name.startsWith("@") ? name.split("/") : [undefined, name];
  return { ...(scope && { group: scope }), name: rest, version };
}

function purl({ name, version }) {
  return `pkg:npm/${name.replace(/^@/, "%40")}@${version.replaceAll("+", "%2B")}`;
}

function licences(license) {
  return / (?:AND|OR|WITH) /.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

/** The hash of the published tarball, which the lock file has in base64. */
function hashes(integrity) {
  const found = /^sha512-(.+)$/.exec(integrity ?? "");
  return found ? [{ alg: "SHA-512", content: Buffer.from(found[1], "base64").toString("hex") }] : undefined;
}

/** A UUID that is derived from a text (version 8 of RFC 9562). */
function uuidOf(text) {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
